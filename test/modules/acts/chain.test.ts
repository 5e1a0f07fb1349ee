/** What a check of the register finds: each way of tampering with it, by three checks that share nothing but their words. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { pemOf, registerLines } from '../../../modules/acts/open-data.ts';
import { publicKeys } from '../../../modules/acts/store/index.ts';
import {
  canonical,
  checkChain,
  type EntryRow,
  type Fault,
  GENESIS,
  type PublicKey,
  rawSignature,
  sha256OfText,
} from '../../../platform/register-chain.ts';
import { type Ground, newSignatory, openGround, SIREN } from './ground.ts';

const run = promisify(execFile);

let ground: Ground;
let rows: EntryRow[];
let keys: PublicKey[];
beforeAll(async () => {
  ground = await openGround();
  for (const number of ['2026-001', '2026-002', '2026-003', '2026-004', '2026-005']) {
    await ground.tell(await ground.act(number));
  }
  rows = await ground.rows();
  keys = await publicKeys(ground.table);
});
afterAll(() => ground.close());

const headOf = (all: readonly EntryRow[]) => ({ seq: all.at(-1)?.seq ?? 0, hash: all.at(-1)?.hash ?? GENESIS, at: '' });
const copy = (): EntryRow[] => rows.map((row) => ({ ...row }));
const at = (all: EntryRow[], index: number): EntryRow => all[index] ?? fail();
const fail = (): never => {
  throw new Error('There is no such row.');
};

/** Every way, with what is to be found. `head`: where the register says that it ends. */
const TAMPERINGS: readonly [string, Fault, (all: EntryRow[]) => Promise<EntryRow[]> | EntryRow[]][] = [
  [
    'one byte of an entry',
    'changed',
    (all) => {
      at(all, 2).entry = at(all, 2).entry.replace('2026-003', '2026-333');
      return all;
    },
  ],
  [
    'an entry and its hash',
    'unsigned',
    async (all) => {
      const row = at(all, 2);
      row.entry = row.entry.replace('2026-003', '2026-333');
      row.hash = await sha256OfText(row.entry);
      return all;
    },
  ],
  [
    'a moment',
    'changed',
    (all) => {
      at(all, 4).entry = at(all, 4).entry.replace('T09:', 'T08:');
      return all;
    },
  ],
  ['the order', 'missing', (all) => [at(all, 0), at(all, 2), at(all, 1), at(all, 3), at(all, 4)]],
  ['a row taken out of the middle', 'missing', (all) => all.filter((_, index) => index !== 2)],
  ['the first row', 'missing', (all) => all.slice(1)],
  ['the last row', 'missing', (all) => all.slice(0, -1)],
  [
    'a row renumbered',
    'missing',
    (all) => {
      at(all, 3).seq = 9;
      return all;
    },
  ],
  [
    'a signature of another entry',
    'unsigned',
    (all) => {
      at(all, 3).signature = at(all, 2).signature;
      return all;
    },
  ],
  [
    'a signature of somebody else',
    'unknown-key',
    async (all) => {
      const other = newSignatory();
      at(all, 3).signature = await other.sign(at(all, 3).hash);
      at(all, 3).key = (await other.publicKey()).key;
      return all;
    },
  ],
  ['a row twice', 'missing', (all) => [...all.slice(0, 3), at(all, 2), ...all.slice(3)]],
];

describe('a register', () => {
  it('left alone is right', async () => {
    const checked = await checkChain(rows, { register: SIREN, keys, last: headOf(rows) });
    expect(checked).toEqual({ position: expect.objectContaining({ seq: 5 }) });
  });

  it.each(TAMPERINGS)('shows what was tampered with: %s', async (_what, fault, tamper) => {
    const checked = await checkChain(await tamper(copy()), { register: SIREN, keys, last: headOf(rows) });
    expect(checked.fault?.what).toBe(fault);
  });

  it('is no other organisation’s, nor signed by a key that is not what its name says', async () => {
    const other = await checkChain(rows, { register: '214700015', keys });
    expect(other.fault).toEqual({ seq: 1, what: 'other-register' });
    const { spki } = await newSignatory().publicKey();
    const forged = keys.map(({ key }) => ({ key, spki }));
    expect((await checkChain(rows, { register: SIREN, keys: forged })).fault?.what).toBe('unknown-key');
  });

  it('is checked from the middle as from the beginning', async () => {
    const half = await checkChain(rows.slice(0, 3), { register: SIREN, keys });
    const rest = await checkChain(rows.slice(3), { register: SIREN, keys, from: half.position, last: headOf(rows) });
    expect(rest).toMatchObject({ position: { seq: 5 } });
  });
});

describe('the canonical form', () => {
  it('does not depend on the order of names, and is JSON', () => {
    expect(canonical({ b: 1, a: ['é', { d: '"', c: 2 }] })).toBe('{"a":["é",{"c":2,"d":"\\""}],"b":1}');
    expect(() => canonical({ a: 1.5 })).toThrow('whole numbers');
  });

  it('reads signatures in DER, and nothing else', async () => {
    const { sign } = newSignatory();
    for (let time = 0; time < 20; time += 1) {
      expect(rawSignature(Buffer.from(await sign(String(time)), 'base64'))).toHaveLength(64);
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const raw = rawSignature(bytes);
        expect(raw === undefined || raw.length === 64).toBe(true);
      }),
    );
  });
});

/** Serves a register as the site does. */
async function served(all: readonly EntryRow[]): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    const after = Number(new URL(request.url ?? '/', 'http://x').searchParams.get('depuis') ?? '0');
    const from = all.findIndex(({ seq }) => seq > after);
    const part = from < 0 ? [] : all.slice(from, from + 2);
    const next = from >= 0 && from + 2 < all.length ? part.at(-1)?.seq : undefined;
    response.end(registerLines(SIREN, { keys, head: headOf(rows), rows: part, next }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  const port = typeof place === 'object' && place ? place.port : 0;
  return { server, address: `http://127.0.0.1:${port}/c/nerac/actes` };
}

describe('the documented command', () => {
  const verify = async (all: readonly EntryRow[]) => {
    const { server, address } = await served(all);
    try {
      const { stdout } = await run(process.execPath, ['docs/register/verify.mjs', address]);
      return { code: 0, said: stdout };
    } catch (error) {
      return { code: Number(Object(error).code), said: String(Object(error).stdout) };
    } finally {
      server.close();
    }
  };

  it('finds a register right, part by part', async () => {
    const { code, said } = await verify(rows);
    expect(said).toContain('5 entries');
    expect(code).toBe(0);
  });

  it.each(TAMPERINGS)('fails when somebody tampered with %s', async (_what, _fault, tamper) => {
    const { code, said } = await verify(await tamper(copy()));
    expect(said).toContain('WRONG');
    expect(code).toBe(1);
  });
});

describe('ordinary commands', () => {
  it('check an entry with sha256sum and OpenSSL alone', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'register-'));
    try {
      const row = at(rows, 2);
      await writeFile(join(folder, 'entry'), row.entry);
      await writeFile(join(folder, 'hash'), row.hash);
      await writeFile(join(folder, 'signature'), Buffer.from(row.signature, 'base64'));
      await writeFile(join(folder, 'key.pem'), pemOf(keys[0]?.spki ?? ''));
      const { stdout: sum } = await run('sha256sum', [join(folder, 'entry')]);
      expect(sum.split(' ')[0]).toBe(row.hash);
      const openssl = (file: string) =>
        run('openssl', ['dgst', '-sha256', '-verify', 'key.pem', '-signature', 'signature', file], { cwd: folder });
      expect((await openssl('hash')).stdout).toContain('Verified OK');
      await expect(openssl('entry')).rejects.toThrow();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
