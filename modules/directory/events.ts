/** Keeps the directory in step with who belongs where. Everything here may be told twice, and late. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { epciNameOf, everyMember, hasLeft, memberOf, organisationNamed, successorOf } from '../organisations/index.ts';
import { PARTICULARS_ENTITY } from './store/entities.ts';
import { forgetOrganisation, keepMemberLines, keepOrganisation } from './service/finding.ts';
import { renameInUnits } from './service/units.ts';
import { forgetPerson, hideCard, particularsOf, refreshCard } from './store/people.ts';
import { moveUnits } from './store/units.ts';

const somebody = z.object({
  scope: z
    .string()
    .regex(/^org#\d{9}$/)
    .transform((scope) => organisationScope(scope.slice('org#'.length))),
  person: z.string(),
});

const named = z.object({
  siren: z.string(),
  name: z.string(),
  slug: z.string(),
  kind: z.string(),
  state: z.string().optional(),
});
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

/**
 * A commune that takes another name is found by it, and so are its people; no longer by the one before. One that leaves
 * the territory is not found any more, nor its people and services, until it comes back.
 */
async function followName(
  { table, departement }: DirectoryChangeDeps,
  before: z.infer<typeof named>,
  after: z.infer<typeof named>,
): Promise<void> {
  const hasMoved = before.state !== after.state && (before.state === 'left' || after.state === 'left');
  if (before.name === after.name && !hasMoved) return;
  const scope = organisationScope(after.siren);
  // As it is now: whoever has left since is not put back by a change told late.
  if (await hasLeft(table, scope)) await forgetOrganisation(table, after, departement);
  else await keepOrganisation(table, after, departement, before.name);
  if (hasMoved) await moveUnits(table, scope, !(await hasLeft(table, scope)));
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
  if (organisation.hasLeft) return hideCard(table, scope, person);
  await refreshCard(table, member, await particularsOf(table, scope, member), organisation);
}
