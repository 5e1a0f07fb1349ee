import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { AwsError, arn } from '../aws.ts';
import { writeDurably } from '../durable/files.ts';

/** Node's name of each curve that AWS has a key specification for and that is emulated. */
export const CURVES = { ECC_NIST_P256: 'prime256v1', ECC_NIST_P384: 'secp384r1' } as const;
export type KeySpec = keyof typeof CURVES;

const keySchema = z.object({
  id: z.string(),
  /** Name of the resource in its template, which finds it again after a restart. */
  declared: z.string(),
  spec: z.enum(['ECC_NIST_P256', 'ECC_NIST_P384']),
  /** PKCS #8, as PEM. */
  privateKey: z.string(),
});
type StoredKey = z.infer<typeof keySchema>;

export interface Key {
  id: string;
  arn: string;
  spec: KeySpec;
  privateKey: KeyObject;
  publicKey: KeyObject;
  /** As its template says: without one that leaves it to the roles, no role may use it. */
  policy: unknown;
}

/** For the owner alone. */
const MODE = 0o600;

/** Asymmetric keys, one file each, written before their creation is answered. */
export class Keys {
  readonly #directory: string;
  readonly #region: string;
  readonly #keys = new Map<string, Key>();
  readonly #declared = new Map<string, string>();
  readonly #aliases = new Map<string, string>();

  private constructor(directory: string, region: string) {
    this.#directory = directory;
    this.#region = region;
  }

  static async open(directory: string, region: string): Promise<Keys> {
    const keys = new Keys(directory, region);
    await mkdir(directory, { recursive: true });
    for (const file of await readdir(directory)) {
      if (!file.endsWith('.json')) continue;
      keys.#remember(keySchema.parse(JSON.parse(await readFile(join(directory, file), 'utf8'))));
    }
    return keys;
  }

  /** The key that a template declares: made once, the same after every restart. */
  async declare(declared: string, spec: KeySpec, policy: unknown): Promise<Key> {
    const known = this.#declared.get(declared);
    const found = known === undefined ? undefined : this.#keys.get(known);
    if (found?.spec === spec) return Object.assign(found, { policy });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: CURVES[spec] });
    const stored = {
      id: randomUUID(),
      declared,
      spec,
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    };
    await writeDurably(join(this.#directory, `${stored.id}.json`), JSON.stringify(stored), MODE);
    return Object.assign(this.#remember(stored), { policy });
  }

  alias(name: string, target: string): void {
    this.#aliases.set(name, this.find(target)?.id ?? target);
  }

  /** By id, ARN, alias or ARN of an alias, as AWS takes them. */
  find(keyId: string): Key | undefined {
    const name = keyId.startsWith('arn:') ? (keyId.split(':').at(-1) ?? '') : keyId;
    const id = name.startsWith('alias/') ? this.#aliases.get(name) : name.replace(/^key\//, '');
    return id === undefined ? undefined : this.#keys.get(id);
  }

  /** @throws {AwsError} `NotFoundException`. */
  get(keyId: string): Key {
    const key = this.find(keyId);
    if (key) return key;
    const named = keyId.startsWith('arn:') ? keyId : arn('kms', this.#region, `key/${keyId}`);
    throw new AwsError('NotFoundException', `Key '${named}' does not exist`);
  }

  #remember({ id, declared, spec, privateKey: pem }: StoredKey): Key {
    const privateKey = createPrivateKey(pem);
    const publicKey = createPublicKey(privateKey);
    const key = { id, arn: arn('kms', this.#region, `key/${id}`), spec, privateKey, publicKey, policy: undefined };
    this.#keys.set(id, key);
    this.#declared.set(declared, id);
    return key;
  }
}
