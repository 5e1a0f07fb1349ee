/** What follows in the table and at Cognito when somebody's account changes. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { organisationScope } from '../../platform/scope.ts';
import { rightsOf } from '../../platform/sessions.ts';
import type { Table } from '../../platform/table.ts';
import { keepAddressOf } from '../organisations/index.ts';
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
  email: z.string(),
});

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
 * Her line in each organisation has the address of her profile: when that one changes, and when she joins while it
 * changes. What is written is what is true now, so that it may be told twice, and late.
 */
export async function onAccountChange({ kind, entity, before, after }: Change, deps: { table: Table }): Promise<void> {
  if (entity === 'profile' && kind === 'modify' && before?.email !== after?.email) {
    const { scope: person } = inPerson.parse(after);
    const rights = await rightsOf(deps.table, person);
    // One that has left the territory may come back, with her line as it was.
    for (const { organisation } of [...(rights?.memberships ?? []), ...(rights?.left ?? [])]) {
      await keepAddressOf(deps.table, organisationScope(organisation), person, rights?.person.email ?? '');
    }
  }
  if (entity === 'member' && kind === 'insert') {
    const { scope: siren, person, email } = member.parse(after);
    const rights = await rightsOf(deps.table, person);
    if (rights && rights.person.email !== email) {
      await keepAddressOf(deps.table, organisationScope(siren), person, rights.person.email);
    }
  }
}
