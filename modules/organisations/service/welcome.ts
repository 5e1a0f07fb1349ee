/** A one-time link is opened: an account is made or found, and what the link promised is done. */
import type { Member } from '../../../platform/actor.ts';
import { type Clock, DAY } from '../../../platform/clock.ts';
import { onBehalfOf } from '../../../platform/confinement.ts';
import { type Act, newAct, shortAddress, TERRITORY_JOURNAL } from '../../../platform/journal.ts';
import { Problem } from '../../../platform/problems.ts';
import { actScope, caseScope, organisationScope } from '../../../platform/scope.ts';
import type { OpenedSession } from '../../../platform/sessions.ts';
import { openSession, rightsOf } from '../../../platform/sessions.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import {
  type AskedFrom,
  checkPassword,
  createAccount,
  deviceName,
  findAccount,
  type IdentityDeps,
  signedInAct,
} from '../../identity/index.ts';
import { newToken } from '../../../platform/tokens.ts';
import { LINK_DAYS } from '../rules.ts';
import { type Link, linkOf, linkScope } from '../store/link.ts';
import { addMember, addOperator } from '../store/member.ts';
import { createOrganisation, leftBySlug, listedBySlug } from '../store/organisation.ts';
import { placeBySlug } from '../store/register.ts';
import { TEXTS } from '../texts.ts';

export interface WelcomeDeps extends IdentityDeps {
  table: Table;
  clock: Clock;
  territory: { code: string };
}

export interface Welcome {
  /** With the address that she signs in with, when the one it was sent to was hers before. */
  link: Link;
  /** True when the address has an account: its password is asked, not a new one. */
  hasAccount: boolean;
}

/** Whoever is signed in where a link is opened. */
type Opener = Pick<Member, 'person'> | undefined;

/** Sent to the address that she had, while she had it. */
const isHers = ({ email, ttl }: Link, { former }: Member['person']): boolean =>
  former?.email === email && (ttl - (LINK_DAYS * DAY) / 1000) * 1000 < Date.parse(former.until);

/**
 * @param opener a link sent to the address that she had before is hers.
 * @throws {Problem} `gone` when used, replaced, revoked or too old.
 */
export async function welcomeOf(deps: WelcomeDeps, token: string, opener?: Opener): Promise<Welcome> {
  const sent = await linkOf(deps.table, token, deps.clock());
  if (!sent) throw new Problem('gone', { detail: TEXTS.linkOver });
  const found = await asCalledNow(deps, sent);
  const link = opener && isHers(found, opener.person) ? { ...found, email: opener.person.email } : found;
  return { link, hasAccount: (await findAccount(deps, link.email)) !== undefined };
}

/**
 * The organisation may have taken another name since the link was sent: the one that it bears, or the register's as long
 * as it has not joined. Half a read unit.
 */
async function asCalledNow({ table, territory }: WelcomeDeps, link: Link): Promise<Link> {
  const { purpose, slug } = link;
  if (purpose === 'operator' || !slug) return link;
  const present =
    purpose === 'invitation' ? await listedBySlug(table, slug) : await placeBySlug(table, territory.code, slug);
  return present && present.siren === link.organisation ? { ...link, name: present.name } : link;
}

export interface Acceptance {
  token: string;
  password: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
  /** The browser and the place that it is accepted from. */
  asked: AskedFrom;
  /** Whoever is signed in there. */
  opener?: Opener;
}

/** Does what the link promised and signs the person in. Opened twice at the same moment, one succeeds. */
export async function acceptWelcome(
  deps: WelcomeDeps,
  acceptance: Acceptance,
): Promise<{ session: OpenedSession; isOperator: boolean }> {
  const { link, hasAccount } = await welcomeOf(deps, acceptance.token, acceptance.opener);
  const person = await accountFor(deps, link, hasAccount, acceptance);
  await keptOnce(deps, link, person, acceptance);
  const organisation = link.purpose === 'operator' ? undefined : link.organisation;
  const rights = await rightsOf(deps.table, person);
  const session = await openSession(deps.table, deps.clock, {
    person,
    organisation,
    device: deviceName(acceptance.asked.userAgent),
    proofs: ['password', 'link'],
    before: rights?.lastSignInAt,
    act: rights && signedInAct(deps, rights, acceptance.asked),
  });
  return { session, isOperator: link.purpose === 'operator' };
}

/** Whoever the organisation's own provider vouches for, with the link that was sent to that very address. */
export interface VouchedAcceptance extends Pick<Acceptance, 'token' | 'asked' | 'firstName' | 'lastName'> {
  /** SIREN of the organisation whose provider speaks. */
  siren: string;
  /** As the provider says it, in lower case. */
  email: string;
  /** Whom the provider's account stands for already. */
  knownAs?: string | undefined;
}

/**
 * Accepts an invitation without a password: the link has proved the mailbox, and the provider says that this is its
 * holder. Her account has a password that nobody knows, until she asks for another.
 * @returns the person, now a member.
 * @throws {Problem} `gone` when the link is no invitation of that organisation for that address, or was used.
 */
export async function acceptVouched(deps: WelcomeDeps, acceptance: VouchedAcceptance): Promise<string> {
  const { link } = await welcomeOf(deps, acceptance.token);
  const { email, siren, knownAs } = acceptance;
  if (link.purpose !== 'invitation' || link.organisation !== siren || link.email !== email) throw new Problem('gone');
  const account = await findAccount(deps, email);
  if (knownAs !== undefined && knownAs !== account?.person) throw new Problem('gone');
  const firstName = link.firstName ?? acceptance.firstName;
  const lastName = link.lastName ?? acceptance.lastName;
  if (!account && (!firstName || !lastName)) throw new Problem('gone');
  const { person } =
    account ??
    (await createAccount(deps, { email, password: newToken(), firstName: firstName ?? '', lastName: lastName ?? '' }));
  await keptOnce(deps, link, person, acceptance);
  return person;
}

/** Of two who open the link at the same moment, one succeeds. */
async function keptOnce(
  deps: WelcomeDeps,
  link: Link,
  person: string,
  acceptance: Pick<Acceptance, 'token' | 'asked'>,
): Promise<void> {
  try {
    await keepPromise(deps, link, person, acceptance);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    if (link.purpose === 'invitation') {
      const [listed, left] = await Promise.all([
        listedBySlug(deps.table, link.slug ?? ''),
        leftBySlug(deps.table, link.slug ?? ''),
      ]);
      if (left) throw new Problem('gone', { detail: TEXTS.joiningLeft, cause: error });
      if (listed?.state === 'suspended') {
        throw new Problem('suspended', { detail: TEXTS.joiningSuspended, cause: error });
      }
    }
    throw new Problem(link.purpose === 'sign-up' ? 'conflict' : 'gone', { cause: error });
  }
}

async function accountFor(deps: WelcomeDeps, link: Link, hasAccount: boolean, acceptance: Acceptance): Promise<string> {
  const { email } = link;
  if (hasAccount) {
    const proof = await checkPassword(deps, { email, password: acceptance.password });
    const account = proof ?? (await findAccount(deps, email));
    // With a second factor the password was right, and the link has proved the address.
    if (!account) throw new Problem('gone');
    return account.person;
  }
  const firstName = acceptance.firstName ?? link.firstName;
  const lastName = acceptance.lastName ?? link.lastName;
  if (!firstName || !lastName) throw new Problem('invalid', { fields: namesMissing(firstName, lastName) });
  const { person } = await createAccount(deps, { email, password: acceptance.password, firstName, lastName });
  return person;
}

const namesMissing = (firstName: string | undefined, lastName: string | undefined) => [
  ...(firstName ? [] : [{ field: 'firstName', message: 'Indiquez votre prénom.' }]),
  ...(lastName ? [] : [{ field: 'lastName', message: 'Indiquez votre nom.' }]),
];

async function keepPromise(
  deps: WelcomeDeps,
  link: Link,
  person: string,
  acceptance: Pick<Acceptance, 'token' | 'asked'>,
): Promise<void> {
  const { table } = deps;
  const now = deps.clock().toISOString();
  const scope = linkScope(acceptance.token);
  const { purpose, name, slug, kind, organisation: siren, about } = link;
  const profile = (await rightsOf(table, person))?.person;
  const who = { id: person, name: [profile?.firstName, profile?.lastName].filter(Boolean).join(' ') };
  const doer = { actor: who, from: shortAddress(acceptance.asked.address) };
  if (purpose === 'operator') {
    const act = newAct(actScope(person), deps.clock, doer, [TERRITORY_JOURNAL], { name: 'operator-named' });
    return addOperator(table, { person, name, link: scope, now, act });
  }
  if (!siren || !slug || !about) throw new Error(`The link of a ${purpose} is incomplete.`);
  const actOf = (act: Act, journals: readonly string[] = [siren]) =>
    newAct(organisationScope(siren), deps.clock, doer, journals, act);
  const member = {
    person,
    firstName: profile?.firstName ?? link.firstName ?? '',
    lastName: profile?.lastName ?? link.lastName ?? '',
    email: profile?.email ?? link.email,
    position: link.position,
  };
  if (purpose === 'invitation') {
    const role = link.role ?? 'reader';
    const act = actOf({ name: 'invitation-accepted', details: { role } });
    const organisation = { siren, name, slug };
    return onBehalfOf(siren, () =>
      addMember(table, { organisation, member, role, invitation: about, link: scope, now, act }),
    );
  }
  if (!kind) throw new Error('The link of a sign-up is incomplete.');
  const founding = {
    organisation: { siren, kind, name, slug },
    referent: member,
    contact: [`${member.firstName} ${member.lastName}`, link.position?.toLowerCase()].filter(Boolean).join(', '),
    signUp: { scope: caseScope(about), id: about, createdAt: link.aboutCreatedAt ?? now },
    link: scope,
    now,
    act: actOf({ name: 'organisation-founded', about: { name } }, [siren, TERRITORY_JOURNAL]),
  };
  return onBehalfOf(siren, () => createOrganisation(table, founding));
}
