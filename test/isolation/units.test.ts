/** Services of an organisation: its référent alone draws them, at most one change at a time; the network reads them. */
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { succeeded, type Visitor } from '../../local/demo/visitor.ts';
import { wouldLoop } from '../../modules/directory/chart.ts';
import { eventually, newUnit, ownPerson } from '../support/directory.ts';
import { importMailboxes, joinByCode, visitorOf, welcome } from '../support/joining.ts';
import { wordsOf } from '../support/pages.ts';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
let referent: Visitor;
let stranger: Visitor;
let agent: Visitor;
let person: string;

const CHART = '/annuaire/barbaste/organigramme';

beforeAll(async () => {
  here = await scene();
  await importMailboxes(as(here, here.territory.operator), [{ name: 'Barbaste', slug: 'barbaste' }]);
  referent = await joinByCode(here.cloud, 'barbaste', {
    firstName: 'Henriette',
    lastName: 'Moulin',
    position: 'Secrétaire de mairie',
    email: 'henriette.moulin@essai.test',
  });
  stranger = as(here, here.territory.stranger);
  agent = await welcome(here.cloud, referent, {
    firstName: 'Armand',
    lastName: 'Moulin',
    email: 'armand.moulin@essai.test',
    role: 'publisher',
  });
  person = await ownPerson(agent);
});

const chart = z.object({
  units: z.array(z.object({ id: z.string(), name: z.string(), parent: z.string().optional(), version: z.number() })),
});
const units = async () => chart.parse((await referent.get('/organisation/services')).json).units;

describe('the chart of an organisation', () => {
  it('is read by the network with its people, nested, and prints', async () => {
    const top = await newUnit(referent, { name: 'Services techniques', lead: person, place: 'Route de Nérac' });
    await newUnit(referent, { name: 'Voirie', parent: top, [`member-${person}`]: 'oui', phone: '0553655500' });
    const { text } = await stranger.get(CHART, { as: 'page' });
    expect(text).toMatch(/Services techniques[\s\S]*Armand Moulin[\s\S]*<ul class="chart">[\s\S]*Voirie/);
    expect(text).toContain('05 53 65 55 00');
    expect(text).not.toContain('armand.moulin@essai.test');
    expect((await visitorOf(here.cloud).get(CHART)).status).toBe(401);
  });

  it('shows a person her services', async () => {
    const path = `/annuaire/personnes/${person}`;
    const { text } = await eventually(stranger, path, ({ text: found }) => found.includes('Voirie'));
    expect(text).toContain('Services techniques');
  });

  it('is drawn by the référent alone', async () => {
    expect(
      (await agent.post('/organisation/services', { id: 'unt_01KXXXXXXXXXXXXXXXXXXXXXXX', name: 'Intrus' })).status,
    ).toBe(403);
    const [first] = await units();
    const elsewhere = await stranger.post(`/organisation/services/${first?.id}`, { version: 1, name: 'Intrus' });
    expect(elsewhere.status).toBe(404);
    expect((await stranger.get(CHART)).text).not.toContain('Intrus');
  });

  it('names members alone: others’ people are not found by their id', async () => {
    const id = await newUnit(referent, { name: 'Accueil', [`member-${here.territory.stranger.person}`]: 'oui' });
    const one = await referent.get(`/organisation/services/${id}`);
    expect(one.text).not.toContain('Garrigue');
    const leading = await referent.post(`/organisation/services/${id}`, {
      version: 1,
      name: 'Accueil',
      lead: here.territory.stranger.person,
    });
    expect(leading.status).toBe(422);
  });

  it('never loops: of two moves at the same moment one is refused', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [left, right] = await Promise.all(['Gauche', 'Droite'].map((name) => newUnit(referent, { name })));
      if (!left || !right) throw new Error('No services');
      const move = (id: string, parent: string) =>
        referent.twin().post(`/organisation/services/${id}`, { version: 1, name: 'Déplacé', parent });
      const answers = await Promise.all([move(left, right), move(right, left)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
      const all = await units();
      expect(all.filter(({ id, parent }) => wouldLoop(all, id, parent))).toEqual([]);
    }
  });

  it('keeps both of two services created at once, and makes one of a form posted twice', async () => {
    await Promise.all(['Un', 'Deux', 'Trois'].map((name) => newUnit(referent.twin(), { name: `${name} ensemble` })));
    expect((await units()).filter(({ name }) => name.endsWith('ensemble'))).toHaveLength(3);
    const id = 'unt_01K0000000000000000000000A';
    await Promise.all([1, 2].map(() => referent.twin().post('/organisation/services', { id, name: 'Une fois' })));
    expect((await units()).filter(({ name }) => name === 'Une fois')).toHaveLength(1);
  });

  it('refuses a change made on an older version, and to delete what is not empty', async () => {
    const id = await newUnit(referent, { name: 'Archives' });
    const change = { version: 1, name: 'Archives municipales' };
    succeeded(await referent.post(`/organisation/services/${id}`, change), 'The first change');
    expect((await referent.post(`/organisation/services/${id}`, change)).status).toBe(409);
    const inner = await newUnit(referent, { name: 'Cadastre', parent: id });
    expect((await referent.post(`/organisation/services/${id}/supprimer`)).status).toBe(422);
    const { text } = await referent.get(`/organisation/services/${inner}/supprimer`, { as: 'page' });
    expect(wordsOf(text)).toContain('Supprimer Cadastre ?');
    expect(text).toContain('Pour le retrouver, il faudra le créer de nouveau.');
    expect((await units()).map(({ name }) => name)).toContain('Cadastre');
    succeeded(await referent.post(`/organisation/services/${inner}/supprimer`), 'The inner one goes');
    succeeded(await referent.post(`/organisation/services/${id}/supprimer`), 'Then the outer one');
    expect((await stranger.get(CHART)).text).not.toContain('Archives');
  });
});

describe('a service on the public page', () => {
  it('gives its coordinates, never its people, and only when it is wanted', async () => {
    const unit = { name: 'État civil', place: 'Mairie, guichet 2', [`member-${person}`]: 'oui' };
    const id = await newUnit(referent, { ...unit, isPublic: 'oui' });
    const contacts = () => visitorOf(here.cloud).get(`/c/barbaste/contacts?vu=${Date.now()}`);
    const { text } = await contacts();
    expect(text).toContain('guichet 2');
    expect(text).not.toContain('Moulin');
    expect(text).not.toContain('Route de Nérac');
    succeeded(await referent.post(`/organisation/services/${id}`, { version: 1, ...unit }), 'It is hidden');
    expect((await contacts()).text).not.toContain('guichet 2');
  });
});

describe('a member who leaves', () => {
  it('is no longer named by any service', async () => {
    expect((await stranger.get(CHART)).text).toContain('Armand');
    succeeded(await referent.post(`/organisation/membres/${person}/retirer`), 'He is removed');
    const { text } = await eventually(stranger, CHART, ({ text: found }) => !found.includes('Armand'));
    expect(text).toContain('Voirie');
  });
});
