/** Which entries wait for the text of a document that is still being read. */
import { Entity } from 'electrodb';
import { type Clock, DAY, timeToLive } from '../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import type { Scope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';

const text = { type: 'string', required: true } as const;

/** Beside the document, in its organisation's partition. */
const waitModel = {
  model: entityNamed('search-wait'),
  attributes: {
    scope: scopeAttribute,
    document: text,
    /** The scope in which the entry is found. */
    where: text,
    source: text,
    id: text,
    ttl: { type: 'number', required: true },
  },
  indexes: {
    primary: inScope(['document', 'where', 'source', 'id'], 'search-wait#${document}#${where}#${source}#${id}'),
  },
} as const;

const waitEntity = perTable((table) => new Entity(waitModel, { client: table.client, table: table.name }));

/** A document that is not read by then never is. */
const WAITS_FOR = 30 * DAY;

export interface Waiting {
  where: string;
  source: string;
  id: string;
}

/** Notes that an entry is to be read again once the document has been. One write unit. */
export async function keepWaiting(
  table: Table,
  clock: Clock,
  scope: Scope<'org'>,
  document: string,
  waiting: Waiting,
): Promise<void> {
  await waitEntity(table)
    .put({ scope, document, ...waiting, ttl: timeToLive(clock(), WAITS_FOR) })
    .go();
}

/** Entries that wait for a document. Half a read unit. */
export async function waitingFor(table: Table, scope: Scope<'org'>, document: string): Promise<Waiting[]> {
  const { data } = await waitEntity(table).query.primary({ scope, document }).go({ pages: 'all' });
  return data.map(({ where, source, id }) => ({ where, source, id }));
}
