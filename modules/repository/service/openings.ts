/** Who opened a file: noted as it is fetched, read by those who may change it. */
import { type Member, organisationScopeOf } from '../../../platform/actor.ts';
import type { File, Opening } from '../schema.ts';
import { noteOpening, openingsOf } from '../store/index.ts';
import { fileOf } from './filing.ts';
import { checkMaySort, personOf, type Stored } from './places.ts';

/** A member opens a version of a file. */
export const noteMember = (
  { table, clock }: Stored,
  member: Member,
  { id }: Pick<File, 'id'>,
  number: number,
): Promise<void> =>
  noteOpening(table, organisationScopeOf(member), { file: id, number, by: personOf(member), way: 'member' }, clock());

/** @throws {Problem} `forbidden` to who may only read, `not-found` for another organisation's file as for none. */
export async function openingsToSee(
  { table }: Pick<Stored, 'table'>,
  member: Member,
  id: string,
  page: { limit: number; position: string | null },
): Promise<{ file: File; openings: Opening[]; next: string | null }> {
  checkMaySort(member);
  const scope = organisationScopeOf(member);
  const file = await fileOf(table, member, id);
  return { file, ...(await openingsOf(table, scope, id, page)) };
}
