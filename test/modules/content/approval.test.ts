/** A contributor's text, read again before it appears: over a real table. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { memberEntity } from '../../../modules/organisations/index.ts';
import { newId } from '../../../platform/ids.ts';
import { actEntity } from '../../../platform/journal.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { AGEN, type Answered, type Caller, NERAC, openWorld, type World } from './world.ts';

type Someone = Caller & { id: string };
const AUTHOR = 'autrice@example.fr';

let world: World;
let referent: Someone;
let publisher: Someone;
let contributor: Someone;
let colleague: Someone;
let reader: Someone;
let elsewhere: Someone;

beforeAll(async () => {
  world = await openWorld();
  await world.register(NERAC, true);
  referent = await world.person(NERAC, 'referent');
  publisher = await world.person(NERAC, 'publisher');
  contributor = await world.person(NERAC, 'contributor');
  colleague = await world.person(NERAC, 'contributor');
  reader = await world.person(NERAC, 'reader');
  elsewhere = await world.person(AGEN, 'referent');
  // The others have no line: what is decided about a text of theirs is mailed to nobody.
  await memberEntity(world.table)
    .create({
      scope: organisationScope(NERAC.siren),
      person: contributor.id,
      firstName: 'Jeanne',
      lastName: 'Morin',
      email: AUTHOR,
      role: 'contributor',
      since: world.now.at.toISOString(),
      version: 1,
    })
    .go();
});
afterAll(() => world.close());

const JSON_TYPE = 'application/json';

async function choose(rule: string): Promise<Answered> {
  const page = await referent.get('/organisation/validation', JSON_TYPE);
  const { version } = z.object({ version: z.number() }).parse(page.json);
  return referent.send('/organisation/validation', { rule, version });
}

const fields = (more: Readonly<Record<string, unknown>> = {}) => ({
  id: newId('pub', world.now.at),
  version: 0,
  form: 'form-1',
  action: 'publish',
  audience: 'public',
  title: 'Fête du village',
  body: 'Samedi soir.',
  ...more,
});

const sent = z.object({ id: z.string(), state: z.string(), version: z.number() });

/** Sends a text to be read again. */
async function submitted(more: Readonly<Record<string, unknown>> = {}): Promise<z.output<typeof sent>> {
  const answer = await contributor.send('/publier/actualite', fields(more));
  expect(answer.status).toBe(201);
  const content = sent.parse(answer.json);
  expect(content.state).toBe('submitted');
  return content;
}

const stateOf = async (id: string): Promise<string> =>
  sent.parse((await publisher.get(`/publications/${id}`, JSON_TYPE)).json).state;

const drafts = z.object({ drafts: z.array(z.object({ id: z.string(), state: z.string() })) });
const waitingAt = async (caller: Caller, path: string): Promise<string[]> =>
  drafts
    .parse((await caller.get(path, JSON_TYPE)).json)
    .drafts.filter(({ state }) => state === 'submitted')
    .map(({ id }) => id);

/** Mails to who wrote a text. */
const mailsAbout = async (id: string) => {
  const { data } = await mailEntity(world.table)
    .query.primary({ scope: organisationScope(NERAC.siren) })
    .go({ pages: 'all' });
  return data
    .filter(({ to, parameters }) => to === AUTHOR && z.object({ id: z.string() }).parse(parameters).id === id)
    .map(({ template, parameters }) => ({ template, parameters: z.record(z.string(), z.string()).parse(parameters) }));
};

const publicTitles = async (): Promise<string> => (await world.visitor.get('/c/nerac/publications')).text;

describe('the choice of the référent', () => {
  it('is hers alone', async () => {
    const answers = await Promise.all(
      [publisher, contributor, reader].map((one) => one.get('/organisation/validation', JSON_TYPE)),
    );
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    const post = await publisher.send('/organisation/validation', { rule: 'none', version: 0 });
    expect(post.status).toBe(403);
  });

  it('says nothing is read again until somebody chooses', async () => {
    const answer = await referent.get('/organisation/validation', JSON_TYPE);
    expect(answer.json).toMatchObject({ rule: 'none', version: 0 });
  });

  it('is kept in the journal, each time that it changes', async () => {
    await choose('everything');
    await choose('everything');
    const { data } = await actEntity(world.table)
      .query.primary({ scope: organisationScope(NERAC.siren) })
      .go({ pages: 'all' });
    const chosen = data.filter(({ act }) => act === 'approval-changed').at(-1);
    expect(chosen).toMatchObject({ actor: { id: referent.id }, details: { rule: 'everything' } });
    await choose('none');
  });

  it('is not written over by who saw an older one', async () => {
    expect((await choose('outside')).status).toBe(200);
    const late = await referent.send('/organisation/validation', { rule: 'everything', version: 0 });
    expect(late.status).toBe(409);
    const both = await Promise.all([choose('everything'), choose('none')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('gives the form back when nothing was chosen', async () => {
    const answer = await referent.post('/organisation/validation', { version: '0', rule: '' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Choisissez ce qui est validé avant de paraître.');
  });
});

describe('a contributor', () => {
  it('is offered only what she may publish when nothing is read again', async () => {
    await choose('none');
    const form = await contributor.get('/publier/actualite', JSON_TYPE);
    expect(form.json).toMatchObject({ audiences: ['organisation'], afterApproval: [] });
    expect((await contributor.send('/publier/actualite', fields())).status).toBe(422);
  });

  it('publishes inside, and has the rest read again', async () => {
    await choose('outside');
    const form = await contributor.get('/publier/actualite', JSON_TYPE);
    expect(form.json).toMatchObject({ audiences: ['organisation'], afterApproval: ['network', 'public'] });
    const inside = await contributor.send('/publier/actualite', fields({ audience: 'organisation' }));
    expect(inside.json).toMatchObject({ state: 'published' });
    const page = await contributor.get('/publier/actualite');
    expect(page.text).toContain('Publier ou envoyer pour validation');
    expect(page.text).toContain('après validation');
    await submitted();
  });

  it('has everything read again when all of it is', async () => {
    await choose('everything');
    const { id } = await submitted({ audience: 'organisation' });
    expect(await stateOf(id)).toBe('submitted');
    expect((await contributor.get('/publier/actualite')).text).toContain('Envoyer pour validation');
  });

  it('is given back what she typed, the word to her reader too, when something is missing', async () => {
    const back = await contributor.post('/publier/actualite', {
      id: newId('pub', world.now.at),
      version: '0',
      form: 'f',
      action: 'submit',
      audience: 'public',
      title: '',
      body: 'Un texte.',
      note: 'Merci de vérifier l’heure.',
    });
    expect(back.status).toBe(422);
    expect(back.text).toContain('Merci de vérifier l’heure.');
  });
});

describe('a text that waits', () => {
  beforeEach(async () => {
    world.now.at = new Date(world.now.at.getTime() + 60_000);
    await choose('outside');
  });

  it('is sent once, posted twice', async () => {
    const typed = fields();
    const [one, two] = await Promise.all([
      contributor.send('/publier/actualite', typed),
      contributor.send('/publier/actualite', typed),
    ]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(sent.parse(one.json)).toMatchObject({ state: 'submitted', version: 1 });
    expect(sent.parse(two.json)).toMatchObject({ state: 'submitted', version: 1 });
  });

  it('awaits those who may approve it on their home page, and her colleagues in the list of drafts', async () => {
    const { id } = await submitted();
    expect(await waitingAt(publisher, '/accueil')).toContain(id);
    expect(await waitingAt(referent, '/accueil')).toContain(id);
    expect(await waitingAt(contributor, '/accueil')).toEqual([]);
    expect(await waitingAt(colleague, '/publications?onglet=brouillons')).toContain(id);
    expect((await publisher.get('/accueil')).text).toContain('Relire et valider');
  });

  it('is hidden from readers, other organisations and the public', async () => {
    const { id } = await submitted({ title: 'Réséda secret' });
    const answers = await Promise.all([
      reader.get(`/publications/${id}`),
      elsewhere.get(`/publications/${id}`),
      elsewhere.get(`/publications/${NERAC.siren}/${id}`),
      world.visitor.get(`/c/nerac/actualites/${id}`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(await publicTitles()).not.toContain('Réséda');
  });

  it('is decided neither by readers, contributors, nor other organisations', async () => {
    const { id, version } = await submitted();
    for (const [who, status] of [
      [reader, 404],
      [contributor, 403],
      [colleague, 403],
      [elsewhere, 404],
    ] as const) {
      expect((await who.send(`/publications/${id}/valider`, { version })).status).toBe(status);
      expect((await who.send(`/publications/${id}/renvoyer`, { version, remark: 'Non.' })).status).toBe(status);
    }
    expect((await colleague.send(`/publications/${id}/reprendre`, { version })).status).toBe(403);
    expect(await stateOf(id)).toBe('submitted');
  });

  it('appears when approved, with who wrote it and who approved it, and can be undone by her', async () => {
    const { id, version } = await submitted({ title: 'Bal du samedi' });
    const answer = await publisher.send(`/publications/${id}/valider`, { version });
    expect(answer.json).toMatchObject({
      state: 'published',
      author: { id: contributor.id },
      approvedBy: { id: publisher.id },
    });
    expect(await publicTitles()).toContain('Bal du samedi');
    expect(await waitingAt(publisher, '/accueil')).not.toContain(id);
    expect((await publisher.get(`/publications/${id}`)).text).toContain('Annuler la publication');
    const again = await publisher.send(`/publications/${id}/valider`, { version });
    expect(again.status).toBe(200);
    expect(await mailsAbout(id)).toMatchObject([
      { template: 'publication-approved', parameters: { title: 'Bal du samedi', by: 'Claire Morin' } },
    ]);
    expect((await publisher.send(`/publications/${id}/annuler`, {})).json).toMatchObject({ state: 'draft' });
  });

  it('goes back with a remark, which both keep, and never leaves the organisation', async () => {
    const { id, version } = await submitted({ title: 'Concert', note: 'L’heure est à confirmer.' });
    const missing = await publisher.post(`/publications/${id}/renvoyer`, { version: String(version), remark: ' ' });
    expect(missing.status).toBe(422);
    expect(missing.text).toContain('Écrivez ce qu’il faut corriger');
    const remark = 'Le concert est à 21 h.';
    const back = await publisher.send(`/publications/${id}/renvoyer`, { version, remark });
    expect(back.json).toMatchObject({ state: 'draft', version: version + 1 });
    expect((await publisher.send(`/publications/${id}/renvoyer`, { version, remark })).status).toBe(200);
    expect(await mailsAbout(id)).toMatchObject([{ template: 'publication-sent-back', parameters: { remark } }]);
    const home = await contributor.get('/accueil');
    expect(home.text).toContain('Renvoyé par Claire Morin avec une remarque.');
    const form = await contributor.get(`/publications/${id}/modifier`);
    expect(form.text).toContain('L’heure est à confirmer.');
    expect(form.text).toContain(remark);
    const corrected = await contributor.send(
      '/publier/actualite',
      fields({ id, version: version + 1, title: 'Concert', body: 'À 21 h.' }),
    );
    expect(corrected.json).toMatchObject({ state: 'submitted', version: version + 2 });
    const seen = await referent.get(`/publications/${id}`);
    expect(seen.text).toContain(remark);
    await referent.send(`/publications/${id}/valider`, { version: version + 2 });
    const others = await Promise.all([
      reader.get(`/publications/${id}`, JSON_TYPE),
      reader.get(`/publications/${id}`),
      elsewhere.get(`/publications/${NERAC.siren}/${id}`, JSON_TYPE),
      world.visitor.get(`/c/nerac/actualites/${id}`, JSON_TYPE),
    ]);
    for (const { status, text } of others) {
      expect(status).toBe(200);
      expect(text).not.toContain(remark);
    }
    expect((await colleague.get(`/publications/${id}`)).text).toContain(remark);
  });

  it('is taken back by who wrote it, and is then a draft that she goes on with', async () => {
    const { id, version } = await submitted();
    const page = await contributor.get(`/publications/${id}`);
    expect(page.text).toContain('Reprendre pour modifier');
    expect(page.text).not.toContain('Publier maintenant');
    expect((await contributor.get(`/publications/${id}/modifier`)).location).toBe(`/publications/${id}`);
    const back = await contributor.send(`/publications/${id}/reprendre`, { version });
    expect(back.json).toMatchObject({ state: 'draft' });
    expect(await waitingAt(publisher, '/accueil')).not.toContain(id);
  });

  it('is not changed under who reads it: another form is told, its own late saving is not', async () => {
    const typed = fields();
    await contributor.send('/publier/actualite', typed);
    const save = { ...typed, kind: 'news', title: 'Plus tard', version: 1 };
    const other = await colleague.send(`/publications/${typed.id}/brouillon`, { ...save, version: 0, form: 'form-2' });
    expect(other.status).toBe(409);
    const own = await contributor.send(`/publications/${typed.id}/brouillon`, { ...save, form: 'form-1' });
    expect(own.status).toBe(200);
    const { json } = await publisher.get(`/publications/${typed.id}`, JSON_TYPE);
    expect(json).toMatchObject({ state: 'submitted', title: 'Fête du village' });
  });
});

describe('two decisions at once', () => {
  beforeEach(async () => {
    world.now.at = new Date(world.now.at.getTime() + 60_000);
    await choose('outside');
  });

  it('publish it once', async () => {
    const { id, version } = await submitted({ title: 'Une seule fois' });
    const answers = await Promise.all(
      [publisher, referent, publisher, referent].map((one) => one.send(`/publications/${id}/valider`, { version })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect(statuses.filter((status) => status !== 200 && status !== 409)).toEqual([]);
    const page = await publicTitles();
    expect(page.split('Une seule fois').length - 1).toBe(1);
    expect(await mailsAbout(id)).toHaveLength(1);
  });

  it('keep one of publishing, sending back and taking back', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id, version } = await submitted({ title: `Manche ${round}` });
      const decisions = [
        publisher.send(`/publications/${id}/valider`, { version }),
        referent.send(`/publications/${id}/renvoyer`, { version, remark: 'À revoir.' }),
        contributor.send(`/publications/${id}/reprendre`, { version }),
      ];
      const [approved, returned, taken] = (await Promise.all(decisions)).map(({ status }) => status);
      const state = await stateOf(id);
      expect(approved === 200).toBe(state === 'published');
      if (state === 'published') expect([returned, taken]).toEqual([409, 409]);
      const lines = await waitingAt(publisher, '/publications?onglet=brouillons');
      expect(lines).not.toContain(id);
    }
  });
});
