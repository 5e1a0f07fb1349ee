/** An organisation chooses how its members sign in: its door, codes by mail, second factors, and who is asked what. */
import { beforeAll, describe, expect, it } from 'vitest';
import { TOTP } from 'otpauth';
import { awaitMail, mailsTo } from '../../local/demo/mailbox.ts';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { eventually } from '../support/directory.ts';
import { importMailboxes, joinByCode, justNow, PASSWORD, signIn, visitorOf, welcome } from '../support/joining.ts';
import { wordsOf } from '../support/pages.ts';
import { as, scene, type Scene } from '../support/territory.ts';

const SLUG = 'sainte-bazeille';
const REFERENT = { firstName: 'Josiane', lastName: 'Capdeville', position: 'Secrétaire', email: 'josiane@essai.test' };
const READER = {
  firstName: 'Didier',
  lastName: 'Escande',
  email: 'didier.escande@essai.test',
  role: 'reader',
} as const;

let here: Scene;
let referent: Visitor;
let reader: Visitor;
beforeAll(async () => {
  here = await scene();
  await importMailboxes(as(here, here.territory.operator), [{ name: 'Sainte-Bazeille', slug: SLUG }]);
  referent = await joinByCode(here.cloud, SLUG, REFERENT);
  reader = await welcome(here.cloud, referent, READER);
});

/** Codes come by the second: one that has been given is not taken for the next. */
const seen: string[] = ['none'];
async function codeTo(email: string, since: number): Promise<string> {
  const another = new RegExp(`connexion à Parvis :\\s+(?!${seen.join('|')})(\\d{6})\\b`);
  const { match } = await awaitMail(here.cloud.mailboxesOrigin, email, another, since);
  const [, code = ''] = match;
  seen.push(code);
  return code;
}

/** The same page whatever the address and the nonces. */
const bare = (text: string, email: string): string => text.replaceAll(email, '…').replace(/nonce="[^"]*"/g, '');

describe('a code by mail', () => {
  it('is the way in once the référent has chosen it, and was asked for one herself', async () => {
    const choice = { method: 'code', version: 0 };
    const plain = await signIn(here.cloud, REFERENT.email);
    const refused = await plain.post('/organisation/connexion', choice, { as: 'page' });
    expect(refused.status).toBe(422);
    expect(wordsOf(refused.text)).toContain('Prouvez d’abord que vous recevez ces codes');
    const since = justNow();
    succeeded(await plain.post('/connexion/preuve/courriel', {}), 'A code is sent');
    const code = await codeTo(REFERENT.email, since);
    succeeded(await plain.post('/connexion/preuve/courriel/code', { code }), 'It is given');
    const confirming = await plain.post('/organisation/connexion', choice, { as: 'page' });
    expect(wordsOf(confirming.text)).toContain('2 membres');
    succeeded(await plain.post('/organisation/connexion', choice), 'It is chosen');
    const door = await visitorOf(here.cloud).get(`/connexion/${SLUG}`, { as: 'page' });
    expect(wordsOf(door.text)).toContain('il n’y a pas de mot de passe à retenir');
  });

  it('is asked of a session that was opened by a password, and opens one without it', async () => {
    const plain = await signIn(here.cloud, READER.email);
    const asked = await eventually(plain, '/accueil', ({ status }) => status === 403);
    expect(asked.json).toMatchObject({ type: '/problemes/proof-needed', name: 'Sainte-Bazeille', asked: ['code'] });
    const visitor = visitorOf(here.cloud);
    const since = justNow();
    succeeded(await visitor.post('/connexion/courriel', { email: READER.email, organisation: SLUG }), 'A code is sent');
    const { mail } = await awaitMail(here.cloud.mailboxesOrigin, READER.email, /code de connexion/, since);
    expect(mail.text).toContain('Demandé depuis');
    expect(`${mail.text}${mail.html ?? ''}`).not.toMatch(/https?:|href/);
    const code = await codeTo(READER.email, since);
    expect((await visitorOf(here.cloud).post('/connexion/courriel/code', { code })).status).toBe(422);
    succeeded(await visitor.post('/connexion/courriel/code', { code, organisation: SLUG }), 'She is in');
    expect((await visitor.get('/accueil')).status).toBe(200);
    const account = await visitor.get('/compte', { as: 'page' });
    expect(wordsOf(account.text)).toContain('avec un code reçu par courriel');
    expect(wordsOf(account.text)).toMatch(/Dernière connexion : \S+ \d+/);
  });

  it('is answered the same to an address that has no account, and to one that has a password', async () => {
    const [other, unknown] = [here.territory.stranger.email, 'nulle.part@essai.test'];
    const ask = (email: string) => visitorOf(here.cloud).post('/connexion/courriel', { email }, { as: 'page' });
    const [known, none] = [await ask(other), await ask(unknown)];
    expect([known.status, none.status]).toEqual([200, 200]);
    expect(bare(none.text, unknown)).toBe(bare(known.text, other));
    expect(none.headers.getSetCookie().length).toBe(known.headers.getSetCookie().length);
    const { mail } = await awaitMail(here.cloud.mailboxesOrigin, other, /Vous êtes membre de : Tonneins/);
    expect(mail.text).not.toMatch(/\b\d{6}\b/);
    expect(await mailsTo(here.cloud.mailboxesOrigin, unknown)).toEqual([]);
  });
});

describe('a second factor asked of a role', () => {
  it('is set up at the next visit, and then given at each sign-in, whatever the way in', async () => {
    const version = 1;
    succeeded(await referent.post('/organisation/connexion', { method: 'code', reader: 'oui', version }), 'Chosen');
    const asked = await eventually(reader, '/accueil', ({ status }) => status === 403);
    expect(asked.json).toMatchObject({ asked: ['totp'] });
    const proof = await reader.get('/connexion/preuve', { as: 'page' });
    expect(wordsOf(proof.text)).toContain('Sainte-Bazeille demande la double vérification');
    const begun = succeeded(await reader.post('/connexion/double-verification', { password: PASSWORD }), 'A secret');
    const totp = new TOTP({ secret: textIn(begun, 'secret') });
    const enrolment = { jeton: textIn(begun, 'jeton'), code: totp.generate() };
    succeeded(await reader.post('/connexion/double-verification/code', enrolment), 'It is set up');
    expect((await reader.get('/accueil')).status).toBe(200);
    const challenged = await visitorOf(here.cloud).post('/connexion', { email: READER.email, password: PASSWORD });
    expect(challenged.json).toMatchObject({ codeNeeded: true });
    const counts = await eventually(referent, '/organisation/connexion', ({ text }) =>
      text.includes('"people":1,"without":0'),
    );
    expect(counts.status).toBe(200);
  });

  it('opens a session that a code by mail opened, with a code of the application that has not served', async () => {
    const visitor = visitorOf(here.cloud);
    const since = justNow();
    succeeded(await visitor.post('/connexion/courriel', { email: READER.email, organisation: SLUG }), 'A code is sent');
    succeeded(
      await visitor.post('/connexion/courriel/code', { code: await codeTo(READER.email, since) }),
      'It is given',
    );
    expect((await visitor.get('/accueil')).json).toMatchObject({ asked: ['totp'] });
    const wrong = await visitor.post('/connexion/preuve/application', { code: '000000' }, { as: 'page' });
    expect(wrong.status).toBe(422);
    expect((await visitor.get('/documents')).status).toBe(403);
  });
});

describe('the organisation of a door', () => {
  it('is found by its name without accents, and only once it has joined', async () => {
    const found = await visitorOf(here.cloud).get('/connexion/organisations?nom=BAZEILLE');
    expect(found.json).toEqual({ found: [{ name: 'Sainte-Bazeille', slug: SLUG }] });
    const none = await visitorOf(here.cloud).get('/connexion/organisations?nom=bouglon', { as: 'page' });
    expect(wordsOf(none.text)).toContain('Aucune organisation inscrite');
  });
});
