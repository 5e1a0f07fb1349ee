/** A text on its way: saved by itself, published, undone, taken away by a colleague. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitorOf } from '../support/joining.ts';
import { memberOfOther, type SharedStage, sharedStage, signedIn } from './steps/members.ts';

let stage: SharedStage;
beforeAll(async () => {
  stage = await sharedStage();
}, 180_000);
afterAll(async () => {
  await stage?.browser.close();
});

const own = (name: string): string => `${name}@writing.test`;

/** What everybody reads on the public page of the organisation, at this moment. */
async function onThePublicPage(title: string): Promise<boolean> {
  const { text } = await visitorOf(stage.cloud).get(`/c/${stage.scene.territory.other.slug}`);
  return text.includes(title);
}

describe('a draft', () => {
  it('saves itself with its formatting, and is found again on the home page', async () => {
    const email = await memberOfOther(stage, { firstName: 'Lucas', email: own('lucas'), role: 'publisher' });
    const person = await signedIn(stage, email, 'Lucas');
    await person.goesTo('/publier/actualite');
    await person.writes('Titre', 'Vide-grenier de printemps');
    await person.composes('Texte', 'Inscriptions en mairie : ');
    await person.presses('Gras');
    // What was typed before a pause is saved before the rest: the page is left once the last words are.
    const saved = person.page.waitForResponse((answer) =>
      (answer.request().postData() ?? '').includes('avant vendredi'),
    );
    await person.page.keyboard.type('avant vendredi');
    expect((await saved).ok()).toBe(true);
    await person.reads('Brouillon enregistré à');
    await person.follows('Accueil', 'Bonjour Lucas');
    await person.reads('Ce qui vous attend');
    await person.looksAt('home-draft');
    await person.follows(/Terminer.*Vide-grenier de printemps/, 'Publier une actualité');
    expect(await person.page.getByLabel('Titre', { exact: true }).inputValue()).toBe('Vide-grenier de printemps');
    await person.page.locator('trix-editor strong', { hasText: 'avant vendredi' }).waitFor();
    await person.looksAt('draft');
    await person.leaves();
    expect(stage.inspection.flaws).toEqual([]);
  });
});

describe('a publication', () => {
  it('is undone within ten minutes, corrected and published again', async () => {
    const title = 'Bibliothèque : horaires d’été';
    const email = await memberOfOther(stage, { firstName: 'Élise', email: own('elise'), role: 'publisher' });
    const person = await signedIn(stage, email, 'Élise');
    await person.goesTo('/publier/actualite');
    await person.writes('Titre', title);
    await person.composes('Texte', 'Ouverte de 9 h à 12 h.');
    await person.chooses(/Tout le monde/);
    await person.presses('Publier maintenant', title);
    expect(await onThePublicPage(title)).toBe(true);
    await person.presses('Annuler la publication', 'Publier une actualité');
    expect(await onThePublicPage(title)).toBe(false);
    await person.reads('Ouverte de 9 h à 12 h.');
    await person.presses('Publier maintenant', title);
    expect(await onThePublicPage(title)).toBe(true);
    await person.leaves();
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('is taken away by a colleague, who is told what will happen', async () => {
    const title = 'Piscine : fermeture exceptionnelle';
    const author = await memberOfOther(stage, { firstName: 'Noël', email: own('noel'), role: 'publisher' });
    const colleague = await memberOfOther(stage, { firstName: 'Anaïs', email: own('anais'), role: 'publisher' });
    const writer = await signedIn(stage, author, 'Noël');
    await writer.goesTo('/publier/actualite');
    await writer.writes('Titre', title);
    await writer.composes('Texte', 'Fermée lundi pour travaux.');
    await writer.chooses(/Tout le monde/);
    await writer.presses('Publier maintenant', title);
    await writer.leaves();
    const person = await signedIn(stage, colleague, 'Anaïs');
    // Her home page shows the newest few of the whole network.
    await person.goesTo('/publications?onglet=organisation');
    await person.follows(title, title);
    await person.looksAt('publication-of-a-colleague');
    await person.follows('Retirer', 'Retirer cette publication');
    await person.reads('Plus personne ne pourra la lire');
    await person.looksAt('withdraw');
    await person.presses('Retirer la publication', title);
    await person.reads('Cette publication est retirée');
    await person.looksAt('withdrawn');
    expect(await onThePublicPage(title)).toBe(false);
    await person.leaves();
    expect(stage.inspection.flaws).toEqual([]);
  });
});
