/** The journal: each act is there once, read by those who may, found by person, kind and day, and as a file. */
import { beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { openGroup } from '../support/groups.ts';
import { importMailboxes, invite, joinByCode, operatorOf, signIn, visitorOf, welcome } from '../support/joining.ts';
import { publishNews } from '../support/publishing.ts';
import { scene, type Scene } from '../support/territory.ts';

const journal = z.object({
  entries: z.array(z.object({ at: z.string(), act: z.string(), sentence: z.string(), from: z.string().optional() })),
  people: z.array(z.object({ person: z.string(), name: z.string() })),
  next: z.string().optional(),
});
type Journal = z.infer<typeof journal>;

const OWN = '/organisation/journal';

let here: Scene;
let referent: Visitor;
let operator: Visitor;
let seen: Journal;

const read = async (visitor: Visitor, path: string): Promise<Journal> =>
  journal.parse(succeeded(await visitor.get(path), path).json);

/** Every page of a journal: that of the territory is written by all suites. */
async function readWhole(visitor: Visitor, path: string): Promise<Journal> {
  const first = await read(visitor, path);
  const entries = [...first.entries];
  for (let { next } = first; next !== undefined;) {
    const more = await read(visitor, next);
    entries.push(...more.entries);
    ({ next } = more);
  }
  return { ...first, entries };
}

const LONGEST_WAIT_MS = 120_000;

/** The journal follows from the stream: read again until all those acts are there. */
async function readUntil(visitor: Visitor, path: string, ...sentences: readonly RegExp[]): Promise<Journal> {
  const until = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const found = await readWhole(visitor, path);
    const missing = sentences.filter((sentence) => !found.entries.some((entry) => sentence.test(entry.sentence)));
    if (missing.length === 0) return found;
    if (Date.now() > until) throw new Error(`No ${missing.join(', ')} in ${path}`);
    await pause(200);
  }
}

const people = z.object({ members: z.array(z.object({ person: z.string(), email: z.string(), version: z.number() })) });

beforeAll(async () => {
  here = await scene();
  operator = await operatorOf(here.cloud);
  await importMailboxes(operator, [{ name: "Tournon-d'Agenais", slug: 'tournon-d-agenais' }]);
  referent = await joinByCode(here.cloud, 'tournon-d-agenais', {
    firstName: 'Camille',
    lastName: 'Dubreuil',
    position: 'Secrétaire de mairie',
    email: 'camille@tournon.test',
  });
  const guest = { firstName: '=Anne', lastName: 'Roux', email: 'anne@tournon.test', role: 'reader' } as const;
  await welcome(here.cloud, referent, guest);
  const pending = await invite(here.cloud, referent, { ...guest, firstName: 'Luc', email: 'luc@tournon.test' });
  succeeded(await referent.post(`/organisation/invitations/${pending.id}/renvoyer`), 'The invitation goes again');
  succeeded(await referent.post(`/organisation/invitations/${pending.id}/annuler`), 'The invitation is revoked');
  const { members } = people.parse((await referent.get('/organisation')).json);
  const anne = members.find(({ email }) => email === guest.email);
  const path = `/organisation/membres/${anne?.person ?? ''}`;
  succeeded(await referent.post(`${path}/role`, { role: 'contributor', version: 1 }), 'Her role changes');
  const title = 'Réunion à huis clos';
  const news = await publishNews(referent, { title, body: 'Entre nous.', audience: 'organisation' });
  succeeded(await referent.post(`/publications/${news}/annuler`, {}), 'The publication is undone');
  await publishNews(referent, { title: 'Marché de Noël', body: 'Samedi.', audience: 'public' });
  const elsewhere = await signIn(here.cloud, 'camille@tournon.test');
  succeeded(await elsewhere.post('/compte/connexions/fermer'), 'Other sessions are closed');
  referent = elsewhere;
  succeeded(await referent.post(`${path}/retirer`), 'Anne is removed');
  seen = await readUntil(referent, OWN, /a retiré =Anne Roux/, /^Parvis a ouvert la liste/);
});

describe('the journal of an organisation', () => {
  it('tells each act once, in a sentence, newest first', () => {
    const byPeople = seen.entries.filter(({ act }) => act !== 'list-opened');
    const told = byPeople.reverse().map(({ sentence }) => sentence);
    expect(told).toEqual([
      "Camille Dubreuil a ouvert l’espace de Tournon-d'Agenais, et en est le référent.",
      expect.stringMatching(/^Camille Dubreuil a ouvert une session/),
      'Camille Dubreuil a invité =Anne Roux (anne@tournon.test) comme lecteur.',
      '=Anne Roux a accepté l’invitation, comme lecteur.',
      expect.stringMatching(/^=Anne Roux a ouvert une session/),
      'Camille Dubreuil a invité Luc Roux (luc@tournon.test) comme lecteur.',
      'Camille Dubreuil a renvoyé l’invitation de Luc Roux (luc@tournon.test).',
      'Camille Dubreuil a annulé l’invitation de Luc Roux (luc@tournon.test).',
      'Camille Dubreuil a changé le rôle de =Anne Roux : lecteur, puis contributeur.',
      'Camille Dubreuil a publié « Réunion à huis clos » pour l’organisation.',
      'Camille Dubreuil a annulé la publication de « Réunion à huis clos ».',
      'Camille Dubreuil a publié « Marché de Noël » pour tout le monde.',
      expect.stringMatching(/^Camille Dubreuil a ouvert une session/),
      expect.stringMatching(/^Camille Dubreuil a fermé ses autres sessions \(1\ssession\)\.$/),
      'Camille Dubreuil a retiré =Anne Roux des membres.',
    ]);
  });

  it('says what Parvis did by itself, and from where people came', () => {
    const opened = seen.entries.filter(({ act }) => act === 'list-opened');
    expect(opened.map(({ sentence, from }) => [sentence.slice(0, 23), from])).toEqual([
      ['Parvis a ouvert la list', undefined],
    ]);
    const places = new Set(seen.entries.filter(({ act }) => act !== 'list-opened').map(({ from }) => from));
    expect([...places]).toEqual([expect.stringMatching(/^(?:127\.0\.0\.…|0:0:0:…)$/)]);
  });

  it('is found by person, whoever acted, by kind and by day, together', async () => {
    const anne = seen.people.find(({ name }) => name === '=Anne Roux')?.person ?? '';
    const hers = await read(referent, `${OWN}?personne=${anne}`);
    expect(hers.entries.map(({ act }) => act)).toEqual([
      'member-removed',
      'role-changed',
      'signed-in',
      'invitation-accepted',
    ]);
    const published = await read(referent, `${OWN}?nature=publications`);
    expect(published.entries.map(({ act }) => act)).toEqual(['published', 'publication-undone', 'published']);
    const both = await read(referent, `${OWN}?nature=accounts&personne=${anne}`);
    expect(both.entries.map(({ act }) => act)).toEqual(['signed-in']);
    const day = seen.entries.at(-1)?.at.slice(0, 10) ?? '';
    expect((await read(referent, `${OWN}?au=2020-01-01`)).entries).toEqual([]);
    expect((await read(referent, `${OWN}?du=${day}&nature=members`)).entries.length).toBeGreaterThan(4);
    // What is no filter filters nothing.
    expect((await read(referent, `${OWN}?du=demain&nature=tout&personne=moi`)).entries).toHaveLength(
      seen.entries.length,
    );
  });

  it('comes as a file in which nothing is a formula', async () => {
    const { text, headers, status } = await referent.get(`${OWN}.csv?nature=members`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toContain('journal.csv');
    const lines = text.trim().split('\r\n');
    expect(lines[0]).toBe('Date;Heure;Personne;Nature;Ce qui s’est passé;D’où');
    expect(lines.slice(1).filter((line) => /(?:^|;)=/.test(line))).toEqual([]);
    expect(text).toContain(";'=Anne Roux;");
  });

  it('is a page with its filters in the address', async () => {
    const page = await referent.get(`${OWN}?nature=publications`, { as: 'page' });
    expect(page.text).toContain('Réunion à huis clos');
    expect(page.text).toContain('<option value="publications" selected="">');
    expect(page.text).toContain('/organisation/journal.csv?nature=publications');
    const none = await referent.get(`${OWN}?nature=lists&du=2020-01-01&au=2020-01-02`, { as: 'page' });
    expect(none.text).toContain('Rien ne correspond');
  });
});

describe('the operator', () => {
  it('reads the journal of the territory: who was imported, who joined', async () => {
    const found = await readUntil(operator, '/territoire/journal', /l’espace de Tournon/);
    expect(found.entries.map(({ act }) => act)).toEqual(
      expect.arrayContaining(['mailboxes-imported', 'organisation-founded']),
    );
    expect(found.entries.some(({ act }) => act === 'published')).toBe(false);
  });

  it('reads that of an organisation, without the titles of its members nor whole addresses', async () => {
    const { entries } = await read(operator, '/territoire/journal?organisation=tournon%20d%27agenais');
    const text = entries.map(({ sentence }) => sentence).join('\n');
    expect(text).toContain('« Marché de Noël »');
    expect(text).not.toContain('huis clos');
    expect(text).not.toContain('luc@');
    expect(text).toContain('l•••@tournon.test');
    const file = await operator.get('/territoire/journal.csv?organisation=tournon-d-agenais');
    expect(file.text).not.toMatch(/huis clos|luc@/);
  });

  it('is told when no organisation has that name, and which ones may be meant', async () => {
    const none = await operator.get('/territoire/journal?organisation=atlantide', { as: 'page' });
    expect(none.text).toContain('Aucune organisation de ce nom');
    const several = await operator.get('/territoire/journal?organisation=saint', { as: 'page' });
    expect(several.text).toContain('/territoire/journal?organisation=');
    expect((await operator.get('/territoire/journal.csv?organisation=atlantide')).status).toBe(404);
  });
});

describe('nobody else', () => {
  it('reads a journal', async () => {
    expect((await visitorOf(here.cloud).get(OWN)).status).toBe(401);
    expect((await referent.get('/territoire/journal')).status).toBe(403);
  });
});

describe('what is done for an organisation and for its groups', () => {
  it('is told, without the names of closed groups, until the operator suspends it', async () => {
    const own = textIn(succeeded(await referent.get('/c/tournon-d-agenais'), 'Its page'), 'siren');
    const unit = { id: newId('unt'), name: 'État civil' };
    succeeded(await referent.post('/organisation/services', unit), 'A service is added');
    succeeded(await referent.post('/organisation/page-publique', { version: 0, isPublic: 'non' }), 'No public page');
    await openGroup(referent, { name: 'Voirie' });
    const closed = await openGroup(referent, { name: 'Fusion secrète', access: 'closed' });
    const { siren } = here.territory.other;
    succeeded(await referent.post(`/groupes/${closed}/organisations`, { siren }), 'Tonneins is invited');
    const page = `/territoire/organisations/${own}`;
    succeeded(await operator.post(`${page}/suspendre`, { version: 0, reason: 'Vérification.' }), 'It is suspended');
    const { entries } = await readUntil(referent, OWN, /a suspendu/, /a invité Tonneins/);
    const told = entries.slice(0, 6).map(({ sentence }) => sentence.replace('Camille Dubreuil ', ''));
    expect(told.reverse()).toEqual([
      'a ajouté le service « État civil ».',
      'a enregistré la présentation de l’organisation, sans page publique.',
      'a ouvert le groupe « Voirie ».',
      'a ouvert un groupe fermé.',
      'a invité Tonneins dans un groupe fermé.',
      expect.stringMatching(/ a suspendu Tournon-d'Agenais : Vérification\.$/),
    ]);
    const groups = await read(referent, `${OWN}?nature=groups`);
    expect(groups.entries).toHaveLength(3);
    await readUntil(operator, '/territoire/journal', /a suspendu Tournon/);
  });
});
