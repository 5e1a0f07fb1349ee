/** Subscribing and leaving, from the page to the mailbox and back, over a real table. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MAIN_LIST, MOST_REQUESTS_AN_HOUR } from '../../../modules/lists/rules.ts';
import { nextLetter } from '../../../modules/lists/index.ts';
import { subscriberKey, subscriberOf, subscriptionOf } from '../../../modules/lists/store/subscriber.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { AGEN, NERAC, openWorld, subscribe, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.join(NERAC);
  await world.join(AGEN);
});
afterAll(() => world.close());
// Limits count by hour: each test has one of its own.
beforeEach(() => {
  world.now.at = new Date(world.now.at.getTime() + 2 * 3_600_000);
});

const stateOf = async (email: string, { siren } = NERAC): Promise<string | undefined> =>
  (await subscriptionOf(world.table, subscriberKey(email), siren, MAIN_LIST))?.state;

const linkIn = (text: string | undefined): string => /\/u\/confirmer\/([\w-]+)/.exec(text ?? '')?.[1] ?? '';

const readersOfNerac = async (): Promise<number> =>
  (await nextLetter(world.table, organisationScope(NERAC.siren), new Date())).readers;

describe('subscribing', () => {
  it('proposes the list of an organisation that has joined, by the right name', async () => {
    const page = await world.visitor.get('/c/nerac/s-abonner');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Actes et actualités de Nérac');
    expect((await world.visitor.get('/c/agen/s-abonner')).text).toContain('Actes et actualités d’Agen');
  });

  it('says that a place which does not exist, or a list, does not', async () => {
    expect((await world.visitor.get('/c/nulle-part/s-abonner')).status).toBe(404);
    expect((await world.visitor.get('/c/nerac/s-abonner?liste=autre')).status).toBe(404);
    expect((await world.visitor.get('/c/nerac/s-abonner?liste=..%2F')).status).toBe(400);
  });

  it('gives back what was typed when it is no address', async () => {
    const page = await world.visitor.post('/c/nerac/s-abonner', { email: 'claire@' });
    expect(page.status).toBe(422);
    expect(page.text).toContain('value="claire@"');
    expect(page.text).toContain('Écrivez une adresse complète');
  });

  it('writes nothing under the address before it is confirmed; following the link confirms nothing', async () => {
    const answer = await world.visitor.post('/c/nerac/s-abonner', { email: 'Odile@Exemple.fr' });
    expect([answer.status, answer.location]).toEqual([303, '/c/nerac/s-abonner?etape=envoye']);
    await world.settle();
    const [mail] = await world.sent();
    expect(mail?.to).toBe('odile@exemple.fr');
    expect(mail?.mail.subject).toBe('Confirmez votre abonnement : Actes et actualités de Nérac');
    const link = linkIn(mail?.mail.text);
    const page = await world.visitor.get(`/u/confirmer/${link}`);
    expect(page.text).toContain('o•••@exemple.fr');
    expect(page.text).not.toContain('odile@exemple.fr');
    expect(await subscriberOf(world.table, subscriberKey('odile@exemple.fr'))).toBeUndefined();
    expect((await world.visitor.post(`/u/confirmer/${link}`)).status).toBe(303);
    expect(await stateOf('odile@exemple.fr')).toBe('active');
  });

  it('keeps the proof: when, from where, on which page, after which text', async () => {
    await subscribe(world, 'preuve@exemple.fr');
    const subscription = await subscriptionOf(world.table, subscriberKey('preuve@exemple.fr'), NERAC.siren, MAIN_LIST);
    expect(subscription).toMatchObject({
      askedAt: world.now.at.toISOString(),
      askedFrom: '203.0.113.7',
      askedOn: '/c/nerac/s-abonner',
      confirmedAt: world.now.at.toISOString(),
      confirmedFrom: '203.0.113.7',
    });
    expect(subscription?.text).toContain('« Actes et actualités de Nérac »');
  });

  it('answers the same, and does the same, for an address that is subscribed already; its first proof stays', async () => {
    await subscribe(world, 'deja@exemple.fr');
    const before = await subscriptionOf(world.table, subscriberKey('deja@exemple.fr'), NERAC.siren, MAIN_LIST);
    world.now.at = new Date(world.now.at.getTime() + 3_600_000);
    const [known, unknown] = [
      await world.visitor.post('/c/nerac/s-abonner', { email: 'deja@exemple.fr' }),
      await world.visitor.post('/c/nerac/s-abonner', { email: 'jamais@exemple.fr' }),
    ];
    expect([known.status, known.location, known.text]).toEqual([unknown.status, unknown.location, unknown.text]);
    await world.settle();
    const mails = await world.sent();
    expect(mails.map(({ to }) => to).sort()).toEqual(['deja@exemple.fr', 'jamais@exemple.fr']);
    await world.visitor.post(`/u/confirmer/${linkIn(mails.find(({ to }) => to === 'deja@exemple.fr')?.mail.text)}`);
    expect(await subscriptionOf(world.table, subscriberKey('deja@exemple.fr'), NERAC.siren, MAIN_LIST)).toEqual(before);
  });

  it('sends one confirmation in ten minutes, with the same answer', async () => {
    const answers = [];
    for (let time = 0; time < 3; time += 1)
      answers.push(await world.visitor.post('/c/nerac/s-abonner', { email: 'encore@exemple.fr' }));
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1);
    await world.settle();
    expect(await world.sent()).toHaveLength(1);
  });

  it(`sends ${MOST_REQUESTS_AN_HOUR} an hour for one address of the network, then says so and gives back what was typed`, async () => {
    const ask = (email: string) => world.visitor.post('/c/nerac/s-abonner', { email });
    for (let time = 0; time < MOST_REQUESTS_AN_HOUR; time += 1) {
      expect((await ask(`foule-${time}@exemple.fr`)).status).toBe(303);
    }
    // The same for whoever asked already and for whoever did not: nothing is told of an address.
    for (const email of ['foule-0@exemple.fr', 'jamais@exemple.fr']) {
      const refused = await ask(email);
      expect(refused.status).toBe(429);
      expect(refused.text).toContain('depuis votre connexion à Internet');
      expect(refused.text).toContain(`value="${email}"`);
    }
    await world.settle();
    expect(await world.sent()).toHaveLength(MOST_REQUESTS_AN_HOUR);
  });

  it('forgets a request after seven days', async () => {
    await world.visitor.post('/c/nerac/s-abonner', { email: 'tard@exemple.fr' });
    await world.settle();
    const link = linkIn((await world.sent())[0]?.mail.text);
    world.now.at = new Date(world.now.at.getTime() + 7 * 86_400_000);
    const page = await world.visitor.post(`/u/confirmer/${link}`);
    expect(page.status).toBe(410);
    expect(page.text).toContain('Recommencez votre demande');
  });

  it('is not done again by the same link once she has left', async () => {
    await world.visitor.post('/c/nerac/s-abonner', { email: 'partie@exemple.fr' });
    await world.settle();
    const link = linkIn((await world.sent())[0]?.mail.text);
    const { location } = await world.visitor.post(`/u/confirmer/${link}`);
    const token = /preferences\/([\w.-]+)/.exec(location)?.[1] ?? '';
    await world.visitor.post(`/u/${token}`);
    expect((await world.visitor.post(`/u/confirmer/${link}`)).status).toBe(303);
    expect(await stateOf('partie@exemple.fr')).toBe('left');
  });

  it('is refused from another site', async () => {
    const answer = await world.visitor.post(
      '/c/nerac/s-abonner',
      { email: 'a@exemple.fr' },
      { origin: 'https://ailleurs.example' },
    );
    expect(answer.status).toBe(403);
  });
});

describe('leaving', () => {
  it('takes one post from anywhere, without cookie nor redirection, and leaves everything', async () => {
    const token = await subscribe(world, 'clic@exemple.fr');
    await subscribe(world, 'clic@exemple.fr', AGEN);
    const body = { 'List-Unsubscribe': 'One-Click' };
    const answer = await world.visitor.post(`/u/${token}`, body, {
      origin: 'https://messagerie.example',
      'sec-fetch-site': 'cross-site',
    });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null]);
    expect([await stateOf('clic@exemple.fr'), await stateOf('clic@exemple.fr', AGEN)]).toEqual(['left', 'left']);
    const left = await subscriptionOf(world.table, subscriberKey('clic@exemple.fr'), AGEN.siren, MAIN_LIST);
    expect(left).toMatchObject({ leftBy: 'one-click', leftAt: world.now.at.toISOString() });
    expect((await world.visitor.post(`/u/${token}`, body)).status).toBe(200);
  });

  it('shows a page when a scanner follows the link, and does nothing', async () => {
    const token = await subscribe(world, 'scanner@exemple.fr');
    const page = await world.visitor.get(`/u/${token}`);
    expect(page.text).toContain('Ne plus recevoir');
    expect(await stateOf('scanner@exemple.fr')).toBe('active');
  });

  it('takes the form of a mail program that sends parts', async () => {
    const token = await subscribe(world, 'parties@exemple.fr');
    const part = [
      '--limite',
      'Content-Disposition: form-data; name="List-Unsubscribe"',
      '',
      'One-Click',
      '--limite--',
      '',
    ].join('\r\n');
    const type = { 'content-type': 'multipart/form-data; boundary=limite' };
    expect((await world.visitor.post(`/u/${token}`, 'no parts', type)).status).toBe(415);
    expect(await stateOf('parties@exemple.fr')).toBe('active');
    expect((await world.visitor.post(`/u/${token}`, part, type)).status).toBe(200);
    const left = await subscriptionOf(world.table, subscriberKey('parties@exemple.fr'), NERAC.siren, MAIN_LIST);
    expect(left).toMatchObject({ state: 'left', leftBy: 'one-click' });
  });

  it('refuses a token that was not made here', async () => {
    const token = await subscribe(world, 'vraie@exemple.fr');
    const [key = '', signature = ''] = token.split('.');
    const forged = `${subscriberKey('victime@exemple.fr')}.${signature}`;
    for (const path of [`/u/${forged}`, `/u/preferences/${forged}`, `/u/preferences/${forged}/donnees`]) {
      expect((await world.visitor.get(path)).status).toBe(410);
    }
    expect((await world.visitor.post(`/u/${key}.${'A'.repeat(22)}`)).status).toBe(410);
    expect((await world.visitor.get(`/u/${key}`)).status).toBe(404);
  });

  it('leaves one list of several', async () => {
    const token = await subscribe(world, 'choix@exemple.fr');
    await subscribe(world, 'choix@exemple.fr', AGEN);
    await world.visitor.post(`/u/preferences/${token}/quitter`, { organisation: NERAC.siren, liste: MAIN_LIST });
    expect([await stateOf('choix@exemple.fr'), await stateOf('choix@exemple.fr', AGEN)]).toEqual(['left', 'active']);
    const page = await world.visitor.get(`/u/preferences/${token}`);
    expect(page.text).toContain('Ce que j’ai quitté');
    expect(page.text).toContain('203.0.113.7');
  });
});

describe('her data', () => {
  it('are hers to take', async () => {
    const token = await subscribe(world, 'donnees@exemple.fr');
    const answer = await world.visitor.get(`/u/preferences/${token}/donnees`);
    expect(answer.headers.get('content-disposition')).toContain('mes-abonnements.json');
    expect(JSON.parse(answer.text)).toMatchObject({
      email: 'donnees@exemple.fr',
      state: 'active',
      subscriptions: [{ listName: 'Actes et actualités de Nérac', askedFrom: '203.0.113.7' }],
    });
  });

  it('are erased on a post, not by the page that asks', async () => {
    const before = await readersOfNerac();
    const token = await subscribe(world, 'oubli@exemple.fr');
    expect(await readersOfNerac()).toBe(before + 1);
    await world.visitor.get(`/u/preferences/${token}/effacer`);
    expect(await stateOf('oubli@exemple.fr')).toBe('active');
    expect((await world.visitor.post(`/u/preferences/${token}/effacer`)).status).toBe(200);
    await world.settle();
    const key = subscriberKey('oubli@exemple.fr');
    expect(await subscriberOf(world.table, key)).toBeUndefined();
    expect(await stateOf('oubli@exemple.fr')).toBeUndefined();
    expect(await readersOfNerac()).toBe(before);
    expect((await world.visitor.get(`/u/preferences/${token}`)).text).toContain('Nous ne gardons rien');
    expect((await world.visitor.post(`/u/${token}`)).status).toBe(200);
  });
});
