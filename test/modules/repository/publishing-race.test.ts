/** A document thrown away, or erased for good, at the very moment when somebody publishes it: whole, or not at all. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentById } from '../../../modules/documents/index.ts';
import { newId } from '../../../platform/ids.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { type Answered, type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { fileOf, followed, send, trash } from './world.ts';

let world: World;
let claire: Caller & { id: string };
let paul: Caller & { id: string };
let referent: Caller & { id: string };
const scope = organisationScope(NERAC.siren);
/** Requests that the publisher makes first: each time another step of hers meets those of the other. */
const HEAD_STARTS = [0, 1, 2, 3, 4, 6];

beforeAll(async () => {
  world = await openWorld();
  await world.register(NERAC, true);
  claire = await world.person(NERAC, 'publisher');
  paul = await world.person(NERAC, 'contributor');
  referent = await world.person(NERAC, 'referent');
});
afterAll(() => world.close());

const words = ({ text }: { text: string }): string => text.replace(/[\u00a0\u202f]/g, ' ');

interface Seen {
  id: string;
  document: string;
  title: string;
}

async function publish({ id, document, title }: Seen, after: number): Promise<Answered> {
  for (let looks = 0; looks < after; looks += 1) await claire.get(`/documents/${document}/etat`);
  const fields = { id, title, body: 'Jeudi.', audience: 'public', document, action: 'publish' };
  return claire.post('/publier/actualite', fields);
}

/** What everybody reads of it: whole with its document, or no trace of it anywhere. */
async function checkWhole(answer: Answered, seen: Seen): Promise<void> {
  const [own, everybody, page, document] = await Promise.all([
    claire.get('/publications'),
    world.visitor.get(`/c/${NERAC.slug}/actualites/${seen.id}`),
    world.visitor.get(`/c/${NERAC.slug}`),
    documentById(world.table, scope, seen.document),
  ]);
  const isOnline = answer.status === 303;
  expect([own.text.includes(seen.title), everybody.status, page.text.includes(seen.title)]).toEqual(
    isOnline ? [true, 200, true] : [false, 404, false],
  );
  if (!isOnline) return expect(words(answer)).toContain('Ce document n’existe plus');
  // Its bytes are there for those who read it.
  expect(document?.state).toBe('ready');
  expect([...world.files.objects.keys()].some((key) => key.includes(seen.document))).toBe(true);
  expect((await claire.get(`/documents/${seen.document}/fichier`)).location).toContain(seen.document);
}

describe('a document that is being published', () => {
  it.each(HEAD_STARTS)('is not half thrown away by one who comes %s requests before', async (round) => {
    const seen = { id: newId('pub'), title: `Course ${round} entre deux`, document: '' };
    seen.document = await send(world, paul, `Course ${round}.pdf`);
    const file = fileOf(seen.document);
    const [published, thrown] = await Promise.all([
      publish(seen, round),
      paul.post('/documents/classer', { action: 'jeter', choix: file }),
    ]);
    expect([
      [303, 303],
      [303, 409],
    ]).toContainEqual([published.status, thrown.status]);
    // Whoever comes second is told why; whoever came first is not undone.
    if (thrown.status === 409) expect(words(thrown)).toMatch(/est joint à une publication en ligne|changé entre-temps/);
    expect((await trash(claire)).some(({ id }) => id === file)).toBe(thrown.status === 303);
    await checkWhole(published, seen);
  });

  it.each(HEAD_STARTS)('is not half erased by one who comes %s requests before', async (round) => {
    const seen = { id: newId('pub'), title: `Effacement ${round} à l’instant`, document: '' };
    seen.document = await send(world, paul, `Effacement ${round}.pdf`);
    const file = fileOf(seen.document);
    await paul.post('/documents/classer', { action: 'jeter', choix: file });
    const erase = () => referent.post('/documents/classer', { action: 'effacer', choix: file });
    const [published, erased] = await Promise.all([
      publish(seen, round),
      followed(world, NERAC.siren, 'file', file, erase),
    ]);
    expect(erased.status).toBe(303);
    expect([303, 422]).toContain(published.status);
    await checkWhole(published, seen);
  });
});
