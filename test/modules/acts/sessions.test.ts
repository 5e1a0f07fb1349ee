/** The list of the délibérations of a session: when it is awaited, how it is made, what everybody reads of it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import * as z from 'zod';
import { noteAwaitedList } from '../../../modules/acts/sessions.ts';
import { dayAfter, sessionsOf, sessionState, toBeListed } from '../../../modules/acts/rules-sessions.ts';
import { actsEntities } from '../../../modules/acts/store/entities.ts';
import { publicScope } from '../../../platform/scope.ts';
import { AGEN, type Caller, NERAC, openWorld, type World } from '../content/world.ts';

describe('the delay of a list', () => {
  it.each([
    ['2026-11-24', 'awaited'],
    ['2026-11-26', 'awaited'],
    ['2026-11-27', 'due'],
    ['2026-12-01', 'due'],
    ['2026-12-02', 'late'],
  ])('on %s, of the session of 24 November, is %s', (today, state) => {
    expect(sessionState('2026-11-24', false, today)).toBe(state);
    expect(sessionState('2026-11-24', true, today)).toBe('online');
  });

  it('counts days over the ends of years and over clock changes', () => {
    expect(dayAfter('2026-10-24', 7)).toBe('2026-10-31');
    expect(dayAfter('2027-12-28', 7)).toBe('2028-01-04');
  });

  it('is asked for, the oldest first, for sixty days', () => {
    const sessions = sessionsOf(['2026-11-24', '2026-11-10', '2026-11-10', '2026-08-01'], ['2026-11-10'], '2026-11-28');
    expect(sessions.map(({ date, state }) => `${date} ${state}`)).toEqual([
      '2026-11-24 due',
      '2026-11-10 online',
      '2026-08-01 late',
    ]);
    expect(toBeListed(sessions, '2026-11-28').map(({ date }) => date)).toEqual(['2026-11-24']);
  });

  it('is never asked for what is online, nor for days to come', () => {
    const day = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
    const iso = day.map((one) => one.toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.array(iso), fc.array(iso), iso, (dates, online, today) => {
        const asked = toBeListed(sessionsOf(dates, online, today), today).map(({ date }) => date);
        expect(asked.filter((date) => !dates.includes(date) || online.includes(date) || date >= today)).toEqual([]);
      }),
    );
  });
});

let world: World;
let publisher: Caller;
let contributor: Caller;
let elsewhere: Caller;
beforeAll(async () => {
  world = await openWorld();
  await world.register(NERAC, true);
  await world.register(AGEN, true);
  publisher = await world.person(NERAC, 'publisher');
  contributor = await world.person(NERAC, 'contributor');
  elsewhere = await world.person(AGEN, 'publisher');
  for (const [at, title] of ['Tarifs de la cantine', 'Vente d’un terrain'].entries()) {
    const number = `2026-0${20 + at}`;
    const card = { key: number, number, address: number, kind: 'deliberation', title, date: '2026-11-24' } as const;
    const particulars = { inFavour: '11', against: '2', abstained: '1' };
    await actsEntities(world.table)
      .card.put({
        scope: publicScope(NERAC.siren),
        list: 'n-deliberation',
        ...card,
        particulars,
        state: 'online',
        onlineAt: '2026-11-24T20:00:00.000Z',
      })
      .go();
  }
  await noteAwaitedList(world.table, NERAC.siren, '2026-11-24');
});
afterAll(() => world.close());

const on = (moment: string): void => {
  world.now.at = new Date(moment);
};
const HERE = '/actes/seances/2026-11-24';
const PUBLIC = '/c/nerac/actes/seances/2026-11-24';
const words = ({ text }: { text: string }): string => text.replace(/[\u00a0\u202f]/g, ' ');
const awaited = async (who: Caller): Promise<string[]> =>
  z
    .object({ listsAwaited: z.array(z.object({ date: z.string() })) })
    .parse((await who.get('/actes', 'application/json')).json)
    .listsAwaited.map(({ date }) => date);

describe('a list', () => {
  it('is asked of those who publish from the third day on, where they look after acts and at home', async () => {
    on('2026-11-26T09:00:00Z');
    expect(await awaited(publisher)).toEqual([]);
    on('2026-11-27T09:00:00Z');
    expect(await awaited(publisher)).toEqual(['2026-11-24']);
    expect(words(await publisher.get('/actes'))).toContain('Une liste de délibérations est à mettre en ligne');
    expect(words(await publisher.get('/accueil'))).toContain('Au plus tard le mardi 1er décembre 2026');
    for (const who of [contributor, elsewhere]) expect(await awaited(who)).toEqual([]);
    expect((await contributor.get('/accueil')).text).not.toContain(HERE);
  });

  it('is online once it is put there by who may, and nowhere before', async () => {
    expect((await world.visitor.get(PUBLIC)).status).toBe(404);
    expect((await contributor.send(HERE, { version: 0 })).status).toBe(403);
    const autres = 'Subvention au comité des fêtes : rejetée\n\n  Vœu sur la gare <b>  ';
    expect((await publisher.post(HERE, { version: '0', autres, action: 'publier' })).status).toBe(303);
    const page = words(await world.visitor.get(PUBLIC));
    expect(page).toContain('4 délibérations examinées');
    expect(page).toContain('Votes : pour 11, contre 2, abstentions 1');
    expect(page).toContain('Vœu sur la gare &lt;b&gt;');
    expect(page.indexOf('Tarifs de la cantine')).toBeLessThan(page.indexOf('Vente d’un terrain'));
    expect(await awaited(publisher)).toEqual([]);
    expect((await publisher.get('/accueil')).text).not.toContain(HERE);
    expect((await world.visitor.get('/c/nerac/actes/seances')).text).toContain(PUBLIC);
    expect((await world.visitor.get('/c/agen/actes/seances/2026-11-24')).status).toBe(404);
  });

  it('corrected keeps the moment when it went online; two corrections at once are not both made', async () => {
    on('2026-11-28T10:00:00Z');
    const both = await Promise.all([
      publisher.send(HERE, { version: 1, autres: 'Une seule' }),
      publisher.send(HERE, { version: 1, autres: 'Une autre' }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const { json } = await world.visitor.get(PUBLIC, 'application/json');
    expect(json).toMatchObject({ onlineAt: '2026-11-27T09:00:00.000Z', updatedAt: '2026-11-28T10:00:00.000Z' });
  });

  it('is not written over by a form that was refused, and sent again, after somebody else corrected it', async () => {
    const refused = await publisher.post(HERE, { version: '1', autres: 'x'.repeat(301) });
    expect(refused.status).toBe(422);
    const version = /name="version" value="(\d+)"/.exec(refused.text)?.[1];
    expect((await publisher.send(HERE, { version, autres: 'Ancienne' })).status).toBe(409);
  });

  it('taken away is read by nobody, and asked for again', async () => {
    expect((await publisher.send(HERE, { version: 2, action: 'retirer', autres: 'Gardée' })).status).toBe(200);
    expect((await world.visitor.get(PUBLIC)).status).toBe(404);
    expect(await awaited(publisher)).toEqual(['2026-11-24']);
    expect((await publisher.get('/accueil')).text).toContain(HERE);
    expect((await publisher.get(HERE)).text).toContain('Gardée');
  });

  it('of nothing, or of a session to come, is refused with what was typed', async () => {
    const empty = await publisher.post('/actes/seances/2026-11-20', { version: '0', autres: ' ' });
    expect([empty.status, words(empty).includes('Écrivez au moins une délibération')]).toEqual([422, true]);
    const future = await publisher.post('/actes/seances/2026-12-24', { version: '0', autres: 'Noël' });
    expect([future.status, words(future).includes('pas encore eu lieu'), future.text.includes('Noël')]).toEqual([
      422,
      true,
      true,
    ]);
    expect((await publisher.get('/actes/seances/2026-02-30')).status).toBe(404);
  });
});
