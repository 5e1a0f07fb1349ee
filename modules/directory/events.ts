/** Keeps the directory in step with who belongs where. Everything here may be told twice, and late. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { memberOf, organisationNamed } from '../organisations/index.ts';
import { PARTICULARS_ENTITY } from './store/entities.ts';
import { forgetPerson, particularsOf, refreshCard } from './store/people.ts';

const somebody = z.object({
  scope: z
    .string()
    .regex(/^org#\d{9}$/)
    .transform((scope) => organisationScope(scope.slice('org#'.length))),
  person: z.string(),
});

/** Reads how things are now, not how the change says they were: late or twice, the result is the same. */
export async function onDirectoryChange({ entity, before, after }: Change, deps: { table: Table }): Promise<void> {
  if (entity !== 'member' && entity !== PARTICULARS_ENTITY) return;
  await bringUpToDate(deps.table, somebody.parse(after ?? before));
}

async function bringUpToDate(table: Table, { scope, person }: z.output<typeof somebody>): Promise<void> {
  const member = await memberOf(table, scope, person);
  if (!member) return forgetPerson(table, scope, person);
  const organisation = await organisationNamed(table, scope);
  if (!organisation) return;
  await refreshCard(table, member, await particularsOf(table, scope, member), organisation);
}
