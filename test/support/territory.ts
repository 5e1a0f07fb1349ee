/**
 * A living territory, made once in a test run through the site's own JSON and its mails, and shared by the suites.
 * Suites read it, and make what they change themselves.
 */
import { join } from 'node:path';
import * as z from 'zod';
import { classificationXml } from '../../local/demo/classification.ts';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { succeeded, textIn, Visitor } from '../../local/demo/visitor.ts';
import { type TestCloud, testCloud } from './cloud.ts';
import {
  askToJoin,
  importMailboxes,
  invite,
  joinByCode,
  justNow,
  operatorOf,
  OPERATOR_EMAIL,
  prepareTerritory,
  signIn,
  visitorOf,
  welcome,
} from './joining.ts';
import { joinOnRequest, openGroup } from './groups.ts';
import { madeOnce } from './once.ts';
import { keepDraft, publishAct, publishNews, putDocument } from './publishing.ts';

/** What only some may know: each is made so that it is found wherever it leaks. */
export const PRIVATE = {
  /** Members of Marmande alone. */
  organisation: {
    title: 'Hortensia : réunion du bureau à huis clos',
    body: 'Hellébore, montant de la prime exceptionnelle.',
    document: 'Jacinthe note confidentielle.pdf',
  },
  /** Those of Marmande who write. */
  draft: { title: 'Pivoine : arrêté en préparation', body: 'Glaïeul, texte encore secret.' },
  /** Those who are in a closed group: the référent, who looks after it, and the contributor. */
  group: { name: 'Renoncule : fusion des écoles', purpose: 'Ancolie, avant que le conseil n’en parle.' },
  /** What its référent published in it. */
  inGroup: { title: 'Edelweiss : premier scénario', body: 'Gentiane, une classe de moins.' },
  /** Members of the network. */
  network: { title: 'Campanule : prêt de matériel entre communes', body: 'Digitale, quarante barrières.' },
} as const;

export const PUBLIC = {
  news: { title: 'Marguerite : marché de printemps', body: 'Coquelicot, tous les samedis.' },
  act: { title: 'Bleuet : tarifs de la cantine', document: 'Bleuet tarifs.pdf' },
} as const;

const actor = z.object({
  email: z.string(),
  /** Subject of the login; the operator's is not needed. */
  person: z.string(),
  /** Her session, left open. */
  cookies: z.record(z.string(), z.string()),
});
export type Actor = z.infer<typeof actor>;

const organisation = z.object({ name: z.string(), slug: z.string(), siren: z.string() });
const signUp = z.object({ id: z.string(), reference: z.string(), email: z.string() });
export type SignUpAsked = z.infer<typeof signUp>;

const schema = z.object({
  /** Marmande, whose things are looked for; joined by the code of its mailbox, then a link by mail. */
  home: organisation,
  /** Tonneins, another organisation of the network; its référent's address is its mailbox. */
  other: organisation,
  operator: actor,
  referent: actor,
  publisher: actor,
  contributor: actor,
  reader: actor,
  /** Was a reader of Marmande; her session is still open. */
  removed: actor,
  /** The référent of Tonneins. */
  stranger: actor,
  /** The référent's cookie of a session since closed. */
  revoked: actor,
  /** Id of the référent's open session, as her own list of sessions has it. */
  sessionOfReferent: z.string(),
  contents: z.object({
    organisation: z.string(),
    network: z.string(),
    /** In the closed group, with the private document. */
    group: z.string(),
    public: z.string(),
    act: z.string(),
    draft: z.string(),
  }),
  /** Closed: the référent and the contributor are in it, the publisher was and is no longer. */
  group: z.string(),
  documents: z.object({ private: z.string(), act: z.string() }),
  /** Waits for the operator: no official mailbox is known. */
  waiting: signUp,
  /** Waits for the code sent to the official mailbox. */
  codeSent: signUp,
  /** Pending. */
  invitation: z.object({ id: z.string(), email: z.string(), link: z.string() }),
  /** Confirmed reader of Marmande's list. */
  subscriber: z.string(),
});
export type Territory = z.infer<typeof schema>;

/** The territory, and the cloud that it lives in. */
export interface Scene {
  cloud: TestCloud;
  territory: Territory;
}

/** @throws {Error} when no cloud runs, or when the territory could not be made. */
export async function scene(): Promise<Scene> {
  const cloud = testCloud();
  const made = await madeOnce(join(cloud.directory, 'territory-of-the-tests.json'), () => found(cloud));
  return { cloud, territory: schema.parse(made) };
}

/** Somebody with an actor's session: a new browser with her cookies. */
export const as = ({ cloud }: Scene, { cookies }: Actor): Visitor => new Visitor(cloud.siteOrigin).withCookies(cookies);

const cookiesOf = ({ cookies }: Visitor): Record<string, string> =>
  Object.fromEntries(
    cookies.split('; ').map((cookie) => [cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1)]),
  );

const members = z.object({ members: z.array(z.object({ person: z.string(), email: z.string() })) });

async function personOf(referent: Visitor, email: string): Promise<string> {
  const answer = succeeded(await referent.get('/organisation'), 'The members are listed');
  const member = members.parse(answer.json).members.find((one) => one.email === email);
  if (!member) throw new Error(`${email} is not a member.`);
  return member.person;
}

const sirenOf = async (visitor: Visitor, slug: string): Promise<string> =>
  textIn(succeeded(await visitor.get(`/c/${slug}`), `The page of ${slug}`), 'siren');

const REFERENT = {
  firstName: 'Agnès',
  lastName: 'Delbos',
  position: 'Secrétaire de mairie',
  email: 'agnes.delbos@essai.test',
};
const STRANGER = {
  firstName: 'Thomas',
  lastName: 'Garrigue',
  position: 'Directeur des services',
  email: 'mairie@tonneins.test',
};

async function found(cloud: TestCloud): Promise<Territory> {
  await prepareTerritory(cloud);
  const operator = await operatorOf(cloud);
  const matters = { xml: classificationXml(), action: 'import' };
  succeeded(await operator.post('/territoire/classification', matters), 'The matters of acts are imported');
  await importMailboxes(operator, [
    { name: 'Marmande', slug: 'marmande' },
    { name: 'Tonneins', slug: 'tonneins' },
    { name: 'Clairac', slug: 'clairac' },
  ]);
  const [referent, stranger] = await Promise.all([
    joinByCode(cloud, 'marmande', REFERENT),
    joinByCode(cloud, 'tonneins', STRANGER),
  ]);
  const signedIn = async (visitor: Visitor, email: string, among = referent): Promise<Actor> => ({
    email,
    person: await personOf(among, email),
    cookies: cookiesOf(visitor),
  });
  const guest = async (firstName: string, role: 'reader' | 'contributor' | 'publisher'): Promise<Actor> => {
    const email = `${firstName.toLowerCase()}.membre@essai.test`;
    return signedIn(await welcome(cloud, referent, { firstName, lastName: 'Membre', email, role }), email);
  };
  const removed = await guest('Rosalie', 'reader');
  succeeded(await referent.post(`/organisation/membres/${removed.person}/retirer`), 'A member is removed');
  const publisher = await guest('Paulette', 'publisher');
  const contributor = await guest('Constance', 'contributor');
  const group = await closedGroup(cloud, referent, [contributor, publisher], publisher);
  return {
    home: { name: 'Marmande', slug: 'marmande', siren: await sirenOf(referent, 'marmande') },
    other: { name: 'Tonneins', slug: 'tonneins', siren: await sirenOf(referent, 'tonneins') },
    operator: { email: OPERATOR_EMAIL, person: '', cookies: cookiesOf(operator) },
    referent: await signedIn(referent, REFERENT.email),
    publisher,
    contributor,
    reader: await guest('Lucienne', 'reader'),
    removed,
    stranger: await signedIn(stranger, STRANGER.email, stranger),
    revoked: await signedIn(await revokedSession(cloud), REFERENT.email),
    sessionOfReferent: await sessionOf(referent),
    ...(await publications(referent, group)),
    group,
    waiting: await newSignUp(cloud, 'casteljaloux'),
    codeSent: await newSignUp(cloud, 'clairac'),
    invitation: await invitationOf(cloud, referent),
    subscriber: await subscriberOf(cloud, 'marmande', 'abonnee@essai.test'),
  };
}

/** A closed group, whose people came in before it was; one of them is out again. */
async function closedGroup(
  cloud: TestCloud,
  referent: Visitor,
  members: readonly Actor[],
  removed: Actor,
): Promise<string> {
  const fields = { ...PRIVATE.group, kind: 'steering', access: 'request' } as const;
  const id = await openGroup(referent, fields);
  for (const { cookies, person } of members) {
    await joinOnRequest(referent, new Visitor(cloud.siteOrigin).withCookies(cookies), id, person);
  }
  succeeded(await referent.post(`/groupes/${id}/membres/${removed.person}/retirer`), 'A member is removed');
  const closing = { ...fields, access: 'closed', version: 1 };
  succeeded(await referent.post(`/groupes/${id}/reglages`, closing), 'The group is closed');
  return id;
}

async function revokedSession(cloud: TestCloud): Promise<Visitor> {
  const visitor = await signIn(cloud, REFERENT.email);
  succeeded(await visitor.twin().post('/deconnexion'), 'The session is closed');
  return visitor;
}

const sessions = z.object({ sessions: z.array(z.object({ id: z.string() })).min(1) });

async function sessionOf(visitor: Visitor): Promise<string> {
  const { json } = succeeded(await visitor.get('/compte'), 'Her sessions are listed');
  return sessions.parse(json).sessions.map(({ id }) => id)[0] ?? '';
}

async function publications(referent: Visitor, group: string): Promise<Pick<Territory, 'contents' | 'documents'>> {
  const documents = {
    private: await putDocument(referent, PRIVATE.organisation.document),
    act: await putDocument(referent, PUBLIC.act.document),
  };
  const contents = {
    organisation: await publishNews(referent, { ...PRIVATE.organisation, audience: 'organisation' }),
    network: await publishNews(referent, { ...PRIVATE.network, audience: 'network' }),
    group: await publishNews(referent, {
      ...PRIVATE.inGroup,
      audience: `group:${group}`,
      attached: documents.private,
    }),
    public: await publishNews(referent, { ...PUBLIC.news, audience: 'public' }),
    act: await publishAct(referent, PUBLIC.act.title, documents.act),
    draft: await keepDraft(referent, { ...PRIVATE.draft, audience: 'public' }),
  };
  return { contents, documents };
}

/** A request to sign a commune up, which goes no further. */
export async function newSignUp(cloud: TestCloud, slug: string): Promise<SignUpAsked> {
  const applicant = { firstName: 'Denise', lastName: 'Attente', position: 'Maire', email: `denise@${slug}.test` };
  const asked = succeeded(await askToJoin(visitorOf(cloud), slug, applicant), `${slug} asks to join`);
  return { id: textIn(asked, 'id'), reference: textIn(asked, 'reference'), email: applicant.email };
}

async function invitationOf(cloud: TestCloud, referent: Visitor): Promise<Territory['invitation']> {
  const email = 'invitee.en.attente@essai.test';
  const pending = { firstName: 'Ivonne', lastName: 'Invitée', email, role: 'reader' } as const;
  return { email, ...(await invite(cloud, referent, pending)) };
}

/** Somebody who follows an organisation by mail, and has confirmed. @returns her address. */
export async function subscriberOf(cloud: TestCloud, slug: string, email: string): Promise<string> {
  const resident = visitorOf(cloud);
  const since = justNow();
  succeeded(await resident.post(`/c/${slug}/s-abonner`, { email }), `${email} subscribes`);
  const { match } = await awaitMail(cloud.mailboxesOrigin, email, /\/u\/confirmer\/[A-Za-z0-9_.-]+/, since);
  succeeded(await resident.post(match[0]), `${email} confirms`);
  return email;
}
