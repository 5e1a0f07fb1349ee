/** Acts from their form to their readers, over a real table: numbers, matters, annexes, what is notified. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { classificationXml } from '../../../local/demo/classification.ts';
import { readClassification } from '../../../modules/classification/reading.ts';
import { saveClassification } from '../../../modules/classification/store.ts';
import { documentEntity } from '../../../modules/documents/index.ts';
import { newId } from '../../../platform/ids.ts';
import { newAct } from '../../../platform/journal.ts';
import { actScope, organisationScope } from '../../../platform/scope.ts';
import { AGEN, type Caller, NERAC, openWorld, TERRITORY, type World } from './world.ts';
import { belong, checked, fileOf, folder, send } from '../repository/world.ts';

let world: World;
let publisher: Caller & { id: string };
let contributor: Caller & { id: string };
let elsewhere: Caller & { id: string };
let document: string;

beforeAll(async () => {
  world = await openWorld();
  await world.register(NERAC, true);
  await world.register(AGEN, true);
  publisher = await world.person(NERAC, 'publisher');
  contributor = await world.person(NERAC, 'contributor');
  elsewhere = await world.person(AGEN, 'publisher');
  document = await world.document(NERAC.siren);
});
afterAll(() => world.close());

const fields = (more: Readonly<Record<string, string>> = {}) => ({
  id: newId('pub', world.now.at),
  version: '0',
  action: 'publish',
  audience: 'organisation',
  title: 'Tarifs de la cantine',
  sessionDate: '2026-11-19',
  authorFirstName: 'Odile',
  authorLastName: 'Signataire',
  authorCapacity: 'Maire',
  document,
  ...more,
});

const written = z.object({ id: z.string(), particulars: z.record(z.string(), z.string()) });
const numberOf = (json: unknown): string | undefined => written.parse(json).particulars['number'];
const form = z.object({ particulars: z.record(z.string(), z.string()), matters: z.array(z.unknown()) });

describe('the number of an act', () => {
  it('is proposed with the author of the last one, and taken when nothing was typed', async () => {
    const empty = form.parse((await publisher.get('/publier/deliberation', 'application/json')).json);
    expect(empty).toEqual({ particulars: { number: '2026-001' }, matters: [] });
    const first = await publisher.send('/publier/deliberation', fields({ members: '19' }));
    expect([first.status, numberOf(first.json)]).toEqual([201, '2026-001']);
    const next = form.parse((await publisher.get('/publier/arrete', 'application/json')).json);
    expect(next.particulars).toEqual({
      number: '2026-002',
      authorFirstName: 'Odile',
      authorLastName: 'Signataire',
      authorCapacity: 'Maire',
    });
    const own = form.parse((await publisher.get('/publier/deliberation', 'application/json')).json);
    expect(own.particulars['members']).toBe('19');
  });

  it('taken meanwhile is refused beside its field, with the next free one; nothing typed is lost', async () => {
    const typed = fields({ number: '2026-1', title: 'Un acte trop tard', rapporteur: 'Mme Lafitte' });
    const refused = await publisher.post('/publier/deliberation', typed);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Le premier libre est 2026-002');
    for (const text of ['value="2026-1"', 'Un acte trop tard', 'Mme Lafitte', 'href="#number"']) {
      expect(refused.text).toContain(text);
    }
    const told = await publisher.send('/publier/deliberation', typed);
    expect(told.json).toMatchObject({ errors: [{ field: 'number' }] });
  });

  it('is nobody else’s business: another organisation has its own', async () => {
    const theirs = await world.document(AGEN.siren);
    const answer = await elsewhere.send('/publier/deliberation', fields({ number: '2026-001', document: theirs }));
    expect(answer.status).toBe(201);
  });

  it('is given once to two that come at the same time', async () => {
    const both = await Promise.all([
      publisher.send('/publier/deliberation', fields({ title: 'Un' })),
      publisher.send('/publier/decision', fields({ title: 'Deux', reach: 'general' })),
    ]);
    expect(both.map(({ status }) => status)).toEqual([201, 201]);
    expect(both.map(({ json }) => numberOf(json)).sort()).toEqual(['2026-002', '2026-003']);
  });

  it('wanted by two at the same time goes to one; the other is told which is free', async () => {
    const both = await Promise.all(
      ['Un', 'Deux'].map((title) => publisher.send('/publier/deliberation', fields({ title, number: '2026-010' }))),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(both.find(({ status }) => status === 422)?.json).toMatchObject({
      errors: [{ field: 'number', message: expect.stringContaining('2026-011') }],
    });
  });

  it('stays with an act that was posted twice, and with one taken away; undone, it is free again', async () => {
    const once = fields({ number: '2026-020', title: 'Posté deux fois' });
    const [a, b] = [await publisher.send('/publier/budget', { ...once, budgetYear: '2026' })].concat(
      await publisher.send('/publier/budget', { ...once, budgetYear: '2026' }),
    );
    expect([a?.status, b?.status]).toEqual([201, 201]);
    expect((await publisher.post(`/publications/${once.id}/annuler`, {})).location).toContain('/modifier');
    const other = fields({ number: '2026-020', title: 'Un autre' });
    expect((await publisher.send('/publier/deliberation', other)).status).toBe(201);
    expect((await publisher.post(`/publications/${other.id}/retirer`, {})).status).toBe(303);
    const late = await publisher.send('/publier/deliberation', fields({ number: '2026-020' }));
    expect(late.json).toMatchObject({ errors: [{ field: 'number' }] });
  });

  it('follows the year of the act', async () => {
    const answer = await publisher.send('/publier/deliberation', fields({ sessionDate: '2025-12-18' }));
    expect(numberOf(answer.json)).toBe('2025-001');
  });

  it('that is taken is told to whoever sends it to be approved', async () => {
    const typed = fields({ number: '2026-001', action: 'submit' });
    const answer = await contributor.send('/publier/deliberation', typed);
    expect(answer.json).toMatchObject({ errors: [{ field: 'number' }] });
  });
});

describe('annexes', () => {
  it('go with the act, after it, and come back when something else is refused', async () => {
    const [plan, table] = [await world.document(NERAC.siren, 'image/png'), await world.document(NERAC.siren)];
    const refused = await publisher.send('/publier/deliberation', { ...fields({ title: '' }), annexes: [plan, table] });
    expect(refused.json).toMatchObject({ errors: [{ field: 'title' }] });
    const page = await publisher.post('/publier/deliberation', { ...fields({ title: '' }), annexes: plan });
    expect(page.text).toContain(`name="annexes" value="${plan}"`);
    const typed = fields();
    const done = await publisher.send('/publier/deliberation', { ...typed, annexes: [plan, table, plan] });
    expect(done.json).toMatchObject({
      attachments: [{ document }, { document: plan }, { document: table }],
    });
  });

  it('are of this organisation, shown as they are, and not the act itself', async () => {
    const word = await world.document(NERAC.siren, 'application/vnd.oasis.opendocument.text');
    const foreign = await world.document(AGEN.siren);
    for (const annexe of [word, foreign, document]) {
      const answer = await publisher.send('/publier/deliberation', { ...fields(), annexes: [annexe] });
      expect(answer.json).toMatchObject({ errors: [{ field: 'annexes' }] });
    }
    const many = Array.from({ length: 21 }, () => newId('doc'));
    const answer = await publisher.send('/publier/deliberation', { ...fields(), annexes: many });
    expect(answer.json).toMatchObject({ errors: [{ field: expect.stringContaining('annexes') }] });
  });
});

describe('an act that is about somebody', () => {
  it('is kept in its organisation, and refused to everybody with the reason', async () => {
    const typed = fields({ reach: 'individual', title: 'Congé de maladie' });
    const refused = await publisher.post('/publier/arrete', { ...typed, audience: 'public' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('se notifie à l’intéressé');
    expect((await publisher.send('/publier/arrete', typed)).status).toBe(201);
    expect((await world.visitor.get(`/c/nerac/actes/${typed.id}`)).status).toBe(404);
  });
});

describe('an act that everybody reads', () => {
  const publicAct = async () => {
    const typed = fields({ audience: 'public' });
    expect((await publisher.send('/publier/deliberation', typed)).status).toBe(201);
    return typed.id;
  };

  it('leaves them with a reason, which is asked beside its field', async () => {
    const id = await publicAct();
    const asked = await publisher.post(`/publications/${id}/retirer`, {});
    expect([asked.status, asked.text.includes('Pourquoi le retirer')]).toEqual([422, true]);
    const gone = await publisher.send(`/publications/${id}/retirer`, { reason: 'Erreur de document.' });
    expect(gone.json).toMatchObject({ state: 'withdrawn', withdrawal: 'Erreur de document.' });
  });

  it('is shown redacted, once the reason is said and the document is another PDF', async () => {
    const id = await publicAct();
    const path = `/publications/${id}/occulter`;
    const redacted = await world.document(NERAC.siren);
    const word = await world.document(NERAC.siren, 'application/vnd.oasis.opendocument.text');
    const foreign = await world.document(AGEN.siren);
    const reason = 'Adresse d’une habitante.';
    for (const [body, field] of [
      [{ document: redacted, reason: '' }, 'reason'],
      [{ document: word, reason }, 'document'],
      [{ document: foreign, reason }, 'document'],
      [{ document, reason }, 'document'],
      [{ reason }, 'document'],
    ] as const) {
      const refused = await publisher.send(path, { ...body, version: 1 });
      expect(refused.json).toMatchObject({ errors: [{ field }] });
    }
    expect((await publisher.send(path, { document: redacted, reason, version: 9 })).status).toBe(409);
    expect((await contributor.get(path)).status).toBe(403);
    for (let time = 0; time < 2; time += 1) {
      const done = await publisher.send(path, { document: redacted, reason, version: 1 });
      expect(done.json).toMatchObject({ version: 2, attachments: [{ document: redacted }], redaction: { reason } });
    }
    const seen = await world.visitor.get(`/c/nerac/actes/${id}`, 'application/json');
    expect(seen.json).toMatchObject({ attachments: [{ document: redacted }] });
    expect(seen.text).not.toContain(reason);
  });

  it('is not replaced by what lies in a folder that is not hers to read', async () => {
    const referent = await world.person(NERAC, 'referent');
    await belong(world, [contributor]);
    const { id: closed } = await folder(referent, 'Dossiers de l’avocat');
    const hidden = await send(world, referent, 'Consultation.pdf', { to: { dossier: closed } });
    const chosen = { lecteurs: 'chosen', personnes: [contributor.id], version: 0 };
    expect((await referent.send(`/documents/dossiers/${closed}/lecteurs`, chosen)).status).toBe(200);
    const path = `/publications/${await publicAct()}/occulter`;
    const typed = { document: hidden, reason: 'Adresse d’une habitante.', version: 1 };
    const refused = await publisher.send(path, typed);
    expect([refused.json, refused.text.includes('Consultation')]).toMatchObject([
      { errors: [{ field: 'document' }] },
      false,
    ]);
    expect((await referent.send(path, typed)).json).toMatchObject({ attachments: [{ document: hidden }] });
  });

  it('is shown redacted without script too: the reason, then the file, then both again', async () => {
    const id = await publicAct();
    const path = `/publications/${id}/occulter`;
    const reason = 'Adresse d’une habitante.';
    const usesOf = async (shown: string) => {
      const key = { scope: organisationScope(NERAC.siren), id: shown };
      return [...((await documentEntity(world.table).get(key).go({ consistent: true })).data?.uses ?? [])];
    };
    expect(await usesOf(document)).toContain(id);
    const unsaid = await publisher.post(path, { reason: '', version: '1' });
    expect([unsaid.status, unsaid.text.includes('Dites pourquoi')]).toEqual([422, true]);
    expect((await publisher.post(path, { reason, version: '9' })).status).toBe(409);
    const asked = await publisher.post(path, { reason, version: '1' });
    const [, sent = ''] = /\/fichier\?document=(doc_\w+)$/.exec(asked.location ?? '') ?? [];
    expect((await publisher.get(asked.location ?? '')).text).toContain('type="file"');
    const { key = '', redirect = '' } = world.files.deposits.at(-1) ?? {};
    const colleague = await world.person(NERAC, 'publisher');
    expect((await colleague.get(asked.location ?? '')).status).toBe(404);
    expect((await contributor.get(asked.location ?? '')).status).toBe(403);
    await checked(world, { document: sent, fields: { key: key.replace('${filename}', 'Acte occulté.pdf') } });
    const back = await publisher.get(`${redirect.replace('https://parvis.example', '')}&bucket=b&key=k`);
    expect(back.location).toBe(`${path}?document=${sent}`);
    const form = (await publisher.get(back.location ?? '')).text;
    for (const there of ['Acte occulté.pdf', `value="${sent}"`, reason]) expect(form).toContain(there);
    expect((await publisher.post(path, { document: sent, reason, version: '1' })).status).toBe(303);
    // What is shown from now on is not thrown away; what no longer is may be.
    expect([(await usesOf(document)).includes(id), await usesOf(sent)]).toEqual([false, [id]]);
    const thrown = await publisher.send('/documents/classer', { action: 'jeter', choix: fileOf(sent) });
    expect([thrown.status, thrown.text.includes('est joint à une publication')]).toEqual([409, true]);
  });

  it('says what became of a redacted version that was refused, and takes another', async () => {
    const path = `/publications/${await publicAct()}/occulter`;
    const asked = await publisher.post(path, { reason: 'Une adresse.', version: '1' });
    const [, sent = ''] = /\/fichier\?document=(doc_\w+)$/.exec(asked.location ?? '') ?? [];
    await publisher.get(asked.location ?? '');
    const { key = '', redirect = '' } = world.files.deposits.at(-1) ?? {};
    const place = { document: sent, fields: { key: key.replace('${filename}', 'Faux.pdf') } };
    await checked(world, place, new TextEncoder().encode('Bonjour'));
    const page = (await publisher.get(redirect.replace('https://parvis.example', ''))).text;
    expect(page).toContain('Ce fichier n’a pas été accepté');
    expect(page).toContain(`href="${path}?document=${sent}"`);
    // The reason is kept; the file that was refused is not.
    const form = (await publisher.get(`${path}?document=${sent}`)).text;
    expect([form.includes('Une adresse.'), form.includes(`value="${sent}"`)]).toEqual([true, false]);
  });
});

describe('the matter of an act, once the operator has given a classification', () => {
  beforeAll(async () => {
    const clock = () => world.now.at;
    const doer = { actor: undefined, from: undefined };
    const act = newAct(actScope('territoire'), clock, doer, ['territoire'], { name: 'classification-imported' });
    const known = { ...(await readClassification(classificationXml())), importedAt: world.now.at.toISOString() };
    await saveClassification(world.table, TERRITORY.code, known, act);
  });

  it('is chosen in it; the act keeps its words', async () => {
    const { matters } = form.parse((await publisher.get('/publier/decision', 'application/json')).json);
    expect(matters).toContainEqual({ code: '8.3', label: 'Voirie' });
    const none = await publisher.send('/publier/deliberation', fields());
    expect(none.json).toMatchObject({ errors: [{ field: 'matter' }] });
    const unknown = await publisher.send('/publier/deliberation', fields({ matter: '8.99' }));
    expect(unknown.json).toMatchObject({ errors: [{ field: 'matter' }] });
    const done = await publisher.send('/publier/deliberation', fields({ matter: '8.3' }));
    expect(written.parse(done.json).particulars).toMatchObject({
      matter: '8.3',
      matterLabel: 'Domaines de compétences par thèmes / Voirie',
      classification: '2026-01-01',
    });
  });
});
