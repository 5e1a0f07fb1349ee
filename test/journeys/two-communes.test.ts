/**
 * Two communes side by side, each in a browser of its own: what one says of itself, the other finds and reads; what is
 * not for her, she does not; and whoever is let go is out at her next click.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitMail } from '../../local/demo/mailbox.ts';
import type { Visitor } from '../../local/demo/visitor.ts';
import type { Person } from '../support/browser-person.ts';
import { importMailboxes, joinByCode, justNow, OPERATOR_EMAIL, welcome } from '../support/joining.ts';
import { as as actingAs } from '../support/territory.ts';
import { arrives } from './steps/cast.ts';
import { findsAtHome, findsInTheList } from './steps/at-home.ts';
import { comesToRead } from './steps/coming-to-read.ts';
import { invitesAgainThenNoMore, opensMember } from './steps/inviting.ts';
import { type SharedStage, sharedStage, signedIn } from './steps/members.ts';
import { suspends, writesToReferents } from './steps/operating.ts';
import { signsIn } from './steps/signing-up.ts';

const FIRST = { name: 'Moirax', slug: 'moirax' };
const SECOND = { name: 'Caudecoste', slug: 'caudecoste' };
const own = (name: string): string => `${name}@deux-communes.test`;
const MARTHE = { firstName: 'Marthe', lastName: 'Gimbrède', position: 'Secrétaire de mairie', email: own('marthe') };
const FERDINAND = { firstName: 'Ferdinand', lastName: 'Lalanne', position: 'Maire', email: own('ferdinand') };
const LOUISON = { firstName: 'Louison', lastName: 'Auvillar', email: own('louison'), role: 'contributor' } as const;

const PHONE = '05 53 67 11 22';
const MOBILE = '06 11 22 33 44';
const SERVICE = 'Accueil et état civil';
const GROUP = 'Voirie de la Gimone';
const CLOSED = 'Achats de la Gimone';
const SHARED = 'Balayeuse : le planning de décembre';
const UNFINISHED = 'Bulletin de janvier, à finir';
const MINE = 'Note interne sur les congés du garage';

let stage: SharedStage;
let marthe: Person;
let ferdinand: Person;
let louison: Person;
let referent: Visitor;

beforeAll(async () => {
  stage = await sharedStage();
  const { scene, cloud } = stage;
  await importMailboxes(actingAs(scene, scene.territory.operator), [FIRST, SECOND]);
  referent = await joinByCode(cloud, FIRST.slug, MARTHE);
  await joinByCode(cloud, SECOND.slug, FERDINAND);
  marthe = await signedIn(stage, MARTHE.email, MARTHE.firstName);
  ferdinand = await signedIn(stage, FERDINAND.email, FERDINAND.firstName);
}, 180_000);
afterAll(async () => {
  await stage?.browser.close();
});

describe('what a commune says of itself', () => {
  it('its public page, its services and its chart are written by its référente', async () => {
    await marthe.goesTo('/organisation');
    await marthe.follows('Page publique', 'Ma page publique');
    await marthe.looksAt('public-page-settings');
    await marthe.writes('Horaires d’ouverture (facultatif)', 'Lundi et jeudi : 9 h – 12 h');
    await marthe.presses('Enregistrer', 'Ma page publique');
    await marthe.reads('C’est enregistré');
    await marthe.goesTo('/organisation');
    await marthe.follows('Services', 'Services');
    await marthe.looksAt('services-none');
    await marthe.follows('Créer un service', 'Créer un service');
    await marthe.presses('Créer le service', 'Créer un service');
    marthe.expectsRefusals(422);
    await marthe.looksAt('service-refused');
    await marthe.writes('Nom du service', SERVICE);
    await marthe.selects('Responsable (facultatif)', `${MARTHE.firstName} ${MARTHE.lastName}`);
    await marthe.presses('Créer le service', 'Services');
    await marthe.reads(SERVICE);
    await marthe.looksAt('services');
    await marthe.follows('Voir l’organigramme', /Organigramme/);
    await marthe.looksAt('chart');
    expect(await marthe.sees(MARTHE.lastName)).toBe(true);
  });

  it('somebody of another commune finds her, with what she chose to show and nothing more', async () => {
    await marthe.goesTo('/compte/fiche');
    await marthe.looksAt('own-particulars');
    await marthe.selects('Fonction (facultatif)', 'Secrétaire de mairie');
    await marthe.writes('Téléphone professionnel (facultatif)', PHONE);
    await marthe.selects('Qui voit ce téléphone', 'Tous les membres du réseau');
    await marthe.writes('Téléphone mobile (facultatif)', MOBILE);
    await marthe.presses('Enregistrer ma fiche', 'Ma fiche');
    await marthe.reads('C’est enregistré');
    await comesToRead(ferdinand, '/annuaire?q=gimbrede', `${MARTHE.firstName} ${MARTHE.lastName}`);
    await ferdinand.looksAt('directory-found');
    const sheet = await ferdinand.downloads('Télécharger cette liste');
    await ferdinand.follows(`${MARTHE.firstName} ${MARTHE.lastName}`, `${MARTHE.firstName} ${MARTHE.lastName}`);
    await ferdinand.looksAt('directory-person');
    await ferdinand.reads(PHONE);
    expect([await ferdinand.sees(MOBILE), await ferdinand.sees(MARTHE.email)]).toEqual([false, false]);
    const card = await ferdinand.downloads('Enregistrer dans mes contacts');
    expect(card).toMatch(/^BEGIN:VCARD/);
    for (const taken of [sheet, card]) {
      expect(taken).toContain(MARTHE.lastName);
      expect(taken.replace(/[^\d\n]/g, '')).toContain('553671122');
      expect(taken.replace(/[^\d\n]/g, '')).not.toContain('611223344');
      expect(taken).not.toContain(MARTHE.email);
    }
    await ferdinand.goesTo(`/annuaire/${FIRST.slug}/organigramme`);
    await ferdinand.reads(SERVICE);
    await ferdinand.looksAt('chart-of-another');
  });
});

describe('a group of both', () => {
  it('one opens it, the other asks to enter, is let in, and reads what is shared in it and nothing else', async () => {
    await marthe.goesTo('/groupes');
    await marthe.looksAt('groups-none');
    await marthe.follows('Ouvrir un groupe', 'Ouvrir un groupe');
    await marthe.looksAt('group-new');
    await marthe.writes('Nom du groupe', GROUP);
    await marthe.writes('À quoi il sert', 'Partager la balayeuse et les barrières.');
    await marthe.chooses(/^Groupe de travail/);
    await marthe.chooses(/^Sur demande/);
    await marthe.presses('Ouvrir le groupe', GROUP);
    await marthe.looksAt('group');
    const { pathname } = new URL(marthe.page.url());
    await ferdinand.goesTo(pathname);
    await ferdinand.looksAt('group-door');
    await ferdinand.presses('Demander à entrer', GROUP);
    await ferdinand.reads('Votre demande est envoyée');
    await marthe.goesTo(`${pathname}/membres`);
    await marthe.looksAt('group-requests');
    await marthe.presses(/^Accepter/, 'Membres du groupe');
    await marthe.looksAt('group-members');
    await publishes(marthe, SHARED, new RegExp(GROUP));
    await publishes(marthe, MINE, /^Seulement/);
    await comesToRead(ferdinand, pathname, SHARED);
    await ferdinand.looksAt('group-of-another');
    expect(await ferdinand.sees(MINE)).toBe(false);
    await ferdinand.goesTo('/accueil');
    await findsAtHome(ferdinand, SHARED, pathname);
    expect(await ferdinand.sees(MINE)).toBe(false);
  });

  it('another, closed, takes in a whole organisation once its référent has accepted for it', async () => {
    await marthe.goesTo('/groupes/nouveau');
    await marthe.writes('Nom du groupe', CLOSED);
    await marthe.writes('À quoi il sert', 'Acheter ensemble.');
    await marthe.chooses(/^Comité de pilotage/);
    await marthe.chooses(/^Fermé/);
    await marthe.presses('Ouvrir le groupe', CLOSED);
    const { pathname } = new URL(marthe.page.url());
    await ferdinand.goesTo(pathname);
    ferdinand.expectsRefusals(404);
    await marthe.goesTo(`${pathname}/invitations?q=${SECOND.slug}`);
    await marthe.presses(`Inviter ${SECOND.name}`, 'Inviter');
    // Its intercommunal body may have joined meanwhile, and invite it too.
    await comesToRead(ferdinand, '/groupes', CLOSED);
    await ferdinand.reads('Votre organisation est invitée');
    await ferdinand.looksAt('groups-offered');
    await ferdinand.follows(CLOSED, CLOSED);
    await ferdinand.presses('Accepter pour mon organisation', CLOSED);
    await ferdinand.looksAt('group-door-accepted');
    await ferdinand.presses('Entrer dans le groupe', CLOSED);
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('is archived: both still read it, and nothing more is added', async () => {
    await marthe.goesTo('/groupes');
    await marthe.follows(GROUP, GROUP);
    const { pathname } = new URL(marthe.page.url());
    await marthe.follows('Réglages', /Réglages/);
    await marthe.looksAt('group-settings');
    await marthe.presses('Archiver le groupe', GROUP);
    await ferdinand.goesTo(pathname);
    await ferdinand.reads('Ce groupe est archivé');
    await ferdinand.reads(SHARED);
    await ferdinand.looksAt('group-archived');
    expect(await ferdinand.page.getByRole('link', { name: 'Publier dans le groupe' }).count()).toBe(0);
  });
});

async function publishes(person: Person, title: string, audience: RegExp): Promise<void> {
  await person.goesTo('/publier/actualite');
  await person.writes('Titre', title);
  await person.composes('Texte', 'Le détail est sur le tableau du garage.');
  await person.chooses(audience);
  await person.presses('Publier maintenant', title);
}

describe('a contributor', () => {
  const NOTICE = 'Fermeture du pont le 3 décembre';

  it('has what she writes for others read again by her référente, as that one has chosen', async () => {
    await welcome(stage.cloud, referent, LOUISON);
    louison = await signedIn(stage, LOUISON.email, LOUISON.firstName);
    await marthe.goesTo('/organisation');
    await marthe.follows('Valider avant de publier', 'Valider avant de publier');
    await marthe.chooses(/^Ce qui sort de l’organisation/);
    await marthe.presses('Enregistrer', 'Valider avant de publier');
    await marthe.looksAt('approval');
    await louison.goesTo('/publier/actualite');
    await louison.writes('Titre', NOTICE);
    await louison.composes('Texte', 'Déviation par la route de Layrac.');
    await louison.chooses(/réseau/);
    await louison.presses(/pour validation$/, NOTICE);
    await louison.reads('Envoyé pour validation');
    await louison.looksAt('submitted');
    await comesToRead(marthe, '/accueil', NOTICE);
    await marthe.follows('Relire et valider', NOTICE);
    await marthe.looksAt('to-approve');
    await marthe.presses('Publier maintenant', NOTICE);
    await ferdinand.goesTo('/publications');
    await findsInTheList(ferdinand, NOTICE);
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('is made a publisher, at her next click', async () => {
    await opensMember(marthe, LOUISON.lastName);
    await marthe.selects('Rôle', 'Rédacteur');
    await marthe.presses('Changer le rôle');
    await marthe.reads('Le rôle est changé');
    await louison.goesTo('/publier/actualite');
    await louison.chooses(/réseau/);
    expect(await louison.sees('pour validation')).toBe(false);
  });

  it('somebody who is invited has another link, then none', async () => {
    await invitesAgainThenNoMore(marthe, await arrives(stage), stage.cloud, {
      guest: { ...LOUISON, email: own('absent'), role: 'Lecteur' },
      organisation: FIRST.name,
    });
    expect(stage.inspection.flaws).toEqual([]);
  });
});

describe('somebody is let go', () => {
  it('while a page of hers is open: at her next click she is told', async () => {
    await louison.goesTo('/publier/actualite');
    await louison.writes('Titre', UNFINISHED);
    await louison.chooses(/^Seulement/);
    await louison.presses('Garder en brouillon');
    await louison.goesTo('/publications');
    await opensMember(marthe, LOUISON.lastName);
    await marthe.looksAt('member');
    await marthe.follows(/Retirer/, /Retirer/);
    await marthe.reads('Qui reprend ses brouillons');
    await marthe.looksAt('member-removal');
    await marthe.presses(/Retirer/);
    await marthe.reads('cette personne n’a plus accès');
    await louison.follows('Documents');
    await louison.arrivesOn('Vous n’avez plus accès');
    louison.expectsRefusals(403);
    await louison.looksAt('no-longer-member');
    expect(await louison.sees(SHARED)).toBe(false);
    await louison.leaves();
    await comesToRead(marthe, '/accueil', UNFINISHED);
  });

  it('the journal says so, and a copy of everything is made and mailed', async () => {
    await comesToRead(marthe, '/organisation/journal', 'Louison Auvillar');
    await marthe.looksAt('journal');
    const journal = await marthe.downloads('Télécharger en tableur');
    expect(journal).toMatch(/Louison Auvillar/);
    expect(journal).not.toContain(FERDINAND.lastName);
    const since = justNow();
    await marthe.goesTo('/organisation/copie');
    await marthe.looksAt('copy');
    await marthe.presses('Demander une copie', 'Copie des données de l’organisation');
    const { match } = await awaitMail(stage.cloud.mailboxesOrigin, MARTHE.email, /(\/organisation\/copie)/, since);
    await comesToRead(marthe, match[1] ?? '', 'Télécharger');
    await marthe.looksAt('copy-ready');
    expect(await marthe.sees('En préparation')).toBe(false);
  });
});

describe('the operator', () => {
  it('sees who uses the site, finds each organisation, writes to its référents, suspends it', async () => {
    const operator = await arrives(stage);
    await signsIn(operator, OPERATOR_EMAIL, 'Inscriptions');
    await operator.goesTo('/territoire/usage');
    await operator.looksAt('usage');
    await operator.follows('Voir la carte', 'La carte des trois tiers');
    await operator.looksAt('usage-map');
    await operator.goesTo('/territoire/usage');
    await operator.follows(/^Très actives/, 'Usage par organisation');
    await operator.reads('Le tiers qui en fait le plus');
    const usage = await operator.downloads('Télécharger toutes les organisations');
    expect([FIRST, SECOND].map(({ name }) => usage.includes(name))).toEqual([true, true]);
    await operator.goesTo('/territoire/organisations');
    await operator.looksAt('operator-organisations');
    await operator.writes('Nom (facultatif)', 'caudecoste');
    await operator.presses('Filtrer');
    await operator.follows(SECOND.name, SECOND.name);
    await operator.looksAt('operator-organisation');
    expect(await operator.sees(SHARED)).toBe(false);
    await writesToReferents(operator, stage.cloud, SECOND.name, FERDINAND.email);
    await suspends(operator, stage.cloud, SECOND.name, FERDINAND.email);
    await comesToRead(ferdinand, '/accueil', `${SECOND.name} est suspendue`);
    await ferdinand.looksAt('home-suspended');
    expect(await ferdinand.page.getByRole('link', { name: 'Publier', exact: true }).isVisible()).toBe(false);
    await marthe.goesTo('/accueil');
    expect(await marthe.sees('est suspendue')).toBe(false);
    await operator.presses(`Rendre ${SECOND.name} active`, SECOND.name);
    await comesToRead(operator, '/territoire/journal', 'Deux personnes se disent référentes');
    await operator.looksAt('operator-journal');
    await operator.leaves();
  });

  it('every page that they saw is as it should be', async () => {
    await Promise.all([marthe.leaves(), ferdinand.leaves()]);
    expect(stage.inspection.pages.size).toBeGreaterThan(36);
    expect(stage.inspection.flaws).toEqual([]);
  });
});
