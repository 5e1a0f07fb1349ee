/** Who opened a file, and when. Kept a year: docs/retention.md. */
import { createConversions, Entity } from 'electrodb';
import { DAY, MINUTE, timeToLive } from '../../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import type { Opening, Person } from '../schema.ts';

const KEPT_FOR = 365 * DAY;

/** The same person within so long opens it once: a browser asks several times for one file. */
const ONCE_IN = 10 * MINUTE;

const text = { type: 'string', required: true } as const;

const openingModel = {
  model: entityNamed('file-opening'),
  attributes: {
    scope: scopeAttribute,
    file: text,
    /** When, and by whom: keeps two apart that open it at the same moment. */
    order: text,
    at: text,
    number: { type: 'number', required: true },
    by: { type: 'map', properties: { id: text, name: text }, required: true },
    way: { type: ['member', 'link'] as const, required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['file', 'order'], 'opened#${file}#${order}') },
} as const;

const openingEntity = perTable((table) => new Entity(openingModel, { client: table.client, table: table.name }));

/** Notes that a file was opened; again by the same within ten minutes, it is the same line. One write unit. */
export async function noteOpening(
  table: Table,
  scope: Scope<'org'>,
  opened: { file: string; number: number; by: Person; way: Opening['way'] },
  now: Date,
): Promise<void> {
  const since = new Date(Math.floor(now.getTime() / ONCE_IN) * ONCE_IN).toISOString();
  const order = `${since}#${opened.by.id}#${opened.number}`;
  await openingEntity(table)
    .put({ scope, order, at: now.toISOString(), ...opened, ttl: timeToLive(now, KEPT_FOR) })
    .go();
}

/** One page of a file's openings, the latest first. */
export async function openingsOf(
  table: Table,
  scope: Scope<'org'>,
  file: string,
  { limit, position }: { limit: number; position: string | null },
): Promise<{ openings: Opening[]; next: string | null }> {
  const entity = openingEntity(table);
  const { data } = await entity.query
    .primary({ scope, file })
    .go({ order: 'desc', limit: limit + 1, cursor: position });
  const shown = data.slice(0, limit);
  const last = shown.at(-1);
  const { toCursor } = createConversions(entity).byAccessPattern.primary.fromComposite;
  const next = last && data.length > limit ? toCursor({ scope, file, order: last.order }) : null;
  return { openings: shown.map(({ at, number, by, way }) => ({ at, number, by, way })), next };
}
