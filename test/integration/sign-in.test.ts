/** Signing in: what is refused tells nothing, and what was being written is given back. */
import { beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { awaitMail, mailsTo } from '../../local/demo/mailbox.ts';
import { type Answer, succeeded, textIn } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { invite, justNow, PASSWORD, visitorOf, welcome } from '../support/joining.ts';
import { valueOf, wordsOf } from '../support/pages.ts';
import { newsFields } from '../support/publishing.ts';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
beforeAll(async () => {
  here = await scene();
});

const WRONG = 'Ce n’est pas celui-là 47';
const guest = (name: string) => ({
  firstName: 'Marguerite',
  lastName: 'Connue',
  email: `${name}@essai.test`,
  role: 'contributor' as const,
});
const newMember = (name: string) => welcome(here.cloud, as(here, here.territory.referent), guest(name));

const trySignIn = (email: string, password: string, as: 'json' | 'page' = 'json'): Promise<Answer> =>
  visitorOf(here.cloud).post('/connexion', { email, password }, { as });

/** The same page whatever the address and the nonces. */
const bare = (text: string, email: string): string => text.replaceAll(email, '…').replace(/nonce="[^"]*"/g, '');

describe('an address that has an account, and one that has none', () => {
  const unknown = 'inconnue@essai.test';
  beforeAll(() => newMember('connue'));

  it('get the same answer to a wrong password', async () => {
    const [known, none] = await Promise.all([trySignIn('connue@essai.test', WRONG), trySignIn(unknown, WRONG)]);
    expect(none).toEqual({ ...known, headers: none.headers });
    expect(known.status).toBe(422);
    expect(known.text).toContain('L’adresse ou le mot de passe ne correspond pas');
  });

  it('get the same page', async () => {
    const known = await trySignIn('connue@essai.test', WRONG, 'page');
    const none = await trySignIn(unknown, WRONG, 'page');
    expect(bare(none.text, unknown)).toBe(bare(known.text, 'connue@essai.test'));
    expect(valueOf(none.text, 'email')).toBe(unknown);
    expect(valueOf(none.text, 'password')).toBeFalsy();
  });

  it('get the same answer when they forgot their password; one gets a code', async () => {
    const ask = (email: string) => visitorOf(here.cloud).post('/connexion/oubli', { email }, { as: 'page' });
    const known = await ask('connue@essai.test');
    const none = await ask(unknown);
    expect([known.status, none.status]).toEqual([200, 200]);
    expect(bare(none.text, unknown)).toBe(bare(known.text, 'connue@essai.test'));
    await awaitMail(here.cloud.mailboxesOrigin, 'connue@essai.test', /\b\d{6}\b/);
    expect(await mailsTo(here.cloud.mailboxesOrigin, unknown)).toEqual([]);
  });
});

describe('a forgotten password', () => {
  it('is replaced by a code from the mailbox, and every session ends', async () => {
    const before = await newMember('oublieuse');
    const somebody = visitorOf(here.cloud);
    const email = 'oublieuse@essai.test';
    const since = justNow();
    succeeded(await somebody.post('/connexion/oubli', { email }), 'A code is asked for');
    const { mail, match } = await awaitMail(here.cloud.mailboxesOrigin, email, /\b(\d{6})\b/, since);
    expect(mail.subject).toMatch(/mot de passe/i);
    const [code = '', password] = [match[1], 'Tout nouveau passe 47'];
    const wrong = await somebody.post('/connexion/nouveau', { email, code: '000000', password }, { as: 'page' });
    expect(wrong.status).toBe(422);
    expect(wordsOf(wrong.text)).toContain('Ce code ne correspond pas');
    const weak = await somebody.post('/connexion/nouveau', { email, code, password: 'court' }, { as: 'page' });
    expect(wordsOf(weak.text)).toContain('Choisissez un mot de passe d’au moins 12 caractères');
    succeeded(await somebody.post('/connexion/nouveau', { email, code, password }), 'The password is changed');
    expect((await before.get('/accueil')).status).toBe(401);
    expect((await trySignIn(email, PASSWORD)).status).toBe(422);
    expect((await trySignIn(email, password)).status).toBe(200);
    const again = await somebody.post('/connexion/nouveau', { email, code, password });
    expect(again.status).toBe(422);
  });
});

describe('a weak password', () => {
  it.each(['', 'court', 'onze lettre', 'aaaaaaaaaaaaaaaa', 'ababABABababABAB', 'é'.repeat(300)])(
    '%j is refused with what it takes, and the link still serves',
    async (password) => {
      const { link } = here.territory.invitation;
      const page = await visitorOf(here.cloud).post(link, { password }, { as: 'page' });
      expect(page.status).toBe(422);
      expect(wordsOf(page.text)).toContain('Choisissez un mot de passe d’au moins 12 caractères');
      expect((await visitorOf(here.cloud).get(link)).status).toBe(200);
    },
  );
});

describe('five failures in a row', () => {
  it.each([
    ['known', 'verrouillee@essai.test'],
    ['unknown', 'jamais-vue@essai.test'],
  ])('close an address that is %s for a quarter of an hour', async (which, email) => {
    const open = which === 'known' ? await newMember('verrouillee') : undefined;
    for (let count = 0; count < 5; count += 1) expect((await trySignIn(email, WRONG)).status).toBe(422);
    const locked = await trySignIn(email, PASSWORD);
    expect(locked.json).toMatchObject({ status: 429, type: '/problemes/too-many' });
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(800);
    const page = await trySignIn(email, PASSWORD, 'page');
    expect(page.status).toBe(429);
    expect(wordsOf(page.text)).toContain('la connexion avec cette adresse est fermée pendant 15 minutes');
    // Whoever is signed in already goes on working.
    if (open) expect((await open.get('/accueil')).status).toBe(200);
  });

  it('do not open by trying at the same moment', async () => {
    const email = 'en-parallele@essai.test';
    await newMember('en-parallele');
    const tries = await Promise.all(Array.from({ length: 12 }, () => trySignIn(email, WRONG)));
    expect(tries.every(({ status }) => status === 422 || status === 429)).toBe(true);
    expect((await trySignIn(email, PASSWORD)).status).toBe(429);
  });
});

describe('a session that ends while one is writing', () => {
  const title = 'Fête « de la Saint-Jean » & <bal>';
  const body = 'Une longue lettre.\n\nAvec "des guillemets", des\nlignes et <b>des balises</b>.';

  it('keeps the text, and gives it back after the sign-in', async () => {
    const fields = { ...newsFields(title, body, 'organisation'), action: 'draft' };
    const visitor = visitorOf(here.cloud);
    const expired = await visitor.post('/publier/actualite', fields, { as: 'page' });
    expect(expired.status).toBe(401);
    expect(wordsOf(expired.text)).toContain('Votre texte est conservé.');
    const [suite, retour] = [valueOf(expired.text, 'suite') ?? '', valueOf(expired.text, 'retour')];
    expect(retour).toBe('/publier/actualite');

    const { email } = here.territory.contributor;
    const wrong = await visitor.post('/connexion', { email, password: WRONG, retour, suite }, { as: 'page' });
    expect(wrong.status).toBe(422);
    expect(valueOf(wrong.text, 'suite')).toBe(suite);

    const signedIn = await visitor.post('/connexion', { email, password: PASSWORD, retour, suite }, { as: 'page' });
    expect(signedIn.status).toBe(200);
    const given = Object.fromEntries(Object.keys(fields).map((name) => [name, valueOf(signedIn.text, name)]));
    // A form speaks in CR LF, a page in whatever it was given.
    expect({ ...given, body: given['body']?.replace(/\r\n/g, '\n') }).toEqual({ ...fields, version: '0' });
    expect(signedIn.text).toContain('action="/publier/actualite"');

    const kept = succeeded(await visitor.post('/publier/actualite', given), 'It is sent again');
    expect(textIn(kept, 'title')).toBe(title);
  });

  it.each([
    '//ailleurs.test',
    'https://ailleurs.test/',
    '/\\ailleurs.test',
    'javascript:alert(1)',
    '/a\r\nSet-Cookie: a=b',
  ])('does not lead to %j', async (retour) => {
    const visitor = visitorOf(here.cloud);
    const { email } = here.territory.contributor;
    const answer = await visitor.post('/connexion', { email, password: PASSWORD, retour }, { as: 'page' });
    expect(answer.headers.get('location')).toBe('/accueil');
  });

  it('bears a kept text that is not readable', async () => {
    const { email } = here.territory.contributor;
    for (const suite of ['{', '{"a":1}', '[["a"]]', '[["a",{}]]']) {
      const answer = await visitorOf(here.cloud).post('/connexion', { email, password: PASSWORD, suite });
      expect(answer.status).toBe(422);
    }
  });
});

describe('an invitation', () => {
  it('goes out once when its form is sent twice at the same moment', async () => {
    const referent = as(here, here.territory.referent);
    const body = { id: textIn(await referent.get('/organisation/invitations/nouvelle'), 'id'), ...guest('deux-fois') };
    const send = () => referent.post('/organisation/invitations', body);
    const statuses = (await Promise.all([send(), send()])).map(({ status }) => status);
    expect(statuses).toEqual([201, 201]);
    await awaitMail(here.cloud.mailboxesOrigin, body.email, /bienvenue/);
    await pause(500);
    expect(await mailsTo(here.cloud.mailboxesOrigin, body.email)).toHaveLength(1);
    const { text } = await referent.get('/organisation');
    expect(text.split(body.email)).toHaveLength(2);
  });

  it('is not sent to who is a member, nor twice to who has one', async () => {
    const referent = as(here, here.territory.referent);
    const body = guest('une-seule-fois');
    const send = (email: string) => referent.post('/organisation/invitations', { ...body, id: newId('inv'), email });
    expect((await send(body.email)).status).toBe(201);
    const again = await send(body.email);
    expect([again.status, again.text]).toEqual([422, expect.stringContaining('déjà invitée')]);
    const { text } = await referent.get('/organisation');
    const member = /"email":"([^"]+)"/.exec(text)?.[1] ?? '';
    const known = await send(member);
    expect([known.status, known.text]).toEqual([422, expect.stringContaining('déjà membre')]);
  });

  it('keeps what was typed when it is refused', async () => {
    const referent = as(here, here.territory.referent);
    const typed = { firstName: 'Jeanne', lastName: 'Doute', email: 'jeanne(at)essai.test', role: '' };
    const page = await referent.post('/organisation/invitations', typed, { as: 'page' });
    expect(page.status).toBe(422);
    expect(wordsOf(page.text)).toContain('Choisissez un rôle.');
    expect(valueOf(page.text, 'email')).toBe(typed.email);
    expect(valueOf(page.text, 'firstName')).toBe('Jeanne');
  });

  it('leaves the last référent in her place', async () => {
    const stranger = as(here, here.territory.stranger);
    const page = `/organisation/membres/${here.territory.stranger.person}`;
    const removed = await stranger.post(`${page}/retirer`, {}, { as: 'page' });
    expect(removed.status).toBe(422);
    expect(wordsOf(removed.text)).toContain('Il n’y a pas d’autre référent');
    const demoted = await stranger.post(`${page}/role`, { role: 'reader', version: 1 });
    expect(demoted.status).toBe(422);
  });

  it('says when a role changed meanwhile', async () => {
    const referent = as(here, here.territory.referent);
    const { id } = await invite(here.cloud, referent, guest('changeante'));
    expect(id).toMatch(/^inv_/);
    const page = `/organisation/membres/${here.territory.publisher.person}`;
    const stale = await referent.post(`${page}/role`, { role: 'reader', version: 7 });
    expect(stale.json).toMatchObject({ type: '/problemes/stale', present: 'publisher', wanted: 'reader' });
  });
});
