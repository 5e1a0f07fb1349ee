/** Numbers of acts: each is taken once in its organisation. */
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { keysOfYear } from '../rules-acts.ts';
import { contentEntities } from './entities.ts';

/** Who has a number; undefined when it is free. One read unit. */
export async function holderOfNumber(table: Table, scope: Scope<'org'>, key: string): Promise<string | undefined> {
  const { data } = await contentEntities(table).actNumber.get({ scope, key }).go({ consistent: true });
  return data?.content;
}

/** The key of the highest number of a year; undefined when it has none yet. Half a read unit. */
export async function lastNumberOf(
  table: Table,
  scope: Scope<'org'>,
  year: string,
  { consistent = false } = {},
): Promise<string | undefined> {
  const { data } = await contentEntities(table)
    .actNumber.query.primary({ scope })
    .begins({ key: keysOfYear(year) })
    .go({ order: 'desc', limit: 1, consistent });
  return data[0]?.key;
}

/** What the last act published says of its author: the next form proposes it. */
export interface ActDefaults {
  authorFirstName?: string | undefined;
  authorLastName?: string | undefined;
  authorCapacity?: string | undefined;
  members?: string | undefined;
}

/** Half a read unit. */
export async function actDefaultsOf(table: Table, scope: Scope<'org'>): Promise<ActDefaults> {
  const { data } = await contentEntities(table).actDefaults.get({ scope }).go();
  const { authorFirstName, authorLastName, authorCapacity, members } = data ?? {};
  return { authorFirstName, authorLastName, authorCapacity, members };
}
