/** Copies made a file at a time, over a real table: killed in between, told twice, or by two workers at once. */
import { PutCommand } from '../../../platform/dynamodb/commands.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { privacyMessageOf } from '../../../modules/privacy/events.ts';
import { type DataRequest, keepRequest, REQUEST_ENTITY, requestOf } from '../../../modules/privacy/store.ts';
import { type PrivacyWorkerDeps, treatRequest } from '../../../modules/privacy/worker.ts';
import { newId } from '../../../platform/ids.ts';
import { organisationScope, personScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { openRealTable } from '../../support/real-table.ts';
import { readZip } from '../../support/read-zip.ts';

const SIREN = '214701955';
const scope = organisationScope(SIREN);
const DOCUMENTS = ['Budget.pdf', 'Plan.pdf', 'Tarifs.pdf'];

let table: Table;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ table, close } = await openRealTable());
  for (const name of DOCUMENTS) {
    const id = newId('doc');
    const Item = { pk: scope, sk: `doc#${id}`, id, name, key: `org/${SIREN}/${id}/${name}`, state: 'ready' };
    await table.client.send(new PutCommand({ TableName: table.name, Item: { ...Item, __edb_e__: 'document' } }));
  }
});
afterAll(() => close());

/** A worker whose files hold one document each, and the bucket that it puts them into. */
function worker(): { deps: PrivacyWorkerDeps; bucket: Map<string, Buffer> } {
  const bucket = new Map<string, Buffer>();
  const files = {
    read: async (key: string) => ({ size: key.length, body: Readable.from([Buffer.from(key)]) }),
    put: async (key: string, bytes: Uint8Array) => void bucket.set(key, Buffer.from(bytes)),
  };
  return { deps: { table, clock: () => new Date(), files, closeLogin: async () => {}, partSize: 1 }, bucket };
}

async function asked(about: Partial<DataRequest> = {}): Promise<DataRequest> {
  const request: DataRequest = {
    scope,
    id: newId('exp'),
    kind: 'organisation',
    state: 'asked',
    person: 'aaaaaaaa-0000-4000-8000-000000000000',
    name: 'Camille Dubreuil',
    email: 'mairie@nerac.test',
    organisations: [SIREN],
    about: 'Nérac',
    parts: [],
    version: 1,
    createdAt: new Date().toISOString(),
    ttl: Math.floor(Date.now() / 1000) + 86_400,
    ...about,
  };
  await keepRequest(table, request);
  return request;
}

const now = async ({ id }: DataRequest): Promise<DataRequest> => {
  const request = await requestOf(table, scope, id);
  if (!request) throw new Error('The request is gone');
  return request;
};

/** What the stream asks for after a change of a request. */
const messageOf = (before: DataRequest | undefined, after: DataRequest): string | undefined =>
  privacyMessageOf({ kind: before ? 'modify' : 'insert', entity: REQUEST_ENTITY, before, after, expired: false });

/** Follows the stream from a request's first message on. @returns how many calls it took. */
async function followed(deps: PrivacyWorkerDeps, request: DataRequest, copies = 1): Promise<number> {
  let [before, message] = [request, messageOf(undefined, request)];
  let calls = 0;
  for (; message !== undefined; calls += 1) {
    const told = message;
    await Promise.all(Array.from({ length: copies }, () => treatRequest(deps, told)));
    const after = await now(request);
    message = messageOf(before, after);
    before = after;
  }
  return calls;
}

const documentsIn = (bucket: Map<string, Buffer>): string[] =>
  [...bucket.values()].flatMap((bytes) => [...readZip(bytes).keys()].filter((name) => name.startsWith('documents/')));

describe('a copy of several files', () => {
  const everyDocument = DOCUMENTS.map((name) => `documents/${name}`);

  it('is made a file at a call, each asked for by the change that notes the one before', async () => {
    const { deps, bucket } = worker();
    const request = await asked();
    expect(await followed(deps, request)).toBe(DOCUMENTS.length);
    expect(await now(request)).toMatchObject({ state: 'ready', parts: DOCUMENTS.map(() => expect.anything()) });
    expect(documentsIn(bucket)).toEqual(everyDocument);
  });

  it('is the same when each message comes to two workers at once', async () => {
    const { deps, bucket } = worker();
    const request = await asked();
    await followed(deps, request, 2);
    const { state, parts } = await now(request);
    expect([state, parts.length]).toEqual(['ready', DOCUMENTS.length]);
    expect(documentsIn(bucket)).toEqual(everyDocument);
  });

  it('goes on where it was when the worker was killed before it noted a file', async () => {
    const { deps, bucket } = worker();
    const request = await asked();
    const message = messageOf(undefined, request) ?? '';
    await treatRequest(deps, message);
    const first = await now(request);
    const killed = { ...deps.files, put: async () => Promise.reject(new Error('killed')) };
    await expect(treatRequest({ ...deps, files: killed }, message)).rejects.toThrow('killed');
    expect(await now(request)).toEqual(first);
    for (let calls = 1; calls < DOCUMENTS.length; calls += 1) await treatRequest(deps, message);
    expect((await now(request)).state).toBe('ready');
    expect(documentsIn(bucket)).toEqual(everyDocument);
  });

  it('asks for nothing more once it is ready', async () => {
    const { deps, bucket } = worker();
    const request = await asked();
    await followed(deps, request);
    const whole = await now(request);
    const files = bucket.size;
    await treatRequest(deps, messageOf(undefined, request) ?? '');
    expect(await now(request)).toEqual(whole);
    expect([bucket.size, messageOf({ ...whole, version: whole.version - 1 }, whole)]).toEqual([files, undefined]);
  });
});

describe('the copy of a person', () => {
  it('holds her own, and nothing that would open her account', async () => {
    const { deps, bucket } = worker();
    const person = randomUUID();
    const hers = personScope(person);
    const profile = { sk: 'me#profile', firstName: 'Camille', lastName: 'Dubreuil', __edb_e__: 'profile' };
    const secret = {
      sk: 'second-factor',
      sealed: 'closed.secret',
      recovery: ['keyed-hash'],
      __edb_e__: 'second-factor',
    };
    const session = { sk: 'me#session#0', hash: 'hash-of-a-session', device: 'Firefox', __edb_e__: 'session' };
    for (const item of [profile, secret, session]) {
      await table.client.send(new PutCommand({ TableName: table.name, Item: { pk: hers, ...item } }));
    }
    const request = await asked({ scope: hers, kind: 'person', person, organisations: [] });
    await treatRequest(deps, messageOf(undefined, request) ?? '');
    const [zip = Buffer.alloc(0)] = bucket.values();
    const files = [...readZip(zip)].map(([name, bytes]) => `${name} ${bytes.toString()}`).join('\n');
    expect(files).toContain('Dubreuil');
    expect(files).toContain('Firefox');
    expect(files).not.toMatch(/second-factor|closed\.secret|keyed-hash|hash-of-a-session/);
  });
});
