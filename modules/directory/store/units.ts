/** Services of an organisation. Their parents change under one guard, so that two moves at once make no loop. */
import { createWriteTransaction, CustomAttributeType, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { type ActItem, actEntity } from '../../../platform/journal.ts';
import { networkScope, publicScope, type Scope, scopeId } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { MOST_UNITS } from '../chart.ts';
import type { Unit } from '../schema.ts';

const text = { type: 'string', required: true } as const;
const optional = { type: 'string' } as const;
type PersonNamed = Unit['members'][number];

const shownUnit = {
  id: text,
  name: text,
  parent: optional,
  /** Who is responsible for it. */
  lead: { type: CustomAttributeType<PersonNamed>('any') },
  members: { type: CustomAttributeType<readonly PersonNamed[]>('any'), required: true },
  phone: optional,
  email: optional,
  place: optional,
  hours: optional,
} as const;

const unitModel = {
  model: entityNamed('unit'),
  attributes: {
    scope: scopeAttribute,
    ...shownUnit,
    isPublic: { type: 'boolean', required: true },
    version: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['id'], 'unit#${id}') },
} as const;

/** Counts the changes of an organisation's chart: each change names the count that it was decided on. */
const guardModel = {
  model: entityNamed('chart'),
  attributes: { scope: scopeAttribute, version: { type: 'number', required: true } },
  indexes: { primary: inScope([], 'chart') },
} as const;

const networkUnitModel = {
  model: entityNamed('network-unit'),
  attributes: { scope: scopeAttribute, siren: text, ...shownUnit },
  indexes: { primary: inScope(['siren', 'id'], 'directory#unit#${siren}#${id}') },
} as const;

/** Without the names of people: residents read how to reach the service. */
const publicUnitModel = {
  model: entityNamed('public-unit'),
  attributes: {
    scope: scopeAttribute,
    id: text,
    name: text,
    phone: optional,
    email: optional,
    place: optional,
    hours: optional,
  },
  indexes: { primary: inScope(['id'], 'unit#${id}') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    unit: new Entity(unitModel, options),
    guard: new Entity(guardModel, options),
    shown: new Entity(networkUnitModel, options),
    contact: new Entity(publicUnitModel, options),
    act: actEntity(table),
  };
});

/** A service as others read it. */
export type ShownUnit = Omit<Unit, 'isPublic' | 'version'>;
export type PublicUnit = Omit<ShownUnit, 'parent' | 'lead' | 'members'>;

/** All services of an organisation, and the count of changes that they are read at. */
export interface Chart {
  units: Unit[];
  version: number;
}

/** Read to be changed. The count comes first: a change in between is noticed. */
export async function chartToChange(table: Table, scope: Scope<'org'>): Promise<Chart> {
  const { guard, unit } = entities(table);
  const { data: count } = await guard.get({ scope }).go({ consistent: true });
  const { data } = await unit.query.primary({ scope }).go({ consistent: true, limit: MOST_UNITS });
  return { units: data.map(({ scope: _scope, ...one }) => one), version: count?.version ?? 0 };
}

/** All services of an organisation, as the network reads them. Half a read unit for each 4 kB: some twenty services. */
export async function unitsShown(table: Table, scope: Scope<'net'>, siren: string): Promise<ShownUnit[]> {
  const { data } = await entities(table).shown.query.primary({ scope, siren }).go({ limit: MOST_UNITS });
  return data.map(({ scope: _scope, siren: _siren, ...unit }) => unit);
}

/** Services that residents may reach. */
export async function publicUnits(table: Table, siren: string): Promise<PublicUnit[]> {
  const { data } = await entities(table)
    .contact.query.primary({ scope: publicScope(siren) })
    .go({ limit: MOST_UNITS });
  return data.map(({ scope: _scope, ...unit }) => unit);
}

/** Saves a service with what others read of it; `act`: none when it follows from something else. Refused when it, or the chart, has changed since it was read. */
export async function saveUnit(
  table: Table,
  scope: Scope<'org'>,
  chart: Chart,
  unit: Unit,
  before: number | undefined,
  act?: ActItem,
): Promise<void> {
  const siren = scopeId(scope);
  const { isPublic, version: _version, ...shown } = unit;
  const { parent: _parent, lead: _lead, members: _members, ...contact } = shown;
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.guard
        .upsert({ scope })
        .set({ version: chart.version + 1 })
        .where(({ version }, { eq, notExists }) =>
          chart.version === 0 ? notExists(version) : eq(version, chart.version),
        )
        .commit(),
      before === undefined
        ? e.unit.create({ scope, ...unit }).commit()
        : e.unit
            .put({ scope, ...unit })
            .where(({ version }, { eq }) => eq(version, before))
            .commit(),
      e.shown.put({ scope: networkScope, siren, ...shown }).commit(),
      isPublic
        ? e.contact.put({ scope: publicScope(siren), ...contact }).commit()
        : e.contact.delete({ scope: publicScope(siren), id: unit.id }).commit(),
      ...(act ? [e.act.create(act).commit()] : []),
    ]).go(),
  );
}

/** Refused when the chart has changed since it was read. */
export async function removeUnit(
  table: Table,
  scope: Scope<'org'>,
  chart: Chart,
  id: string,
  act: ActItem,
): Promise<void> {
  const siren = scopeId(scope);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.guard
        .upsert({ scope })
        .set({ version: chart.version + 1 })
        .where(({ version }, { eq }) => eq(version, chart.version))
        .commit(),
      e.unit.delete({ scope, id }).commit(),
      e.shown.delete({ scope: networkScope, siren, id }).commit(),
      e.contact.delete({ scope: publicScope(siren), id }).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** What the network reads of the services of an organisation: taken away when it leaves, put back when it returns. */
export async function moveUnits(table: Table, scope: Scope<'org'>, isBack: boolean): Promise<void> {
  const siren = scopeId(scope);
  const { units } = await chartToChange(table, scope);
  const { shown } = entities(table);
  for (const { isPublic: _isPublic, version: _version, ...unit } of units) {
    await (isBack
      ? shown.put({ scope: networkScope, siren, ...unit }).go()
      : shown.delete({ scope: networkScope, siren, id: unit.id }).go());
  }
}

/** All services of one's own organisation. Half a read unit for each 4 kB: some twenty services. */
export async function unitsOf(table: Table, scope: Scope<'org'>): Promise<Unit[]> {
  const { data } = await entities(table).unit.query.primary({ scope }).go({ limit: MOST_UNITS });
  return data.map(({ scope: _scope, ...unit }) => unit);
}

/** Services of an organisation that somebody is in, or answers for. As much. */
export async function ownUnits(table: Table, scope: Scope<'org'>, person: string): Promise<ReadonlySet<string>> {
  const units = await unitsOf(table, scope);
  return new Set(
    units
      .filter(({ lead, members }) => lead?.person === person || members.some((one) => one.person === person))
      .map(({ id }) => id),
  );
}
