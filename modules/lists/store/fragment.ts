/** What a run says of an organisation, encoded once for all its readers. */
import { Entity } from 'electrodb';
import { type Clock, timeToLive } from '../../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { publicScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import type { Fragment } from '../compose-digest.ts';
import { DELIVERY_LIFE } from '../rules.ts';

const text = { type: 'string', required: true } as const;
const part = { type: 'map', properties: { text, html: text }, required: true } as const;

const fragmentModel = {
  model: entityNamed('digest-fragment'),
  attributes: {
    scope: scopeAttribute,
    run: text,
    organisation: text,
    /** When the newest of its publications came out: organisations stand in that order. */
    newest: text,
    body: part,
    because: part,
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['run'], 'digest#${run}') },
} as const;

const entityOf = perTable((table) => new Entity(fragmentModel, { client: table.client, table: table.name }));

/** Composed again after a crash, the later one stands: it leaves out what was withdrawn meanwhile. */
export async function putFragment(table: Table, clock: Clock, run: string, fragment: Fragment): Promise<void> {
  await entityOf(table)
    .put({ scope: publicScope(fragment.organisation), run, ...fragment, ttl: timeToLive(clock(), DELIVERY_LIFE) })
    .go();
}

/** Undefined when the organisation published nothing in the run's period. */
export async function fragmentOf(table: Table, run: string, organisation: string): Promise<Fragment | undefined> {
  const { data } = await entityOf(table)
    .get({ scope: publicScope(organisation), run })
    .go({ consistent: true });
  if (!data) return undefined;
  const { newest, body, because } = data;
  return { organisation, newest, body, because };
}
