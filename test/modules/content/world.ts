/** The modules over a real table of the local cloud, called as a browser or a program would. */
import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import {
  memberActsRoutes,
  memberSessionRoutes,
  publicActsRoutes,
  publicSessionRoutes,
} from '../../../modules/acts/index.ts';
import { contentRoutes, publicContentRoutes } from '../../../modules/content/index.ts';
import { documentEntity, documentRoutes, sendingRoutes } from '../../../modules/documents/index.ts';
import { memberLinkRoutes, outsiderLinkRoutes } from '../../../modules/links/index.ts';
import { nextLetter } from '../../../modules/lists/index.ts';
import { folderCopyRoutes } from '../../../modules/privacy/index.ts';
import { keepingIn, repositoryRoutes } from '../../../modules/repository/index.ts';
import { searchRoutes } from '../../../modules/search/index.ts';
import { homeRoutes, publicHomeRoutes } from '../../../modules/home/index.ts';
import { saveRegister } from '../../../modules/organisations/store/register.ts';
import type { Role } from '../../../platform/actor.ts';
import type { DepositFiles, DepositRequest } from '../../../platform/deposits.ts';
import type { Part, PartedFiles } from '../../../platform/parts.ts';
import { createApp } from '../../../platform/http/app.ts';
import { newId } from '../../../platform/ids.ts';
import { segmentedIndex } from '../../../platform/search/search-index.ts';
import { organisationScope, personScope } from '../../../platform/scope.ts';
import { signerWith } from '../../../platform/secrets.ts';
import { openSession, personEntities, SESSION_COOKIE } from '../../../platform/sessions.ts';
import type { Table } from '../../../platform/table.ts';
import { openLocalTable } from '../../local/dynamodb/local-table.ts';
import { found } from '../organisations/founded.ts';

export const TERRITORY = { code: '47', name: 'Territoires du Lot-et-Garonne' };
export const ORIGIN = 'https://parvis.example';
export const NERAC = { siren: '214701955', name: 'Nérac', slug: 'nerac' };
export const AGEN = { siren: '214700015', name: 'Agen', slug: 'agen' };
const KEY = 'a key of the tests';
/** Bytes that an organisation's documents may take. */
export const QUOTA = 1024 ** 3;

/** A bucket in memory: what matters here is which keys are asked for, copied and removed. */
export class FilesInMemory implements DepositFiles {
  readonly objects = new Map<string, Uint8Array>();
  readonly deposits: DepositRequest[] = [];

  async deposit(request: DepositRequest) {
    this.deposits.push(request);
    return { url: 'https://files.example/bucket', fields: { key: request.key } };
  }
  async link(key: string, options: { name: string; inline: boolean; version?: string | undefined }) {
    const query = new URLSearchParams({
      name: options.name,
      inline: String(options.inline),
      version: options.version ?? '',
    });
    return `https://files.example/${key}?${query.toString()}`;
  }
  async beginning(key: string, most: number) {
    return new TextDecoder().decode(this.objects.get(key)?.subarray(0, most));
  }
  async exists(key: string) {
    return this.objects.has(key);
  }
  async picture(key: string, most: number) {
    const found = this.objects.get(key);
    return found && found.length <= most ? new Uint8Array(found) : undefined;
  }
  async read(key: string) {
    const found = this.objects.get(key);
    if (!found) throw new Error(`No object ${key}`);
    return {
      size: found.length,
      body: (async function* () {
        yield found;
      })(),
    };
  }
  async put(key: string, bytes: Uint8Array) {
    this.objects.set(key, bytes);
  }
  async copy(from: string, to: string) {
    const found = this.objects.get(from);
    if (!found) throw new Error(`No object ${from}`);
    this.objects.set(to, found);
  }
  async remove(key: string) {
    this.objects.delete(key);
  }
}

/** Files in parts, in memory: what matters here is which are under way. The last begun is the one that is sent. */
export class PartsInMemory implements PartedFiles {
  readonly keys: string[] = [];
  readonly joined: number[][] = [];
  readonly #underWay = new Map<string, Map<number, Part>>();
  #last = '';

  /** The bucket receives a part of what was last asked for. */
  take(number: number, size: number): void {
    this.#underWay.get(this.#last)?.set(number, { number, size, etag: `"${number}"`, sha256: 'sum' });
  }
  async begin(key: string) {
    this.keys.push(key);
    const upload = `upload-${this.keys.length}`;
    this.#underWay.set(upload, new Map());
    return upload;
  }
  async addressOfPart(key: string, upload: string, { number }: { number: number }) {
    this.#last = upload;
    return `https://files.example/${key}?partNumber=${number}`;
  }
  async parts(_key: string, upload: string) {
    const found = this.#underWay.get(upload);
    return found && [...found.values()].sort((one, other) => one.number - other.number);
  }
  async join(key: string, upload: string, parts: readonly Part[]) {
    this.keys.push(key);
    this.joined.push(parts.map(({ number }) => number));
    this.#underWay.delete(upload);
  }
  async giveUp(_key: string, upload: string) {
    this.#underWay.delete(upload);
  }
}

export interface Answered {
  status: number;
  location: string | null;
  headers: Headers;
  text: string;
  /** The answer as JSON, for reading a member at a time. */
  json: unknown;
}

export interface Caller {
  get(path: string, accept?: string): Promise<Answered>;
  /** As a form. */
  post(path: string, fields: Readonly<Record<string, string>>): Promise<Answered>;
  /** As a program. */
  send(path: string, body: unknown): Promise<Answered>;
}

export interface World {
  table: Table;
  files: FilesInMemory;
  parts: PartsInMemory;
  /** The present moment, to be moved. */
  now: { at: Date };
  visitor: Caller;
  /** A browser without session that keeps this cookie. */
  keeping(cookie: string): Caller;
  person(organisation: typeof NERAC, role: Role): Promise<Caller & { id: string }>;
  register(organisation: typeof NERAC, active: boolean): Promise<void>;
  /** A document that was received and checked. @returns its id. */
  document(siren: string, type?: string): Promise<string>;
  close(): Promise<void>;
}

async function read(response: Response): Promise<Answered> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    location: response.headers.get('location'),
    headers: response.headers,
    text,
    json: isJson ? JSON.parse(text) : undefined,
  };
}

function callerOf(app: Hono, cookie: string | undefined): Caller {
  const call = async (path: string, init: RequestInit & { headers: Record<string, string> }) => {
    const headers = { 'x-origin-key': KEY, ...(cookie ? { cookie } : {}), ...init.headers };
    return read(await app.fetch(new Request(`http://parvis.invalid${path}`, { ...init, headers })));
  };
  return {
    get: (path, accept = 'text/html') => call(path, { headers: { accept } }),
    post: (path, fields) =>
      call(path, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html', origin: ORIGIN },
      }),
    send: (path, body) =>
      call(path, {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json', accept: 'application/json' },
      }),
  };
}

export async function openWorld(): Promise<World> {
  const local = await openLocalTable();
  const { table } = local;
  const now = { at: new Date('2026-11-24T09:00:00Z') };
  const clock = () => now.at;
  const files = new FilesInMemory();
  const parts = new PartsInMemory();
  const secret = { values: async () => [KEY] as const };
  const deps = { table, clock, files, signer: signerWith(secret), territory: TERRITORY, origin: ORIGIN };
  const readObject = async (key: string) => files.objects.get(key);
  const routes = [
    ...searchRoutes({ ...deps, index: segmentedIndex({ table, readObject }), readObject }),
    ...homeRoutes(deps),
    ...publicHomeRoutes(deps),
    ...contentRoutes({ ...deps, nextLetter }),
    ...repositoryRoutes({ ...deps, quota: QUOTA }),
    ...folderCopyRoutes(deps),
    ...sendingRoutes({ ...deps, parts, keeping: keepingIn({ table, clock, quota: QUOTA }) }),
    ...memberLinkRoutes(deps),
    ...outsiderLinkRoutes({ ...deps, quota: QUOTA }),
    ...documentRoutes({ ...deps, keeping: keepingIn({ table, clock, quota: QUOTA }) }),
    ...memberActsRoutes(deps),
    ...memberSessionRoutes(deps),
    ...publicSessionRoutes(deps),
    ...publicActsRoutes(deps),
    ...publicContentRoutes(deps),
  ];
  const origins = { site: ORIGIN, files: 'https://files.example' };
  const app = createApp({ ...deps, origins, originKey: secret, exposeTimings: true }, routes);

  return {
    table,
    files,
    parts,
    now,
    visitor: callerOf(app, undefined),
    keeping: (cookie) => callerOf(app, cookie),
    async person(organisation, role) {
      const id = randomUUID();
      const { profile, membership } = personEntities(table);
      const since = now.at.toISOString();
      await profile
        .put({
          scope: personScope(id),
          firstName: 'Claire',
          lastName: 'Morin',
          email: 'claire@example.fr',
          createdAt: since,
        })
        .go();
      await membership
        .put({
          scope: personScope(id),
          organisation: organisation.siren,
          name: organisation.name,
          slug: organisation.slug,
          role,
          since,
        })
        .go();
      const { token } = await openSession(table, clock, {
        proofs: ['password'],
        person: id,
        organisation: organisation.siren,
      });
      return { id, ...callerOf(app, `${SESSION_COOKIE}=${token}`) };
    },
    async register({ siren, name, slug }, active) {
      const kind = 'commune' as const;
      await saveRegister(table, TERRITORY.code, [
        { siren, code: '47195', name, slug, kind, postalCodes: ['47600'], population: 7000 },
      ]);
      if (!active) return;
      // What joining writes: the sign-up is tested with its own module.
      await found(table, { siren, kind, name, slug });
    },
    async document(siren, type = 'application/pdf') {
      const id = newId('doc', now.at);
      const key = `org/${siren}/${id}/acte.pdf`;
      files.objects.set(key, new TextEncoder().encode('%PDF'));
      await documentEntity(table)
        .create({
          scope: organisationScope(siren),
          id,
          name: 'Délibération.pdf',
          state: 'ready',
          size: 400_000,
          type,
          pages: 3,
          sha256: '0'.repeat(64),
          key,
          objectVersion: 'v1',
          depositor: { id: 'p', name: 'Claire Morin' },
          createdAt: now.at.toISOString(),
        })
        .go();
      return id;
    },
    close: () => local.close(),
  };
}
