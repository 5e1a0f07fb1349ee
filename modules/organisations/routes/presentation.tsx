/** `/organisation/page-publique`: what everybody reads of an organisation, as its référent chooses it. */
import * as z from 'zod';
import { currentOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { presentationBody } from '../schema.ts';
import { ownPresentation, present, type PresentationDeps } from '../service/presentation.ts';
import { PRESENTED } from '../store/presentation.ts';
import { PresentationPage } from '../views/presentation.tsx';

const PATH = '/organisation/page-publique';

const doneQuery = z.object({ fait: z.literal('enregistre').optional().catch(undefined) });

export function presentationRoutes(deps: PresentationDeps & { territory: Territory }): Route[] {
  /** The form as it is stored, or as it was typed when it is refused. */
  const show = async (
    call: RequestContext & { typed: Typed },
    options: { errors?: readonly FieldError[]; done?: boolean } = {},
  ): Promise<Answer> => {
    const member = signedIn(call);
    const { presentation, facts, mailbox } = await ownPresentation(deps, member);
    const { errors } = options;
    const isStale = errors?.some(({ field }) => field === 'version') ?? false;
    const stored = {
      version: String(presentation.version),
      isPublic: presentation.isPublic ? 'oui' : 'non',
      ...Object.fromEntries(PRESENTED.flatMap((name) => (presentation[name] ? [[name, presentation[name]]] : []))),
      ...(presentation.accent ? { ownColour: 'oui' } : {}),
    };
    // After a lost race her words stand on the newest version: saving again is then her choice.
    const typed = isStale ? { ...call.typed, version: stored.version } : call.typed;
    return page({ presentation, facts, mailbox }, () => (
      <PresentationPage
        chrome={memberChrome(deps.territory, member, 'organisation', call.nonce)}
        errors={errors}
        name={currentOf(member).name}
        slug={currentOf(member).slug}
        siren={currentOf(member).organisation}
        facts={facts}
        mailbox={mailbox}
        values={errors ? typed : stored}
        newest={isStale ? presentation : undefined}
        done={options.done}
      />
    ));
  };

  return [
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'Les réglages de la page publique de mon organisation',
      access: 'member',
      needs: 'manage-organisation',
      query: doneQuery,
      handle: (call) => show(call, { done: call.query.fait !== undefined }),
    }),
    defineRoute({
      method: 'post',
      path: PATH,
      summary: 'Change ce que la page publique dit, ou la ferme',
      access: 'member',
      needs: 'manage-organisation',
      body: presentationBody,
      async handle(call) {
        await present(deps, signedIn(call), call.body);
        return seeOther(`${PATH}?fait=enregistre`, { data: { version: call.body.version + 1 } });
      },
      again: (call, errors) => show(call, { errors }),
    }),
  ];
}
