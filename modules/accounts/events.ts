/** What follows in the table and at Cognito when somebody's account changes. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { organisationScope } from '../../platform/scope.ts';
import { type Rights, rightsOf } from '../../platform/sessions.ts';
import type { Table } from '../../platform/table.ts';
import { keepPerson } from '../organisations/index.ts';
import { CHANGE_STATES, isAgreed } from './rules.ts';
import { CHANGE_ENTITY } from './store.ts';
import type { LoginWork } from './worker.ts';

const inPerson = z.object({ scope: z.string().transform((scope) => scope.slice('usr#'.length)) });
const change = inPerson.extend({
  state: z.enum(CHANGE_STATES),
  newAt: z.string().optional(),
  oldAt: z.string().optional(),
  vouchedBy: z.string().optional(),
});
const member = z.object({
  scope: z.string().transform((scope) => scope.slice('org#'.length)),
  person: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
});

/** What her organisations have of her profile. */
const KEPT = ['email', 'firstName', 'lastName'] as const;

/** The work that a change asks of whoever may speak to Cognito: none for any other. */
export function loginMessageOf({ kind, entity, before, after }: Change): string | undefined {
  if (kind === 'remove') return undefined;
  if (entity === CHANGE_ENTITY) {
    const { scope: person, state, ...answers } = change.parse(after);
    return state === 'asked' && isAgreed(answers) ? messageOf({ login: 'address', person }) : undefined;
  }
  if (entity === 'profile' && before?.secondFactor === true && after?.secondFactor !== true) {
    return messageOf({ login: 'second-factor', person: inPerson.parse(after).scope });
  }
  return undefined;
}

const messageOf = (work: LoginWork): string => JSON.stringify(work);

/**
 * Her line in each organisation has the address and the name of her profile: when these change, and when she joins while
 * they change. What is written is what is true now, so that it may be told twice, and late.
 */
export async function onAccountChange({ kind, entity, before, after }: Change, deps: { table: Table }): Promise<void> {
  if (entity === 'profile' && kind === 'modify' && KEPT.some((name) => before?.[name] !== after?.[name])) {
    const rights = await rightsOf(deps.table, inPerson.parse(after).scope);
    // One that has left the territory may come back, with her line as it was.
    for (const { organisation } of [...(rights?.memberships ?? []), ...(rights?.left ?? [])]) {
      await keep(deps.table, organisation, rights);
    }
  }
  if (entity === 'member' && kind === 'insert') {
    const line = member.parse(after);
    const rights = await rightsOf(deps.table, line.person);
    if (KEPT.some((name) => rights && rights.person[name] !== line[name])) await keep(deps.table, line.scope, rights);
  }
}

async function keep(table: Table, siren: string, rights: Rights | undefined): Promise<void> {
  if (!rights) return;
  const { id: person, firstName, lastName, email } = rights.person;
  await keepPerson(table, organisationScope(siren), { person, firstName, lastName, email });
}
