/**
 * A commune comes in at the invitation of its intercommunal body, takes somebody in who asks to, and goes: with its
 * copy, and back again.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { textIn } from '../../local/demo/visitor.ts';
import type { Person } from '../support/browser-person.ts';
import {
  importMailboxes,
  joinByCode,
  justNow,
  mailboxOf,
  OPERATOR_EMAIL,
  visitorOf,
  welcomeLink,
} from '../support/joining.ts';
import { as as actingAs } from '../support/territory.ts';
import { arrives, as } from './steps/cast.ts';
import { newSiren } from '../support/siren.ts';
import { comesToRead } from './steps/coming-to-read.ts';
import { joins } from './steps/inviting.ts';
import { accepts } from './steps/operating.ts';
import { type SharedStage, sharedStage, signedIn } from './steps/members.ts';
import { opensHerLink, opensHerSpace, saysWhoSheIs, signsIn } from './steps/signing-up.ts';

const BODY = { name: 'CA Agglomération d’Agen', slug: 'ca-agglomeration-d-agen' };
const TOWN = { name: 'Sainte-Colombe-en-Bruilhois', slug: 'sainte-colombe-en-bruilhois', typed: 'sainte-colombe' };
const own = (name: string): string => `${name}@allees.test`;
const BLAISE = { firstName: 'Blaise', lastName: 'Duprat', position: 'Directeur', email: own('blaise') };
const YVETTE = { firstName: 'Yvette', lastName: 'Carrère', position: 'Secrétaire de mairie', email: own('yvette') };
const OCTAVE = { firstName: 'Octave', lastName: 'Lamarque', position: 'Adjoint au maire', email: own('octave') };

let stage: SharedStage;
let blaise: Person;
let yvette: Person;
let octave: Person;

beforeAll(async () => {
  stage = await sharedStage();
  const { scene, cloud } = stage;
  // As the register writes it.
  const body = { ...BODY, name: 'CA Agglomération d’Agen'.replace('’', "'") };
  await importMailboxes(actingAs(scene, scene.territory.operator), [body, TOWN]);
  await joinByCode(cloud, BODY.slug, BLAISE);
  blaise = await signedIn(stage, BLAISE.email, BLAISE.firstName);
}, 180_000);
afterAll(async () => {
  await stage?.browser.close();
});

/** The path of the link that came to an address. */
async function linkTo(email: string, link: RegExp, since: number): Promise<string> {
  return (await awaitMail(stage.cloud.mailboxesOrigin, email, link, since)).match[0];
}

describe('a commune that its intercommunal body invites', () => {
  it('is invited at its official mailbox', async () => {
    await blaise.goesTo('/organisation');
    await blaise.follows(/^Communes membres/, 'Communes membres');
    await blaise.looksAt('communes');
    await blaise.follows(`Inviter ${TOWN.name}`, `Inviter ${TOWN.name}`);
    await blaise.looksAt('commune-to-invite');
    await blaise.presses('Envoyer l’invitation', 'Communes membres');
    await blaise.reads('L’invitation est partie');
    await blaise.reads('Invitée à sa messagerie officielle');
    await blaise.looksAt('communes-invited');
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('follows the link of the mail, and has its space', async () => {
    const invitation = await linkTo(mailboxOf(TOWN.slug), /\/inscription\/invitation\/[\w-]{43}/, 0);
    yvette = await arrives(stage);
    await yvette.goesTo(invitation);
    await yvette.arrivesOn(`Inscrire ${TOWN.name}`);
    await yvette.looksAt('sign-up-invited');
    const since = justNow();
    await saysWhoSheIs(yvette, YVETTE);
    await opensHerLink(yvette, stage.cloud, YVETTE.email, since);
    await opensHerSpace(yvette, TOWN, YVETTE.firstName);
    await comesToRead(blaise, '/organisation/communes', 'Inscrite');
    expect(yvette.page.url()).toMatch(/\/accueil$/);
  });
});

describe('somebody who asks to join', () => {
  it('says who he is on the public page, and confirms his address', async () => {
    octave = await arrives(stage);
    await octave.goesTo(`/c/${TOWN.slug}`);
    await octave.follows('Demandez à rejoindre son espace', `Demander à rejoindre ${TOWN.name}`);
    await octave.looksAt('asking-to-join');
    await octave.presses('Envoyer ma demande');
    octave.expectsRefusals(422);
    await octave.looksAt('asking-to-join-refused');
    await octave.writes('Prénom', OCTAVE.firstName);
    await octave.writes('Nom', OCTAVE.lastName);
    await octave.writes('Votre fonction', OCTAVE.position);
    await octave.writes('Votre adresse e-mail', OCTAVE.email);
    await octave.writes('Quelques mots pour ses référents (facultatif)', 'Yvette me connaît.');
    const since = justNow();
    await octave.presses('Envoyer ma demande', 'Regardez votre messagerie');
    await octave.looksAt('asked-to-join');
    await octave.goesTo(await linkTo(OCTAVE.email, /\/inscription\/rejoindre\/[\w-]{43}/, since));
    await octave.looksAt('asking-to-join-confirm');
    await octave.presses('Confirmer ma demande', 'Votre demande est transmise');
    await octave.looksAt('asking-to-join-confirmed');
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('is accepted by the référente, and comes in by the link of his mail', async () => {
    await comesToRead(yvette, '/organisation', `${OCTAVE.firstName} ${OCTAVE.lastName}`);
    await yvette.looksAt('organisation-request');
    const since = justNow();
    await yvette.follows(/Octave/, `${OCTAVE.firstName} ${OCTAVE.lastName}`);
    await yvette.looksAt('join-request');
    await yvette.presses('Accepter et envoyer le lien', TOWN.name);
    await yvette.looksAt('organisation-request-accepted');
    const link = await welcomeLink(stage.cloud, OCTAVE.email, since);
    await joins(octave, link, TOWN.name, OCTAVE.firstName);
    expect(octave.page.url()).toMatch(/\/accueil$/);
  });
});

describe('several people invited at once', () => {
  it('come from a file of a spreadsheet, shown before anything is sent', async () => {
    await yvette.goesTo('/organisation/invitations/liste');
    await yvette.looksAt('invitation-list');
    const rows = ['Nom;Prénom;Courriel', `Léger;Anaïs;${own('anais')}`, 'Bob;Lot;bob@allees'];
    const file = { name: 'élus.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n'), 'latin1') };
    await yvette.page.getByLabel('Ou un fichier CSV (facultatif)').setInputFiles(file);
    await yvette.presses('Vérifier avant d’envoyer', 'Inviter plusieurs personnes');
    await yvette.reads('Rien n’est encore envoyé');
    await yvette.reads('1 ligne à corriger');
    await yvette.looksAt('invitation-list-shown');
    await yvette.presses('Envoyer 1 invitation', 'Inviter plusieurs personnes');
    await yvette.reads('1 invitation est partie.');
    await yvette.looksAt('invitation-list-sent');
    const left = yvette.page.getByLabel('Personnes à inviter');
    expect(await left.inputValue()).toBe('Nom;Prénom;Courriel\nBob;Lot;bob@allees');
    expect(stage.inspection.flaws).toEqual([]);
  });
});

describe('a closed group', () => {
  const GROUP = 'Fusion des écoles';

  it('takes in somebody picked from the directory, whose address its facilitator never sees', async () => {
    await yvette.goesTo('/groupes/nouveau');
    await yvette.writes('Nom du groupe', GROUP);
    await yvette.writes('À quoi il sert', 'Préparer la rentrée.');
    await yvette.chooses(/^Groupe de travail/);
    await yvette.chooses(/^Fermé/);
    await yvette.presses('Ouvrir le groupe', GROUP);
    await yvette.follows('Inviter', 'Inviter');
    const invitations = new URL(yvette.page.url()).pathname;
    const name = `${BLAISE.firstName} ${BLAISE.lastName}`;
    await comesToRead(yvette, `${invitations}?nom=duprat`, name);
    await yvette.looksAt('group-people-found');
    const since = justNow();
    await yvette.presses(`Inviter ${name}`, 'Inviter');
    await yvette.reads('L’invitation est partie');
    await yvette.looksAt('group-invited');
    expect([await yvette.sees(name), await yvette.sees(BLAISE.email)]).toEqual([true, false]);
    await blaise.goesTo(await linkTo(BLAISE.email, /\/groupes\/grp_\w{26}/, since));
    await blaise.reads('Une invitation pour vous');
    await blaise.looksAt('group-door-invited');
    await blaise.presses('Entrer dans le groupe', GROUP);
    expect(stage.inspection.flaws).toEqual([]);
  });
});

describe('an organisation that the register lacks', () => {
  it('shows its SIREN, and is answered by the operator', async () => {
    const SYNDICATE = {
      name: 'Syndicat des eaux de la Gimone',
      slug: 'syndicat-des-eaux-de-la-gimone',
      typed: 'syndicat',
    };
    const asker = await arrives(stage);
    await asker.goesTo('/inscription/autre');
    await asker.looksAt('sign-up-unlisted');
    await asker.writes('Le nom de l’organisation', SYNDICATE.name);
    await asker.selects('Son type', 'Syndicat intercommunal ou mixte');
    await asker.writes('Prénom', 'Ambre');
    await asker.writes('Nom', 'Lassère');
    await asker.writes('Votre fonction', 'Directrice');
    await asker.writes('Votre adresse e-mail', own('ambre'));
    await asker.writes('Son numéro SIREN', '254 700 018');
    await asker.presses('Envoyer la demande', 'Inscrire une autre organisation');
    asker.expectsRefusals(422);
    await asker.looksAt('sign-up-unlisted-refused');
    await asker.writes('Son numéro SIREN', newSiren());
    await asker.presses('Envoyer la demande', /./);
    await asker.looksAt('sign-up-unlisted-asked');
    await asker.leaves();
    const operator = await arrives(stage);
    await signsIn(operator, OPERATOR_EMAIL, 'Inscriptions');
    const since = justNow();
    await accepts(operator, SYNDICATE);
    await welcomeLink(stage.cloud, own('ambre'), since);
    await operator.goesTo('/territoire/organisations');
    await operator.follows('Ajouter une organisation', 'Ajouter une organisation');
    await operator.looksAt('operator-add-organisation');
    await operator.leaves();
    expect(stage.inspection.flaws).toEqual([]);
  });
});

describe('an organisation that leaves', () => {
  it('says whom it reaches, and goes once its name is written', async () => {
    await yvette.goesTo('/organisation');
    await yvette.follows(/^Quitter le territoire/, 'Quitter le territoire');
    await yvette.reads('2 membres');
    await yvette.looksAt('departure');
    await yvette.writes('La raison', 'La commune fusionne avec sa voisine.');
    await yvette.writes(`Le nom de l’organisation : ${TOWN.name}`, 'Agen');
    await yvette.presses('Quitter le territoire');
    await yvette.reads(`Écrivez « ${TOWN.name} »`);
    yvette.expectsRefusals(422);
    await yvette.looksAt('departure-refused');
    await yvette.writes(`Le nom de l’organisation : ${TOWN.name}`, TOWN.name);
    await yvette.presses('Quitter le territoire', `${TOWN.name} a quitté le territoire`);
    await yvette.looksAt('departure-done');
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('is closed to its members at their next click, and to everybody', async () => {
    await comesToRead(octave, '/documents', `${TOWN.name} a quitté ce territoire`);
    octave.expectsRefusals(403);
    await octave.looksAt('no-longer-there');
    await comesToRead(blaise, '/organisation/communes', 'A quitté le territoire');
    await blaise.looksAt('communes-left');
    await as(stage, async (anybody) => {
      await anybody.goesTo(`/c/${TOWN.slug}`);
      anybody.expectsRefusals(410);
      await anybody.looksAt('public-page-left');
      await anybody.goesTo(`/connexion/${TOWN.slug}`);
      anybody.expectsRefusals(410);
      await anybody.looksAt('door-left');
      await anybody.goesTo(`/inscription/${TOWN.slug}`);
      anybody.expectsRefusals(409);
      await anybody.looksAt('sign-up-left');
    });
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('has its copy by the link of the mail, without signing in', async () => {
    const link = await linkTo(YVETTE.email, /\/u\/copie\/[\w-]{43}/, 0);
    const holder = await arrives(stage);
    await holder.goesTo(link);
    await holder.looksAt('copy-by-link');
    const download = holder.page.waitForEvent('download');
    await holder.follows('Télécharger');
    expect((await download).suggestedFilename()).toMatch(/\.zip$/);
    await holder.leaves();
  });

  it('is brought back by the operator, with its members', async () => {
    const operator = await arrives(stage);
    await signsIn(operator, OPERATOR_EMAIL, 'Inscriptions');
    await operator.goesTo('/territoire/organisations');
    await operator.reads('Ont quitté le territoire');
    await operator.looksAt('operator-organisations-left');
    await operator.follows(TOWN.name, TOWN.name);
    await operator.looksAt('operator-organisation-left');
    await operator.presses(`Rétablir ${TOWN.name}`, TOWN.name);
    await operator.looksAt('operator-organisation-back');
    await operator.leaves();
    await comesToRead(octave, '/accueil', `Bonjour ${OCTAVE.firstName}`);
    octave.expectsRefusals(403);
    const shown = await visitorOf(stage.cloud).get(`/c/${TOWN.slug}`);
    expect(textIn(shown, 'name')).toBe(TOWN.name);
  });

  it('every page that they saw is as it should be', async () => {
    await Promise.all([blaise.leaves(), yvette.leaves(), octave.leaves()]);
    expect(stage.inspection.pages.size).toBeGreaterThan(27);
    expect(stage.inspection.flaws).toEqual([]);
  });
});
