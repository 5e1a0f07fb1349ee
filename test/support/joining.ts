/** How people come into the territory of a test, over HTTP and by mail as anybody would. */
import { DEMONSTRATION_PASSWORD } from '../../local/demo/demonstration.ts';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { type Answer, succeeded, textIn, Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { joinRequestId } from '../../modules/organisations/store/joining.ts';
import { invoke, type TestCloud } from './cloud.ts';

/** Everybody's password, the operator's too: whichever suite comes first, the others can sign in. */
export const PASSWORD = DEMONSTRATION_PASSWORD;

export const OPERATOR_EMAIL = 'operateur@territoire.test';

const WELCOME = /\/connexion\/bienvenue\/([A-Za-z0-9_-]{43})/;

/** What comes to a mailbox from now on: mails are dated by the same clock. In milliseconds. */
export const justNow = (): number => Date.now();

export const visitorOf = ({ siteOrigin }: TestCloud): Visitor => new Visitor(siteOrigin);

/** The path of the newest one-time link sent to an address. */
export async function welcomeLink({ mailboxesOrigin }: TestCloud, email: string, since: number): Promise<string> {
  const { match } = await awaitMail(mailboxesOrigin, email, WELCOME, since);
  return match[0];
}

export async function signIn(cloud: TestCloud, email: string): Promise<Visitor> {
  const visitor = visitorOf(cloud);
  succeeded(await visitor.post('/connexion', { email, password: PASSWORD }), `${email} signs in`);
  return visitor;
}

/** Loads the register and calls the operator: once in a cloud, as a second time remakes what a suite may have undone. */
export const prepareTerritory = (cloud: TestCloud): Promise<unknown> => invoke(cloud, 'prepare-territory', {});

/** The operator of a territory that is prepared. */
export async function operatorOf(cloud: TestCloud): Promise<Visitor> {
  const visitor = visitorOf(cloud);
  const known = await visitor.post('/connexion', { email: OPERATOR_EMAIL, password: PASSWORD });
  if (known.status < 400) return visitor;
  const accepting = { firstName: 'Odile', lastName: 'Peyrat', password: PASSWORD };
  succeeded(await visitor.post(await welcomeLink(cloud, OPERATOR_EMAIL, 0), accepting), 'The operator accepts');
  return visitor;
}

/** The official mailbox of a commune, by the slug of its name. */
export const mailboxOf = (slug: string): string => `mairie@${slug}.test`;

/** Makes the official mailboxes of communes known. `names` as in the register. */
export async function importMailboxes(
  operator: Visitor,
  communes: readonly { name: string; slug: string }[],
): Promise<void> {
  const lines = communes.map(({ name, slug }) => `${name};${mailboxOf(slug)}`).join('\n');
  succeeded(await operator.post('/territoire/messageries', { lines, action: 'import' }), 'The mailboxes are imported');
}

export interface Applicant {
  firstName: string;
  lastName: string;
  position: string;
  email: string;
}

/** Asks to sign a commune up. @returns the answer, whose `reference` names the request. */
export async function askToJoin(visitor: Visitor, slug: string, applicant: Applicant): Promise<Answer> {
  return visitor.post(`/inscription/${slug}`, { id: newId('sgn'), ...applicant });
}

/** The six digits that came to a commune's official mailbox for that person. */
export async function codeSentTo(
  { mailboxesOrigin }: TestCloud,
  slug: string,
  { firstName, lastName }: Applicant,
): Promise<string> {
  const itsCode = new RegExp(`^(\\d{6}) [\\s\\S]*${firstName} ${lastName} \\(`);
  const { match } = await awaitMail(mailboxesOrigin, mailboxOf(slug), itsCode);
  return match[1] ?? '';
}

/** Asks, gives the code, and stops before the password. @returns the path of the one-time link. */
export async function proveByCode(cloud: TestCloud, slug: string, applicant: Applicant): Promise<string> {
  const visitor = visitorOf(cloud);
  const since = justNow();
  const asked = succeeded(await askToJoin(visitor, slug, applicant), `${slug} signs up`);
  const request = `/inscription/demande/${textIn(asked, 'reference')}`;
  const code = await codeSentTo(cloud, slug, applicant);
  const proved = succeeded(await visitor.post(`${request}/code`, { code }), 'The code is given');
  const next = textIn(proved, 'next');
  return WELCOME.test(next) ? next : welcomeLink(cloud, applicant.email, since);
}

/** Signs a commune up by the code of its official mailbox. @returns its référent, signed in. */
export async function joinByCode(cloud: TestCloud, slug: string, applicant: Applicant): Promise<Visitor> {
  const link = await proveByCode(cloud, slug, applicant);
  const referent = visitorOf(cloud);
  succeeded(await referent.post(link, { password: PASSWORD }), 'The password is chosen');
  return referent;
}

export interface Guest {
  firstName: string;
  lastName: string;
  email: string;
  role: 'reader' | 'contributor' | 'publisher' | 'referent';
}

/** Invites somebody. @returns the invitation's id and the path of its link. */
export async function invite(cloud: TestCloud, referent: Visitor, guest: Guest): Promise<{ id: string; link: string }> {
  const since = justNow();
  const id = newId('inv');
  succeeded(await referent.post('/organisation/invitations', { id, ...guest }), `${guest.email} is invited`);
  return { id, link: await welcomeLink(cloud, guest.email, since) };
}

/** Invites somebody who accepts at once. @returns her, signed in. */
export async function welcome(cloud: TestCloud, referent: Visitor, guest: Guest): Promise<Visitor> {
  const { link } = await invite(cloud, referent, guest);
  const visitor = visitorOf(cloud);
  succeeded(await visitor.post(link, { password: PASSWORD }), `${guest.email} accepts`);
  return visitor;
}

/** Asks to join an organisation that is there, and confirms the address. @returns the path of the request. */
export async function askToBeMember(
  cloud: TestCloud,
  { slug, siren }: { slug: string; siren: string },
  asker: Applicant & { words?: string },
): Promise<string> {
  const visitor = visitorOf(cloud);
  const since = justNow();
  succeeded(await visitor.post(`/inscription/${slug}/rejoindre`, { ...asker }), `${asker.email} asks to join`);
  const itsLink = /\/inscription\/rejoindre\/[A-Za-z0-9_-]{43}/;
  const { match } = await awaitMail(cloud.mailboxesOrigin, asker.email, itsLink, since);
  succeeded(await visitor.post(match[0]), `${asker.email} confirms`);
  return `/organisation/demandes/${joinRequestId(siren, asker.email)}`;
}
