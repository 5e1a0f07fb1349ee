/**
 * Signing in with an organisation's own provider, through Cognito: out with a state, a nonce and a verifier that only
 * this browser can make again, back with a code, then with an id_token that says who it is.
 */
import { may, type Member } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { log } from '../../../platform/log.ts';
import { Problem } from '../../../platform/problems.ts';
import { type OpenedSession, openSession, rightsOf, rightsWithin } from '../../../platform/sessions.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { newToken, sameSecret, sign } from '../../../platform/tokens.ts';
import { type AskedFrom, deviceName, type Login, signedInAct } from '../../identity/index.ts';
import {
  acceptVouched,
  listedBySlug,
  organisationOfSiret,
  type ProposedOrganisation,
} from '../../organisations/index.ts';
import { providerName, speaksForHer, waysToKnow } from '../rules.ts';
import {
  type Departure,
  keepDeparture,
  noteTrial,
  personKnownAs,
  type Provider,
  providerOf,
  type Subject,
  takeDeparture,
  tie,
} from '../store.ts';
import { TEXTS } from '../texts.ts';
import type { PoolDomain, Said } from '../pool-domain.ts';

export interface EnteringDeps {
  table: Table;
  clock: Clock;
  poolDomain: PoolDomain;
  login: Login;
  territory: { code: string };
}

/** State, nonce and verifier are made of the cookie's token: whoever lacks it can answer for none of them. */
const derived = (token: string) => ({
  state: sign(token, 'provider-state', ''),
  nonce: sign(token, 'provider-nonce', ''),
  verifier: sign(token, 'provider-verifier', ''),
});

/** Whether she may go there now: whoever comes when it is offered, its référents while it is being tried. */
function isOpenTo({ siren, state, appClient }: Provider, member: Member | undefined, isTrial: boolean): boolean {
  if (appClient === undefined || state === 'asked') return false;
  const isReferent = member?.current?.organisation === siren && may(member, 'manage-organisation');
  return isTrial ? isReferent : state === 'offered';
}

/**
 * @returns where the browser goes, and the token of the cookie that lets it come back.
 * @throws {Problem} `not-found` when the organisation offers no such way in.
 */
export async function leaveFor(
  deps: EnteringDeps,
  slug: string,
  asked: { member: Member | undefined; back: string | undefined; isTrial: boolean },
): Promise<{ to: string; token: string }> {
  const listed = await listedBySlug(deps.table, slug);
  const provider = listed && (await providerOf(deps.table, listed.siren));
  if (!provider?.appClient || !isOpenTo(provider, asked.member, asked.isTrial)) throw new Problem('not-found');
  const token = newToken();
  const { siren, appClient } = provider;
  const departure = { siren, appClient, isTrial: asked.isTrial, ...(asked.back ? { back: asked.back } : {}) };
  await keepDeparture(deps.table, deps.clock, token, departure);
  const { state, nonce, verifier } = derived(token);
  return {
    token,
    to: deps.poolDomain.authorizeAddress({ appClient, provider: providerName(siren), state, nonce, verifier }),
  };
}

/** What came of it: she goes in, or her trial is noted and her session stays as it was. */
export type Arrival = { kind: 'entered'; opened: OpenedSession; back: string | undefined } | { kind: 'tried' };

/**
 * @param token of the cookie.
 * @param asked with the link's token, when she left from an invitation.
 * @throws {Problem} `forbidden` or `gone`, with what to do, for whatever does not hold.
 */
export async function comeBack(
  deps: EnteringDeps,
  token: string | undefined,
  returned: { code?: string | undefined; state?: string | undefined; error?: string | undefined },
  asked: AskedFrom & { member: Member | undefined; invitation: string | undefined },
): Promise<Arrival> {
  if (!token || !returned.state || !sameSecret(derived(token).state, returned.state)) {
    throw refused('other-browser', TEXTS.otherBrowser);
  }
  const departure = await takeDeparture(deps.table, deps.clock, token);
  if (!departure) throw new Problem('gone', { detail: TEXTS.used });
  const provider = await providerOf(deps.table, departure.siren);
  if (provider?.appClient !== departure.appClient || !isOpenTo(provider, asked.member, departure.isTrial)) {
    throw refused('closed', TEXTS.closed);
  }
  if (returned.error || !returned.code) throw refused('provider-refused', TEXTS.refused);
  const said = await heard(deps, departure, token, returned.code);
  const person = asked.invitation
    ? await personInvited(deps, provider, said, asked.invitation, asked)
    : await personOf(deps, provider, said, asked.member);
  if (departure.isTrial) {
    await noteTrial(deps.table, provider, deps.clock());
    return { kind: 'tried' };
  }
  const rights = await rightsOf(deps.table, person);
  if (!rights?.memberships.some(({ organisation }) => organisation === provider.siren)) {
    throw refused('not-member', TEXTS.notMember, undefined, { worksFor: await worksFor(deps, said, asked.member) });
  }
  const opened = await openSession(deps.table, deps.clock, {
    person,
    organisation: provider.siren,
    only: provider.siren,
    device: deviceName(asked.userAgent),
    proofs: ['provider'],
    before: rights.lastSignInAt,
    act: signedInAct(deps, rightsWithin(rights, provider.siren), asked),
  });
  return { kind: 'entered', opened, back: departure.back };
}

/** What may help whoever does not come in. */
export interface WayOut {
  /** Where she may tie the account, once she has signed in otherwise. */
  slug?: string | undefined;
  /** The organisation that her provider says she works for. */
  worksFor?: ProposedOrganisation | undefined;
}

/** She is kept out, and told what she may do. */
export class NotEntered extends Problem {
  readonly wayOut: WayOut;

  constructor(detail: string, cause: unknown, wayOut: WayOut) {
    super('forbidden', { detail, cause, extra: { ...wayOut } });
    this.wayOut = wayOut;
  }
}

/** Refusals are counted by their reason, never with who or where. */
function refused(reason: string, detail: string, cause?: unknown, wayOut: WayOut = {}): NotEntered {
  log('provider.refused', { reason });
  return new NotEntered(detail, cause, wayOut);
}

/**
 * What the provider's SIRET proposes to somebody who is not a member here; nothing to a member of that organisation.
 * Only her own session says which those are: a provider that names her address must not learn where else she belongs.
 */
async function worksFor(
  { table, territory }: EnteringDeps,
  { siret }: Said,
  member: Member | undefined,
): Promise<ProposedOrganisation | undefined> {
  if (siret === undefined) return undefined;
  const proposed = await organisationOfSiret(table, territory.code, siret);
  return proposed && member && belongs(member, proposed.siren) ? undefined : proposed;
}

async function heard(deps: EnteringDeps, { appClient, siren }: Departure, token: string, code: string): Promise<Said> {
  const { nonce, verifier } = derived(token);
  try {
    return await deps.poolDomain.exchange({ appClient, provider: providerName(siren), code, nonce, verifier });
  } catch (cause) {
    throw refused('token-refused', TEXTS.refused, cause);
  }
}

/** Whom the provider's subject stands for; tied to her the first time. */
async function personOf(
  deps: EnteringDeps,
  { siren, issuer, slug }: Provider,
  said: Said,
  member: Member | undefined,
): Promise<string> {
  const subject = { siren, issuer, subject: said.subject };
  const tied = await personKnownAs(deps.table, subject);
  // Whoever has closed her account since may come back as somebody new.
  const known = tied !== undefined && (await rightsOf(deps.table, tied)) ? tied : undefined;
  const hers = member && speaksForHer(member) && belongs(member, siren) ? member.person : undefined;
  if (known !== undefined) {
    if (hers && hers.id !== known) throw refused('other-address', TEXTS.otherAddress);
    return known;
  }
  const way = waysToKnow(said, hers?.email.toLowerCase());
  if (way === 'none') {
    if (hers) throw refused('other-address', TEXTS.otherAddress);
    throw refused('unknown', TEXTS.unknown, undefined, { slug, worksFor: await worksFor(deps, said, member) });
  }
  const person = way === 'session' ? hers?.id : await memberWith(deps, said.email ?? '', siren);
  if (!person) {
    throw refused('not-member', TEXTS.notMember, undefined, { worksFor: await worksFor(deps, said, member) });
  }
  await tieOnce(deps, subject, { person, username: said.username, insteadOf: tied });
  return person;
}

async function tieOnce(deps: EnteringDeps, subject: Subject, whose: Parameters<typeof tie>[3]): Promise<void> {
  try {
    await tie(deps.table, deps.clock, subject, whose);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    // Tied a moment ago by another tab.
    if ((await personKnownAs(deps.table, subject)) !== whose.person) throw refused('unknown', TEXTS.unknown, error);
  }
}

/** The provider names the very address that the invitation was sent to: whoever holds the link is its holder. */
async function personInvited(
  deps: EnteringDeps,
  { siren, issuer }: Provider,
  said: Said,
  invitation: string,
  asked: AskedFrom,
): Promise<string> {
  const subject = { siren, issuer, subject: said.subject };
  const tied = await personKnownAs(deps.table, subject);
  const knownAs = tied !== undefined && (await rightsOf(deps.table, tied)) ? tied : undefined;
  const { firstName, lastName, username } = said;
  const email = (said.email ?? '').toLowerCase();
  try {
    const names = { firstName, lastName };
    const person = await acceptVouched(deps, { token: invitation, asked, siren, email, knownAs, ...names });
    if (knownAs === undefined) await tieOnce(deps, subject, { person, username, insteadOf: tied });
    return person;
  } catch (error) {
    if (error instanceof Problem && error.kind === 'gone') throw refused('not-invited', TEXTS.notInvited, error);
    throw error;
  }
}

const belongs = ({ memberships }: Pick<Member, 'memberships'>, siren: string): boolean =>
  memberships.some(({ organisation }) => organisation === siren);

/** A provider vouches for the members of its own organisation, and for nobody else. */
async function memberWith(deps: EnteringDeps, email: string, siren: string): Promise<string | undefined> {
  const person = await deps.login.find(email.toLowerCase());
  const rights = person === undefined ? undefined : await rightsOf(deps.table, person);
  return rights && belongs(rights, siren) ? person : undefined;
}
