import { createHash, randomInt, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { AwsError, arn } from '../aws.ts';
import { writeDurably } from '../durable/files.ts';
import { generateSecretString, generationSchema } from './generation.ts';
import type { Generation } from './generation.ts';

const versionSchema = z.object({
  id: z.string(),
  value: z.string(),
  stages: z.array(z.string()),
  /** Epoch milliseconds. */
  createdAt: z.number(),
});

const secretSchema = z.object({
  name: z.string(),
  arn: z.string(),
  generation: generationSchema.optional(),
  /** Digest of what the template says, to tell a changed template from a restart. */
  declared: z.string(),
  versions: z.array(versionSchema),
});

export type SecretVersion = z.infer<typeof versionSchema>;
export type Secret = z.infer<typeof secretSchema>;

/** What a template says of a secret's value. */
export interface Declaration {
  value?: string | undefined;
  generation?: Generation | undefined;
}

/** Names a version: by its stage (AWSCURRENT by default) or its id. */
export interface VersionName {
  stage?: string | undefined;
  id?: string | undefined;
}

const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';
/** For the owner alone. */
const MODE = 0o600;

const digest = (declaration: Declaration): string =>
  createHash('sha256').update(JSON.stringify(declaration)).digest('hex');

/** AWS ends the ARN of a secret by six random characters. */
const suffix = (): string =>
  Array.from({ length: 6 }, () => 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789'[randomInt(59)]).join(
    '',
  );

/** The secrets and their versions, one file each, written before a change is answered. */
export class Vault {
  readonly #directory: string;
  readonly #region: string;
  readonly #secrets = new Map<string, Secret>();

  private constructor(directory: string, region: string) {
    this.#directory = directory;
    this.#region = region;
  }

  static async open(directory: string, region: string): Promise<Vault> {
    const vault = new Vault(directory, region);
    await mkdir(directory, { recursive: true });
    for (const file of await readdir(directory)) {
      if (!file.endsWith('.json')) continue;
      const secret = secretSchema.parse(JSON.parse(await readFile(join(directory, file), 'utf8')));
      vault.#secrets.set(secret.name, secret);
    }
    return vault;
  }

  /** The secret of that name, ARN, or ARN without its six last characters; undefined when there is none. */
  find(nameOrArn: string): Secret | undefined {
    const named = this.#secrets.get(nameOrArn);
    if (named) return named;
    return [...this.#secrets.values()].find(
      (secret) => secret.arn === nameOrArn || secret.arn.slice(0, -7) === nameOrArn,
    );
  }

  /** @throws {AwsError} `ResourceNotFoundException`. */
  get(nameOrArn: string): Secret {
    const secret = this.find(nameOrArn);
    if (!secret) throw new AwsError('ResourceNotFoundException', `Secrets Manager can't find the specified secret.`);
    return secret;
  }

  /** @throws {AwsError} `ResourceNotFoundException` when the secret has no such version. */
  version(secret: Secret, { stage, id }: VersionName): SecretVersion {
    const wanted = stage ?? (id === undefined ? CURRENT : undefined);
    const version = secret.versions.find(
      (one) => (id === undefined || one.id === id) && (wanted === undefined || one.stages.includes(wanted)),
    );
    if (version) return version;
    const what = id === undefined ? `staging label: ${wanted ?? ''}` : `VersionId: ${id}`;
    throw new AwsError(
      'ResourceNotFoundException',
      `Secrets Manager can't find the specified secret value for ${what}`,
    );
  }

  /** Makes the secret, or finds it; a value is made anew only when the template has changed. */
  async declare(name: string, declaration: Declaration): Promise<Secret> {
    const declared = digest(declaration);
    const known = this.#secrets.get(name);
    if (known?.declared === declared) return known;
    const secret: Secret = {
      name,
      arn: known?.arn ?? arn('secretsmanager', this.#region, `secret:${name}-${suffix()}`),
      generation: declaration.generation,
      declared,
      versions: known?.versions ?? [],
    };
    const value =
      declaration.value ?? (declaration.generation ? generateSecretString(declaration.generation) : undefined);
    await this.#save(value === undefined ? secret : withNewVersion(secret, { value }));
    return this.get(name);
  }

  /**
   * Makes a secret that no template declares.
   * @throws {AwsError} `ResourceExistsException` when there is one of that name.
   */
  async create(name: string, value: string): Promise<Secret> {
    if (this.#secrets.has(name)) {
      throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
    }
    return this.declare(name, { value });
  }

  /** Its file first: cut short, the secret is there again at the next start. */
  async remove({ name }: Secret): Promise<void> {
    await rm(join(this.#directory, `${encodeURIComponent(name)}.json`), { force: true });
    this.#secrets.delete(name);
  }

  /**
   * Adds a version and moves the stages: what was current becomes previous.
   * @throws {AwsError} `ResourceExistsException` when `id` is taken by another value.
   */
  async put(
    secret: Secret,
    given: { value: string; id?: string | undefined; stages?: string[] | undefined },
  ): Promise<SecretVersion> {
    const same = secret.versions.find(({ id }) => id === given.id);
    if (same && same.value !== given.value) {
      throw new AwsError(
        'ResourceExistsException',
        `You can't use ClientRequestToken ${same.id} because that value is already in use for a version of secret ${secret.arn}.`,
      );
    }
    if (same) return same;
    const changed = withNewVersion(secret, given);
    await this.#save(changed);
    return this.version(changed, { id: changed.versions[0]?.id });
  }

  /**
   * Gives a generated secret a new value.
   * @throws {AwsError} `InvalidRequestException` when its value was not generated.
   */
  async rotate(secret: Secret, id?: string): Promise<SecretVersion> {
    if (!secret.generation) {
      throw new AwsError('InvalidRequestException', 'No Lambda rotation function ARN is associated with this secret.');
    }
    return this.put(secret, { value: generateSecretString(secret.generation), id });
  }

  async #save(secret: Secret): Promise<void> {
    await writeDurably(join(this.#directory, `${encodeURIComponent(secret.name)}.json`), JSON.stringify(secret), MODE);
    this.#secrets.set(secret.name, secret);
  }
}

/** A stage is on one version at a time; a version without any is forgotten, as AWS does after a while. */
function withNewVersion(
  secret: Secret,
  {
    value,
    id = randomUUID(),
    stages = [CURRENT],
  }: { value: string; id?: string | undefined; stages?: string[] | undefined },
): Secret {
  const becomesCurrent = stages.includes(CURRENT);
  const earlier = secret.versions.map((version) => {
    const kept = version.stages.filter((stage) => !stages.includes(stage) && !(becomesCurrent && stage === PREVIOUS));
    const wasCurrent = becomesCurrent && version.stages.includes(CURRENT);
    return { ...version, stages: wasCurrent ? [...kept, PREVIOUS] : kept };
  });
  const added = { id, value, stages, createdAt: Date.now() };
  return { ...secret, versions: [added, ...earlier.filter((version) => version.stages.length > 0)] };
}
