/** How an organisation wants its members to sign in: its own truth, and what everybody sees of it at its door. */
import { Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { publicScope, type Scope } from '../../platform/scope.ts';
import { SIGN_IN_METHODS, type SignInMethod, type SignInPolicy, USUAL_POLICY } from '../../platform/sign-in-policy.ts';
import type { Table } from '../../platform/table.ts';
import { knownRoles } from './rules.ts';

const policyModel = {
  model: entityNamed('sign-in-policy'),
  attributes: {
    scope: scopeAttribute,
    method: { type: SIGN_IN_METHODS, required: true },
    /** Roles that must also give a code of their telephone's application. */
    secondFactorFor: { type: 'list', items: { type: 'string' }, required: true },
    version: { type: 'number', required: true },
    changedAt: { type: 'string', required: true },
    changedBy: { type: 'string', required: true },
  },
  indexes: { primary: inScope([], 'sign-in') },
} as const;

/** What its login page must know before anybody has signed in. */
const doorModel = {
  model: entityNamed('sign-in-door'),
  attributes: { scope: scopeAttribute, method: { type: SIGN_IN_METHODS, required: true } },
  indexes: { primary: inScope([], 'sign-in') },
} as const;

export const policyEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return { policy: new Entity(policyModel, options), door: new Entity(doorModel, options) };
});

export interface StoredPolicy extends SignInPolicy {
  /** 0 as long as nobody has chosen anything. */
  version: number;
}

/** One read unit. */
export async function policyOf(table: Table, scope: Scope<'org'>): Promise<StoredPolicy> {
  const { data } = await policyEntities(table).policy.get({ scope }).go({ consistent: true });
  if (!data) return { ...USUAL_POLICY, version: 0 };
  return { method: data.method, secondFactorFor: knownRoles(data.secondFactorFor), version: data.version };
}

/** How one signs in at the door of an organisation. Half a read unit. */
export async function methodAtDoor(table: Table, siren: string): Promise<SignInMethod> {
  const { data } = await policyEntities(table)
    .door.get({ scope: publicScope(siren) })
    .go();
  return data?.method ?? USUAL_POLICY.method;
}
