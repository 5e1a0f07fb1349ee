/** Somebody's own name: she alone writes it, and her organisations have it from her account. */
import type { Member } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { actOnAccount } from '../../../platform/journal.ts';
import { Problem } from '../../../platform/problems.ts';
import type { Table } from '../../../platform/table.ts';
import type { Name } from '../schema.ts';
import { noteName } from '../store.ts';
import { nameOf } from './changing.ts';

export interface NamingDeps {
  table: Table;
  clock: Clock;
}

/**
 * What she published and what journals say keep the name she had then. The same name again changes nothing.
 * @throws {Problem} `gone` when her account was closed meanwhile.
 */
export async function changeName({ table, clock }: NamingDeps, member: Member, name: Name): Promise<void> {
  if (nameOf(member.person) === nameOf(name) && member.person.firstName === name.firstName) return;
  const act = actOnAccount(member, clock, member.from, { name: 'name-changed', details: { name: nameOf(name) } });
  if (!(await noteName(table, member.person.id, name, act))) throw new Problem('gone');
}
