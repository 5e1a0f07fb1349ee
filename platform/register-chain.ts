/**
 * The chain of a public register: each entry says the hash of the one before, and is signed. What is here runs as it is
 * in functions, in browsers and in tests: it asks for nothing but WebCrypto. The form of entries is described in
 * docs/register/README.md, with how to check them without any of this.
 */

/** What the first entry says of the one before it. */
export const GENESIS = '0'.repeat(64);

/** Texts, whole numbers, and lists and records of them: what entries are made of. */
export type Plain = string | number | readonly Plain[] | { readonly [name: string]: Plain };

/** RFC 8785 for what entries hold: names in their order, no space, UTF-8. */
export function canonical(value: Plain): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error('An entry holds whole numbers only.');
    return String(value);
  }
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name] ?? '')}`).join(',')}}`;
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);

/** SHA-256, hexadecimal. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const sha256OfText = (text: string): Promise<string> => sha256Of(new TextEncoder().encode(text));

/** An entry as it is kept and exported. */
export interface EntryRow {
  seq: number;
  /** Canonical JSON: the very bytes of which `hash` is the SHA-256. */
  entry: string;
  hash: string;
  /** ECDSA over P-256 and SHA-256 of the text of `hash`, in DER, base64. */
  signature: string;
  /** SHA-256 of the public key (SPKI, DER), hexadecimal. */
  key: string;
}

/** A public key as it is published: SPKI, DER, base64. */
export interface PublicKey {
  key: string;
  spki: string;
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

/** A signature in DER (two integers) as WebCrypto wants it: 64 bytes. Undefined when it is not one. */
export function rawSignature(der: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const raw = new Uint8Array(64);
  let at = 2;
  for (const half of [0, 32]) {
    const length = der[at + 1] ?? 0;
    const number = der.slice(at + 2, at + 2 + length);
    const digits = number[0] === 0 ? number.slice(1) : number;
    if (der[at] !== 0x02 || number.length !== length || digits.length > 32) return undefined;
    raw.set(digits, half + 32 - digits.length);
    at += 2 + length;
  }
  return at === der.length ? raw : undefined;
}

/** What is wrong with an entry. */
export type Fault = 'unreadable' | 'changed' | 'unsigned' | 'unknown-key' | 'missing' | 'other-register' | 'back-dated';

/** Where a check stands: after the entry `seq`, whose hash and moment are these. */
export interface Position {
  seq: number;
  hash: string;
  at: string;
}

export const BEGINNING: Position = { seq: 0, hash: GENESIS, at: '' };

interface Said {
  register: string;
  seq: number;
  previous: string;
  at: string;
}

function saidIn(entry: string): Said | undefined {
  try {
    const said: unknown = JSON.parse(entry);
    if (typeof said !== 'object' || said === null) return undefined;
    const { register, seq, previous, at } = Object.fromEntries(Object.entries(said));
    return typeof register === 'string' &&
      typeof seq === 'number' &&
      typeof previous === 'string' &&
      typeof at === 'string'
      ? { register, seq, previous, at }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Checks entries one after the other. `register`: whose it is, by its SIREN. */
export function checker(register: string, keys: readonly PublicKey[]) {
  const known = new Map<string, Promise<CryptoKey | undefined>>();

  /** A key is what its name says, or it is none. */
  async function importKey(name: string): Promise<CryptoKey | undefined> {
    const spki = keys.find(({ key }) => key === name)?.spki;
    if (spki === undefined) return undefined;
    const bytes = bytesOf(spki);
    if ((await sha256Of(bytes)) !== name) return undefined;
    return crypto.subtle.importKey('spki', bytes, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
  }

  async function isSigned({ hash, signature }: EntryRow, key: CryptoKey): Promise<boolean> {
    const raw = rawSignature(bytesOf(signature));
    const signed = new TextEncoder().encode(hash);
    return raw !== undefined && crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, raw, signed);
  }

  return {
    /** What is wrong with the entry that follows `before`; where one stands after it when nothing is. */
    async next(row: EntryRow, before: Position): Promise<{ fault: Fault } | { position: Position }> {
      const said = saidIn(row.entry);
      if (!said) return { fault: 'unreadable' };
      if ((await sha256OfText(row.entry)) !== row.hash) return { fault: 'changed' };
      if (said.register !== register) return { fault: 'other-register' };
      if (said.seq !== row.seq || said.seq !== before.seq + 1 || said.previous !== before.hash) {
        return { fault: 'missing' };
      }
      if (said.at < before.at) return { fault: 'back-dated' };
      const pending = known.get(row.key) ?? importKey(row.key);
      known.set(row.key, pending);
      const key = await pending;
      if (!key) return { fault: 'unknown-key' };
      if (!(await isSigned(row, key))) return { fault: 'unsigned' };
      return { position: { seq: said.seq, hash: row.hash, at: said.at } };
    },
  };
}

/** What was found of a chain, or of a part of it. */
export interface Checked {
  /** How far it is right. */
  position: Position;
  /** The first that is wrong, if one is. */
  fault?: { seq: number; what: Fault };
}

/**
 * Checks rows from a position on, in the order in which they were given.
 * @param last Where the register says that it ends: undefined when more rows follow.
 */
export async function checkChain(
  rows: readonly EntryRow[],
  {
    register,
    keys,
    from = BEGINNING,
    last,
  }: {
    register: string;
    keys: readonly PublicKey[];
    from?: Position;
    last?: { seq: number; hash: string } | undefined;
  },
): Promise<Checked> {
  const { next } = checker(register, keys);
  let position = from;
  for (const row of rows) {
    const found = await next(row, position);
    if ('fault' in found) return { position, fault: { seq: row.seq, what: found.fault } };
    ({ position } = found);
  }
  if (last && (last.seq !== position.seq || last.hash !== position.hash)) {
    return { position, fault: { seq: position.seq + 1, what: 'missing' } };
  }
  return { position };
}
