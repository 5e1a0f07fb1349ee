/** Somebody asks to join an organisation, and proves her address: all that is done before a référent answers. */
import { after, DAY, HOUR, timeToLive } from '../../../platform/clock.ts';
import { onBehalfOf } from '../../../platform/confinement.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem } from '../../../platform/problems.ts';
import { countUpTo } from '../../../platform/quota.ts';
import { rightsOf } from '../../../platform/sessions.ts';
import { conditionFailed, TransactionRefused } from '../../../platform/table.ts';
import { newToken } from '../../../platform/tokens.ts';
import { findAccount } from '../../identity/index.ts';
import {
  JOIN_LINK_DAYS,
  JOIN_REQUEST_DAYS,
  type JoinOutcome,
  MOST_ASKED_BY_ADDRESS,
  MOST_ASKED_FROM_PLACE,
  MOST_CONFIRMED_A_DAY,
} from '../rules-joining.ts';
import {
  askJoining,
  type Asker,
  confirmJoining,
  type JoinConfirmation,
  joiningOf,
  joinRequestId,
  joinScope,
  settleJoining,
} from '../store/joining.ts';
import { type ListedOrganisation, listedBySlug } from '../store/organisation.ts';
import { TEXTS } from '../texts.ts';
import type { WelcomeDeps } from './welcome.ts';

/** @throws {Problem} `not-found` when it has not joined, `suspended` when nobody may join it for now. */
export async function organisationToJoin(
  { table }: Pick<WelcomeDeps, 'table'>,
  slug: string,
): Promise<ListedOrganisation> {
  const organisation = await listedBySlug(table, slug);
  if (!organisation) throw new Problem('not-found');
  if (organisation.state !== 'active') throw new Problem('suspended', { detail: TEXTS.askingSuspended });
  return organisation;
}

/**
 * Sends the mail that confirms the address. The answer and the work are the same whether or not the address belongs
 * to a member; past what an address may be sent in a day nothing goes, and nobody is told.
 * @throws {Problem} `too-many` when too much is asked from one place.
 */
export async function askToJoin(deps: WelcomeDeps, slug: string, asker: Asker, from: string): Promise<void> {
  const { table, clock } = deps;
  const { siren, name } = await organisationToJoin(deps, slug);
  const now = clock();
  const [day, hour] = [now.toISOString().slice(0, 10), now.toISOString().slice(0, 13)];
  const place = { name: `joining-from:${from}:${hour}`, most: MOST_ASKED_FROM_PLACE, keptFor: 2 * HOUR };
  if (!(await countUpTo(table, now, place))) throw new Problem('too-many', { detail: TEXTS.askedTooOften });
  const address = { name: `joining-by:${asker.email}:${day}`, most: MOST_ASKED_BY_ADDRESS, keptFor: 2 * DAY };
  if (!(await countUpTo(table, now, address))) return;
  const token = newToken();
  const asked = { ...asker, siren, name, slug, ttl: timeToLive(now, JOIN_LINK_DAYS * DAY) };
  const mail = newMail(joinScope(token), clock, {
    template: 'join-confirmation',
    to: asker.email,
    parameters: { organisation: name, firstName: asker.firstName, token },
  });
  await askJoining(table, token, asked, mail);
}

/** @throws {Problem} `gone` when the link is unknown or too old. */
export async function joiningUnderWay(
  { table, clock }: Pick<WelcomeDeps, 'table' | 'clock'>,
  token: string,
): Promise<JoinConfirmation> {
  const asked = await joiningOf(table, token, clock());
  if (!asked) throw new Problem('gone');
  return asked;
}

/** Only who holds the link, and so reads that mailbox, learns whether the address belongs to a member. */
async function isMember(deps: WelcomeDeps, { email, siren }: JoinConfirmation): Promise<boolean> {
  const account = await findAccount(deps, email);
  const rights = account && (await rightsOf(deps.table, account.person));
  return rights?.memberships.some(({ organisation }) => organisation === siren) ?? false;
}

/**
 * The address is confirmed. Opened twice, or with a request that waits already, there is one request.
 * @throws {Problem} `gone`, `suspended`, or `too-many` when that organisation is asked too often today.
 */
export async function confirmAsking(deps: WelcomeDeps, token: string): Promise<JoinOutcome> {
  const asked = await joiningUnderWay(deps, token);
  if (asked.outcome) return asked.outcome;
  // It may have taken another name since.
  const { name } = await organisationToJoin(deps, asked.slug);
  const outcome = (await isMember(deps, asked)) ? 'member' : 'sent';
  if (outcome === 'sent') await sendToReferents(deps, token, { ...asked, name });
  await settleJoining(deps.table, token, outcome);
  return outcome;
}

/** Two links of one address opened at the same moment stand in each other's way. */
const TRIES = 4;

async function sendToReferents(deps: WelcomeDeps, token: string, asked: JoinConfirmation): Promise<void> {
  const now = deps.clock();
  const { siren, email } = asked;
  const name = `joining:${siren}:${now.toISOString().slice(0, 10)}`;
  if (!(await countUpTo(deps.table, now, { name, most: MOST_CONFIRMED_A_DAY, keptFor: 2 * DAY }))) {
    throw new Problem('too-many', { detail: TEXTS.joinedTooOften });
  }
  const { slug: _slug, outcome: _outcome, ttl: _ttl, ...asker } = asked;
  const request = {
    ...asker,
    id: joinRequestId(siren, email),
    askedAt: now.toISOString(),
    expiresAt: after(now, JOIN_REQUEST_DAYS * DAY).toISOString(),
    ttl: timeToLive(now, JOIN_REQUEST_DAYS * DAY),
  };
  for (let tried = 1; ; tried += 1) {
    try {
      return await onBehalfOf(siren, () => confirmJoining(deps.table, token, request));
    } catch (error) {
      // The link was used at the same moment, or this address has a request that waits: there is one already.
      if (error instanceof TransactionRefused && error.codes.includes('ConditionalCheckFailed')) return;
      if (!conditionFailed(error) || tried === TRIES) throw error;
    }
  }
}
