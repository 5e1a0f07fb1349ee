/**
 * Scopes: the first segments of every partition key. A store function takes a scope, never a raw key, and a
 * scope of a tenant is made only from an actor who is in it (`platform/actor.ts`) or by a worker
 * that handles an event of that partition.
 */
import { Problem } from './problems.ts';

declare const kind: unique symbol;

/** A partition of the table. The brand keeps a scope of one kind from standing for another. */
export type Scope<Kind extends ScopeKind = ScopeKind> = string & { readonly [kind]: Kind };

/** Who owns the partition: see docs/access-patterns.md. */
export type ScopeKind =
  'reg' | 'org' | 'usr' | 'tok' | 'sub' | 'case' | 'grp' | 'pub' | 'net' | 'sys' | 'act' | 'jnl' | 'use' | 'idp';

const SHAPES = {
  reg: /^(?:\d{2,3}|2[AB])$/,
  org: /^\d{9}$/,
  usr: /^[0-9a-f-]{36}$/,
  tok: /^[0-9a-f]{64}$/,
  sub: /^(?:[A-Za-z0-9_-]{43}|due#[a-z0-9-]+#\d+)$/,
  case: /^(?:sgn_[0-9A-HJKMNP-TV-Z]{26}|sgn|org_\d{9})$/,
  /** A group of its own, or the group of an intercommunal body, by its SIREN. */
  grp: /^(?:grp_[0-9A-HJKMNP-TV-Z]{26}|\d{9})$/,
  pub: /^(?:\d{9}|territoire)$/,
  act: /^(?:[0-9a-f-]{36}|territoire)$/,
  jnl: /^(?:\d{9}|territoire)$/,
  use: /^(?:\d{9}|territoire)$/,
  idp: /^\d{9}$/,
} as const;

function scope<Kind extends keyof typeof SHAPES>(kind: Kind, id: string): Scope<Kind> {
  if (!SHAPES[kind].test(id)) throw new Problem('not-found', { cause: `not a ${kind} id` });
  return branded(`${kind}#${id}`);
}

/** The one place where a text becomes a scope: its shape has been checked, or it is written here. */
function branded<Kind extends ScopeKind>(partition: string): Scope<Kind> {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a brand exists for the compiler only
  return partition as Scope<Kind>;
}

/** The register of a département and its reference data: public. */
export const registerScope = (departement: string): Scope<'reg'> => scope('reg', departement);
/** What one organisation owns. From an actor, use `organisationScopeOf`. */
export const organisationScope = (siren: string): Scope<'org'> => scope('org', siren);
/** What one person owns, her sessions too, by the subject of her login. */
export const personScope = (person: string): Scope<'usr'> => scope('usr', person);
/** A one-time link or an attempt counter, by hash. */
export const tokenScope = (hash: string): Scope<'tok'> => scope('tok', hash);
/** One e-mail address's subscriptions, by keyed hash of the address. */
export const subscriberScope = (hash: string): Scope<'sub'> => scope('sub', hash);
export const caseScope = (id: string): Scope<'case'> => scope('case', id);
/** What the members of a group share. From an actor who is in it, use `groupScopeOf`. */
export const groupScope = (id: string): Scope<'grp'> => scope('grp', id);
/** What the public reads of one organisation, or of the whole territory (`territoire`). */
export const publicScope = (siren: string): Scope<'pub'> => scope('pub', siren);
/** Acts on their way to a journal, of one person upon her own account, or of the operator (`territoire`). */
export const actScope = (owner: string): Scope<'act'> => scope('act', owner);
/** The journal of an organisation, or of the whole territory (`territoire`): only ever added to. */
export const journalScope = (owner: string): Scope<'jnl'> => scope('jnl', owner);
/** Counters of an organisation's activity, or of all of them side by side (`territoire`): nothing about a person. */
export const usageScope = (owner: string): Scope<'use'> => scope('use', owner);
/** An organisation's own identity provider, between its référents and the operator; no secret. */
export const providerScope = (siren: string): Scope<'idp'> => scope('idp', siren);
/** What every member of the territory reads. */
export const networkScope: Scope<'net'> = branded('net');
/** Runs and counters of the system; holds nothing about a person. */
export const systemScope: Scope<'sys'> = branded('sys');

/** The kind of a partition key: `org#217` → `org`. */
export const scopeKind = (partitionKey: string): string => partitionKey.split('#', 1)[0] ?? '';

/** The id within a scope: `org#217` → `217`. */
export const scopeId = (partition: Scope): string => partition.slice(scopeKind(partition).length + 1);
