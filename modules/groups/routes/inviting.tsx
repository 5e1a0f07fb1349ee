/** `/groupes/:id/invitations`: persons and organisations invited by the facilitators. */
import { type Member, signedIn } from '../../../platform/actor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Route } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { plainKey } from '../../../platform/text.ts';
import { organisationsBeginning } from '../../organisations/index.ts';
import {
  groupInvitationParams,
  groupOrganisationParams,
  groupParams,
  invitingQuery,
  organisationInvitationBody,
  personInvitationBody,
  pickedInvitationBody,
} from '../schema.ts';
import { type GroupDependencies, groupToManage, mustBeActive } from '../service/groups.ts';
import {
  candidates,
  inviteByAddress,
  invitePicked,
  inviteWholeOrganisation,
  withdrawInvitation,
  withdrawOrganisation,
} from '../service/inviting.ts';
import { invitationsOf, organisationsOf } from '../store/index.ts';
import { LIMITS } from '../texts.ts';
import { InvitationsPage } from '../views/inviting.tsx';
import { doneText, groupAddress } from './done.ts';

/** Organisations proposed for a few letters. */
const FOUND = 20;

export function invitingRoutes(deps: GroupDependencies): Route[] {
  const { table } = deps;
  const chrome = (member: Member) => memberChrome(deps.territory, member, 'groups');

  async function invitations(
    member: Member,
    id: string,
    shown: {
      q?: string | undefined;
      nom?: string | undefined;
      done?: string | undefined;
      typedEmail?: string | undefined;
      errors?: readonly FieldError[];
    },
  ): Promise<Answer> {
    const { scope, group } = await groupToManage(deps, member, id);
    mustBeActive(group);
    const [q, words] = [plainKey(shown.q ?? ''), plainKey(shown.nom ?? '')];
    const [persons, organisations, found] = await Promise.all([
      invitationsOf(table, scope, LIMITS.invitations, deps.clock()),
      organisationsOf(table, scope),
      q ? organisationsBeginning(table, q, FOUND) : undefined,
    ]);
    const people = words ? await candidates(deps, member, scope, words, persons) : undefined;
    return page({ persons, organisations, found, people: people?.people }, () => (
      <InvitationsPage
        chrome={chrome(member)}
        group={group}
        persons={persons}
        organisations={organisations}
        found={found}
        people={people}
        nom={shown.nom}
        q={shown.q}
        typedEmail={shown.typedEmail}
        done={shown.done}
        errors={shown.errors}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/groupes/:id/invitations',
      summary: 'Les invitations d’un groupe que vous animez ; `nom` cherche une personne, `q` une organisation',
      access: 'member',
      params: groupParams,
      query: invitingQuery,
      handle: (call) => {
        const { q, nom, fait } = call.query;
        return invitations(signedIn(call), call.params.id, { q, nom, done: doneText(fait) });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/invitations',
      summary: 'Invite une personne du réseau par son adresse',
      access: 'member',
      params: groupParams,
      body: personInvitationBody,
      async handle(call) {
        const { id } = call.params;
        await inviteByAddress(deps, signedIn(call), id, call.body.email);
        return seeOther(groupAddress(id, 'invite', '/invitations'), { data: { id }, created: true });
      },
      again: (call, errors) => invitations(signedIn(call), call.params.id, { typedEmail: call.typed.email, errors }),
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/personnes',
      summary: 'Invite une personne de l’annuaire, sans que son adresse soit montrée',
      access: 'member',
      params: groupParams,
      body: pickedInvitationBody,
      async handle(call) {
        const { id } = call.params;
        await invitePicked(deps, signedIn(call), id, call.body);
        return seeOther(groupAddress(id, 'invite', '/invitations'), { data: { id }, created: true });
      },
      again: (call, errors) => invitations(signedIn(call), call.params.id, { nom: call.typed.nom, errors }),
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/invitations/:key/annuler',
      summary: 'Annule l’invitation d’une personne',
      access: 'member',
      params: groupInvitationParams,
      async handle(call) {
        const { id, key } = call.params;
        await withdrawInvitation(deps, signedIn(call), id, key);
        return seeOther(groupAddress(id, 'annulation', '/invitations'), { data: { id } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/organisations',
      summary: 'Invite toute une organisation',
      access: 'member',
      params: groupParams,
      body: organisationInvitationBody,
      async handle(call) {
        const { id } = call.params;
        await inviteWholeOrganisation(deps, signedIn(call), id, call.body.siren);
        return seeOther(groupAddress(id, 'organisation', '/invitations'), { data: { id }, created: true });
      },
      again: (call, errors) => invitations(signedIn(call), call.params.id, { errors }),
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/organisations/:siren/retirer',
      summary: 'Annule l’invitation d’une organisation',
      access: 'member',
      params: groupOrganisationParams,
      async handle(call) {
        const { id, siren } = call.params;
        await withdrawOrganisation(deps, signedIn(call), id, siren);
        return seeOther(groupAddress(id, 'annulation', '/invitations'), { data: { id } });
      },
    }),
  ];
}
