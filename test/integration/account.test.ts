/** An address of sign-in changes, and a telephone is lost: from the pages to Cognito and back. */
import { beforeAll, describe, expect, it } from 'vitest';
import { TOTP } from 'otpauth';
import * as z from 'zod';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { type Answer, succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { eventually } from '../support/directory.ts';
import { enterGroup, openGroup } from '../support/groups.ts';
import { importMailboxes, joinByCode, justNow, PASSWORD, signIn, visitorOf, welcome } from '../support/joining.ts';
import { wordsOf } from '../support/pages.ts';
import { as, scene, type Scene } from '../support/territory.ts';

const SLUG = 'brax';
const REFERENT = { firstName: 'Maryse', lastName: 'Cazaux', position: 'Secrétaire', email: 'maryse.cazaux@essai.test' };
const READER = { firstName: 'Alain', lastName: 'Dupuy', email: 'alain.dupuy@essai.test', role: 'reader' } as const;
const NEW_ADDRESS = 'alain@mairie-brax.test';

let here: Scene;
let referent: Visitor;
let reader: Visitor;
beforeAll(async () => {
  here = await scene();
  await importMailboxes(as(here, here.territory.operator), [{ name: 'Brax', slug: SLUG }]);
  referent = await joinByCode(here.cloud, SLUG, REFERENT);
  reader = await welcome(here.cloud, referent, READER);
});

const codesIn = z.object({ codes: z.array(z.string()) });

const LINK = /\/connexion\/adresse\/[A-Za-z0-9_-]{43}/;
const linkTo = async (email: string, since: number): Promise<string> =>
  (await awaitMail(here.cloud.mailboxesOrigin, email, LINK, since)).match[0];

/** How signing in with a password is answered. */
const enters = async (email: string): Promise<number> =>
  (await visitorOf(here.cloud).post('/connexion', { email, password: PASSWORD })).status;

async function hisPage(email: string): Promise<string> {
  const list = await eventually(referent, '/organisation', ({ text }) => text.includes(email));
  const person = new RegExp(`"person":"([0-9a-f-]{36})"[^}]*"email":"${email}"`).exec(list.text)?.[1] ?? '';
  return `/organisation/membres/${person}/compte`;
}

describe('an address of sign-in', () => {
  it('changes once both mailboxes agree, and everything follows', async () => {
    const elsewhere = await signIn(here.cloud, READER.email);
    const since = justNow();
    const invited = { id: newId('inv'), ...READER };
    succeeded(
      await as(here, here.territory.stranger).post('/organisation/invitations', invited),
      'Tonneins invites him',
    );
    const itsLink = /Tonneins[\s\S]*(\/connexion\/bienvenue\/[A-Za-z0-9_-]{43})/;
    const [, link = ''] = (await awaitMail(here.cloud.mailboxesOrigin, READER.email, itsLink, since)).match;
    succeeded(await reader.post('/connexion/adresse', { email: NEW_ADDRESS, password: PASSWORD }), 'It is asked for');
    const [toOld, toNew] = [await linkTo(READER.email, since), await linkTo(NEW_ADDRESS, since)];
    const shown = await visitorOf(here.cloud).get(toOld, { as: 'page' });
    expect(wordsOf(shown.text)).toContain('Voulez-vous changer d’adresse de connexion');
    succeeded(await visitorOf(here.cloud).post(toOld, { reponse: 'oui' }), 'The old mailbox agrees');
    expect([await enters(READER.email), await enters(NEW_ADDRESS)]).toEqual([200, 422]);
    const made = await visitorOf(here.cloud).post(toNew, {}, { as: 'page' });
    expect(wordsOf(made.text)).toContain('Votre adresse de connexion change');
    await eventually(reader, '/connexion/adresse', ({ text }) => text.includes('"done"'));
    expect([await enters(NEW_ADDRESS), await enters(READER.email)]).toEqual([200, 422]);
    expect((await elsewhere.get('/accueil')).status).toBe(401);
    expect((await reader.get('/accueil')).status).toBe(200);
    await hisPage(NEW_ADDRESS);
    const journal = await eventually(referent, '/organisation/journal', ({ text }) => text.includes('address-changed'));
    expect(journal.status).toBe(200);
    // An invitation sent meanwhile to the address before is his.
    const opened = await reader.get(link);
    expect(opened.json).toMatchObject({ email: NEW_ADDRESS, hasAccount: true });
    succeeded(await reader.post(link, { password: PASSWORD }), 'He accepts it with his account');
  });

  it('that is lost is answered for by the référent', async () => {
    const visitor = await welcome(here.cloud, referent, { ...READER, email: 'perdue@essai.test' });
    const since = justNow();
    succeeded(await visitor.post('/connexion/adresse', { email: 'retrouvee@essai.test', password: PASSWORD }), 'Asked');
    const page = await hisPage('perdue@essai.test');
    const asked = succeeded(await referent.get(page), 'His référent sees it');
    const change = /"change":\{"id":"(adr_\w{26})"/.exec(asked.text)?.[1] ?? '';
    succeeded(await referent.post(`${page}/adresse`, { change }), 'She vouches');
    succeeded(await visitorOf(here.cloud).post(await linkTo('retrouvee@essai.test', since), {}), 'He confirms');
    await eventually(visitor, '/connexion/adresse', ({ text }) => text.includes('"done"'));
    await awaitMail(here.cloud.mailboxesOrigin, 'perdue@essai.test', /s’est porté garant de vous/, since);
    expect(await enters('retrouvee@essai.test')).toBe(200);
  });
});

describe('a name', () => {
  it('is corrected by its holder, and her organisation, its groups and the directory follow', async () => {
    const visitor = await welcome(here.cloud, referent, { ...READER, email: 'mariee@essai.test' });
    const group = await openGroup(referent, { name: 'Fleurissement de Brax' });
    await enterGroup(visitor, group);
    const page = await visitor.post('/compte/nom', { firstName: 'Alix', lastName: ' ' }, { as: 'page' });
    expect([page.status, page.text.includes('value="Alix"')]).toEqual([422, true]);
    expect(wordsOf(page.text)).toContain('Indiquez votre nom.');
    for (let time = 0; time < 2; time += 1) {
      succeeded(
        await visitor.post('/compte/nom', { firstName: 'Alix', lastName: 'Dupuy-Cassagne' }),
        'It is said twice',
      );
    }
    expect(wordsOf((await visitor.get('/compte', { as: 'page' })).text)).toContain('Alix Dupuy-Cassagne');
    const named = ({ text }: Answer) => text.includes('Dupuy-Cassagne');
    await eventually(referent, '/organisation', named);
    await eventually(referent, '/annuaire?q=cassagne', named);
    await eventually(referent, `/groupes/${group}/membres`, named);
    const { text } = await eventually(referent, '/organisation/journal', named);
    expect(text.split('name-changed')).toHaveLength(2);
  });
});

describe('a lost telephone', () => {
  it('is asked for no more once the operator has removed the second factor', async () => {
    const visitor = await welcome(here.cloud, referent, { ...READER, email: 'telephone@essai.test' });
    const begun = succeeded(await visitor.post('/connexion/double-verification', { password: PASSWORD }), 'A secret');
    const totp = new TOTP({ secret: textIn(begun, 'secret') });
    const enrolment = { jeton: textIn(begun, 'jeton'), code: totp.generate() };
    succeeded(await visitor.post('/connexion/double-verification/code', enrolment), 'It is set up');
    const challenged = await visitorOf(here.cloud).post('/connexion', {
      email: 'telephone@essai.test',
      password: PASSWORD,
    });
    expect(challenged.json).toMatchObject({ codeNeeded: true });
    const operator = as(here, here.territory.operator);
    const found = succeeded(await operator.post('/territoire/comptes', { email: 'telephone@essai.test' }), 'Found');
    const page = `/territoire/comptes/${textIn(found, 'person')}`;
    expect((await operator.get(page)).json).toMatchObject({ secondFactor: true });
    succeeded(await operator.post(`${page}/second-facteur`, {}), 'It is removed');
    expect((await visitor.get('/accueil')).status).toBe(401);
    await awaitMail(here.cloud.mailboxesOrigin, 'telephone@essai.test', /double vérification est retirée/);
    const password = { email: 'telephone@essai.test', password: PASSWORD };
    let entered: Visitor;
    do {
      entered = visitorOf(here.cloud);
    } while (succeeded(await entered.post('/connexion', password), 'He signs in').text.includes('codeNeeded'));
    expect((await entered.get('/accueil')).status).toBe(200);
  });
});

describe('another telephone', () => {
  it('replaces the lost one with a recovery code, which serves once, and never with the password alone', async () => {
    const email = 'autre-telephone@essai.test';
    const visitor = await welcome(here.cloud, referent, { ...READER, email });
    const enrol = async (begun: Answer) => {
      const totp = new TOTP({ secret: textIn(begun, 'secret') });
      const enrolment = { jeton: textIn(begun, 'jeton'), code: totp.generate() };
      const set = succeeded(await visitor.post('/connexion/double-verification/code', enrolment), 'It is set up');
      return codesIn.parse(set.json).codes;
    };
    const begin = (code?: string) =>
      visitor.post('/connexion/double-verification', { password: PASSWORD, ...(code ? { code } : {}) });
    const [first = '', second = ''] = await enrol(succeeded(await begin(), 'A secret'));
    expect((await begin()).status).toBe(422);
    expect((await begin('K7QF2-MXD4R')).status).toBe(422);
    const since = justNow();
    const begun = succeeded(await begin(first), 'Another secret');
    await awaitMail(here.cloud.mailboxesOrigin, email, /codes de secours vient de servir/, since);
    // Until it is confirmed, Cognito asks for no code: Parvis does, and takes none that has served.
    expect((await begin()).status).toBe(422);
    expect((await begin(first)).status).toBe(422);
    const fresh = await enrol(begun);
    expect(fresh).not.toContain(second);
    await awaitMail(here.cloud.mailboxesOrigin, email, /anciens codes de secours ne servent plus/, since);
    expect((await visitor.get('/compte')).json).toMatchObject({ secondFactor: true, recoveryCodes: 10 });
    expect((await begin(second)).status).toBe(422);
    const elsewhere = await visitorOf(here.cloud).post('/connexion', { email, password: PASSWORD });
    expect(elsewhere.json).toMatchObject({ codeNeeded: true });
    const journal = await eventually(referent, '/organisation/journal', ({ text }) =>
      text.includes('a changé l’application de sa double vérification'),
    );
    expect(journal.text).toContain('a utilisé un code de secours');
  });
});
