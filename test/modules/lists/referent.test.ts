/** The référent's lists: readers counted once, never named; one removed without her address being read. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextLetter } from '../../../modules/lists/index.ts';
import { MAIN_LIST } from '../../../modules/lists/rules.ts';
import { subscriberKey, subscriberOf } from '../../../modules/lists/store/subscriber.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { AGEN, NERAC, openWorld, subscribe, type Visitor, type World } from './world.ts';

let world: World;
let referent: Visitor;
beforeAll(async () => {
  world = await openWorld();
  await world.join(NERAC);
  await world.join(AGEN);
  referent = await world.member(NERAC, 'referent');
});
afterAll(() => world.close());

const reach = async (): Promise<number> =>
  (await nextLetter(world.table, organisationScope(NERAC.siren), new Date())).readers;

describe('the main list', () => {
  it('is there as soon as the organisation has joined, with the address to share', async () => {
    const page = await referent.get('/listes');
    expect(page.status).toBe(200);
    expect(page.text).toContain('Actes et actualités de Nérac');
    expect(page.text).toContain('https://parvis.example/c/nerac/s-abonner');
    expect(page.text).toContain('Aucun abonné pour l’instant');
  });

  it('is the référent’s alone', async () => {
    const publisher = await world.member(NERAC, 'publisher');
    for (const path of ['/listes', '/listes/apercu', `/listes/${MAIN_LIST}`])
      expect((await publisher.get(path)).status).toBe(403);
    expect((await world.visitor.get('/listes')).status).toBe(303);
  });

  it('counts its readers once, however often the stream tells of them', async () => {
    await world.visitor.post('/c/nerac/s-abonner', { email: 'odile@exemple.fr' });
    await world.settle();
    const [mail] = await world.sent();
    const link = /\/u\/confirmer\/([\w-]+)/.exec(mail?.mail.text ?? '')?.[1] ?? '';
    await world.visitor.post(`/u/confirmer/${link}`);
    await world.settle({ twice: true });
    expect(await reach()).toBe(1);
    await subscribe(world, 'paul@exemple.fr');
    expect(await reach()).toBe(2);
  });

  it('shows readers by their masked address and the date of their consent', async () => {
    const page = await referent.get(`/listes/${MAIN_LIST}`);
    expect(page.text).toContain('o•••@exemple.fr');
    expect(page.text).not.toContain('odile@');
    expect(page.text).toContain('lundi 23');
  });

  it('opens to nobody from elsewhere', async () => {
    const other = await world.member(AGEN, 'referent');
    const key = subscriberKey('odile@exemple.fr');
    expect((await other.get(`/listes/${MAIN_LIST}`)).text).not.toContain('o•••@exemple.fr');
    expect((await other.get(`/listes/${MAIN_LIST}/abonnes/${key}/retirer`)).status).toBe(404);
    await other.post(`/listes/${MAIN_LIST}/abonnes/${key}/retirer`);
    await world.settle();
    expect(await reach()).toBe(2);
  });

  it('loses the reader that the référent removes, who may come back', async () => {
    const key = subscriberKey('odile@exemple.fr');
    const path = `/listes/${MAIN_LIST}/abonnes/${key}/retirer`;
    expect((await referent.get(path)).text).toContain('Retirer de la liste');
    expect((await referent.post(path)).location).toBe(`/listes/${MAIN_LIST}?fait=retrait`);
    expect((await referent.get(`/listes/${MAIN_LIST}`)).text).not.toContain('o•••@exemple.fr');
    await world.settle({ twice: true });
    expect(await reach()).toBe(1);
    expect((await subscriberOf(world.table, key))?.lists).toEqual([]);
    expect((await referent.post(path)).status).toBe(303);
    world.now.at = new Date(world.now.at.getTime() + 3_600_000);
    await subscribe(world, 'odile@exemple.fr');
    expect(await reach()).toBe(2);
  });

  it('shows what the next letter will say of this organisation alone', async () => {
    await world.publish(NERAC, { title: 'Le marché déménage' });
    await world.publish(AGEN, { title: 'La piscine rouvre' });
    world.now.at = new Date(world.now.at.getTime() + 60_000);
    const page = await referent.get('/listes/apercu');
    expect(page.text).toContain('Le marché déménage');
    expect(page.text).not.toContain('La piscine rouvre');
    const letter = await referent.get('/listes/apercu?forme=courriel');
    expect(letter.text).toMatch(/^<!doctype html>\s*<html lang="fr">/);
    const nonce = /'nonce-([^']+)'/.exec(letter.headers.get('content-security-policy') ?? '')?.[1];
    expect(letter.text).toContain(`<style nonce="${nonce}">`);
    expect(letter.text).not.toContain(' style=');
  });
});
