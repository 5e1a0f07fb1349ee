/**
 * Counters of usage: by organisation and day, and, for the operator's page, by week in a few items that hold every
 * organisation. Written in one transaction with a mark that keeps an event from counting twice.
 */
import { QueryCommand, TransactWriteCommand, UpdateCommand } from '../../platform/dynamodb/commands.ts';
import * as z from 'zod';
import { DAY, timeToLive } from '../../platform/clock.ts';
import { type Scope, usageScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import {
  type Counted,
  type Counts,
  packed,
  RECENT_WEEKS,
  shardOf,
  TREND_WEEKS,
  unpacked,
  weekOf,
  weeksUpTo,
} from './rules.ts';

/** Counters are kept a little more than a year, to compare with the year before. */
const KEPT_FOR = 400 * DAY;
/** Longer than the stream tells of a change. */
const MARK_KEPT_FOR = 3 * DAY;

const TERRITORY = usageScope('territoire');

/** Something that happened in an organisation, worth one. */
export interface CountedEvent {
  /** Names it for ever: told again, it counts no more. */
  id: string;
  siren: string;
  counted: Counted;
  /** Day in Paris, `2026-11-24`. */
  day: string;
}

type Write = NonNullable<ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems']>[number];

function transactionOf(name: string, event: CountedEvent, isFirstOfWeek: boolean): Write[] {
  const { id, siren, counted, day } = event;
  const week = weekOf(day);
  const at = new Date(`${day}T12:00:00Z`);
  const ttl = timeToLive(at, KEPT_FOR);
  const add = (pk: Scope<'use'>, sk: string, what: Readonly<Record<string, number>>, condition?: string): Write => {
    const names = Object.keys(what);
    return {
      Update: {
        TableName: name,
        Key: { pk, sk },
        UpdateExpression: `ADD ${names.map((_, index) => `#n${index} :v${index}`).join(', ')} SET #ttl = :ttl`,
        ExpressionAttributeNames: { '#ttl': 'ttl', ...Object.fromEntries(names.map((one, at) => [`#n${at}`, one])) },
        ExpressionAttributeValues: {
          ':ttl': ttl,
          ...Object.fromEntries(names.map((one, at) => [`:v${at}`, what[one]])),
        },
        ...(condition ? { ConditionExpression: condition } : {}),
      },
    };
  };
  const own = usageScope(siren);
  return [
    {
      Put: {
        TableName: name,
        Item: { pk: own, sk: `counted#${id}`, ttl: timeToLive(new Date(), MARK_KEPT_FOR) },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    add(
      TERRITORY,
      `week#${week}#${shardOf(siren)}`,
      { [siren]: packed(counted) },
      isFirstOfWeek ? 'attribute_not_exists(#n0)' : 'attribute_exists(#n0)',
    ),
    add(own, `day#${day}`, { [counted]: 1 }),
    // How many organisations were there at all is counted with the first thing that each does in the week.
    add(TERRITORY, `trend#${week}`, { [counted]: 1, ...(isFirstOfWeek ? { organisations: 1 } : {}) }),
  ];
}

const cancelled = z.object({
  name: z.literal('TransactionCanceledException'),
  CancellationReasons: z.array(z.object({ Code: z.string().optional() })),
});

const FAILED = 'ConditionalCheckFailed';
/** Two workers at the same counter: one of them comes again. */
const TRIES = 8;

/** Counts an event once, however often it is told. 8 to 10 write units. */
export async function countEvent(table: Table, event: CountedEvent): Promise<void> {
  let isFirstOfWeek = false;
  let refusal: unknown;
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      const TransactItems = transactionOf(table.name, event, isFirstOfWeek);
      await table.client.send(new TransactWriteCommand({ TransactItems }));
      return;
    } catch (error) {
      const { success, data } = cancelled.safeParse(error);
      if (!success) throw error;
      const [mark, week] = data.CancellationReasons.map(({ Code }) => Code);
      if (mark === FAILED) return;
      if (week === FAILED) isFirstOfWeek = !isFirstOfWeek;
      refusal = error;
    }
  }
  throw new Error('An event could not be counted: others were always faster.', { cause: refusal });
}

/** An organisation as usage knows it. */
export interface CountedOrganisation {
  siren: string;
  name: string;
  /** ISO 8601. */
  joinedAt: string;
}

const nameOf = ({ name, joinedAt }: CountedOrganisation): string => `${joinedAt.slice(0, 10)} ${name}`;

/** Keeps the name of an organisation beside the counters; the same again changes nothing. */
export async function nameOrganisation(table: Table, organisation: CountedOrganisation): Promise<void> {
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { pk: TERRITORY, sk: `name#${shardOf(organisation.siren)}` },
      UpdateExpression: 'SET #siren = :name',
      ExpressionAttributeNames: { '#siren': organisation.siren },
      ExpressionAttributeValues: { ':name': nameOf(organisation) },
    }),
  );
}

/** An organisation that has left is compared no more. */
export async function forgetOrganisation(table: Table, siren: string): Promise<void> {
  await table.client.send(
    new UpdateCommand({
      TableName: table.name,
      Key: { pk: TERRITORY, sk: `name#${shardOf(siren)}` },
      UpdateExpression: 'REMOVE #siren',
      ExpressionAttributeNames: { '#siren': siren },
    }),
  );
}

type Item = Record<string, unknown>;

/** Every item of a range of keys. */
async function itemsBetween(table: Table, from: string, to: string): Promise<Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': TERRITORY, ':from': from, ':to': to },
        ExclusiveStartKey,
      }),
    );
    items.push(...Items);
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

const isSiren = (attribute: string): boolean => /^\d{9}$/.test(attribute);

/** Every organisation that is compared. Half a unit for each 100. */
export async function organisationsCounted(table: Table): Promise<CountedOrganisation[]> {
  const items = await itemsBetween(table, 'name#', 'name#~');
  return items.flatMap((item) =>
    Object.entries(item).flatMap(([siren, value]) => {
      if (!isSiren(siren) || typeof value !== 'string') return [];
      return [{ siren, joinedAt: value.slice(0, 10), name: value.slice(11) }];
    }),
  );
}

/** What each organisation did in the weeks up to a day. One query: half a unit for each 250 organisations and week. */
export async function recentCounts(table: Table, day: string): Promise<Map<string, Counts>> {
  const [first = ''] = weeksUpTo(day, RECENT_WEEKS);
  const sums = new Map<string, number>();
  for (const item of await itemsBetween(table, `week#${first}`, `week#${weekOf(day)}#~`)) {
    for (const [siren, value] of Object.entries(item)) {
      if (isSiren(siren) && typeof value === 'number') sums.set(siren, (sums.get(siren) ?? 0) + value);
    }
  }
  return new Map([...sums].map(([siren, sum]) => [siren, unpacked(sum)]));
}

/** A week of the whole territory. `week`: its Monday. */
export interface TrendWeek extends Counts {
  week: string;
  /** Organisations in which anything was done. */
  organisations: number;
}

const trendItem = z.object({
  sk: z.string(),
  organisations: z.number().default(0),
  signIns: z.number().default(0),
  publications: z.number().default(0),
  documents: z.number().default(0),
});

/** The last weeks, oldest first; those in which nothing was done are there too. One query, half a unit. */
export async function trendOf(table: Table, day: string): Promise<TrendWeek[]> {
  const weeks = weeksUpTo(day, TREND_WEEKS);
  const items = z.array(trendItem).parse(await itemsBetween(table, `trend#${weeks[0] ?? ''}`, `trend#${weekOf(day)}`));
  const byWeek = new Map(items.map(({ sk, ...counts }) => [sk.slice('trend#'.length), counts]));
  const none = { organisations: 0, signIns: 0, publications: 0, documents: 0 };
  return weeks.map((week) => ({ week, ...(byWeek.get(week) ?? none) }));
}
