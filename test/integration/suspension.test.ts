/** The operator suspends an organisation: everything of it is read, nothing new is made, and it comes back. */
import { beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { awaitMail, mailsTo } from '../../local/demo/mailbox.ts';
import { succeeded, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { importMailboxes, invite, joinByCode, justNow, PASSWORD, visitorOf, welcome } from '../support/joining.ts';
import { wordsOf } from '../support/pages.ts';
import { keepDraft, newsFields, publishNews } from '../support/publishing.ts';
import { as, scene, type Scene } from '../support/territory.ts';

const SLUG = 'port-sainte-marie';
const REFERENT = {
  firstName: 'Ghislaine',
  lastName: 'Sarrazin',
  position: 'Secrétaire de mairie',
  email: 'ghislaine.sarrazin@essai.test',
};
const GUEST = {
  firstName: 'Roland',
  lastName: 'Duprat',
  email: 'roland.duprat@essai.test',
  role: 'publisher',
} as const;
const REASON = 'La mairie ne reconnaît plus la personne qui publie.';

let here: Scene;
let operator: Visitor;
let referent: Visitor;
let guest: Visitor;
let late: string;
let page: string;
beforeAll(async () => {
  here = await scene();
  operator = as(here, here.territory.operator);
  await importMailboxes(operator, [{ name: 'Port-Sainte-Marie', slug: SLUG }]);
  referent = await joinByCode(here.cloud, SLUG, REFERENT);
  guest = await welcome(here.cloud, referent, GUEST);
  await keepDraft(guest, { title: 'Lilas : affiche', body: 'À finir.', audience: 'organisation' });
  await publishNews(referent, { title: 'Glycine : foire', body: 'Dimanche.', audience: 'public' });
  const invited = {
    firstName: 'Tardive',
    lastName: 'Venue',
    email: 'tardive.venue@essai.test',
    role: 'reader',
  } as const;
  late = (await invite(here.cloud, referent, invited)).link;
  const { json } = await visitorOf(here.cloud).get(`/c/${SLUG}`);
  const siren = typeof json === 'object' && json !== null && 'siren' in json ? String(json.siren) : '';
  page = `/territoire/organisations/${siren}`;
});

const LONG = 'Un texte assez long pour que personne ne veuille le perdre.';
const publish = (visitor: Visitor, how: 'json' | 'page' = 'json') =>
  visitor.post('/publier/actualite', { ...newsFields('Essai', LONG, 'organisation'), action: 'publish' }, { as: how });

/** Until what follows from the stream has reached the member. */
async function until(visitor: Visitor, status: number): Promise<number> {
  for (let tried = 0; tried < 600; tried += 1) {
    const answer = await visitor.post('/organisation/page-publique', { version: 99, isPublic: 'oui' });
    if (answer.status === status) break;
    await pause(200);
  }
  return (await visitor.post('/organisation/page-publique', { version: 99, isPublic: 'oui' })).status;
}

describe('suspending', () => {
  it('asks for a reason', async () => {
    const refused = await operator.post(`${page}/suspendre`, { version: 0, reason: '' }, { as: 'page' });
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('Écrivez la raison');
  });

  it('happens once when it is decided twice at the same moment', async () => {
    const since = justNow();
    const twice = await Promise.all(
      [1, 2].map(() => operator.post(`${page}/suspendre`, { version: 0, reason: REASON })),
    );
    expect(twice.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(twice.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const { match } = await awaitMail(here.cloud.mailboxesOrigin, REFERENT.email, /La mairie ne reconnaît plus/, since);
    expect(match[0]).toBeDefined();
    await until(referent, 403);
    const told = await mailsTo(here.cloud.mailboxesOrigin, REFERENT.email);
    expect(told.filter(({ subject }) => subject.includes('est suspendue'))).toHaveLength(1);
    expect(await mailsTo(here.cloud.mailboxesOrigin, GUEST.email)).toHaveLength(1);
  });

  it('is seen by the operator, without anybody’s address', async () => {
    const seen = await operator.get(page, { as: 'page' });
    const words = wordsOf(seen.text);
    expect(words).toContain('Suspendue');
    expect(words).toContain(REASON);
    expect(seen.text).not.toContain('@essai.test');
    const list = await operator.get('/territoire/organisations?etat=suspended');
    expect(list.text).toContain(SLUG);
    expect((await operator.get('/territoire/organisations?etat=active')).text).not.toContain(SLUG);
    expect((await operator.get('/territoire/organisations?q=sainte-marie&type=epci')).text).not.toContain(SLUG);
  });
});

describe('a suspended organisation', () => {
  it('is read by its members and by everybody', async () => {
    for (const path of ['/accueil', '/publications', '/documents']) {
      const read = await guest.get(path, { as: 'page' });
      expect(read.status).toBe(200);
      expect(wordsOf(read.text)).toContain('Port-Sainte-Marie est suspendue.');
    }
    expect((await visitorOf(here.cloud).get(`/c/${SLUG}`)).text).toContain('Glycine');
    const { text } = await referent.get('/organisation', { as: 'page' });
    expect(wordsOf(text)).toContain('Ses référents en ont reçu la raison par courriel.');
    expect(text).not.toContain('href="/organisation/invitations/nouvelle"');
  });

  it('shows its drafts to be read, not to be finished', async () => {
    for (const path of ['/accueil', '/publications?onglet=brouillons']) {
      const words = wordsOf((await guest.get(path, { as: 'page' })).text);
      expect(words).toContain('Lilas : affiche');
      expect(words).not.toContain('Terminer');
    }
    expect(wordsOf((await guest.get('/accueil', { as: 'page' })).text)).not.toContain('Vos premiers pas');
  });

  it('makes nothing new, and gives back what was typed', async () => {
    const refused = await publish(guest, 'page');
    expect(refused.status).toBe(403);
    expect(wordsOf(refused.text)).toContain('Votre organisation est suspendue');
    expect(refused.text).toContain(LONG);
    expect((await publish(referent)).json).toMatchObject({ type: '/problemes/suspended' });
  });

  it.each<[string, Record<string, string | number>]>([
    ['/organisation/page-publique', { version: 0, isPublic: 'non' }],
    ['/organisation/invitations', { email: 'x@essai.test', role: 'reader', id: newId('inv') }],
    ['/documents/depots', { name: 'a.pdf', size: 10, type: 'application/pdf' }],
  ])('refuses %s', async (path, fields) => {
    expect((await referent.post(path, fields)).status).toBe(403);
  });

  it('takes no subscriber, nor says that it would', async () => {
    const page = await visitorOf(here.cloud).get(`/c/${SLUG}/s-abonner`, { as: 'page' });
    expect(page.status).toBe(403);
    expect(wordsOf(page.text)).toContain('on ne peut pas s’abonner pour l’instant');
    const asked = await visitorOf(here.cloud).post(`/c/${SLUG}/s-abonner`, { email: 'habitante@essai.test' });
    expect(asked.status).toBe(403);
    const home = wordsOf((await visitorOf(here.cloud).get(`/c/${SLUG}`, { as: 'page' })).text);
    expect(home).not.toContain('Recevoir les publications par courriel');
    expect(home).not.toContain('Vous y travaillez');
  });

  it('is joined by nobody; the link serves later', async () => {
    const refused = await visitorOf(here.cloud).post(late, { password: PASSWORD }, { as: 'page' });
    expect(refused.status).toBe(403);
    expect(wordsOf(refused.text)).toContain('Cette organisation est suspendue');
  });

  it('lets a person look after her own account', async () => {
    expect((await guest.post('/compte/connexions/fermer')).status).toBe(200);
  });
});

describe('writing to its référents', () => {
  it('reaches them once, and says where to answer', async () => {
    const message = { id: newId('msg'), subject: 'Appelez-moi', text: 'Bonjour,\n\nAppelez-moi demain.' };
    const since = justNow();
    const twice = await Promise.all([1, 2].map(() => operator.post(`${page}/ecrire`, message)));
    expect(twice.map(({ status }) => status)).toEqual([201, 201]);
    await awaitMail(
      here.cloud.mailboxesOrigin,
      REFERENT.email,
      /Appelez-moi demain[\s\S]*operateur@territoire\.test/,
      since,
    );
    await pause(500);
    const told = await mailsTo(here.cloud.mailboxesOrigin, REFERENT.email);
    expect(told.filter(({ subject }) => subject === 'Appelez-moi')).toHaveLength(1);
  });
});

describe('back', () => {
  it('is as before', async () => {
    succeeded(await operator.post(`${page}/reactiver`, { version: 1 }), 'It is active again');
    // The page's own version is not the one given: a conflict, where it was a refusal.
    expect(await until(referent, 409)).toBe(409);
    expect((await publish(referent)).status).toBe(201);
    const joined = visitorOf(here.cloud);
    succeeded(await joined.post(late, { password: PASSWORD }), 'The link serves');
    expect((await joined.get('/accueil')).status).toBe(200);
  });
});
