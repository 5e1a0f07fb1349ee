/** Replaces the document of a public act by a redacted one. */
import { organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import { type FieldError, Problem } from '../../../platform/problems.ts';
import { documentById, documentOnceChecked, formFor } from '../../documents/index.ts';
import { withQuery } from '../addresses.ts';
import { actToRedact, awaitRedacted, reasonSaid, redact } from '../redacting.ts';
import { redactionBody, redactionQuery } from '../schema.ts';
import type { ContentDependencies } from '../service.ts';
import { TEXTS } from '../texts.ts';
import { RedactedFilePage, RedactPage } from '../views/redacting.tsx';
import { documentsShown } from './form.tsx';
import { presentOwn } from './present.ts';
import { oneContent } from './writing.tsx';

/** What is refused is chosen anew; what is still being checked is not. */
const isToChooseAnew = (errors: readonly FieldError[] = []): boolean =>
  errors.some(({ field, message }) => field === 'document' && message !== TEXTS.documentNotReady);

export function redactingRoutes(deps: ContentDependencies): Route[] {
  async function shown(
    call: RequestContext & { params: { id: string } },
    typed: Typed = {},
    errors?: readonly FieldError[],
  ): Promise<Answer> {
    const member = signedIn(call);
    const content = await actToRedact(deps, member, call.params.id);
    const chosen = typed['document'] && !isToChooseAnew(errors) ? [typed['document']] : [];
    const documents = await documentsShown(deps, member, chosen, content);
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

  const address = (id: string, document: string, rest = ''): string =>
    withQuery(`/publications/${id}/occulter${rest}`, { document });

  return [
    defineRoute({
      method: 'get',
      path: '/publications/:id/occulter',
      summary: 'Le formulaire qui remplace le document d’un acte public par une version occultée',
      access: 'member',
      needs: 'publish-outside',
      params: oneContent,
      query: redactionQuery,
      async handle(call) {
        const { document } = call.query;
        if (!document) return shown(call);
        return shown(call, { document, reason: (await reasonSaid(deps, signedIn(call), document)) ?? '' });
      },
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
        const member = signedIn(call);
        const { id } = call.params;
        // Without script the file comes on the next page.
        if (!call.body.document && !call.wantsJson) {
          return seeOther(address(id, await awaitRedacted(deps, member, id, call.body), '/fichier'));
        }
        const content = await redact(deps, member, id, call.body);
        return seeOther(`/publications/${content.id}`, { data: presentOwn(content) });
      },
      again: (call, errors) => shown(call, call.typed, errors),
    }),
    defineRoute({
      method: 'get',
      path: '/publications/:id/occulter/fichier',
      summary: 'Le formulaire qui envoie une version occultée, puis ce qu’elle est devenue',
      access: 'member',
      needs: 'publish-outside',
      params: oneContent,
      query: redactionQuery,
      async handle(call) {
        const member = signedIn(call);
        const { document: id = '' } = call.query;
        const content = await actToRedact(deps, member, call.params.id);
        const before = await documentById(deps.table, organisationScopeOf(member), id);
        // Hers alone: another would send a file in her name.
        if (!before || (await reasonSaid(deps, member, id)) === undefined) throw new Problem('not-found');
        const here = address(content.id, id, '/fichier');
        const back = address(content.id, id);
        const isSent = before.state !== 'awaited' || call.query.envoye !== undefined;
        const document = isSent ? await documentOnceChecked(deps.table, member, id) : before;
        if (document.state === 'ready') return seeOther(back);
        const asked = { id, name: '', type: 'application/octet-stream', back: `${here}&envoye=oui` };
        const form = document.state === 'awaited' ? await formFor(deps, member, asked) : undefined;
        return page({ document: id, state: document.state, ...form }, () => (
          <RedactedFilePage
            chrome={memberChrome(deps.territory, member, 'publications', call.nonce)}
            document={document}
            form={isSent ? undefined : form}
            here={`${here}&envoye=oui`}
            back={back}
          />
        ));
      },
    }),
  ];
}
