/**
 * How the members of one organisation come in: its own login page, in its colour; a code by mail; a second factor; an
 * account that they have elsewhere; another address; a telephone that is lost.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret, TOTP } from 'otpauth';
import { awaitMail } from '../../local/demo/mailbox.ts';
import type { Person } from '../support/browser-person.ts';
import { eventually } from '../support/directory.ts';
import {
  importMailboxes,
  joinByCode,
  justNow,
  OPERATOR_EMAIL,
  PASSWORD,
  visitorOf,
  welcome,
} from '../support/joining.ts';
import { CLIENT, openOutsideProvider, type OutsideProvider } from '../support/outside-provider.ts';
import { smallPng } from '../support/picture.ts';
import { as as actingAs } from '../support/territory.ts';
import { arrives } from './steps/cast.ts';
import { comesToRead } from './steps/coming-to-read.ts';
import { type SharedStage, sharedStage, signedIn } from './steps/members.ts';
import { signsIn } from './steps/signing-up.ts';

const TOWN = { name: 'Aubiac', slug: 'aubiac' };
const DOOR = `/connexion/${TOWN.slug}`;
const own = (name: string): string => `${name}@portes.test`;
const NADEGE = { firstName: 'Nadège', lastName: 'Lasserre', position: 'Secrétaire', email: own('nadege') };
const PASCAL = { firstName: 'Pascal', lastName: 'Dutour', email: own('pascal'), role: 'contributor' } as const;
const CLARA = { firstName: 'Clara', lastName: 'Benac', email: own('clara'), role: 'reader' } as const;
const HIS_NEW_ADDRESS = own('pascal.dutour');
const PROVIDER = 'Val de Garonne';

let stage: SharedStage;
let nadege: Person;
let pascal: Person;
let outside: OutsideProvider | undefined;
/** Of his telephone. */
let application: TOTP;

beforeAll(async () => {
  stage = await sharedStage();
  const { scene, cloud } = stage;
  await importMailboxes(actingAs(scene, scene.territory.operator), [TOWN]);
  const referent = await joinByCode(cloud, TOWN.slug, NADEGE);
  await welcome(cloud, referent, PASCAL);
  await welcome(cloud, referent, CLARA);
  nadege = await signedIn(stage, NADEGE.email, NADEGE.firstName);
  pascal = await arrives(stage);
}, 180_000);
afterAll(async () => {
  await stage?.browser.close();
  await outside?.close();
});

/** Codes come by the second: one that has been given is not taken for the next. */
const seen: string[] = ['none'];
async function codeTo(email: string, since: number): Promise<string> {
  const another = new RegExp(`connexion à Parvis :\\s+(?!${seen.join('|')})(\\d{6})\\b`);
  const { match } = await awaitMail(stage.cloud.mailboxesOrigin, email, another, since);
  const [, code = ''] = match;
  seen.push(code);
  return code;
}

/** From « Mon organisation » to one of its settings. */
async function opensSetting(title: string, heading: string): Promise<void> {
  await nadege.goesTo('/organisation');
  await nadege.follows(new RegExp(`^${title}`), heading);
}

/** Everybody's copy of the logo is made after it was chosen; whoever has received it keeps it. */
async function theLogoIsThere(): Promise<void> {
  const anybody = visitorOf(stage.cloud);
  const address = (await anybody.get(`/c/${TOWN.slug}/logo`, { as: 'page' })).headers.get('location') ?? '';
  const picture = await eventually(anybody, address, ({ status }) => status === 200);
  const kept = ['content-type', 'cache-control'].map((name) => picture.headers.get(name));
  expect(kept).toEqual(['image/png', 'public, max-age=31536000, s-maxage=120, immutable']);
}

describe('the login page of an organisation', () => {
  it('has the logo and the colour that its référente chose', async () => {
    await opensSetting('Logo', 'Logo');
    await nadege.looksAt('logo-none');
    await nadege.picks({ name: 'blason.png', mimeType: 'image/png', buffer: smallPng() });
    await nadege.reads(/Reçu et vérifié/);
    await nadege.presses('Prendre cette image', 'Logo');
    await nadege.reads('Le logo est enregistré');
    await nadege.looksAt('logo-chosen');
    await opensSetting('Page publique', 'Ma page publique');
    await nadege.chooses('Donner à la page notre propre couleur');
    await nadege.writes('Notre couleur (facultatif)', '#7a1f3d');
    await nadege.presses('Enregistrer', 'Ma page publique');
    await nadege.reads('C’est enregistré');
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('is found by a few letters of the name', async () => {
    await theLogoIsThere();
    await pascal.goesTo('/connexion');
    await pascal.follows('Trouver la page de connexion de mon organisation', 'Trouver mon organisation');
    await pascal.looksAt('finder');
    await pascal.writes('Son nom', 'aubi');
    await pascal.presses('Chercher', 'Trouver mon organisation');
    await pascal.looksAt('finder-found');
    await pascal.follows(TOWN.name, TOWN.name);
    await pascal.looksAt('door');
    const shown = await pascal.page.evaluate(() => ({
      logo: [...document.images].map(({ complete, naturalWidth }) => complete && naturalWidth),
      colours: [...document.querySelectorAll('style')].map(({ textContent }) => textContent).join('\n'),
    }));
    expect(shown.logo).toEqual([96]);
    expect(shown.colours).toContain('#7a1f3d');
  });
});

describe('a code by mail', () => {
  it('is chosen once the référente has received one, and whoever it reaches is counted', async () => {
    await opensSetting('Connexion', 'Comment vos membres se connectent');
    await nadege.looksAt('policy');
    await nadege.chooses(/^Avec un code reçu par courriel/);
    await nadege.presses('Continuer');
    await nadege.reads('Prouvez d’abord que vous recevez ces codes');
    nadege.expectsRefusals(422);
    await nadege.looksAt('policy-to-prove');
    const since = justNow();
    await nadege.follows('Le prouver maintenant', `${TOWN.name} demande un code reçu par courriel`);
    await nadege.looksAt('proof-code');
    await nadege.presses('Recevoir le code');
    await nadege.writes('Code reçu par courriel', await codeTo(NADEGE.email, since));
    await nadege.looksAt('proof-code-sent');
    await nadege.presses('Continuer', 'Comment vos membres se connectent');
    await nadege.presses('Continuer', 'Confirmer ce changement');
    await nadege.reads('3 membres');
    await nadege.looksAt('policy-to-confirm');
    await nadege.presses('Enregistrer', 'Comment vos membres se connectent');
    await nadege.reads('C’est enregistré');
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('opens the space to a member, by the page of his organisation', async () => {
    await pascal.goesTo(DOOR);
    await pascal.looksAt('door-code');
    const since = justNow();
    await pascal.writes('Votre adresse e-mail', PASCAL.email);
    await pascal.presses('Recevoir un code', 'Regardez vos courriels');
    await pascal.looksAt('mailed-code');
    await pascal.writes('Code reçu par courriel', '000000');
    await pascal.presses('Se connecter');
    await pascal.reads(/Il reste|ne correspond pas/);
    pascal.expectsRefusals(422);
    await pascal.looksAt('mailed-code-wrong');
    await pascal.writes('Code reçu par courriel', await codeTo(PASCAL.email, since));
    await pascal.presses('Se connecter', `Bonjour ${PASCAL.firstName}`);
    expect(stage.inspection.flaws).toEqual([]);
  });
});

describe('a second factor', () => {
  it('is asked of a role, and set up at the next page', async () => {
    await opensSetting('Connexion', 'Comment vos membres se connectent');
    await nadege.chooses('aux contributeurs');
    await nadege.presses('Continuer', 'Confirmer ce changement');
    await nadege.reads('1 personne, sans double vérification');
    await nadege.looksAt('policy-second-factor');
    await nadege.presses('Enregistrer', 'Comment vos membres se connectent');
    await comesToRead(pascal, '/documents', `${TOWN.name} demande la double vérification`);
    pascal.expectsRefusals(403);
    await pascal.looksAt('proof-second-factor');
    await pascal.follows('Mettre en place la double vérification', 'Mettre en place la double vérification');
    await pascal.writes('Votre mot de passe', PASSWORD);
    await pascal.presses('Continuer', 'Ajoutez Parvis à votre application de codes');
    const key = await pascal.page.locator('code').innerText();
    application = new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) });
    await pascal.writes('Code affiché par l’application', application.generate());
    await pascal.presses('Mettre en place', 'Vos codes de secours');
    await pascal.follows('Je les ai gardés', 'Documents');
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('is given in a session that a mailed code opened', async () => {
    await pascal.losesHerSession();
    await pascal.goesTo(DOOR);
    const since = justNow();
    await pascal.writes('Votre adresse e-mail', PASCAL.email);
    await pascal.presses('Recevoir un code', 'Regardez vos courriels');
    await pascal.writes('Code reçu par courriel', await codeTo(PASCAL.email, since));
    await pascal.presses('Se connecter', `${TOWN.name} demande la double vérification`);
    await pascal.looksAt('proof-application');
    // The code of the present half minute has served.
    await pascal.writes('Code de l’application', application.generate({ timestamp: Date.now() + 30_000 }));
    await pascal.presses('Continuer', `Bonjour ${PASCAL.firstName}`);
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('is taken off by the référente when the telephone is lost', async () => {
    await nadege.goesTo('/organisation');
    await nadege.follows(
      new RegExp(`: ${PASCAL.firstName} ${PASCAL.lastName}`),
      `${PASCAL.firstName} ${PASCAL.lastName}`,
    );
    const account = `Le compte de ${PASCAL.firstName} ${PASCAL.lastName}`;
    await nadege.follows('Sa messagerie ou son téléphone est perdu', account);
    await nadege.looksAt('member-account');
    const since = justNow();
    await nadege.presses(/^Retirer la double vérification/, account);
    await nadege.looksAt('member-account-second-factor-off');
    await pascal.goesTo('/accueil');
    await pascal.arrivesOn('Se connecter');
    await awaitMail(stage.cloud.mailboxesOrigin, PASCAL.email, /double vérification est retirée/, since);
    await opensSetting('Connexion', 'Comment vos membres se connectent');
    await nadege.chooses('aux contributeurs');
    await nadege.chooses(/^Avec leur mot de passe/);
    await nadege.presses('Continuer', 'Confirmer ce changement');
    await nadege.presses('Enregistrer', 'Comment vos membres se connectent');
    expect(stage.inspection.flaws).toEqual([]);
  });
});

describe('another address of sign-in', () => {
  it('is his once both mailboxes have answered', async () => {
    await signsIn(pascal, PASCAL.email, `Bonjour ${PASCAL.firstName}`);
    await pascal.goesTo('/compte');
    await pascal.follows('en changer', 'Changer d’adresse de connexion');
    await pascal.looksAt('address');
    const since = justNow();
    await pascal.writes('Votre nouvelle adresse e-mail', HIS_NEW_ADDRESS);
    await pascal.writes('Votre mot de passe', PASSWORD);
    await pascal.presses('Envoyer les deux liens', 'Changer d’adresse de connexion');
    await pascal.reads('Changement en cours');
    await pascal.looksAt('address-under-way');
    // In the mail program of another machine.
    const mailboxes = await arrives(stage);
    await mailboxes.goesTo(await addressLink(PASCAL.email, since));
    await mailboxes.arrivesOn('Voulez-vous changer d’adresse de connexion ?');
    await mailboxes.looksAt('address-old-mailbox');
    await mailboxes.presses('Accepter', 'C’est noté : il reste l’autre adresse');
    await mailboxes.looksAt('address-half');
    await mailboxes.goesTo(await addressLink(HIS_NEW_ADDRESS, since));
    await mailboxes.arrivesOn('Cette adresse est-elle la vôtre ?');
    await mailboxes.looksAt('address-new-mailbox');
    await mailboxes.presses(/^Confirmer/, 'Votre adresse de connexion change');
    await mailboxes.looksAt('address-changed');
    await mailboxes.leaves();
    await comesToRead(pascal, '/compte', HIS_NEW_ADDRESS);
    await pascal.losesHerSession();
    await signsIn(pascal, HIS_NEW_ADDRESS, `Bonjour ${PASCAL.firstName}`);
    expect(stage.inspection.flaws).toEqual([]);
  });
});

async function addressLink(email: string, since: number): Promise<string> {
  const link = /\/connexion\/adresse\/[A-Za-z0-9_-]{43}/;
  return (await awaitMail(stage.cloud.mailboxesOrigin, email, link, since)).match[0];
}

describe('an account that they have elsewhere', () => {
  it('is asked for by the référente, set up by the operator, tried, and offered', async () => {
    await opensSetting('Se connecter avec un compte existant', 'Se connecter avec un compte existant');
    const address = await nadege.page.locator('main code').innerText();
    outside = await openOutsideProvider(address);
    for (const person of [nadege, pascal]) person.mayVisit(outside.issuer, stage.cloud.awsEndpoint);
    await nadege.looksAt('provider-none');
    await nadege.writes('Nom que vos collègues connaissent', PROVIDER);
    await nadege.writes('Adresse de l’émetteur', outside.issuer);
    await nadege.writes('Identifiant client', CLIENT.id);
    await nadege.writes('Secret client', CLIENT.secret);
    await nadege.presses('Envoyer la demande à l’opérateur', 'Se connecter avec un compte existant');
    await nadege.reads('À vérifier par l’opérateur');
    await nadege.looksAt('provider-asked');
    const operator = await arrives(stage);
    await signsIn(operator, OPERATOR_EMAIL, 'Inscriptions');
    await operator.goesTo('/territoire/fournisseurs');
    await operator.looksAt('operator-providers');
    await operator.follows(TOWN.name, `${PROVIDER}, ${TOWN.name}`);
    await operator.presses('Vérifier maintenant');
    await operator.reads('Tout est en ordre');
    await operator.looksAt('operator-provider-checked');
    await operator.presses('Vérifier et mettre en place');
    await operator.reads('En place, à essayer');
    await operator.looksAt('operator-provider-ready');
    await operator.leaves();
    outside.account = { sub: 'nadege', email: NADEGE.email };
    await nadege.goesTo('/organisation/fournisseur');
    await nadege.looksAt('provider-ready');
    await nadege.follows(`Essayer avec ${PROVIDER}`, 'Se connecter avec un compte existant');
    await nadege.presses('Le proposer à tous les membres', 'Se connecter avec un compte existant');
    await nadege.reads('vos collègues voient ce bouton');
    await nadege.looksAt('provider-offered');
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('opens the organisation to a member, and to nobody whom it does not know', async () => {
    const { issuer } = outside ?? { issuer: '' };
    const clara = await arrives(stage);
    clara.mayVisit(issuer, stage.cloud.awsEndpoint);
    await clara.goesTo(DOOR);
    await clara.reads(`Se connecter avec ${PROVIDER}`);
    await clara.looksAt('door-provider');
    if (outside) outside.account = { sub: 'nobody', email: 'personne@ailleurs.test', email_verified: true };
    await clara.follows(`Se connecter avec ${PROVIDER}`, 'La connexion n’a pas abouti');
    clara.expectsRefusals(403);
    await clara.looksAt('provider-not-entered');
    if (outside) outside.account = { sub: 'clara', email: CLARA.email, email_verified: true };
    await clara.losesHerSession();
    await clara.goesTo(DOOR);
    await clara.follows(`Se connecter avec ${PROVIDER}`, `Bonjour ${CLARA.firstName}`);
    await clara.goesTo('/compte');
    await clara.reads('entrez avec votre mot de passe');
    clara.expectsRefusals(403);
    await clara.looksAt('account-by-provider');
    await clara.leaves();
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('every page that they saw is as it should be', async () => {
    await Promise.all([nadege.leaves(), pascal.leaves()]);
    expect(stage.inspection.pages.size).toBeGreaterThan(33);
    expect(stage.inspection.flaws).toEqual([]);
  });
});
