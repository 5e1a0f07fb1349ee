/** A folder's files, asked for once, made file by file, and fetched by whoever asked. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { memberEntity } from '../../../modules/organisations/index.ts';
import { privacyMessageOf, treatRequest } from '../../../modules/privacy/index.ts';
import { type DataRequest, REQUEST_ENTITY, requestOf } from '../../../modules/privacy/store.ts';
import { after, DAY } from '../../../platform/clock.ts';
import { newId } from '../../../platform/ids.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import { organisationScope, tokenScope } from '../../../platform/scope.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { readZip } from '../../support/read-zip.ts';
import { AGEN, type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { fileOf, folder, send } from '../repository/world.ts';

let world: World;
let claire: Caller & { id: string };
let colleague: Caller & { id: string };
let elsewhere: Caller & { id: string };
const scope = organisationScope(NERAC.siren);
const JSON_TYPE = 'application/json';

const inOrganisation = (person: string) =>
  memberEntity(world.table)
    .put({
      ...{ scope, person, firstName: 'Claire', lastName: 'Morin', email: 'claire@nerac.test' },
      ...{ role: 'reader', since: '2026-01-01', version: 1 },
    })
    .go();

beforeAll(async () => {
  world = await openWorld();
  claire = await world.person(NERAC, 'contributor');
  colleague = await world.person(NERAC, 'referent');
  elsewhere = await world.person(AGEN, 'referent');
  await inOrganisation(claire.id);
});
afterAll(() => world.close());

const at = (id: string, rest = ''): string => `/documents/dossiers/${id}/zip${rest}`;
const read = async (id: string): Promise<DataRequest> => {
  const request = await requestOf(world.table, scope, id);
  if (!request) throw new Error(`No request ${id}`);
  return request;
};

/** Follows the stream from a request's first message on, each told twice. */
async function followed(id: string, partSize?: number): Promise<void> {
  const deps = { table: world.table, clock: () => world.now.at, files: world.files, closeLogin: async () => {} };
  let before: DataRequest | undefined;
  for (let calls = 0; ; calls += 1) {
    const present = await read(id);
    const kind = before ? 'modify' : 'insert';
    const message = privacyMessageOf({ kind, entity: REQUEST_ENTITY, before, after: present, expired: false });
    if (message === undefined || calls > 9) return;
    for (let time = 1; time <= 2; time += 1)
      await treatRequest({ ...deps, ...(partSize ? { partSize } : {}) }, message);
    before = present;
  }
}

const zipOf = (id: string, part = 1): Map<string, Buffer> =>
  readZip(Buffer.from(world.files.objects.get(`exports/${id}/${part}.zip`) ?? []));

async function ask(id: string, who: Caller = claire): Promise<string> {
  const request = newId('exp', world.now.at);
  expect((await who.send(at(id), { id: request })).status).toBe(202);
  return request;
}

describe('a folder that is taken whole', () => {
  it('holds nothing of folders that are closed to whoever takes it, and is not fetched once it is closed itself', async () => {
    const top = await folder(colleague, 'Personnel');
    const inner = await folder(colleague, 'Entretiens', top.id);
    await send(world, colleague, 'Planning.pdf', { to: { dossier: top.id } });
    await send(world, colleague, 'Secret.pdf', { to: { dossier: inner.id } });
    const narrow = (id: string) =>
      colleague.send(`/documents/dossiers/${id}/lecteurs`, { lecteurs: 'publishers', version: 0 });
    await narrow(inner.id);
    const request = await ask(top.id);
    await followed(request);
    expect([...zipOf(request).keys()].join()).toContain('Planning.pdf');
    expect([...zipOf(request).keys()].join()).not.toContain('Secret');
    expect((await claire.get(at(inner.id))).status).toBe(404);
    await narrow(top.id);
    expect((await claire.get(at(top.id, `/${request}/1`))).status).toBe(404);
  });

  it.each([
    ['the folder within it that held one of them was closed to her', 'narrow'],
    ['that folder was moved into one that is closed to her', 'move folder'],
    ['one of them was moved there', 'move file'],
  ])('is not fetched once %s; the other files of the copy are', async (_since, change) => {
    const kept = await folder(colleague, `Réservé ${change}`);
    const top = await folder(claire, `Marchés ${change}`);
    const inner = await folder(claire, 'Offres', top.id);
    // Ids say the order of the copy: the one that stays open comes first.
    await send(world, claire, 'Avis.pdf', { to: { dossier: top.id } });
    world.now.at = after(world.now.at, 1000);
    const offer = fileOf(await send(world, claire, 'Offre.pdf', { to: { dossier: inner.id } }));
    const narrow = (id: string) =>
      colleague.send(`/documents/dossiers/${id}/lecteurs`, { lecteurs: 'publishers', version: 0 });
    const moved = (id: string) =>
      colleague.send('/documents/classer', { action: 'deplacer', choix: id, vers: kept.id });
    await narrow(kept.id);
    const request = await ask(top.id);
    await followed(request, 1);
    const fetched = (part: number, who: Caller = claire) => who.get(at(top.id, `/${request}/${part}`));
    expect([(await fetched(1)).status, (await fetched(2)).status]).toEqual([303, 303]);
    const done = await (change === 'narrow' ? narrow(inner.id) : moved(change === 'move file' ? offer : inner.id));
    expect(done.status).toBe(200);
    const refused = await fetched(2);
    expect([refused.status, refused.text.includes('Préparez le dossier de nouveau')]).toEqual([409, true]);
    expect((await fetched(1)).status).toBe(303);
    expect((await fetched(2, colleague)).status).toBe(404);
    // Made anew, it comes without what is closed.
    const again = await ask(top.id);
    await followed(again, 1);
    expect((await read(again)).parts.map(({ files = [] }) => files.includes(offer))).not.toContain(true);
    expect((await claire.get(at(top.id, `/${again}/1`))).status).toBe(303);
  });

  it('holds its files at every depth in their present version, and nothing that was thrown away', async () => {
    const top = await folder(claire, 'Conseil: 24/11');
    const inner = await folder(claire, 'Annexes', top.id);
    const kept = await send(world, claire, 'Ordre du jour.pdf', { to: { dossier: top.id } });
    await send(world, claire, 'Plan.pdf', { to: { dossier: inner.id } });
    const thrown = await send(world, claire, 'Brouillon.pdf', { to: { dossier: top.id } });
    await claire.send('/documents/classer', { action: 'jeter', choix: fileOf(thrown) });
    const request = await ask(top.id);
    await followed(request);
    expect([...zipOf(request).keys()].sort()).toEqual([
      'Conseil- 24-11/Annexes/Plan.pdf',
      'Conseil- 24-11/Ordre du jour.pdf',
    ]);
    const { data: mails } = await mailEntity(world.table)
      .query.primary({ scope: tokenScope(hashToken(request)) })
      .go();
    expect(mails).toMatchObject([{ template: 'folder-ready', parameters: { path: at(top.id) } }]);
    const log = await claire.get(`/documents/fichiers/${fileOf(kept)}/ouvertures`, JSON_TYPE);
    expect(log.text).toContain(claire.id);
    expect((await claire.get(at(top.id, `/${request}/1`))).location).toContain(`exports/${request}/1.zip`);
    world.now.at = after(world.now.at, 8 * DAY);
    claire = { ...claire, ...(await world.person(NERAC, 'contributor')) };
    await inOrganisation(claire.id);
  });

  it('is made file by file, each document in one of them, though it is told twice', async () => {
    const { id } = await folder(claire, 'En trois');
    for (const name of ['A.pdf', 'B.pdf', 'C.pdf']) await send(world, claire, name, { to: { dossier: id } });
    const request = await ask(id);
    await followed(request, 1);
    expect((await read(request)).parts).toHaveLength(3);
    const names = [1, 2, 3].flatMap((part) => [...zipOf(request, part).keys()]);
    expect(names.sort()).toEqual(['En trois/A.pdf', 'En trois/B.pdf', 'En trois/C.pdf']);
  });

  it('is asked for once, whatever is posted', async () => {
    const { id } = await folder(claire, 'Une fois');
    await send(world, claire, 'Seul.pdf', { to: { dossier: id } });
    const request = await ask(id);
    await claire.send(at(id), { id: request });
    await claire.send(at(id), { id: newId('exp', world.now.at) });
    const shown = z.object({ copies: z.array(z.object({ id: z.string() })) });
    expect(shown.parse((await claire.get(at(id), JSON_TYPE)).json).copies).toHaveLength(1);
    expect((await claire.get(at(id))).text).toContain('Il est en préparation.');
  });

  it('is fetched by whoever asked for it alone, and never as another kind of copy', async () => {
    const { id } = await folder(claire, 'À moi');
    await send(world, claire, 'À moi.pdf', { to: { dossier: id } });
    const request = await ask(id);
    await followed(request);
    expect((await claire.get(at(id, `/${request}/1`))).status).toBe(303);
    expect((await colleague.get(at(id, `/${request}/1`))).status).toBe(404);
    expect((await elsewhere.get(at(id, `/${request}/1`))).status).toBe(404);
    expect((await elsewhere.get(at(id))).status).toBe(404);
    const { id: other } = await folder(claire, 'Un autre');
    expect((await claire.get(at(other, `/${request}/1`))).status).toBe(404);
  });

  it('is not made for somebody who has left, nor from the trash, nor from nothing', async () => {
    const { id } = await folder(claire, 'Trop tard');
    await send(world, claire, 'Parti.pdf', { to: { dossier: id } });
    const leaver = await world.person(NERAC, 'contributor');
    const ofLeaver = await ask(id, leaver);
    await followed(ofLeaver);
    expect(world.files.objects.has(`exports/${ofLeaver}/1.zip`)).toBe(false);
    const request = await ask(id);
    await claire.send('/documents/classer', { action: 'jeter', choix: id });
    await followed(request);
    expect(world.files.objects.has(`exports/${request}/1.zip`)).toBe(false);
    expect((await claire.send(at(id), { id: newId('exp', world.now.at) })).status).toBe(409);
    const { id: empty } = await folder(claire, 'Vide');
    expect((await claire.send(at(empty), { id: newId('exp', world.now.at) })).status).toBe(409);
  });
});
