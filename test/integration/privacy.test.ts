/** Copies of data, and an account that is closed: over the cloud, worker and mail included. */
import { beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { succeeded, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { eventually } from '../support/directory.ts';
import { enterGroup, openGroup } from '../support/groups.ts';
import { readZip } from '../support/read-zip.ts';
import { importMailboxes, joinByCode, justNow, operatorOf, PASSWORD, visitorOf, welcome } from '../support/joining.ts';
import { wordsOf } from '../support/pages.ts';
import { keepDraft, publishNews, putDocument } from '../support/publishing.ts';
import { scene, type Scene, subscriberOf } from '../support/territory.ts';

const copies = z.object({ copies: z.array(z.object({ id: z.string(), state: z.string(), parts: z.number() })) });

let here: Scene;
let referent: Visitor;
let writer: Visitor;
/** Opened by the référent; the writer is in it. */
let group: string;
const WRITER = { firstName: 'Lucie', lastName: 'Effaçable', email: 'lucie@sos.test', role: 'contributor' } as const;

beforeAll(async () => {
  here = await scene();
  await importMailboxes(await operatorOf(here.cloud), [{ name: 'Sos', slug: 'sos' }]);
  const applicant = { firstName: 'Paul', lastName: 'Duras', position: 'Maire', email: 'paul@sos.test' };
  referent = await joinByCode(here.cloud, 'sos', applicant);
  writer = await welcome(here.cloud, referent, WRITER);
  await publishNews(writer, { title: 'Travaux rue Haute', body: 'Lundi.', audience: 'organisation' });
  await putDocument(writer, 'Plan des travaux.pdf');
  await putDocument(referent, 'Budget.pdf');
  await keepDraft(writer, { title: 'Fête du village', body: 'À finir.', audience: 'organisation' });
  group = await openGroup(referent, { name: 'Voirie commune' });
  await enterGroup(writer, group);
});

/** Asks for a copy, waits for its mail, and fetches its only file. */
async function copyOf(
  visitor: Visitor,
  email: string,
  page: string,
  ask: string,
  files: string,
): Promise<Map<string, Buffer>> {
  const since = justNow();
  const id = newId('exp');
  succeeded(await visitor.post(ask, { id }), 'A copy is asked for');
  succeeded(await visitor.post(ask, { id }), 'It is asked for again');
  await awaitMail(here.cloud.mailboxesOrigin, email, /La copie des données que vous avez demandée/, since);
  const known = copies.parse(succeeded(await visitor.get(page), page).json).copies;
  expect(known).toEqual([{ id, state: 'ready', parts: 1 }]);
  const answer = await visitor.get(`${files}/${id}/1`, { as: 'page' });
  expect(answer.status).toBe(303);
  const file = await fetch(answer.headers.get('location') ?? '');
  expect(file.headers.get('content-disposition')).toContain('.zip');
  return readZip(Buffer.from(await file.arrayBuffer()));
}

const textOf = (zip: Map<string, Buffer>, name: string): string => zip.get(name)?.toString() ?? '';

describe('the copy of an organisation', () => {
  it('holds its data and its documents, and nobody else may fetch it', async () => {
    const zip = await copyOf(
      referent,
      'paul@sos.test',
      '/organisation/copie',
      '/organisation/copie',
      '/organisation/copie',
    );
    expect([...zip.keys()]).toEqual(expect.arrayContaining(['documents/Plan des travaux.pdf', 'documents/Budget.pdf']));
    expect(zip.get('documents/Budget.pdf')?.subarray(0, 5).toString()).toBe('%PDF-');
    expect(textOf(zip, 'donnees/publications.json')).toContain('Travaux rue Haute');
    expect(textOf(zip, 'donnees/membres.json')).toContain('lucie@sos.test');
    expect(textOf(zip, 'donnees/journal.json')).toContain('invitation-accepted');
    await expect.poll(async () => (await referent.get('/organisation/journal')).text).toContain('copy-asked');
    expect([...zip.values()].map(String).join('')).not.toMatch(/"link"|"hash"|__edb/);
    const { id = '' } = copies.parse((await referent.get('/organisation/copie')).json).copies[0] ?? {};
    const stranger = here.territory.stranger;
    expect((await visitorOf(here.cloud).withCookies(stranger.cookies).get(`/organisation/copie/${id}/1`)).status).toBe(
      404,
    );
    expect((await writer.get(`/organisation/copie/${id}/1`)).status).toBe(403);
  });
});

describe('a person', () => {
  it('has a copy of what is about her, and of her documents alone', async () => {
    await subscriberOf(here.cloud, 'marmande', WRITER.email);
    const zip = await copyOf(writer, WRITER.email, '/compte/donnees', '/compte/donnees/copie', '/compte/donnees/copie');
    expect([...zip.keys()].filter((name) => name.startsWith('documents/'))).toEqual(['documents/Plan des travaux.pdf']);
    const all = [...zip].filter(([name]) => name.startsWith('donnees/')).map(([, bytes]) => String(bytes));
    expect(all.join('')).toContain('Travaux rue Haute');
    expect(all.join('')).toContain('invitation-accepted');
    expect(all.join('')).not.toContain('Budget.pdf');
    // What her address receives, and that she consented to it.
    expect(textOf(zip, 'donnees/abonnements.json')).toContain('"organisationName": "Marmande"');
    expect(JSON.parse(textOf(zip, 'donnees/groupes.json'))).toMatchObject([{ lastName: 'Effaçable' }]);
  });

  it('may not leave her organisation without référent', async () => {
    const page = await referent.get('/compte/donnees/fermer', { as: 'page' });
    expect(page.text).toContain('Confiez d’abord votre rôle');
    expect((await referent.post('/compte/donnees/fermer', { id: newId('exp') })).status).toBe(409);
    expect((await referent.get('/accueil')).status).toBe(200);
  });

  it('closes her account: her login, her sessions and her name are gone, what she published stays', async () => {
    const since = justNow();
    const page = await writer.get('/compte/donnees/fermer', { as: 'page' });
    expect(page.text).toContain('Fermer mon compte définitivement');
    expect(wordsOf(page.text)).toContain('Sos : vos brouillons reviennent à Paul Duras.');
    expect(wordsOf(page.text)).toContain('Vous quittez 1 groupe : Voirie commune.');
    const before = writer.twin();
    succeeded(await writer.post('/compte/donnees/fermer', { id: newId('exp') }), 'The account is closed');
    expect((await before.get('/accueil')).status).toBe(401);
    await awaitMail(here.cloud.mailboxesOrigin, WRITER.email, /votre compte est fermé/, since);
    const again = await visitorOf(here.cloud).post('/connexion', { email: WRITER.email, password: PASSWORD });
    expect(again.status).toBe(422);
    expect((await referent.get(`/groupes/${group}`)).json).toMatchObject({ group: { memberCount: 1 } });
    expect((await referent.get(`/groupes/${group}`)).text).not.toContain('Effaçable');
    await eventually(referent, '/publications?onglet=brouillons', ({ text }) =>
      /Fête du village[^{]*"author":\{[^}]*Paul Duras/.test(text),
    );
    const members = await referent.get('/organisation');
    expect(members.text).not.toContain(`"person":"${WRITER.email}`);
    for (let tries = 0; tries < 600; tries += 1) {
      if (!(await referent.get('/documents')).text.includes('Effaçable')) break;
      await pause(200);
    }
    const documents = await referent.get('/documents');
    expect(documents.text).toContain('Plan des travaux.pdf');
    expect(documents.text).not.toContain('Effaçable');
  });
});
