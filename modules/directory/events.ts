/** Keeps the directory in step with who belongs where. Everything here may be told twice, and late. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { epciNameOf, everyMember, memberOf, organisationNamed, successorOf } from '../organisations/index.ts';
import { PARTICULARS_ENTITY } from './store/entities.ts';
import { keepMemberLines, keepOrganisation } from './service/finding.ts';
import { renameInUnits } from './service/units.ts';
import { forgetPerson, particularsOf, refreshCard } from './store/people.ts';

const somebody = z.object({
  scope: z
    .string()
    .regex(/^org#\d{9}$/)
    .transform((scope) => organisationScope(scope.slice('org#'.length))),
  person: z.string(),
});

const named = z.object({ siren: z.string(), name: z.string(), slug: z.string(), kind: z.string() });
const organisation = z.object({ name: z.string(), slug: z.string(), kind: z.string() });

export interface DirectoryChangeDeps {
  table: Table;
  departement: string;
}

/** Reads how things are now, not how the change says they were: late or twice, the result is the same. */
export async function onDirectoryChange(
  { entity, kind, before, after }: Change,
  deps: DirectoryChangeDeps,
): Promise<void> {
  if (entity === 'organisation' && kind === 'insert') {
    return keepOrganisation(deps.table, organisation.parse(after), deps.departement);
  }
  if (entity === 'organisation' && kind === 'modify') {
    return followName(deps, named.parse(before), named.parse(after));
  }
  if (entity !== 'member' && entity !== PARTICULARS_ENTITY) return;
  const { scope, person } = somebody.parse(after ?? before);
  await bringUpToDate(deps.table, { scope, person });
  await keepMemberLines(deps.table, scope, person, (slug) => epciNameOf(deps.table, deps.departement, slug));
  if (entity === 'member' && before && nameOf(before) !== nameOf(after))
    await followInUnits(deps.table, { scope, person });
}

/** A commune that takes another name is found by it, and so are its people; no longer by the one before. */
async function followName(
  { table, departement }: DirectoryChangeDeps,
  before: z.infer<typeof named>,
  after: z.infer<typeof named>,
): Promise<void> {
  if (before.name === after.name) return;
  await keepOrganisation(table, after, departement, before.name);
  const scope = organisationScope(after.siren);
  for (const { person } of await everyMember(table, scope)) {
    await bringUpToDate(table, { scope, person });
    await keepMemberLines(table, scope, person, (slug) => epciNameOf(table, departement, slug));
  }
}

/** As the image of a member has it; none when there was or is no member. */
const nameOf = (image: Change['after']): string | undefined =>
  image && `${String(image.firstName)} ${String(image.lastName)}`;

async function followInUnits(table: Table, { scope, person }: z.output<typeof somebody>): Promise<void> {
  const member = await memberOf(table, scope, person);
  await renameInUnits(table, scope, person, member, member ? undefined : await successorOf(table, scope, person));
}

async function bringUpToDate(table: Table, { scope, person }: z.output<typeof somebody>): Promise<void> {
  const member = await memberOf(table, scope, person);
  if (!member) return forgetPerson(table, scope, person);
  const organisation = await organisationNamed(table, scope);
  if (!organisation) return;
  await refreshCard(table, member, await particularsOf(table, scope, member), organisation);
}
