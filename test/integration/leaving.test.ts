/** Who leaves an organisation, who goes on with her drafts, and what happens when two decide at once. */
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { succeeded, type Visitor } from '../../local/demo/visitor.ts';
import type { TestCloud } from '../support/cloud.ts';
import { type Guest, importMailboxes, joinByCode, operatorOf, welcome } from '../support/joining.ts';
import { wordsOf } from '../support/pages.ts';
import { keepDraft, newsFields } from '../support/publishing.ts';
import { scene } from '../support/territory.ts';

let cloud: TestCloud;
let referent: Visitor;
beforeAll(async () => {
  ({ cloud } = await scene());
  await importMailboxes(await operatorOf(cloud), [{ name: 'Le Passage', slug: 'le-passage' }]);
  const applicant = { firstName: 'Aude', lastName: 'Lacaze', position: 'Secrétaire', email: 'aude@le-passage.test' };
  referent = await joinByCode(cloud, 'le-passage', applicant);
});

const account = z.object({ person: z.object({ id: z.string() }) });
const idOf = async (visitor: Visitor): Promise<string> =>
  account.parse(succeeded(await visitor.get('/compte'), 'Her account').json).person.id;

const pathOf = (id: string): string => `/organisation/membres/${id}`;
const members = z.object({ members: z.array(z.object({ person: z.string(), role: z.string(), version: z.number() })) });
const membersSeenBy = async (visitor: Visitor) => members.parse((await visitor.get('/organisation')).json).members;
const drafts = z.object({ drafts: z.array(z.object({ title: z.string(), author: z.object({ id: z.string() }) })) });

const guest = async (firstName: string, role: Guest['role']) => {
  const email = `${firstName.toLowerCase()}@le-passage.test`;
  const visitor = await welcome(cloud, referent, { firstName, lastName: 'Essai', email, role });
  return { visitor, id: await idOf(visitor) };
};

/** The author of a draft, once what follows from the departure has been done. */
async function authorOf(title: string, expected: string): Promise<string | undefined> {
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(50)) {
    const { json } = await referent.get('/publications?onglet=brouillons');
    const author = drafts.parse(json).drafts.find((draft) => draft.title === title)?.author.id;
    if (author === expected) return author;
  }
  return undefined;
}

describe('somebody who is removed', () => {
  it('leaves her drafts to whoever was named, who waits for approval too', async () => {
    const [leaver, successor] = [await guest('Nina', 'contributor'), await guest('Olga', 'contributor')];
    await keepDraft(leaver.visitor, { title: 'Brouillon de Nina', body: 'Suite.', audience: 'organisation' });
    const submitted = { ...newsFields('Envoi de Nina', 'Suite.', 'organisation'), action: 'submit' };
    succeeded(await leaver.visitor.post('/publier/actualite', submitted), 'A text waits');
    const page = await referent.get(`${pathOf(leaver.id)}/retirer`, { as: 'page' });
    expect(wordsOf(page.text)).toContain('Qui reprend ses brouillons ?');
    expect(wordsOf(page.text)).toContain('Olga Essai, contributeur');
    succeeded(await referent.post(`${pathOf(leaver.id)}/retirer`, { to: successor.id }), 'She is removed');
    expect(await authorOf('Brouillon de Nina', successor.id)).toBe(successor.id);
    expect(await authorOf('Envoi de Nina', successor.id)).toBe(successor.id);
    const takenBack = await successor.visitor.post(`/publications/${submitted.id}/reprendre`, { version: 1 });
    expect(takenBack.status).toBe(200);
  });

  it('is told so at her next click, on a page, a form and as a program, and keeps what she typed', async () => {
    const { visitor, id } = await guest('Perle', 'contributor');
    succeeded(await referent.post(`${pathOf(id)}/retirer`), 'She is removed');
    const body = 'Un texte de plusieurs lignes, écrit pendant que la page était ouverte.';
    const typed = { ...newsFields('Pendant ce temps', body, 'organisation'), action: 'publish' };
    const form = await visitor.post('/publier/actualite', typed, { as: 'page' });
    const page = await visitor.get('/accueil', { as: 'page' });
    const program = await visitor.post('/publier/actualite', typed);
    expect([form.status, page.status, program.status]).toEqual([403, 403, 403]);
    expect(wordsOf(page.text)).toContain('Vous n’avez plus accès');
    expect(wordsOf(form.text)).toContain('Vous n’avez plus accès');
    expect(form.text).toContain(body);
    expect(program.json).toMatchObject({ type: '/problemes/no-longer-member' });
  });

  it('is not followed by somebody who is no member, nor by a reader', async () => {
    const [leaver, reader] = [await guest('Rita', 'contributor'), await guest('Sara', 'reader')];
    const answer = await referent.post(`${pathOf(leaver.id)}/retirer`, { to: reader.id });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Choisissez-en une autre');
    expect((await membersSeenBy(referent)).map(({ person }) => person)).toContain(leaver.id);
  });
});

describe('somebody who leaves', () => {
  it('does so by herself, whatever her role, and takes nobody else along', async () => {
    const [reader, other] = [await guest('Tara', 'reader'), await guest('Uma', 'reader')];
    const page = await reader.visitor.get('/compte', { as: 'page' });
    expect(page.text).toContain(`href="${pathOf(reader.id)}/retirer"`);
    expect((await reader.visitor.post(`${pathOf(other.id)}/retirer`)).status).toBe(403);
    succeeded(await reader.visitor.post(`${pathOf(reader.id)}/retirer`), 'She leaves');
    expect((await reader.visitor.get('/accueil')).status).toBe(403);
    expect((await other.visitor.get('/accueil')).status).toBe(200);
  });
});

describe('two decisions at once', () => {
  it('on one role: the first is kept, the other is told', async () => {
    const { id } = await guest('Vera', 'reader');
    const roles = ['contributor', 'publisher', 'contributor', 'publisher'];
    const answers = await Promise.all(
      roles.map((role) => referent.twin().post(`${pathOf(id)}/role`, { role, version: 1 })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBe(1);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    const line = (await membersSeenBy(referent)).find(({ person }) => person === id);
    expect(line).toMatchObject({ role: roles[statuses.indexOf(200)], version: 2 });
  });

  it('of the last two référents leaving: one stays', async () => {
    const self = await idOf(referent);
    const other = await guest('Wanda', 'referent');
    const [mine, ...hers] = await Promise.all([
      referent.twin().post(`${pathOf(self)}/role`, { role: 'publisher', version: 1 }),
      other.visitor.twin().post(`${pathOf(other.id)}/retirer`),
      other.visitor.twin().post(`${pathOf(other.id)}/role`, { role: 'publisher', version: 1 }),
    ]);
    // She may do both of hers, one after the other: what they may not is both leave the role.
    const done = [[mine], hers].map((answers) => answers.some((answer) => answer?.status === 200));
    expect(done.filter(Boolean)).toHaveLength(1);
    const seen = [await referent.get('/organisation'), await other.visitor.get('/organisation')];
    const left = seen.find(({ status }) => status === 200);
    const referents = members.parse(left?.json).members.filter(({ role }) => role === 'referent');
    expect(referents).toHaveLength(1);
  });
});
