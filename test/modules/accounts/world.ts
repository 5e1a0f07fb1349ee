/** Accounts over a real table: people with a password, a login that knows one address each, mails that were written. */
import { randomUUID } from 'node:crypto';
import { onAccountChange, treatLoginWork } from '../../../modules/accounts/index.ts';
import { loginMessageOf } from '../../../modules/accounts/events.ts';
import { askForChange } from '../../../modules/accounts/service/changing.ts';
import { CHANGE_ENTITY, changeOf } from '../../../modules/accounts/store.ts';
import type { LoginWorkDeps } from '../../../modules/accounts/worker.ts';
import type { IdentityDeps } from '../../../modules/identity/index.ts';
import { memberEntity } from '../../../modules/organisations/index.ts';
import type { Member, Membership } from '../../../platform/actor.ts';
import { organisationScope, personScope } from '../../../platform/scope.ts';
import { rightsOf } from '../../../platform/sessions.ts';
import { HERE, openSignIn, type SignInWorld } from '../identity/world.ts';

export const PASSWORD = 'Une phrase assez longue';

export interface Accounts extends Omit<SignInWorld, 'deps'> {
  deps: IdentityDeps;
  worker: LoginWorkDeps;
  /** Address of each login, by subject. */
  addresses: Map<string, string>;
  /** A member of an organisation, with a session. */
  member(membership: Membership, email?: string): Promise<{ member: Member; cookie: string }>;
  /** Asks to change. @returns the tokens that the two mails carry. */
  ask(member: Member, email: string): Promise<{ new: string; old: string }>;
  /** What the stream does after the change as it is now. */
  follow(person: string, deps?: LoginWorkDeps): Promise<void>;
  /** Her line in an organisation. */
  line(siren: string, person: string): Promise<{ email: string } | null>;
}

export async function openAccounts(): Promise<Accounts> {
  const world = await openSignIn();
  const { table, clock } = world.deps;
  const addresses = new Map<string, string>();
  const holder = (email: string) => [...addresses].find(([, address]) => address === email)?.[0];
  const deps: IdentityDeps = {
    ...world.deps,
    login: {
      ...world.deps.login,
      find: async (email) => holder(email),
      signIn: async (email, password) => {
        const person = holder(email);
        return person && password === PASSWORD ? { kind: 'signed-in', person, accessToken: '' } : { kind: 'refused' };
      },
    },
  };
  const worker: LoginWorkDeps = {
    table,
    clock,
    logins: {
      async changeAddress(person, email) {
        const other = holder(email);
        if (other && other !== person) return 'taken';
        addresses.set(person, email);
        return 'done';
      },
      stopSecondFactor: async () => {},
    },
  };

  return {
    ...world,
    deps,
    worker,
    addresses,
    async member(membership, email = `${randomUUID()}@essai.test`) {
      const person = await world.person(email, [membership]);
      addresses.set(person, email);
      const { organisation, role } = membership;
      const since = clock().toISOString();
      await memberEntity(table)
        .create({
          ...{ scope: organisationScope(organisation), person, firstName: 'Claire', lastName: 'Morin', email },
          ...{ role, since, version: 1 },
        })
        .go();
      const cookie = await world.session(person, ['password']);
      return { member: await world.enter(cookie), cookie };
    },
    async ask(member, email) {
      await askForChange(deps, member, { email, password: PASSWORD, cookie: undefined }, HERE);
      const tokenTo = async (to: string) => (await world.mails(to)).at(-1)?.parameters.token ?? '';
      return { new: await tokenTo(email), old: await tokenTo(member.person.email) };
    },
    async follow(person, as = worker) {
      const change = await changeOf(table, person);
      const scope = personScope(person);
      const message = loginMessageOf({
        ...{ kind: 'modify', entity: CHANGE_ENTITY, before: undefined, expired: false },
        after: { scope, ...change },
      });
      const before = await rightsOf(table, person);
      if (message) await treatLoginWork(as, message);
      const after = await rightsOf(table, person);
      const image = (rights: typeof before) => rights && { scope, email: rights.person.email };
      await onAccountChange(
        { kind: 'modify', entity: 'profile', before: image(before), after: image(after), expired: false },
        { table },
      );
    },
    line: async (siren, person) =>
      (
        await memberEntity(table)
          .get({ scope: organisationScope(siren), person })
          .go()
      ).data,
  };
}
