/** How an organisation leaves, comes back and is erased: the decision, and how far what follows from it has come. */
import { createWriteTransaction, Entity, type EntityItem } from 'electrodb';
import { BatchWriteCommand, QueryCommand } from '../../platform/dynamodb/commands.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { type ActItem, actEntity } from '../../platform/journal.ts';
import { caseScope, personScope, publicScope, type Scope } from '../../platform/scope.ts';
import { committed, type Table } from '../../platform/table.ts';
import { type Life, lifeEntities, organisationEntities, type PublicProfile } from '../organisations/index.ts';
import { PHASES } from './rules.ts';

const TERRITORY = publicScope('territoire');

const departureModel = {
  model: entityNamed('organisation-departure'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    /** Of the decision to leave. */
    decision: { type: 'number', required: true },
    phase: { type: PHASES, required: true },
    /** Of the phase: how many are done. */
    step: { type: 'number', required: true },
    /** Where the step goes on. */
    cursor: { type: 'string' },
    /** One more at each batch: of two workers at the same one, one goes on. */
    version: { type: 'number', required: true },
    /** Who decided: the copy's link is sent there too. */
    askedBy: {
      type: 'map',
      properties: {
        person: { type: 'string', required: true },
        name: { type: 'string', required: true },
        email: { type: 'string', required: true },
      },
      required: true,
    },
  },
  indexes: { primary: inScope([], 'departure') },
} as const;

const entities = perTable((table) => ({
  departure: new Entity(departureModel, { client: table.client, table: table.name }),
  ...lifeEntities(table),
  closed: organisationEntities(table).closed,
  act: actEntity(table),
}));

/** How the stream calls it. */
export const DEPARTURE_ENTITY = departureModel.model.entity;

export type Departure = Omit<EntityItem<ReturnType<typeof entities>['departure']>, 'scope'>;

const scopeOf = (siren: string): Scope<'case'> => caseScope(`org_${siren}`);

/** One read unit. */
export async function departureOf(table: Table, siren: string): Promise<Departure | undefined> {
  const { data } = await entities(table)
    .departure.get({ scope: scopeOf(siren) })
    .go({ consistent: true });
  if (!data) return undefined;
  const { scope: _scope, ...departure } = data;
  return departure;
}

/** What is decided: the next state of an organisation's life. */
export type Decision = Required<Pick<Life, 'state' | 'version'>> & {
  by: string;
  since: string;
  reason?: string | undefined;
  until?: string | undefined;
};

const wasVersion = (next: Decision) => next.version - 1;

/**
 * It leaves: the decision, its line in no list any more, and the référent's own way in closed at once. Refused when
 * another decision was made since, and while what an earlier one asked for is under way.
 */
export async function leave(
  table: Table,
  organisation: PublicProfile,
  next: Decision & { until: string },
  by: { askedBy: Departure['askedBy']; referent?: string | undefined; acts: readonly ActItem[] },
): Promise<void> {
  const { siren, kind, name, slug, joinedAt } = organisation;
  const scope = scopeOf(siren);
  const { askedBy, referent, acts } = by;
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.life
        .put({ scope, siren, name, ...next })
        .where(({ version }, { eq, notExists }) =>
          wasVersion(next) === 0 ? notExists(version) : eq(version, wasVersion(next)),
        )
        .commit(),
      e.departure
        .put({ scope, siren, name, slug, decision: next.version, phase: 'withdrawing', step: 0, version: 1, askedBy })
        .where(({ phase }, { notExists }) => notExists(phase))
        .commit(),
      e.listed.delete({ scope: TERRITORY, slug }).commit(),
      e.left
        .put({ scope: TERRITORY, siren, kind, name, slug, joinedAt, leftAt: next.since, until: next.until })
        .commit(),
      ...(referent
        ? [
            e.membership
              .patch({ scope: personScope(referent), organisation: siren })
              .set({ hasLeft: true })
              .commit(),
          ]
        : []),
      ...acts.map((act) => e.act.create(act).commit()),
    ]).go(),
  );
}

/** It comes back. Refused when another decision was made since, and unless it is withdrawn and not being erased. */
export async function restore(
  table: Table,
  organisation: PublicProfile,
  departure: Departure,
  next: Decision,
  act: ActItem,
): Promise<void> {
  const { siren, kind, name, slug, joinedAt } = organisation;
  const scope = scopeOf(siren);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.life
        .put({ scope, siren, name, ...next })
        .where(({ version }, { eq }) => eq(version, wasVersion(next)))
        .commit(),
      e.departure
        .patch({ scope })
        .set({ phase: 'restoring', step: 0, version: departure.version + 1 })
        .remove(['cursor'])
        .where(({ phase }, { eq }) => eq(phase, 'withdrawn'))
        .commit(),
      e.left.delete({ scope: TERRITORY, slug }).commit(),
      e.listed.put({ scope: TERRITORY, siren, kind, name, slug, joinedAt }).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** Its delay is over. Refused unless it is withdrawn: brought back meanwhile, it stays. */
export async function beginErasing(table: Table, { siren, version }: Departure): Promise<void> {
  await entities(table)
    .departure.patch({ scope: scopeOf(siren) })
    .set({ phase: 'erasing', step: 0, version: version + 1 })
    .remove(['cursor'])
    .where((stored, { eq }) => `${eq(stored.phase, 'withdrawn')} AND ${eq(stored.version, version)}`)
    .go();
}

/** A batch is done. Refused when another worker noted it first. */
export async function noteProgress(
  table: Table,
  before: Departure,
  next: { phase: Departure['phase']; step: number; cursor: string | undefined },
): Promise<void> {
  const { phase, step, cursor } = next;
  const noted = entities(table)
    .departure.patch({ scope: scopeOf(before.siren) })
    .set({ phase, step, version: before.version + 1 });
  await (cursor === undefined ? noted.remove(['cursor']) : noted.set({ cursor }))
    .where(({ version }, { eq }) => eq(version, before.version))
    .go();
}

/** It is back, whole. */
export async function forgetDeparture(table: Table, { siren, version }: Departure): Promise<void> {
  await entities(table)
    .departure.delete({ scope: scopeOf(siren) })
    .where((stored, { eq }) => eq(stored.version, version))
    .go();
}

/** Nothing of it is left: its address and its line of the register are free. The territory's journal keeps `act`. */
export async function endDeparture(table: Table, { siren, slug, version }: Departure, act: ActItem): Promise<void> {
  const scope = scopeOf(siren);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.departure
        .delete({ scope })
        .where((stored, { eq }) => eq(stored.version, version))
        .commit(),
      e.life.delete({ scope }).commit(),
      e.left.delete({ scope: TERRITORY, slug }).commit(),
      e.closed.delete({ scope: TERRITORY, siren }).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** As many as one call deletes. */
const DELETED_AT_ONCE = 25;

/** Deletes what lies in a partition, at most `limit` items. @returns false when something is left. */
export async function emptyPartition(
  table: Table,
  scope: Scope<'org'> | Scope<'pub'> | Scope<'jnl'> | Scope<'case'>,
  limit: number,
  { beginning = '' }: { beginning?: string } = {},
): Promise<boolean> {
  const { Items = [], LastEvaluatedKey } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: beginning ? 'pk = :pk AND begins_with(sk, :beginning)' : 'pk = :pk',
      ExpressionAttributeValues: { ':pk': scope, ...(beginning ? { ':beginning': beginning } : {}) },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
      Limit: limit,
    }),
  );
  for (let at = 0; at < Items.length; at += DELETED_AT_ONCE) {
    const requests = Items.slice(at, at + DELETED_AT_ONCE).map(({ pk, sk }) => ({
      DeleteRequest: { Key: { pk, sk } },
    }));
    const { UnprocessedItems = {} } = await table.client.send(
      new BatchWriteCommand({ RequestItems: { [table.name]: requests } }),
    );
    // The next batch begins with them.
    if (Object.keys(UnprocessedItems).length > 0) return false;
  }
  return LastEvaluatedKey === undefined;
}
