/** What a référente puts online. */
import { expect } from 'vitest';
import type { Person } from '../../support/browser-person.ts';
import { MATTER } from '../../support/publishing.ts';
import { anAct, type Place } from './cast.ts';

/** A document, as an act of the council, for everybody. */
export async function publishesAnAct(person: Person, { name }: Place, title: string): Promise<void> {
  const file = await anAct(name, '2024-014');
  await person.follows('Publier', 'Publier');
  await person.looksAt('publish-choice');
  await person.follows('Délibération', 'Publier une délibération');
  await person.looksAt('publish-act');
  if (person.manner.script) {
    await noteProgress(person);
    await person.picks(file);
    await person.reads(/Reçu et vérifié/);
    expect(await progressShown(person)).toMatch(/bar [^]*Envoi en cours/);
  }
  await person.writes('Objet', title);
  await person.writes('Date de la séance', '2024-11-19');
  await person.writes('Numéro (facultatif)', '2024-014');
  await person.selects('Matière', MATTER.words);
  await person.writes('Prénom de l’auteur de l’acte', 'Odile');
  await person.writes('Nom de l’auteur', 'Signataire');
  await person.writes('Qualité de l’auteur', 'Maire');
  await person.chooses(/Tout le monde/);
  await person.looksAt('publish-act-written');
  await person.presses('Publier maintenant');
  if (!person.manner.script) {
    await person.arrivesOn('Joindre le document');
    await person.looksAt('publish-act-file');
    await person.picks(file);
    await person.presses('Envoyer le document');
    await waitsForTheCheck(person);
    await person.looksAt('publish-act-ready');
    await person.presses('Publier maintenant');
  }
  await person.arrivesOn(title);
  await person.reads('Votre délibération est en ligne');
  await person.looksAt('act-just-published');
}

/** Notes what the field says while the file is sent: each sentence may stay for a moment only. */
async function noteProgress({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    const field = document.querySelector('[data-upload]');
    if (!(field instanceof HTMLElement)) throw new Error('There is no field to send a document.');
    const note = () => {
      const shown = field.querySelector('progress') !== null;
      field.dataset['noted'] = `${field.dataset['noted'] ?? ''}${shown ? 'bar ' : ''}${field.innerText}\n`;
    };
    new MutationObserver(note).observe(field, { childList: true, subtree: true, characterData: true });
  });
}

async function progressShown({ page }: Person): Promise<string> {
  return (await page.locator('[data-upload]').first().getAttribute('data-noted')) ?? '';
}

/** Without script the page looks again by itself until the document has been checked. */
async function waitsForTheCheck(person: Person): Promise<void> {
  const ready = person.page.getByRole('heading', { level: 1, name: 'Tout est prêt' });
  await ready.waitFor();
}

export interface Written {
  title: string;
  text: string;
  audience: RegExp;
}

/** A short piece of news. */
export async function publishesNews(person: Person, { title, text, audience }: Written): Promise<void> {
  await person.follows('Publier', 'Publier');
  await person.follows('Actualité', 'Publier une actualité');
  await person.writes('Titre', title);
  await person.composes('Texte', text);
  await person.chooses(audience);
  await person.looksAt('publish-news-written');
  await person.presses('Publier maintenant', title);
  await person.reads('Votre actualité est en ligne');
  await person.reads(text);
  await person.looksAt('news-just-published');
}
