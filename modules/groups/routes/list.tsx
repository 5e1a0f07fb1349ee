/** `/groupes`: the list, and the form that opens a group. */
import { may, type Member, networkScopeOf, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { isId, newId } from '../../../platform/ids.ts';
import { groupScope } from '../../../platform/scope.ts';
import { listQuery, newGroupBody } from '../schema.ts';
import { type GroupDependencies, openGroup } from '../service/groups.ts';
import { groupOf, groupsListed, groupsOffered } from '../store/index.ts';
import { NewGroupPage } from '../views/form.tsx';
import { GroupsPage, type OwnGroup } from '../views/list.tsx';

/** Groups of the network on a page of the list. */
const PAGE_SIZE = 30;

export function listRoutes(deps: GroupDependencies): Route[] {
  const { table, signer } = deps;
  const chrome = (member: Member) => memberChrome(deps.territory, member, 'groups');

  /** The groups that she is in: one read each, of partitions that she is in. */
  async function ownGroups({ groups }: Member): Promise<OwnGroup[]> {
    const found = await Promise.all(
      groups.map(async ({ group: id, standing }) => {
        const group = await groupOf(table, groupScope(id));
        return group && { ...group, isFacilitator: standing === 'facilitator' };
      }),
    );
    return found.filter((group) => group !== undefined).sort((a, b) => a.name.localeCompare(b.name, 'fr'));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/groupes',
      summary: 'Vos groupes, et ceux que le réseau propose',
      access: 'member',
      query: listQuery,
      async handle(call) {
        const member = signedIn(call);
        const isFirstPage = call.query.suite === undefined;
        const cursor = await openCursor(signer, ['groups'], call.query.suite);
        const [own, offered, { cards, next }] = await Promise.all([
          ownGroups(member),
          isFirstPage ? groupsOffered(table, organisationScopeOf(member)) : [],
          groupsListed(table, networkScopeOf(member), { limit: PAGE_SIZE, cursor }),
        ]);
        const sealed = await sealCursor(signer, ['groups'], next);
        const after = sealed && `/groupes?suite=${encodeURIComponent(sealed)}`;
        const mayOpen = may(member, 'open-groups');
        return page({ own, offered, groups: cards, next: after }, () => (
          <GroupsPage
            chrome={chrome(member)}
            own={own}
            offered={offered}
            cards={cards}
            next={after}
            isFirstPage={isFirstPage}
            mayOpen={mayOpen}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/groupes/nouveau',
      summary: 'Le formulaire qui ouvre un groupe',
      access: 'member',
      needs: 'open-groups',
      async handle(call) {
        const member = signedIn(call);
        const id = newId('grp', deps.clock());
        return page({ id }, () => <NewGroupPage chrome={chrome(member)} id={id} typed={{}} />);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/groupes',
      summary: 'Ouvre un groupe, dont vous devenez animateur',
      access: 'member',
      needs: 'open-groups',
      body: newGroupBody,
      async handle(call) {
        await openGroup(deps, signedIn(call), call.body);
        const { id } = call.body;
        return seeOther(`/groupes/${id}?fait=ouvert`, { data: { id }, created: true });
      },
      async again(call, errors) {
        const member = signedIn(call);
        const { id = '' } = call.typed;
        const kept = isId('grp', id) ? id : newId('grp', deps.clock());
        return page({}, () => <NewGroupPage chrome={chrome(member)} id={kept} typed={call.typed} errors={errors} />);
      },
    }),
  ];
}
