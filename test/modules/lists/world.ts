/** Lists over a real table: pages called as by a browser, changes followed from the stream, mail kept as sent. */
import { randomUUID } from 'node:crypto';
import { PutCommand } from '../../../platform/dynamodb/commands.ts';
import type { DynamoDBRecord } from 'aws-lambda';
import PostalMime, { type Email } from 'postal-mime';
import { contentEntities } from '../../../modules/content/store/entities.ts';
import type { Card } from '../../../modules/content/index.ts';
import {
  digestOperatorRoutes,
  listRoutes,
  mails,
  onListChange,
  onMailEvent,
  prepareDigests,
  queueMessagesOf,
  sendQueued,
  subscriptionRoutes,
} from '../../../modules/lists/index.ts';
import { saveRegister } from '../../../modules/organisations/store/register.ts';
import type { Role } from '../../../platform/actor.ts';
import { changeOf } from '../../../platform/changes.ts';
import { createApp } from '../../../platform/http/app.ts';
import { newId } from '../../../platform/ids.ts';
import type { MailTransport, RawMail } from '../../../platform/mail/transport.ts';
import { organisationScope, personScope, publicScope } from '../../../platform/scope.ts';
import { signerWith } from '../../../platform/secrets.ts';
import { openSession, personEntities, SESSION_COOKIE, TERRITORY_MEMBERSHIP } from '../../../platform/sessions.ts';
import type { Table } from '../../../platform/table.ts';
import { openLocalTable } from '../../local/dynamodb/local-table.ts';

export const ORIGIN = 'https://parvis.example';
export const TERRITORY = { code: '47', name: 'Lot-et-Garonne' };
export const NERAC = { siren: '214701955', name: 'Nérac', slug: 'nerac' };
export const AGEN = { siren: '214700015', name: 'Agen', slug: 'agen' };
const KEY = 'a key of the tests';

export interface Answered {
  status: number;
  location: string;
  headers: Headers;
  text: string;
}

export interface Visitor {
  get(path: string, accept?: string): Promise<Answered>;
  /** `fields`: of a form, or a body as it is. */
  post(
    path: string,
    fields?: Readonly<Record<string, string>> | string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answered>;
}

/** A message as it was handed over, and as a mail program reads it. */
export interface SentMail extends RawMail {
  mail: Email;
}

export interface World {
  table: Table;
  /** The present moment, to be moved. */
  now: { at: Date };
  visitor: Visitor;
  member(organisation: typeof NERAC, role: Role): Promise<Visitor>;
  operator(): Promise<Visitor>;
  /** An organisation joins: its list follows from the stream. */
  join(organisation: typeof NERAC): Promise<void>;
  /** Everybody may read it. */
  publish(organisation: typeof NERAC, publication: Partial<Card> & { title: string }): Promise<void>;
  /** Follows the stream and empties the queues until nothing is left to do; `everything` tells each twice. */
  settle(options?: { twice?: boolean }): Promise<void>;
  /** Puts a message into a queue. */
  queue: (name: 'mail' | 'digest', body: string) => void;
  mailEvent(body: string): Promise<void>;
  /** What each message says becomes of it; a transport that fails, for example. */
  transport: MailTransport;
  /** Sent since the last look. */
  sent(): Promise<SentMail[]>;
  counted: Record<string, number>;
  deps: Parameters<typeof sendQueued>[1] & Parameters<typeof prepareDigests>[0];
  queues: { mail: string[]; digest: string[] };
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const local = await openLocalTable();
  const { table } = local;
  const now = { at: new Date('2026-11-23T09:00:00Z') };
  const clock = () => now.at;
  const secret = { values: async () => [KEY] as const };
  const signer = signerWith(secret);
  const pages = { table, clock, signer, territory: TERRITORY, origin: ORIGIN };
  const app = createApp(
    { ...pages, origins: { site: ORIGIN, files: undefined }, originKey: secret, exposeTimings: false },
    [...subscriptionRoutes(pages), ...listRoutes(pages), ...digestOperatorRoutes(pages)],
  );
  const outgoing: RawMail[] = [];
  const counted: Record<string, number> = {};
  const queues: World['queues'] = { mail: [], digest: [] };
  let followed = await local.dynamoDb.latestSequenceNumber(local.streamArn);

  const count = (metric: string, value = 1): void => {
    counted[metric] = (counted[metric] ?? 0) + value;
  };
  const deps: World['deps'] = {
    table,
    clock,
    signer,
    origin: ORIGIN,
    territory: TERRITORY.name,
    sender: { name: TERRITORY.name, address: 'lettre@territoire.test' },
    transport: { send: (mail) => world.transport.send(mail) },
    templates: mails,
    issues: new Map(),
    count,
    queueMails: async (bodies) => {
      queues.mail.push(...bodies);
    },
    pause: async () => undefined,
  };

  const visitorWith = (cookie: string | undefined): Visitor => {
    const call = async (path: string, init: RequestInit): Promise<Answered> => {
      const headers = new Headers(init.headers);
      headers.set('x-origin-key', KEY);
      headers.set('cloudfront-viewer-address', '203.0.113.7:46532');
      if (cookie) headers.set('cookie', cookie);
      const response = await app.fetch(new Request(`http://parvis.invalid${path}`, { ...init, headers }));
      const location = response.headers.get('location') ?? '';
      return { status: response.status, location, headers: response.headers, text: await response.text() };
    };
    return {
      get: (path, accept = 'text/html') => call(path, { headers: { accept } }),
      post: (path, fields = {}, headers = { origin: ORIGIN }) =>
        call(path, {
          method: 'POST',
          body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', ...headers },
        }),
    };
  };

  const signedIn = async (membership: {
    organisation: string;
    name: string;
    slug: string;
    role: Role | 'operator';
  }): Promise<Visitor> => {
    const id = randomUUID();
    const scope = personScope(id);
    const since = now.at.toISOString();
    const person = personEntities(table);
    await person.profile
      .put({ scope, firstName: 'Claire', lastName: 'Morin', email: 'claire@example.fr', createdAt: since })
      .go();
    await person.membership.put({ scope, ...membership, since }).go();
    const organisation = membership.role === 'operator' ? undefined : membership.organisation;
    const { token } = await openSession(table, clock, { proofs: ['password'], person: id, organisation });
    return visitorWith(`${SESSION_COOKIE}=${token}`);
  };

  /** Changes since the last look, each followed as functions/on-change does. */
  async function follow(twice: boolean): Promise<boolean> {
    // Through JSON, as events come to a function.
    const found = await local.dynamoDb.readStream(local.streamArn, followed, 1000);
    const records: DynamoDBRecord[] = JSON.parse(JSON.stringify(found));
    for (const record of [...records, ...(twice ? records : [])]) {
      const change = changeOf(record);
      for (const { queue, body } of queueMessagesOf(change)) queues[queue].push(body);
      await onListChange(change, { table, clock });
    }
    followed = found.at(-1)?.dynamodb.SequenceNumber ?? followed;
    return records.length > 0;
  }

  const world: World = {
    table,
    now,
    visitor: visitorWith(undefined),
    member: ({ siren, name, slug }, role) => signedIn({ organisation: siren, name, slug, role }),
    operator: () => signedIn({ organisation: TERRITORY_MEMBERSHIP, name: TERRITORY.name, slug: '', role: 'operator' }),
    async join({ siren, name, slug }) {
      const kind = 'commune' as const;
      await saveRegister(table, TERRITORY.code, [
        { siren, code: '47195', name, slug, kind, postalCodes: ['47600'], population: 7000 },
      ]);
      const profile = { siren, kind, name, slug, joinedAt: now.at.toISOString(), contact: 'Claire Morin' };
      for (const [scope, entity] of [
        [publicScope(siren), 'public-organisation'],
        [organisationScope(siren), 'organisation'],
      ]) {
        const Item = { pk: scope, sk: 'profile', scope, ...profile, __edb_e__: entity, __edb_v__: '1' };
        await table.client.send(new PutCommand({ TableName: table.name, Item }));
      }
      await world.settle();
    },
    async publish({ siren, name, slug }, publication) {
      const card = {
        id: newId('pub', now.at),
        kind: 'news' as const,
        audience: 'public' as const,
        particulars: {},
        organisation: siren,
        organisationName: name,
        slug,
        publishedAt: now.at.toISOString(),
        ...publication,
      };
      for (const scope of [publicScope(siren), publicScope('territoire')]) {
        await contentEntities(table)
          .card.put({ scope, ...card })
          .go();
      }
    },
    async settle({ twice = false } = {}) {
      for (let busy = true; busy;) {
        busy = await follow(twice);
        const [digests, letters] = [queues.digest.splice(0), queues.mail.splice(0)];
        for (const body of [...digests, ...(twice ? digests : [])]) await prepareDigests(deps, body);
        for (const body of [...letters, ...(twice ? letters : [])]) await sendQueued(body, deps, newId('mel'));
        busy ||= digests.length + letters.length + queues.mail.length > 0;
      }
    },
    queue: (name, body) => void queues[name].push(body),
    mailEvent: (body) => onMailEvent(body, { table, clock, count }),
    transport: {
      send: async (mail) => void outgoing.push(mail),
    },
    sent: () =>
      Promise.all(outgoing.splice(0).map(async (mail) => ({ ...mail, mail: await PostalMime.parse(mail.raw) }))),
    counted,
    deps,
    queues,
    close: () => local.close(),
  };
  return world;
}

/** Subscribes and confirms, as a person does with her mailbox. @returns the token of her links. */
export async function subscribe(world: World, email: string, { slug } = NERAC): Promise<string> {
  await world.visitor.post(`/c/${slug}/s-abonner`, { email });
  await world.settle();
  const mail = (await world.sent()).find(({ to }) => to === email);
  const [, link] = /\/u\/confirmer\/([\w-]+)/.exec(mail?.mail.text ?? '') ?? [];
  if (!link) throw new Error(`${email} received no confirmation`);
  const { location } = await world.visitor.post(`/u/confirmer/${link}`);
  await world.settle();
  return /\/u\/preferences\/([\w.-]+)\?/.exec(location)?.[1] ?? '';
}

/** The schedule's word, on the morning after. */
export async function nextMorning(world: World): Promise<void> {
  const next = new Date(world.now.at.getTime() + 24 * 3_600_000);
  world.now.at = new Date(`${next.toISOString().slice(0, 10)}T06:00:00Z`);
  world.queue('digest', JSON.stringify({ run: 'daily', at: world.now.at.toISOString() }));
  await world.settle();
}
