/**
 * What an app client may read and write of a user's attributes, and what each of them holds.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html
 */
import type { Pool, PoolClient } from '../pools.ts';

const isCustom = (name: string): boolean => name.startsWith('custom:');

/** Cognito writes these itself, and lets no client list them. */
const isItsOwn = (name: string): boolean => name === 'sub' || name.endsWith('_verified');

type Permissions = Pick<PoolClient, 'ReadAttributes' | 'WriteAttributes'>;

/** Without a list: the standard attributes, and none of the pool's own. */
export const mayRead = (name: string, { ReadAttributes: listed }: Permissions): boolean =>
  listed?.includes(name) ?? !isCustom(name);

const mayWrite = (name: string, { WriteAttributes: listed }: Permissions): boolean =>
  isItsOwn(name) || (listed?.includes(name) ?? !isCustom(name));

const attributeOf = (pool: Pool, name: string) =>
  pool.options.SchemaAttributes?.find((attribute) => attribute.Name === name);

export const isOf = (pool: Pool, name: string): boolean => attributeOf(pool, name) !== undefined;

/** The names that a client may not list, as CreateUserPoolClient refuses them. */
export const unlistable = (pool: Pool, listed: readonly string[]): string[] =>
  listed.filter((name) => isItsOwn(name) || attributeOf(pool, name)?.Mutable !== true);

const LONGEST = 2048;

/** Why a sign-in stops at a mapped attribute, which Cognito writes each time in the client's name. */
export function refusalOf(pool: Pool, client: Permissions, name: string, value: string): string | undefined {
  const attribute = attributeOf(pool, name);
  if (attribute?.Mutable !== true || !mayWrite(name, client)) return `${name}: Attribute cannot be updated.`;
  const longest = Number(attribute.StringAttributeConstraints?.MaxLength ?? LONGEST);
  return value.length > longest ? `${name}: String must be at most ${longest} characters.` : undefined;
}
