/** A commune signs up: who, then proof by the official mailbox or by the operator. */
import { after, type Clock, DAY, MINUTE, timeToLive } from '../../../platform/clock.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { caseScope, type Scope } from '../../../platform/scope.ts';
import type { Signer } from '../../../platform/secrets.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { plainKey } from '../../../platform/text.ts';
import { newCode, newToken, sameSecret } from '../../../platform/tokens.ts';
import { formatDate } from '../../../web/format.ts';
import {
  CODE_MINUTES,
  codeRefusal,
  isSameMailbox,
  LINK_DAYS,
  mayTransition,
  MOST_CODE_TRIES,
  resendRefusal,
} from '../rules.ts';
import { codeMail, operatorMail } from './sign-up-mails.ts';
import { addressesFor, type OrganisationKind } from '../kinds.ts';
import { linkScope } from '../store/link.ts';
import { publicProfile, type PublicProfile } from '../store/organisation.ts';
import { mailboxOf, placeBySiren, placeBySlug, type RegisterEntry } from '../store/register.ts';
import { countCodeTry, createSignUp, moveSignUp, type NewSignUp, type SignUp, signUpOf } from '../store/sign-up.ts';
import { TEXTS } from '../texts.ts';

export interface SignUpDeps {
  table: Table;
  clock: Clock;
  signer: Signer;
  territory: { code: string; name: string };
  /** Who decides when no official mailbox is known. */
  operatorEmail: string;
}

/** Personal data of a request are forgotten after ninety days. */
export const KEPT_FOR = 90 * DAY;

/** The address of the request's pages: only who made it, or received it, has it. */
export const referenceOf = async (signer: Signer, id: string): Promise<string> =>
  `${id}.${(await signer.sign('code', id)).slice(0, 22)}`;

/** @throws {Problem} `not-found` when forged or forgotten. */
export async function signUpByReference(deps: SignUpDeps, reference: string): Promise<SignUp> {
  const [id = '', signature = ''] = reference.split('.');
  if (!(await deps.signer.verifyPrefix('code', id, signature))) throw new Problem('not-found');
  const request = await signUpOf(deps.table, id);
  if (!request) throw new Problem('not-found');
  return request;
}

export interface PlaceToSignUp {
  place: RegisterEntry;
  /** Who may be asked, when it has joined. */
  contact: string | undefined;
  /** It has left, and is not erased yet. */
  left: PublicProfile['left'];
}

/** What the register says of a place, and who joined already. */
export async function placeToSignUp(
  deps: Pick<SignUpDeps, 'table' | 'territory'>,
  slug: string,
): Promise<PlaceToSignUp> {
  const place = await placeBySlug(deps.table, deps.territory.code, slug);
  if (!place || place.goneIn) throw new Problem('not-found');
  const joined = await publicProfile(deps.table, place.siren);
  return { place, contact: joined?.contact, left: joined?.left };
}

/** Nobody takes its place before it is erased: it may still come back. */
export const hasLeft = ({ name }: { name: string }, { until }: { until: string }): Problem =>
  new Problem('conflict', { detail: TEXTS.hasLeft(name, formatDate(until)) });

/** `contact`: who may let somebody in, by name and function. */
export const hasJoined = (contact: string): Problem =>
  new Problem('conflict', { detail: TEXTS.already, extra: { contact } });

const codeHash = (signer: Signer, id: string, code: string): Promise<string> => signer.sign('code', `${id}:${code}`);

export interface Applicant {
  id: string;
  firstName: string;
  lastName: string;
  position: string;
  email: string;
}

/**
 * Opens the request. Posted twice, the second answers with the first.
 * @throws {Problem} `conflict` when the organisation has joined, `too-many` when asked too often today.
 */
export async function beginSignUp(deps: SignUpDeps, slug: string, applicant: Applicant): Promise<SignUp> {
  const { place, contact, left } = await placeToSignUp(deps, slug);
  if (left) throw hasLeft(place, left);
  if (contact !== undefined) throw hasJoined(contact);
  return ask(deps, place, applicant, await mailboxOf(deps.table, deps.territory.code, place.siren));
}

/**
 * Asks for an organisation that the register lacks: the operator decides, and adds it by accepting.
 * @throws {Problem} `invalid` on the SIREN when the register has it, with whom to ask; `too-many`, `conflict`.
 */
export async function beginUnlistedSignUp(
  deps: SignUpDeps,
  asked: { siren: string; kind: OrganisationKind; name: string },
  applicant: Applicant,
): Promise<SignUp> {
  const known = await placeBySiren(deps.table, deps.territory.code, asked.siren);
  if (known) {
    const joined = await publicProfile(deps.table, asked.siren);
    if (joined?.left) throw refuseField('siren', TEXTS.hasLeft(known.name, formatDate(joined.left.until)));
    const sentence = joined ? TEXTS.sirenJoined(known.name, joined.contact) : TEXTS.sirenInRegister(known.name);
    throw refuseField('siren', sentence);
  }
  const [slug] = addressesFor(plainKey(asked.name), asked.siren);
  return ask(deps, { ...asked, slug, isUnlisted: true }, applicant, undefined);
}

type Asked = Pick<RegisterEntry, 'siren' | 'kind' | 'name' | 'slug'> & {
  isUnlisted?: boolean;
  invitedBy?: NewSignUp['invitedBy'];
};

/** Begins the ladder. `invitation`: the link that it came from, which serves once. */
export async function ask(
  deps: SignUpDeps,
  place: Asked,
  { id, firstName, lastName, position, email }: Applicant,
  mailbox: string | undefined,
  invitation?: Scope<'tok'>,
): Promise<SignUp> {
  const applicant = { id, firstName, lastName, position, email };
  const now = deps.clock();
  const code = newCode();
  const common = {
    ...applicant,
    siren: place.siren,
    kind: place.kind,
    name: place.name,
    slug: place.slug,
    isUnlisted: place.isUnlisted,
    invitedBy: place.invitedBy,
    codeTries: 0,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    ttl: timeToLive(now, KEPT_FOR),
  };
  const request: NewSignUp = mailbox
    ? {
        ...common,
        state: 'code-sent',
        mailbox,
        codeHash: await codeHash(deps.signer, applicant.id, code),
        codeExpiresAt: after(now, CODE_MINUTES * MINUTE).toISOString(),
        codesSent: 1,
        codeSentAt: now.toISOString(),
      }
    : { ...common, state: 'waiting', codesSent: 0 };
  const mail = mailbox
    ? codeMail(deps, request, mailbox, code)
    : operatorMail(
        deps,
        request,
        place.isUnlisted
          ? 'Elle n’est pas dans le registre : vous seul(e) pouvez l’ajouter.'
          : 'Aucune messagerie officielle n’est connue pour elle.',
      );
  try {
    const day = { name: now.toISOString().slice(0, 10), ttl: timeToLive(now, 2 * DAY) };
    await createSignUp(deps.table, request, [mail], day, { invitation });
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    const first = await signUpOf(deps.table, applicant.id);
    if (!first) throw new Problem('too-many', { detail: TEXTS.tooManyRequests, cause: error });
    if (first.siren !== place.siren || first.email !== applicant.email) throw new Problem('conflict', { cause: error });
    return first;
  }
  const created = await signUpOf(deps.table, applicant.id);
  if (!created) throw new Error('The request just written cannot be read.');
  return created;
}

/** What follows a right code: straight on when it proved her own address too, else a link by mail. */
export type CodeResult = { kind: 'welcome'; token: string } | { kind: 'link-sent' };

/** @throws {Problem} `invalid` on the code: wrong, expired, or no try left. */
export async function proveMailbox(deps: SignUpDeps, request: SignUp, code: string): Promise<CodeResult> {
  const now = deps.clock();
  if (!mayTransition('proveByCode', request.state)) throw new Problem('gone');
  const refusal = codeRefusal({ expiresAt: request.codeExpiresAt ?? '', tries: request.codeTries }, now);
  if (refusal) throw refuseField('code', refusal === 'expired' ? TEXTS.codeExpired : TEXTS.noTriesLeft);
  const tries = await countedTry(deps, request);
  if (!sameSecret(await codeHash(deps.signer, request.id, code), request.codeHash ?? '')) {
    throw refuseField('code', TEXTS.wrongCode(MOST_CODE_TRIES - tries));
  }
  const token = newToken();
  const sameMailbox = isSameMailbox(request.email, request.mailbox ?? '');
  await moving(() =>
    moveSignUp(
      deps.table,
      request,
      { state: 'link-sent', provedBy: 'mailbox' },
      {
        now: now.toISOString(),
        link: signUpLink(request, token, now),
        mails: sameMailbox ? [] : [signUpLinkMail(deps, request, token)],
      },
    ),
  );
  return sameMailbox ? { kind: 'welcome', token } : { kind: 'link-sent' };
}

async function countedTry(deps: SignUpDeps, request: SignUp): Promise<number> {
  try {
    return await countCodeTry(deps.table, request, MOST_CODE_TRIES);
  } catch (error) {
    if (conditionFailed(error)) throw refuseField('code', TEXTS.noTriesLeft);
    throw error;
  }
}

/** A move that somebody else made first. */
async function moving(move: () => Promise<void>): Promise<void> {
  try {
    await move();
  } catch (error) {
    if (conditionFailed(error)) throw new Problem('conflict', { cause: error });
    throw error;
  }
}

/** The link that opens the working space, whichever rung proved the request. */
type Linked = Pick<
  SignUp,
  'id' | 'email' | 'firstName' | 'lastName' | 'position' | 'siren' | 'kind' | 'name' | 'slug' | 'createdAt'
>;

export const signUpLink = (request: Linked, token: string, now: Date) => ({
  scope: linkScope(token),
  purpose: 'sign-up' as const,
  email: request.email,
  firstName: request.firstName,
  lastName: request.lastName,
  position: request.position,
  organisation: request.siren,
  kind: request.kind,
  name: request.name,
  slug: request.slug,
  role: 'referent' as const,
  about: request.id,
  aboutCreatedAt: request.createdAt,
  ttl: timeToLive(now, LINK_DAYS * DAY),
});

export const signUpLinkMail = (deps: Pick<SignUpDeps, 'clock'>, request: Linked, token: string) =>
  newMail(caseScope(request.id), deps.clock, {
    template: 'sign-up-link',
    to: request.email,
    parameters: { organisation: request.name, firstName: request.firstName, token },
  });

/** Another code for the official mailbox; the one before no longer serves. */
export async function sendAnotherCode(deps: SignUpDeps, request: SignUp): Promise<void> {
  const now = deps.clock();
  if (request.state !== 'code-sent' || !request.mailbox) throw new Problem('gone');
  const refusal = resendRefusal({ sent: request.codesSent, lastAt: request.codeSentAt ?? request.createdAt }, now);
  if (refusal) throw refuseField('code', refusal === 'too-soon' ? TEXTS.resendTooSoon : TEXTS.resendTooMany);
  const code = newCode();
  const { mailbox } = request;
  const changes = {
    codeHash: await codeHash(deps.signer, request.id, code),
    codeExpiresAt: after(now, CODE_MINUTES * MINUTE).toISOString(),
    codeTries: 0,
    codesSent: request.codesSent + 1,
    codeSentAt: now.toISOString(),
  };
  await moving(() =>
    moveSignUp(deps.table, request, changes, {
      now: now.toISOString(),
      mails: [codeMail(deps, request, mailbox, code)],
    }),
  );
}

/** She cannot open the official mailbox: the operator decides. */
export async function askOperator(deps: SignUpDeps, request: SignUp): Promise<void> {
  if (request.state === 'waiting') return;
  if (!mayTransition('askOperator', request.state)) throw new Problem('gone');
  const mails = [operatorMail(deps, request, 'Elle n’a pas accès à la messagerie officielle.')];
  await moving(() => moveSignUp(deps.table, request, { state: 'waiting' }, { now: deps.clock().toISOString(), mails }));
}
