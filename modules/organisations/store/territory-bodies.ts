/** The intercommunal bodies of the territory and their communes, in one item that is read whole: a map is drawn of it. */
import { Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { registerScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { everyPlace, isCommuneOf, type RegisterEntry } from './register.ts';

/** A body and the communes that the State's register ties to it, each by name. */
export interface Body {
  siren: string;
  name: string;
  communes: { siren: string; name: string }[];
}

/** Communes are `214701955 Nérac`: 450 of them take 12 kB. */
const bodiesModel = {
  model: entityNamed('territory-bodies'),
  attributes: {
    scope: scopeAttribute,
    bodies: {
      type: 'list',
      required: true,
      items: {
        type: 'map',
        properties: {
          siren: { type: 'string', required: true },
          name: { type: 'string', required: true },
          communes: { type: 'list', required: true, items: { type: 'string' } },
        },
      },
    },
  },
  indexes: { primary: inScope([], 'bodies') },
} as const;

const bodiesEntity = perTable((table) => new Entity(bodiesModel, { client: table.client, table: table.name }));

const byName = (left: { name: string }, right: { name: string }): number => left.name.localeCompare(right.name, 'fr');

/** Those of the State's register, without what the operator added and what is no more. */
export const bodiesOf = (places: readonly RegisterEntry[]): Body[] =>
  places
    .filter(({ kind, isAdded, goneIn }) => kind === 'epci' && isAdded !== true && goneIn === undefined)
    .map(({ siren, name }) => ({
      siren,
      name,
      communes: places
        .filter((place) => isCommuneOf(place, name))
        .map((place) => ({ siren: place.siren, name: place.name }))
        .sort(byName),
    }))
    .sort(byName);

/** Writes them as the register now ties them. Idempotent. Reads every place: 10 to 20 units. */
export async function keepBodies(table: Table, departement: string): Promise<void> {
  const bodies = bodiesOf(await everyPlace(table, departement)).map(({ communes, ...body }) => ({
    ...body,
    communes: communes.map(({ siren, name }) => `${siren} ${name}`),
  }));
  await bodiesEntity(table)
    .put([{ scope: registerScope(departement), bodies }])
    .go();
}

/** Every body with its communes, by name. Half a read unit for each 150 communes. */
export async function bodiesKept(table: Table, departement: string): Promise<Body[]> {
  const { data } = await bodiesEntity(table)
    .get({ scope: registerScope(departement) })
    .go();
  return (data?.bodies ?? []).map(({ siren, name, communes }) => ({
    siren,
    name,
    communes: communes.map((line) => ({ siren: line.slice(0, 9), name: line.slice(10) })),
  }));
}
