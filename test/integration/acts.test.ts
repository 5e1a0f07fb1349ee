/** What follows an act: its redaction, and the list of its session. Over the cloud, permissions included. */
import { beforeAll, describe, expect, it } from 'vitest';
import { succeeded, textIn, Visitor } from '../../local/demo/visitor.ts';
import { DAY } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import { wordsOf } from '../support/pages.ts';
import { actFieldsOf, publishAct, putDocument, registeredAct } from '../support/publishing.ts';
import { isoDay } from '../../web/format.ts';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
let publisher: Visitor;
let anybody: Visitor;
beforeAll(async () => {
  here = await scene();
  publisher = as(here, here.territory.publisher);
  anybody = new Visitor(here.cloud.siteOrigin);
});

/** Each time another address: what was answered before may be kept for two minutes. */
const anew = (address: string) => `${address}${address.includes('?') ? '&' : '?'}vu=${newId('pub')}`;

describe('an act that is redacted', () => {
  it('is read in its other version by everybody, the first is gone, and its proof says why', async () => {
    const { slug } = here.territory.home;
    const [whole, redacted] = [await putDocument(publisher, 'Entier.pdf'), await putDocument(publisher, 'Occulté.pdf')];
    const act = await publishAct(publisher, 'Capselle : une adresse de trop', whole);
    const page = await registeredAct(anybody, slug, act);
    const statusOf = async (file: string) =>
      (await anybody.get(anew(`/c/${slug}/fichiers/${file}?publication=${act}`))).status;
    expect([await statusOf(whole), await statusOf(redacted)]).toEqual([200, 404]);
    const path = `/publications/${act}/occulter`;
    const reason = 'Le domicile d’une habitante.';
    const done = await publisher.post(path, { document: redacted, reason, version: 1 });
    expect(succeeded(done, 'It is redacted').json).toMatchObject({ attachments: [{ document: redacted }] });
    expect(await statusOf(whole)).toBe(404);
    // Its copy for everybody follows by a moment.
    await expect.poll(() => statusOf(redacted), { timeout: 60_000 }).toBe(200);
    await expect
      .poll(async () => wordsOf((await anybody.get(anew(page), { as: 'page' })).text), { timeout: 60_000 })
      .toContain('Remplacé par une version occultée');
    const shown = (await anybody.get(anew(page), { as: 'page' })).text;
    expect([shown.includes(redacted), shown.includes(whole)]).toEqual([true, false]);
  });
});

describe('a session whose délibérations are online', () => {
  it('has its list asked for at home, until the list is there', async () => {
    const date = isoDay(new Date(Date.now() - 5 * DAY));
    const document = await putDocument(publisher, 'Séance.pdf');
    const fields = { ...actFieldsOf('Glycine : une séance', document), sessionDate: date };
    const act = textIn(succeeded(await publisher.post('/publier/deliberation', fields), 'It is online'), 'id');
    await registeredAct(anybody, here.territory.home.slug, act);
    const asksFor = async () =>
      (await publisher.get('/accueil', { as: 'page' })).text.includes(`/actes/seances/${date}`);
    await expect.poll(asksFor, { timeout: 60_000 }).toBe(true);
    succeeded(await publisher.post(`/actes/seances/${date}`, { version: 0 }), 'The list is online');
    await expect.poll(asksFor, { timeout: 60_000 }).toBe(false);
  });
});
