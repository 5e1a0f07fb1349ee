/** Pictures of first pages beside an act and beside what a group shares: for those who read it, and then for nobody. */
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { succeeded, textIn, Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { enterGroup, openGroup } from '../support/groups.ts';
import { publishAct, publishNews, putDocument, registeredAct } from '../support/publishing.ts';
import { as, scene, type Scene } from '../support/territory.ts';
import { onceRead } from '../support/uploads.ts';

let here: Scene;
let publisher: Visitor;
let anybody: Visitor;
let document: string;
beforeAll(async () => {
  here = await scene();
  publisher = as(here, here.territory.publisher);
  anybody = new Visitor(here.cloud.siteOrigin);
  document = await putDocument(publisher, 'Première page.pdf');
  await onceRead(publisher, document);
});

/** Where a page has the picture from; empty without one. */
async function pictureOn(visitor: Visitor, address: string): Promise<string> {
  const { text } = await visitor.get(address, { as: 'page' });
  return /<img class="page" src="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
}

/** Looks until it is as expected: copies of pictures follow what is published by a moment. */
async function until<Seen>(look: () => Promise<Seen>, isThere: (seen: Seen) => boolean): Promise<Seen> {
  const last = Date.now() + 60_000;
  let seen = await look();
  while (!isThere(seen) && Date.now() < last) {
    await pause(100);
    seen = await look();
  }
  return seen;
}

const isPicture = async (address: string): Promise<boolean> => {
  const answer = await fetch(address);
  await answer.body?.cancel();
  return answer.ok && answer.headers.get('content-type') === 'image/webp';
};

describe('the first page of a document', () => {
  it('is seen by everybody at the register of acts, and by nobody once the act is withdrawn', async () => {
    const { home } = here.territory;
    const act = await publishAct(publisher, 'Muguet : première page', document);
    const address = await registeredAct(anybody, home.slug, act);
    // Each time another address: what was answered before may be kept for two minutes.
    const look = () => pictureOn(anybody, `${address}?vu=${newId('pub')}`);
    const shown = await until(look, (picture) => picture !== '');
    expect(shown).toContain(`/public/${home.siren}/${act}/${document}.webp`);
    expect(await isPicture(shown)).toBe(true);
    const said = { reason: 'Une erreur dans le montant' };
    succeeded(await publisher.post(`/publications/${act}/retirer`, said), 'It is withdrawn');
    expect(await until(look, (picture) => picture === '')).toBe('');
    // The address that somebody kept leads nowhere either.
    expect(
      await until(
        () => isPicture(shown),
        (found) => !found,
      ),
    ).toBe(false);
  });

  it('is seen in a group by its members, of other organisations too, and by none who is no longer one', async () => {
    const stranger = as(here, here.territory.stranger);
    const reader = as(here, here.territory.reader);
    const group = await openGroup(publisher, { name: `Perce-neige ${newId('grp')}` });
    await enterGroup(stranger, group);
    const news = { title: 'Perce-neige : le plan', body: 'Joint.', audience: `group:${group}` as const };
    const content = await publishNews(publisher, { ...news, attached: document });
    const address = `/groupes/${group}/publications/${content}`;
    const shown = await pictureOn(stranger, address);
    expect(shown).toContain(`/thumb/${here.territory.home.siren}/${document}`);
    expect(await isPicture(shown)).toBe(true);
    expect(await pictureOn(reader, address)).toBe('');
    expect(await pictureOn(anybody, address)).toBe('');
    succeeded(await publisher.post(`/groupes/${group}/membres/${here.territory.stranger.person}/retirer`), 'Removed');
    const after = await stranger.get(address, { as: 'page' });
    expect([after.status, after.text.includes('/thumb/')]).toEqual([404, false]);
    expect(textIn(await publisher.get(address), 'id')).toBe(content);
    succeeded(await publisher.post(`/publications/${content}/retirer`), 'It is withdrawn');
    expect(await pictureOn(publisher, address)).toBe('');
  });
});
