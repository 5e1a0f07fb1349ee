/** `/compte/fiche`, `/organisation/membres/<person>/fiche`: what is said of somebody in her organisation. */
import * as z from 'zod';
import { currentOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Call, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { forReferent } from '../rules.ts';
import { ownBody, personParams, referentBody } from '../schema.ts';
import {
  ownParticulars,
  type ParticularsDeps,
  particularsToManage,
  saveForMember,
  saveOwn,
} from '../service/particulars.ts';
import { MemberParticularsPage, OwnParticularsPage } from '../views/particulars.tsx';

const doneQuery = z.object({ fait: z.literal('enregistre').optional().catch(undefined) });
type Form = RequestContext & { typed: Typed; query: { fait?: string | undefined } };

export function particularsRoutes(deps: ParticularsDeps & { territory: Territory }): Route[] {
  const { territory } = deps;

  async function ownPage(call: Form, errors?: readonly FieldError[]): Promise<Answer> {
    const actor = signedIn(call);
    const { particulars } = await ownParticulars(deps, actor);
    return page({ person: actor.person.id, organisation: currentOf(actor).name, particulars }, () => (
      <OwnParticularsPage
        chrome={memberChrome(territory, actor, 'account', call.nonce)}
        errors={errors}
        person={actor.person}
        organisation={currentOf(actor)}
        particulars={particulars}
        typed={errors ? call.typed : undefined}
        saved={call.query.fait !== undefined}
      />
    ));
  }

  async function memberPage(
    call: Form & Pick<Call<{ person: string }, unknown, unknown>, 'params'>,
    errors?: readonly FieldError[],
  ): Promise<Answer> {
    const actor = signedIn(call);
    const { member, particulars } = await particularsToManage(deps, actor, call.params.person);
    const view = () => (
      <MemberParticularsPage
        chrome={memberChrome(territory, actor, 'organisation', call.nonce)}
        errors={errors}
        member={member}
        particulars={particulars}
        typed={errors ? call.typed : undefined}
        saved={call.query.fait !== undefined}
      />
    );
    return page({ person: member.person, particulars: forReferent(particulars) }, view);
  }

  return [
    defineRoute({
      method: 'get',
      path: '/compte/fiche',
      summary: 'Ma fiche dans l’annuaire, pour l’organisation où je travaille',
      access: 'member',
      query: doneQuery,
      handle: (call) => ownPage(call),
    }),
    defineRoute({
      method: 'post',
      path: '/compte/fiche',
      summary: 'Enregistre ma fiche et qui en voit chaque partie',
      access: 'member',
      query: doneQuery,
      body: ownBody,
      async handle(call) {
        const { version, ...edit } = call.body;
        await saveOwn(deps, signedIn(call), version, edit);
        return seeOther('/compte/fiche?fait=enregistre', { data: { version: version + 1 } });
      },
      again: (call, errors) => ownPage(call, errors),
    }),
    defineRoute({
      method: 'get',
      path: '/organisation/membres/:person/fiche',
      summary: 'La fiche d’un membre de mon organisation',
      access: 'member',
      needs: 'manage-members',
      params: personParams,
      query: doneQuery,
      handle: (call) => memberPage(call),
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/membres/:person/fiche',
      summary: 'Enregistre ce que l’organisation dit d’un membre',
      access: 'member',
      needs: 'manage-members',
      params: personParams,
      query: doneQuery,
      body: referentBody,
      async handle(call) {
        const { person } = call.params;
        const { version, ...edit } = call.body;
        await saveForMember(deps, signedIn(call), person, version, edit);
        return seeOther(`/organisation/membres/${person}/fiche?fait=enregistre`, { data: { version: version + 1 } });
      },
      again: (call, errors) => memberPage(call, errors),
    }),
  ];
}
