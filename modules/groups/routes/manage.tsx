/** What facilitators do: settings, life, members and their requests. */
import { type Member, signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Route, Typed } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { groupMemberParams, groupParams, listQuery, settingsBody, standingBody } from '../schema.ts';
import { answerRequest, giveStanding, memberToManage, removeFromGroup } from '../service/belonging.ts';
import { describeGroup, type GroupDependencies, groupOfHers, groupToManage, setArchived } from '../service/groups.ts';
import { membersOf, requestsOf } from '../store/index.ts';
import { SettingsPage } from '../views/form.tsx';
import { GroupMemberPage, MembersPage } from '../views/members.tsx';
import { type Done, doneText, groupAddress } from './done.ts';

const MEMBERS_A_PAGE = 50;

export function manageRoutes(deps: GroupDependencies): Route[] {
  const { table, signer } = deps;
  const chrome = (member: Member) => memberChrome(deps.territory, member, 'groups');

  async function settings(member: Member, id: string, typed?: Typed, errors?: readonly FieldError[]): Promise<Answer> {
    const { group } = await groupToManage(deps, member, id);
    const { name, purpose, kind, access } = group;
    return page({ group }, () => (
      <SettingsPage
        chrome={chrome(member)}
        group={group}
        typed={typed ?? { name, purpose, kind, access }}
        errors={errors}
      />
    ));
  }

  async function onePerson(
    member: Member,
    { id, person }: { id: string; person: string },
    errors?: readonly FieldError[],
  ): Promise<Answer> {
    const { group, line } = await memberToManage(deps, member, id, person);
    return page({ member: line }, () => (
      <GroupMemberPage
        chrome={chrome(member)}
        group={group}
        member={line}
        isSelf={person === member.person.id}
        errors={errors}
      />
    ));
  }

  const life = (part: 'archiver' | 'rouvrir', summary: string, done: Done): Route =>
    defineRoute({
      method: 'post',
      path: `/groupes/:id/${part}`,
      summary,
      access: 'member',
      params: groupParams,
      async handle(call) {
        const { id, state } = await setArchived(deps, signedIn(call), call.params.id, part === 'archiver');
        return seeOther(groupAddress(id, done), { data: { id, state } });
      },
    });

  const answering = (part: 'accepter' | 'refuser', summary: string, done: Done): Route =>
    defineRoute({
      method: 'post',
      path: `/groupes/:id/demandes/:person/${part}`,
      summary,
      access: 'member',
      params: groupMemberParams,
      async handle(call) {
        const { id, person } = call.params;
        await answerRequest(deps, signedIn(call), id, person, part === 'accepter' ? 'accept' : 'refuse');
        return seeOther(groupAddress(id, done, '/membres'), { data: { id, person } });
      },
    });

  return [
    defineRoute({
      method: 'get',
      path: '/groupes/:id/reglages',
      summary: 'Les réglages d’un groupe que vous animez',
      access: 'member',
      params: groupParams,
      handle: (call) => settings(signedIn(call), call.params.id),
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/reglages',
      summary: 'Change le nom, l’objet, la sorte ou l’entrée d’un groupe',
      access: 'member',
      params: groupParams,
      body: settingsBody,
      async handle(call) {
        const { id, version } = await describeGroup(deps, signedIn(call), call.params.id, call.body);
        return seeOther(groupAddress(id, 'reglages'), { data: { id, version } });
      },
      again: (call, errors) => settings(signedIn(call), call.params.id, call.typed, errors),
    }),
    life('archiver', 'Archive un groupe : on le lit, rien de nouveau ne s’y ajoute', 'archive'),
    life('rouvrir', 'Rouvre un groupe archivé', 'rouvert'),
    defineRoute({
      method: 'get',
      path: '/groupes/:id/membres',
      summary: 'Les membres d’un groupe, et pour ses animateurs les demandes à traiter',
      access: 'member',
      params: groupParams,
      query: listQuery,
      async handle(call) {
        const member = signedIn(call);
        const { id } = call.params;
        const { scope, group, isFacilitator } = await groupOfHers(deps, member, id);
        const cursor = await openCursor(signer, ['group-members', scope], call.query.suite);
        const [{ members, next }, requests] = await Promise.all([
          membersOf(table, scope, { limit: MEMBERS_A_PAGE, cursor }),
          isFacilitator && group.state === 'active' ? requestsOf(table, scope) : [],
        ]);
        const sealed = await sealCursor(signer, ['group-members', scope], next);
        const after = sealed && `/groupes/${id}/membres?suite=${encodeURIComponent(sealed)}`;
        return page({ members, requests, next: after }, () => (
          <MembersPage
            chrome={chrome(member)}
            group={group}
            members={members}
            requests={requests}
            next={after}
            isFacilitator={isFacilitator}
            done={doneText(call.query.fait)}
          />
        ));
      },
    }),
    answering('accepter', 'Accepte une demande d’entrée', 'accepte'),
    answering('refuser', 'Refuse une demande d’entrée', 'refuse'),
    defineRoute({
      method: 'get',
      path: '/groupes/:id/membres/:person',
      summary: 'Un membre d’un groupe que vous animez',
      access: 'member',
      params: groupMemberParams,
      handle: (call) => onePerson(signedIn(call), call.params),
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/membres/:person/role',
      summary: 'Nomme un animateur, ou n’en fait plus un',
      access: 'member',
      params: groupMemberParams,
      body: standingBody,
      async handle(call) {
        const { id, person } = call.params;
        await giveStanding(deps, signedIn(call), id, person, call.body.standing);
        return seeOther(groupAddress(id, 'role', '/membres'), { data: { id, person, ...call.body } });
      },
      again: (call, errors) => onePerson(signedIn(call), call.params, errors),
    }),
    defineRoute({
      method: 'post',
      path: '/groupes/:id/membres/:person/retirer',
      summary: 'Retire quelqu’un d’un groupe',
      access: 'member',
      params: groupMemberParams,
      async handle(call) {
        const { id, person } = call.params;
        await removeFromGroup(deps, signedIn(call), id, person);
        return seeOther(groupAddress(id, 'retrait', '/membres'), { data: { id, removed: person } });
      },
      again: (call, errors) => onePerson(signedIn(call), call.params, errors),
    }),
  ];
}
