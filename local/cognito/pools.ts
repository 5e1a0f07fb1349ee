/** User pools: cognito-local's, with hashed passwords and names that ignore letter case where the pool says so. */
import { CognitoServiceFactoryImpl } from 'cognito-local/lib/services/cognitoService.js';
import type { CognitoService } from 'cognito-local/lib/services/cognitoService.js';
import type { AppClient } from 'cognito-local/lib/services/appClient.js';
import type { Clock } from 'cognito-local/lib/services/clock.js';
import type { Context } from 'cognito-local/lib/services/context.js';
import type { LogService } from 'cognito-local/lib/services/LogService.js';
import type { DataStore } from 'cognito-local/lib/services/dataStore/dataStore.js';
import { UserPoolServiceImpl, attributeValue } from 'cognito-local/lib/services/userPoolService.js';
import type { User, UserPool } from 'cognito-local/lib/services/userPoolService.js';
import { AwsError } from '../aws.ts';
import { DEFAULT_POLICY, hashPassword } from './passwords.ts';
import type { PasswordPolicy } from './passwords.ts';
import { createStoreFactory } from './store.ts';

/** A user with what cognito-local does not keep. `Password` is a hash, `RefreshTokens` are grants with hashes. */
export interface PoolUser extends User {
  /** When the code that proves the mailbox was sent. */
  ConfirmationCodeDate?: Date;
  /** Wrong codes given since. */
  ConfirmationFailures?: number;
  /** Step of the last TOTP code accepted: none is accepted twice. */
  SoftwareTokenStep?: number;
}

export type PoolClient = AppClient & {
  /** Minutes that a challenge may take. */
  AuthSessionValidity?: number;
};

/** cognito-local's log would hold passwords and codes: it is not kept. */
const silent: LogService = {
  child: () => silent,
  debug: () => undefined,
  error: () => undefined,
  info: () => undefined,
  warn: () => undefined,
};
export const CONTEXT: Context = { logger: silent };

export const clock: Clock = { get: () => new Date() };

const isFederated = (user: User): boolean => user.UserStatus === 'EXTERNAL_PROVIDER';

/**
 * The address of somebody whom an outside provider vouches for is that provider's word: nobody is found by it. Her
 * name ends with the provider's subject, whose letter case counts.
 */
const isNamed = (user: User, name: string): boolean =>
  !isFederated(user) || user.Username === name || attributeValue('sub', user.Attributes) === name;

export class Pool extends UserPoolServiceImpl {
  get id(): string {
    return this.options.Id;
  }

  get passwordPolicy(): PasswordPolicy {
    return this.options.Policies?.PasswordPolicy ?? DEFAULT_POLICY;
  }

  get signInByEmail(): boolean {
    return this.options.UsernameAttributes?.includes('email') ?? false;
  }

  override async getUserByUsername(context: Context, username: string): Promise<PoolUser | null> {
    const found = await super.getUserByUsername(context, username);
    const foldsCase = this.options.UsernameConfiguration?.CaseSensitive === false;
    if (found !== null && isNamed(found, username)) return found;
    if (found === null && !foldsCase) return null;
    const folded = (text: string | undefined): string | undefined => (foldsCase ? text?.toLowerCase() : text);
    const same = (text: string | undefined): boolean => folded(text) === folded(username);
    const users = (await this.listUsers(context)).filter((user) => !isFederated(user));
    const byEmail = (user: User): boolean => this.signInByEmail && same(attributeValue('email', user.Attributes));
    return users.find((user) => same(user.Username) || byEmail(user)) ?? null;
  }

  /** Whatever operation sets a password, only its hash reaches the disk. */
  override async saveUser(context: Context, user: PoolUser): Promise<void> {
    const before = await super.getUserByUsername(context, user.Username);
    const unchanged = before?.Username === user.Username && before.Password === user.Password;
    await super.saveUser(context, unchanged ? user : { ...user, Password: await hashPassword(user.Password) });
  }

  find(username: string): Promise<PoolUser | null> {
    return this.getUserByUsername(CONTEXT, username);
  }

  save(user: PoolUser): Promise<void> {
    return this.saveUser(CONTEXT, { ...user, UserLastModifiedDate: clock.get() });
  }
}

export interface Pools {
  /** What cognito-local's own operations stand on. */
  readonly service: CognitoService;
  /** @throws {AwsError} `ResourceNotFoundException` */
  byId(id: string): Pool;
  /** @throws {AwsError} `ResourceNotFoundException` */
  byClient(clientId: string): Promise<{ pool: Pool; client: PoolClient }>;
  client(clientId: string): Promise<PoolClient | null>;
  /** Makes the pool, or has the one that is there already take what its template says now. */
  put(options: UserPool): Promise<void>;
}

/** @param directory where each pool has its file, beside `clients.json`. */
export async function openPools(directory: string): Promise<Pools> {
  const pools = new Map<string, Pool>();
  const stores = createStoreFactory(directory);
  const open = async (context: Context, clients: DataStore, defaults: UserPool): Promise<Pool> => {
    const store = await stores.create(context, defaults.Id, { Users: {}, Options: defaults });
    const pool = new Pool(clients, clock, store, await store.get(context, 'Options', defaults));
    pools.set(pool.id, pool);
    return pool;
  };
  const service = await new CognitoServiceFactoryImpl(directory, stores, { create: open }).create(CONTEXT, {});

  const byId = (id: string): Pool => {
    const pool = pools.get(id);
    if (pool === undefined) throw new AwsError('ResourceNotFoundException', `User pool ${id} does not exist.`);
    return pool;
  };
  const client = (clientId: string): Promise<PoolClient | null> => service.getAppClient(CONTEXT, clientId);

  return {
    service,
    byId,
    client,
    async byClient(clientId) {
      const found = await client(clientId);
      if (found === null) {
        throw new AwsError('ResourceNotFoundException', `User pool client ${clientId} does not exist.`);
      }
      return { pool: byId(found.UserPoolId), client: found };
    },
    async put(options) {
      const before = pools.get(options.Id);
      if (before === undefined) await service.createUserPool(CONTEXT, options);
      else await before.updateOptions(CONTEXT, { ...options, CreationDate: before.options.CreationDate });
    },
  };
}
