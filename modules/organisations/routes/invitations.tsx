/** `/organisation/invitations/liste`: invite many people at once. */
import * as z from 'zod';
import { currentOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { hashToken } from '../../../platform/tokens.ts';
import type { PlannedLine } from '../rules-invitations.ts';
import { invitationListBody } from '../schema.ts';
import { inviteEverybody, planOf } from '../service/invitations.ts';
import type { MembersDeps } from '../service/members.ts';
import { InvitationListPage, isRefused } from '../views/invitations.tsx';

const PATH = '/organisation/invitations/liste';

/** What programs read of a line. */
const told = ({ raw: _raw, ...line }: PlannedLine) => line;

export function invitationListRoutes(deps: MembersDeps & { territory: Territory }): Route[] {
  const listPage = (
    call: RequestContext,
    shown: {
      id: string;
      lines: string;
      role: string;
      plan?: readonly PlannedLine[];
      hasChanged?: boolean;
      invited?: number | undefined;
      errors?: readonly FieldError[];
    },
  ): Answer => {
    const member = signedIn(call);
    const data = { id: shown.id, invited: shown.invited, lines: shown.plan?.map(told) };
    return page(data, () => (
      <InvitationListPage
        {...shown}
        chrome={memberChrome(deps.territory, member, 'organisation', call.nonce)}
        name={currentOf(member).name}
        mark={markOf(shown)}
      />
    ));
  };

  return [
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'Le formulaire pour inviter plusieurs personnes',
      access: 'member',
      needs: 'manage-members',
      query: z.object({ envoyees: z.coerce.number().int().min(0).optional().catch(undefined) }),
      handle: async (call) =>
        listPage(call, { id: newId('inv'), lines: '', role: 'reader', invited: call.query.envoyees }),
    }),
    defineRoute({
      method: 'post',
      path: PATH,
      summary: 'Vérifie une liste de personnes (`preview`), puis les invite (`invite`)',
      access: 'member',
      needs: 'manage-members',
      body: invitationListBody,
      async handle(call) {
        const member = signedIn(call);
        const { action, shown, ...list } = call.body;
        // Somebody who changed the list after she saw what it would do confirms what she did not see.
        const hasChanged = action === 'invite' && shown !== undefined && shown !== markOf(list);
        if (action === 'preview' || hasChanged) {
          return listPage(call, { ...list, plan: await planOf(deps, member, list), hasChanged });
        }
        const { plan: done, invited, titles } = await inviteEverybody(deps, member, list);
        const refused = done.filter(isRefused);
        const data = { invited, lines: done.map(told) };
        if (refused.length === 0 || call.wantsJson) return seeOther(`${PATH}?envoyees=${invited}`, { data });
        // What was not understood is given back alone, under its titles, to be put right.
        const above = titles === undefined ? [] : [titles];
        const lines = [...above, ...refused.map(({ raw }) => raw)].join('\n');
        const plan = renumbered(refused, above.length);
        return listPage(call, { ...list, id: newId('inv'), lines, plan, invited });
      },
      again: async (call, errors) =>
        listPage(call, {
          id: newId('inv'),
          lines: call.typed.lines ?? '',
          role: call.typed.role ?? 'reader',
          errors,
        }),
    }),
  ];
}

/** Tells whether a list is the one that was shown; browsers send other line ends than they were given. */
const markOf = ({ lines, role }: { lines: string; role: string }): string =>
  hashToken(`${role}\n${lines.replace(/\r\n?/g, '\n').trim()}`);

/** The numbers that the lines have once they stand alone, below so many others. */
const renumbered = (lines: readonly PlannedLine[], above: number): PlannedLine[] =>
  lines.map((line, at) => ({ ...line, line: above + at + 1 }));
