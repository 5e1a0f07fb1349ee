/** Replaces the document of a public act by a redacted one. */
import { signedIn } from '../../../platform/actor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { actToRedact, redact } from '../redacting.ts';
import { redactionBody } from '../schema.ts';
import type { ContentDependencies } from '../service.ts';
import { RedactPage } from '../views/redacting.tsx';
import { documentsShown } from './form.tsx';
import { presentOwn } from './present.ts';
import { oneContent } from './writing.tsx';

export function redactingRoutes(deps: ContentDependencies): Route[] {
  async function shown(
    call: RequestContext & { params: { id: string } },
    typed: Typed = {},
    errors?: readonly FieldError[],
  ): Promise<Answer> {
    const member = signedIn(call);
    const content = await actToRedact(deps, member, call.params.id);
    const documents = await documentsShown(deps, member, typed['document'] ? [typed['document']] : [], content);
    return page(presentOwn(content), () => (
      <RedactPage
        chrome={memberChrome(deps.territory, member, 'publications', call.nonce)}
        content={content}
        documents={documents}
        reason={typed['reason'] ?? ''}
        errors={errors}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/publications/:id/occulter',
      summary: 'Le formulaire qui remplace le document d’un acte public par une version occultée',
      access: 'member',
      needs: 'publish-outside',
      params: oneContent,
      handle: (call) => shown(call),
    }),
    defineRoute({
      method: 'post',
      path: '/publications/:id/occulter',
      summary: 'Remplace le document d’un acte public par une version occultée, avec la raison',
      access: 'member',
      needs: 'publish-outside',
      params: oneContent,
      body: redactionBody,
      async handle(call) {
        const content = await redact(deps, signedIn(call), call.params.id, call.body);
        return seeOther(`/publications/${content.id}`, { data: presentOwn(content) });
      },
      again: (call, errors) => shown(call, call.typed, errors),
    }),
  ];
}
