/** `/groupes/:id`: the space of a group, its door, coming in and going out. */
import * as z from 'zod';
import { currentOf, may, type Member, signedIn, standingIn } from '../../../platform/actor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Route } from '../../../platform/http/route.ts';
import { groupParams, listQuery } from '../schema.ts';
import { askToEnter, doorstepOf, enterGroup, leaveGroup, takeBackRequest, takeOver } from '../service/belonging.ts';
import { type GroupDependencies, groupOfHers } from '../service/groups.ts';
import { answerForOrganisation, declineInvitation } from '../service/inviting.ts';
import { facilitatorsOf } from '../store/index.ts';
import { maySlipAway } from '../rules.ts';
import { TEXTS } from '../texts.ts';
import { DoorPage, LeavePage, SpacePage } from '../views/space.tsx';
import { doneText, groupAddress } from './done.ts';

export function spaceRoutes(deps: GroupDependencies): Route[] {
  const { table } = deps;
  const chrome = (member: Member) => memberChrome(deps.territory, member, 'groups');

  async function space(member: Member, id: string, { suite, fait }: z.output<typeof listQuery>): Promise<Answer> {
    const { scope, group, isFacilitator } = await groupOfHers(deps, member, id);
    const [facilitators, shelf] = await Promise.all([facilitatorsOf(table, scope), deps.shelf(member, id, suite)]);
    const data = { group, facilitators, shelf: shelf.data, standing: standingIn(member, id) };
    return page(data, () => (
      <SpacePage
        chrome={chrome(member)}
        group={group}
        facilitators={facilitators}
        shelf={shelf.view()}
        mayPublish={group.state === 'active' && may(member, 'publish-in-groups')}
        isFacilitator={isFacilitator}
        mayTakeOver={group.facilitatorCount === 0 && may(member, 'open-groups')}
        done={doneText(fait)}
      />
    ));
  }

  async function door(member: Member, id: string, done: string | undefined): Promise<Answer> {
    const doorstep = await doorstepOf(deps, member, id);
    const { asked, ...rest } = doorstep;
    return page({ ...rest, askedAt: asked?.askedAt }, () => (
      <DoorPage
        chrome={chrome(member)}
        door={doorstep}
        organisation={currentOf(member).name}
        isReferent={may(member, 'answer-for-organisation')}
        done={done}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/groupes/:id',
      summary: 'L’espace d’un groupe ; pour qui n’en est pas, ce qu’il est et comment y entrer',
      access: 'member',
      params: groupParams,
      query: listQuery,
      handle(call) {
        const member = signedIn(call);
        const { id } = call.params;
        return standingIn(member, id) ? space(member, id, call.query) : door(member, id, doneText(call.query.fait));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/entrer',
      summary: 'Entre dans un groupe ouvert, ou qui vous a invité',
      access: 'member',
      params: groupParams,
      async handle(call) {
        const { id } = call.params;
        await enterGroup(deps, signedIn(call), id);
        return seeOther(groupAddress(id, 'entre'), { data: { id } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/demande',
      summary: 'Demande à entrer dans un groupe',
      access: 'member',
      params: groupParams,
      async handle(call) {
        const { id } = call.params;
        await askToEnter(deps, signedIn(call), id);
        return seeOther(groupAddress(id, 'demande'), { data: { id } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/demande/annuler',
      summary: 'Reprend votre demande',
      access: 'member',
      params: groupParams,
      async handle(call) {
        await takeBackRequest(deps, signedIn(call), call.params.id);
        return seeOther(`/groupes/${call.params.id}`, { data: { id: call.params.id } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/decliner',
      summary: 'Décline une invitation faite à votre adresse',
      access: 'member',
      params: groupParams,
      async handle(call) {
        await declineInvitation(deps, signedIn(call), call.params.id);
        return seeOther('/groupes', { data: { id: call.params.id } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/organisation',
      summary: 'Répond pour votre organisation (`answer` : `accept` ou `decline`)',
      access: 'member',
      needs: 'answer-for-organisation',
      params: groupParams,
      body: z.object({ answer: z.enum(['accept', 'decline']) }),
      async handle(call) {
        const { id } = call.params;
        const { answer } = call.body;
        await answerForOrganisation(deps, signedIn(call), id, answer);
        return seeOther(answer === 'accept' ? groupAddress(id, 'reponse') : '/groupes', { data: { id, answer } });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/groupes/:id/quitter',
      summary: 'Ce que fera votre départ d’un groupe',
      access: 'member',
      params: groupParams,
      async handle(call) {
        const member = signedIn(call);
        const { group } = await groupOfHers(deps, member, call.params.id, { consistent: true });
        const isFree = maySlipAway(group, standingIn(member, group.id) ?? 'member');
        const problem = isFree ? undefined : TEXTS.lastFacilitatorYou;
        return page({ group: group.id, problem }, () => (
          <LeavePage chrome={chrome(member)} group={group} problem={problem} />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/quitter',
      summary: 'Quitte un groupe',
      access: 'member',
      params: groupParams,
      async handle(call) {
        await leaveGroup(deps, signedIn(call), call.params.id);
        return seeOther('/groupes', { data: { left: call.params.id } });
      },
      again: async (call) => seeOther(`/groupes/${call.params.id}/quitter`),
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/animer',
      summary: 'Devient animateur d’un groupe qui n’en a plus',
      access: 'member',
      params: groupParams,
      async handle(call) {
        await takeOver(deps, signedIn(call), call.params.id);
        return seeOther(groupAddress(call.params.id, 'anime'), { data: { id: call.params.id } });
      },
    }),
  ];
}
