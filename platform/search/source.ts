/** What modules let be found: each says what changed, what there is to read of it, and where it is shown. */
import type { Change } from '../changes.ts';
import { Problem } from '../problems.ts';
import { groupScope, networkScope, organisationScope, publicScope, type Scope, scopeKind } from '../scope.ts';
import type { Table } from '../table.ts';

/** Partitions whose readers search: each has an index of its own. */
export type SearchedScope = Scope<'org'> | Scope<'grp'> | Scope<'net'> | Scope<'pub'>;

/** The scope that a partition is, of those that are searched. @throws {Problem} `not-found` for any other. */
export function searchedScope(partition: string): SearchedScope {
  const id = partition.slice(scopeKind(partition).length + 1);
  switch (scopeKind(partition)) {
    case 'org':
      return organisationScope(id);
    case 'grp':
      return groupScope(id);
    case 'pub':
      return publicScope(id);
    default:
      if (partition !== networkScope) throw new Problem('not-found', { cause: 'nothing is searched there' });
      return networkScope;
  }
}

/** Where an entry is found, and by which id its source knows it there. */
export interface Place {
  scope: SearchedScope;
  id: string;
  /** What lies in it is concerned too: see `within`. */
  isWithin?: boolean;
}

/** Who reads: a member with the organisation that she works for, or anybody. */
export interface Reader {
  /** SIREN. */
  organisation: string | undefined;
}

/** A thing as it is at this moment, to be found and shown. */
export interface Searched {
  /** Section of the results, as addresses have it: `actes`. */
  category: string;
  title: string;
  /** What is shown of it, around the words; empty when its detail says it all. */
  text: string;
  /** What else it is found by, and is not shown. */
  also?: string | undefined;
  /** What stands under its title before the excerpt: « Délibération, séance du … ». */
  detail?: string | undefined;
  /** Documents whose text it is found by too, and which is shown around the words. */
  documents?: readonly { siren: string; document: string }[] | undefined;
  organisation?: { siren: string; slug: string; name: string } | undefined;
  /** Folders around it, by id: whoever may not read one of them does not find it. */
  within?: readonly string[] | undefined;
  /** Those of them that not all members of its scope read: all that an index knows of it. */
  rooms?: readonly string[] | undefined;
  audience: 'organisation' | 'group' | 'network' | 'public';
  groupName?: string | undefined;
  /** ISO 8601; absent for what has no date. */
  date?: string | undefined;
  /** Its page, for that reader. */
  address: (reader: Reader) => string;
}

export interface ReadOptions {
  /** As it is at this very moment: for what follows a change. */
  consistent: boolean;
}

export interface SearchSource {
  /** Begins the references of its entries: letters and dashes. */
  name: string;
  /** Which entries a change concerns. */
  changed: (change: Change) => readonly Place[];
  /** What is there now, by id, among those asked for; what is not may not be found, nor shown. */
  read: (
    table: Table,
    scope: SearchedScope,
    ids: readonly string[],
    options: ReadOptions,
  ) => Promise<ReadonlyMap<string, Searched>>;
  /** The ids of all that there is, page by page: what an index is made again from. */
  all: (
    table: Table,
    scope: SearchedScope,
    cursor: string | null,
  ) => Promise<{ ids: readonly string[]; next: string | null }>;
  /** Entries that lie in one of this source, of any source; `all` when they are so many that all is read again. */
  within?: (
    table: Table,
    scope: SearchedScope,
    id: string,
  ) => Promise<readonly { source: string; id: string; isWithin?: boolean }[] | 'all'>;
}
