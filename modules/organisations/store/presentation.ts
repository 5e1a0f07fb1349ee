/** What an organisation says of itself: its own truth, and the copy that everybody reads, written together. */
import { createWriteTransaction } from 'electrodb';
import type { ActItem } from '../../../platform/journal.ts';
import { publicScope, type Scope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { organisationEntities, TERRITORY } from './entities.ts';

/** Said on the public page; absent when the organisation does not say it. */
export interface Presented {
  /** Several lines. */
  address?: string | undefined;
  telephone?: string | undefined;
  /** Several lines, in its own words. */
  hours?: string | undefined;
  /** http or https. */
  website?: string | undefined;
  email?: string | undefined;
  /** Six hexadecimal digits, `#1c5546`. */
  accent?: string | undefined;
}

export const PRESENTED = [
  'address',
  'telephone',
  'hours',
  'website',
  'email',
  'accent',
] as const satisfies readonly (keyof Presented)[];

export interface Presentation extends Presented {
  /** Whether it has a public page. */
  isPublic: boolean;
  /** 0 as long as nobody has chosen anything. */
  version: number;
}

/** Before anybody has chosen anything. */
const UNTOUCHED: Presentation = { isPublic: true, version: 0 };

/** Half a read unit. */
export async function presentationOf(table: Table, scope: Scope<'org'>): Promise<Presentation> {
  const { data } = await organisationEntities(table).presentation.get({ scope }).go({ consistent: true });
  if (!data) return UNTOUCHED;
  const { scope: _scope, changedAt: _at, changedBy: _by, ...presentation } = data;
  return presentation;
}

/** Replaces what was said by `next`, for everybody. Refused when it has changed since the version before `next`. */
export async function savePresentation(
  table: Table,
  scope: Scope<'org'>,
  siren: string,
  next: Presentation,
  by: { person: string; now: string; act: ActItem },
): Promise<void> {
  const { isPublic, version, ...presented } = next;
  const said = Object.fromEntries(Object.entries(presented).filter(([, value]) => value !== undefined));
  const unsaid = PRESENTED.filter((name) => presented[name] === undefined);
  await committed(
    createWriteTransaction(organisationEntities(table), (e) => [
      e.presentation
        .put({ scope, ...next, changedAt: by.now, changedBy: by.person })
        .where(({ version: present }, { eq, notExists }) =>
          version === 1 ? notExists(present) : eq(present, version - 1),
        )
        .commit(),
      e.publicProfile
        .patch({ scope: publicScope(siren) })
        .set({ ...said, isClosed: !isPublic })
        .remove([...unsaid])
        .commit(),
      isPublic
        ? e.closed.delete({ scope: TERRITORY, siren }).commit()
        : e.closed.put({ scope: TERRITORY, siren }).commit(),
      e.act.create(by.act).commit(),
    ]).go(),
  );
}

/** SIREN of those that have joined and have no public page. Half a read unit for forty of them. */
export async function closedOrganisations(table: Table): Promise<ReadonlySet<string>> {
  const { data } = await organisationEntities(table).closed.query.primary({ scope: TERRITORY }).go({ pages: 'all' });
  return new Set(data.map(({ siren }) => siren));
}
