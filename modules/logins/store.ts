/** How an organisation wants its members to sign in: its own truth, and what everybody sees of it at its door. */
import { createWriteTransaction, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { type ActItem, actEntity } from '../../platform/journal.ts';
import { organisationScope, personScope, publicScope, type Scope } from '../../platform/scope.ts';
import { personEntities } from '../../platform/sessions.ts';
import { SIGN_IN_METHODS, type SignInMethod, type SignInPolicy, USUAL_POLICY } from '../../platform/sign-in-policy.ts';
import { committed, conditionFailed, type Table } from '../../platform/table.ts';
import { memberEntity } from '../organisations/index.ts';
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

const policyEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    policy: new Entity(policyModel, options),
    door: new Entity(doorModel, options),
    membership: personEntities(table).membership,
    member: memberEntity(table),
    act: actEntity(table),
  };
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

/**
 * The choice, what the door shows of it, and the membership of whoever chose. Refused when another was made since the
 * version before it.
 */
export async function savePolicy(
  table: Table,
  scope: Scope<'org'>,
  siren: string,
  { policy, by, now, act }: { policy: StoredPolicy; by: string; now: string; act: ActItem },
): Promise<void> {
  const { method, version } = policy;
  const secondFactorFor = [...policy.secondFactorFor];
  await committed(
    createWriteTransaction(policyEntities(table), (e) => [
      e.policy
        .put({ scope, method, secondFactorFor, version, changedAt: now, changedBy: by })
        .where(({ version: present }, { eq, notExists }) =>
          version === 1 ? notExists(present) : eq(present, version - 1),
        )
        .commit(),
      e.door.put({ scope: publicScope(siren), method }).commit(),
      e.membership
        .patch({ scope: personScope(by), organisation: siren })
        .set({ signIn: { method, secondFactorFor } })
        .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** Brings the choice of an organisation to one member's own partition. Nothing when she has left meanwhile. */
export async function carryPolicy(table: Table, siren: string, person: string, policy: SignInPolicy): Promise<void> {
  const { method, secondFactorFor } = policy;
  const scope = personScope(person);
  await unlessGone(
    policyEntities(table)
      .membership.patch({ scope, organisation: siren })
      .set({ signIn: { method, secondFactorFor: [...secondFactorFor] } })
      .go(),
  );
}

/** Her organisation knows whether she has a code generator. Nothing when she has left meanwhile. */
export async function noteSecondFactor(
  table: Table,
  siren: string,
  person: string,
  secondFactor: boolean,
): Promise<void> {
  const scope = organisationScope(siren);
  await unlessGone(policyEntities(table).member.patch({ scope, person }).set({ secondFactor }).go());
}

async function unlessGone(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}
