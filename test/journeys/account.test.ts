/** What people do with their account: a password forgotten, a second factor, sessions, two organisations. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret, TOTP } from 'otpauth';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { WITHOUT_SCRIPT } from '../support/browser-manners.ts';
import type { Person } from '../support/browser-person.ts';
import { invite, justNow, PASSWORD } from '../support/joining.ts';
import { as } from '../support/territory.ts';
import { arrives, type Stage } from './steps/cast.ts';
import { comesToRead } from './steps/coming-to-read.ts';
import { joins } from './steps/inviting.ts';
import { memberOfOther, OTHER, type SharedStage, sharedStage, signedIn } from './steps/members.ts';
import { signsIn } from './steps/signing-up.ts';

let stage: SharedStage;
beforeAll(async () => {
  stage = await sharedStage();
}, 180_000);
afterAll(async () => {
  await stage?.browser.close();
});

const own = (name: string): string => `${name}@account.test`;

/** Opens « Mon compte » and presses something in it. */
async function inTheMenu(person: Person, words: string, to: string | RegExp): Promise<void> {
  await person.opens('Mon compte');
  await person.presses(words, to);
}

describe('a forgotten password', () => {
  it('is changed with the code that comes by mail, and ends the sessions that were open', async () => {
    const email = await memberOfOther(stage, { firstName: 'Odette', email: own('odette'), role: 'reader' });
    const elsewhere = await signedIn(stage, email, 'Odette');
    const person = await arrives(stage);
    await person.goesTo('/connexion');
    await person.follows('Mot de passe oublié', 'Mot de passe oublié');
    await person.looksAt('forgotten');
    const since = justNow();
    await person.writes('Votre adresse e-mail', email);
    await person.presses('Recevoir un code', 'Choisissez un nouveau mot de passe');
    await person.looksAt('forgotten-code');
    const { match } = await awaitMail(stage.cloud.mailboxesOrigin, email, /\b(\d{6})\b/, since);
    await person.writes('Code reçu par courriel', match[1] ?? '');
    await person.writes('Votre nouveau mot de passe', 'Une autre phrase 2026');
    await person.presses('Changer le mot de passe', 'Se connecter');
    await person.reads('Votre mot de passe est changé');
    await person.writes('Votre mot de passe', PASSWORD);
    await person.presses('Se connecter');
    await person.reads('ne correspond pas');
    person.expectsRefusals(422);
    await person.looksAt('sign-in-refused');
    await person.writes('Votre mot de passe', 'Une autre phrase 2026');
    await person.presses('Se connecter', 'Bonjour Odette');
    await elsewhere.goesTo('/accueil');
    await elsewhere.arrivesOn('Se connecter');
    await Promise.all([person.leaves(), elsewhere.leaves()]);
    expect(stage.inspection.flaws).toEqual([]);
  });
});

describe('the second factor', () => {
  it('is put in place from the account, and asked at the next sign-in, where a recovery code stands for it', async () => {
    const email = await memberOfOther(stage, { firstName: 'Régis', email: own('regis'), role: 'reader' });
    const person = await signedIn(stage, email, 'Régis');
    await person.goesTo('/compte');
    await person.looksAt('account');
    await person.follows('Mettre en place la double vérification', 'Mettre en place la double vérification');
    await person.looksAt('second-factor');
    await person.writes('Votre mot de passe', PASSWORD);
    await person.presses('Continuer', 'Ajoutez Parvis à votre application de codes');
    await person.looksAt('second-factor-key');
    const key = await person.page.locator('code').innerText();
    const generator = new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) });
    await person.writes('Code affiché par l’application', generator.generate());
    await person.presses('Mettre en place', 'Vos codes de secours');
    await person.reads('La double vérification est en place');
    await person.looksAt('recovery-codes');
    const codes = await person.page.locator('ol code').allInnerTexts();
    expect(codes).toHaveLength(10);
    expect(await person.downloads('Télécharger ces codes')).toContain(codes.join('\r\n'));
    await person.follows('Je les ai gardés', 'Mon compte');
    await person.reads('il vous en reste 10');
    await person.looksAt('account-second-factor');
    await inTheMenu(person, 'Se déconnecter', /./);
    await signsIn(person, email, 'Votre code');
    await person.looksAt('sign-in-code');
    await person.writes('Code à six chiffres', '000000');
    await person.presses('Continuer');
    await person.reads('Ce code ne correspond pas');
    person.expectsRefusals(422);
    await person.opens('Je n’ai pas mon téléphone');
    await person.writes('Code de secours', 'K7QF2-MXD4R');
    await person.presses('Continuer avec ce code');
    await person.reads('Ce code de secours ne correspond pas');
    person.expectsRefusals(422);
    await person.looksAt('sign-in-recovery-refused');
    const since = justNow();
    await person.writes('Code de secours', codes[0]?.toLowerCase() ?? '');
    await person.presses('Continuer avec ce code', 'Bonjour Régis');
    await awaitMail(stage.cloud.mailboxesOrigin, email, /code de secours a servi/, since);
    await person.goesTo('/compte');
    await person.reads('il vous en reste 9');
    // The last time but this one.
    await person.reads(/Dernière connexion/);
    expect(await person.sees('celle-ci est la première')).toBe(false);
    await person.reads(/avec le mot de passe et un code de secours/);
    await person.follows('Les renouveler', 'Renouveler les codes de secours');
    await person.looksAt('recovery-codes-renewed');
    await person.writes('Votre mot de passe', PASSWORD);
    await person.presses('Recevoir de nouveaux codes', 'Vos codes de secours');
    await person.follows('Je les ai gardés', 'Mon compte');
    await person.follows('Changer de téléphone', 'Changer de téléphone');
    await person.looksAt('second-factor-replaced');
    await person.goesTo('/compte');
    await person.follows('le corriger', 'Mon nom');
    await person.writes('Nom', '');
    await person.presses('Enregistrer', 'Mon nom');
    await person.reads('Indiquez votre nom');
    person.expectsRefusals(422);
    await person.looksAt('name-refused');
    await person.writes('Nom', 'Cassagne');
    await person.presses('Enregistrer', 'Mon nom');
    await person.reads('C’est enregistré');
    await person.looksAt('name');
    await person.goesTo('/compte');
    await person.follows(/^Mes données/, 'Mes données');
    await person.looksAt('own-data');
    await person.presses('Demander une copie de mes données', 'Mes données');
    await person.reads('La copie se prépare');
    await comesToRead(person, '/compte/donnees', 'Télécharger');
    await person.follows('Voir ce que fermer veut dire', 'Fermer mon compte');
    await person.looksAt('account-closing');
    await person.presses('Fermer mon compte définitivement', /./);
    await person.looksAt('account-closed');
    await person.goesTo('/accueil');
    await person.arrivesOn('Se connecter');
    await person.leaves();
    expect(stage.inspection.flaws).toEqual([]);
  });
});

describe('a session that ends while somebody writes', () => {
  /** She writes; somewhere else she signs out everywhere; her text goes on with her. */
  async function writesOn(where: Stage, email: string, firstName: string, title: string): Promise<void> {
    const text = 'Le four du village est allumé samedi à partir de neuf heures.';
    const writer = await signedIn(where, email, firstName);
    await writer.goesTo('/publier/actualite');
    const elsewhere = await signedIn(stage, email, firstName);
    await elsewhere.goesTo('/compte');
    await elsewhere.presses('Se déconnecter partout ailleurs', 'Mon compte');
    await elsewhere.reads('vous n’êtes plus connecté qu’ici');
    await writer.writes('Titre', title);
    await writer.composes('Texte', text);
    await writer.chooses(/^Seulement/);
    if (where.manner.script) {
      await writer.reads('Votre session a expiré ; votre texte est conservé.');
      writer.expectsRefusals(401);
    }
    await writer.presses('Publier maintenant', 'Votre session a expiré');
    writer.expectsRefusals(401);
    await writer.looksAt('session-expired');
    await writer.writes('Votre adresse e-mail', email);
    await writer.writes('Votre mot de passe', PASSWORD);
    await writer.presses('Se reconnecter', 'Votre texte est conservé');
    await writer.looksAt('text-kept');
    await writer.presses('Reprendre', title);
    await writer.reads(text);
    await Promise.all([writer.leaves(), elsewhere.leaves()]);
  }

  it('loses nothing that was typed', async () => {
    const email = await memberOfOther(stage, { firstName: 'Paule', email: own('paule'), role: 'contributor' });
    await writesOn(stage, email, 'Paule', 'Fête du pain');
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('loses nothing without script either', async () => {
    const email = await memberOfOther(stage, { firstName: 'Ginette', email: own('ginette'), role: 'contributor' });
    await writesOn({ ...stage, manner: WITHOUT_SCRIPT }, email, 'Ginette', 'Fête du four');
    expect(stage.inspection.flaws).toEqual([]);
  });
});

describe('a secretary of two communes', () => {
  it('joins the second with the password she has, and goes from one to the other', async () => {
    const { scene, cloud } = stage;
    const email = await memberOfOther(stage, { firstName: 'Maryse', email: own('maryse'), role: 'publisher' });
    const { home, referent } = scene.territory;
    const guest = { firstName: 'Maryse', lastName: 'Essai', email, role: 'publisher' } as const;
    const { link } = await invite(cloud, as(scene, referent), guest);
    const person = await arrives(stage);
    await joins(person, link, home.name, 'Maryse');
    await person.opens('Mon compte');
    await person.looksAt('home-menu');
    await person.presses(OTHER, 'Bonjour Maryse');
    await person.goesTo('/publier/actualite');
    await person.reads(`Seulement ${OTHER}`);
    await inTheMenu(person, home.name, 'Bonjour Maryse');
    await person.goesTo('/publier/actualite');
    await person.reads(`Seulement ${home.name}`);
    await person.leaves();
    expect(stage.inspection.flaws).toEqual([]);
  });
});
