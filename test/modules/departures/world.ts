/** Organisations over a real table, whose changes are followed as functions/on-change does, with the workers behind it. */
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { follow, messagesOf } from '../../../functions/on-change/follow.ts';
import { contentEntities } from '../../../modules/content/store/entities.ts';
import { publish } from '../../../modules/content/store/writing.ts';
import { treatDeparture } from '../../../modules/departures/index.ts';
import type { DepartureWorkerDeps } from '../../../modules/departures/worker.ts';
import { subscriberEntities } from '../../../modules/lists/store/entities.ts';
import { listReference, subscriberKey } from '../../../modules/lists/store/subscriber.ts';
import { treatRequest } from '../../../modules/privacy/index.ts';
import { changeOf } from '../../../platform/changes.ts';
import { newId } from '../../../platform/ids.ts';
import { actFor } from '../../../platform/journal.ts';
import type { Member } from '../../../platform/actor.ts';
import { subscriberScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { openLocalTable } from '../../local/dynamodb/local-table.ts';

export interface World {
  table: Table;
  /** The SDK's own client of it, which may ask anything. */
  documents: DynamoDBDocumentClient;
  now: { at: Date };
  clock: () => Date;
  /** Objects of the bucket, by key. */
  bucket: Map<string, Uint8Array>;
  /** What waits for the worker of departures. */
  departures: string[];
  worker: DepartureWorkerDeps;
  /** Follows the stream; `twice` tells each change and message again. Messages of departures are left alone on request. */
  follow(options?: { twice?: boolean; keepDepartures?: boolean }): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const local = await openLocalTable();
  const { table } = local;
  const now = { at: new Date('2026-11-24T09:00:00.000Z') };
  const clock = () => now.at;
  const bucket = new Map<string, Uint8Array>();
  const files = {
    read: async (key: string) => {
      const found = bucket.get(key) ?? new Uint8Array();
      return {
        size: found.length,
        body: (async function* () {
          yield found;
        })(),
      };
    },
    put: async (key: string, bytes: Uint8Array) => void bucket.set(key, bytes),
    copy: async (from: string, to: string) => void bucket.set(to, bucket.get(from) ?? new Uint8Array()),
    remove: async (key: string) => void bucket.delete(key),
    /** Two at a time. */
    purge: async (prefix: string) => {
      const found = [...bucket.keys()].filter((key) => key.startsWith(prefix));
      for (const key of found.slice(0, 2)) bucket.delete(key);
      return found.length <= 2;
    },
  };
  let followed = await local.dynamoDb.latestSequenceNumber(local.streamArn);
  const world: World = {
    table,
    documents: local.documents,
    now,
    clock,
    bucket,
    departures: [],
    worker: { table, clock, files, batch: 2 },
    async follow({ twice = false, keepDepartures = false } = {}) {
      for (let busy = true; busy;) {
        // Through JSON, as events come to a function.
        const found = await local.dynamoDb.readStream(local.streamArn, followed, 1000);
        const records: DynamoDBRecord[] = JSON.parse(JSON.stringify(found));
        followed = found.at(-1)?.dynamodb.SequenceNumber ?? followed;
        for (const record of twice ? [...records, ...records] : records) {
          const change = changeOf(record);
          await follow(change, { table, clock, files, departement: '47', toIndex: async () => {} });
          for (const { queue, body } of messagesOf(change)) {
            if (queue === 'copy') await treatRequest({ ...world.worker, files, closeLogin: async () => {} }, body);
            if (queue === 'departure') world.departures.push(body);
          }
        }
        busy = records.length > 0;
        if (keepDepartures) continue;
        const waiting = world.departures.splice(0);
        for (const body of waiting) {
          await Promise.all(Array.from({ length: twice ? 2 : 1 }, () => treatDeparture(world.worker, body)));
        }
        busy ||= waiting.length > 0;
      }
    },
    close: () => local.close(),
  };
  return world;
}

/** Publishes news as the service does, whole. @returns its id. */
export async function publishAs(
  world: World,
  member: Member,
  title: string,
  audience: 'organisation' | 'network' | 'public',
): Promise<string> {
  const { current } = member;
  if (!current) throw new Error('She works for no organisation.');
  const id = newId('pub', world.now.at);
  const at = world.now.at.toISOString();
  const common = {
    id,
    kind: 'news' as const,
    audience,
    title,
    particulars: {},
    organisation: current.organisation,
    organisationName: current.name,
    slug: current.slug,
    publishedAt: at,
  };
  const text = { ...common, body: '<p>Texte.</p>', attachments: [] };
  const content = {
    ...text,
    state: 'published' as const,
    version: 1,
    documents: [],
    remarks: [],
    author: { id: member.person.id, name: 'Essai' },
    createdAt: at,
    updatedAt: at,
  };
  const act = actFor(member, world.clock, current.organisation, { name: 'published', about: { name: title } });
  const written = { content, card: { ...common, excerpt: 'Texte.' }, shown: text, by: member.person.id, act };
  await publish(world.table, written, undefined);
  return id;
}

/** Titles of the publications in a list of others. */
export async function titlesIn(world: World, scope: string): Promise<string[]> {
  const { data } = await contentEntities(world.table).card.query.primary({ scope }).go({ pages: 'all' });
  return data.map(({ title }) => title).sort();
}

/** Somebody who has confirmed that she wants the main list of an organisation, as the page writes it. */
export async function subscribeTo(world: World, { siren, name, slug }: Named, email: string): Promise<string> {
  const key = subscriberKey(email);
  const scope = subscriberScope(key);
  const at = world.now.at.toISOString();
  const list = 'principale';
  const asked = {
    ...{ organisation: siren, list, listName: name, organisationName: name, slug },
    ...{ askedAt: at, askedFrom: '203.0.113.7', askedOn: '/', text: 'Je m’abonne.' },
  };
  const { profile, subscription } = subscriberEntities(world.table);
  const lists = [listReference(siren, list)];
  const known = (await profile.get({ scope }).go()).data;
  await profile
    .put({
      ...{ scope, key, email, state: 'active', softBounces: 0, createdAt: at, version: 1, queue: 'due#daily#0' },
      lists: [...(known?.lists ?? []), ...lists],
    })
    .go();
  await subscription
    .put({
      scope,
      key,
      ...asked,
      state: 'active',
      masked: 'h•••@essai.test',
      confirmedAt: at,
      confirmedFrom: '203.0.113.7',
    })
    .go();
  return key;
}

interface Named {
  siren: string;
  name: string;
  slug: string;
}
