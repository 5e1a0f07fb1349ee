/** Annexes of an act where there is no script: each by a form of its own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { documentEntity } from '../../../modules/documents/index.ts';
import { newId } from '../../../platform/ids.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { AGEN, type Caller, NERAC, openWorld, type World } from './world.ts';

let world: World;
let publisher: Caller;
let elsewhere: Caller;
let reader: Caller;

beforeAll(async () => {
  world = await openWorld();
  await world.register(NERAC, true);
  publisher = await world.person(NERAC, 'publisher');
  elsewhere = await world.person(AGEN, 'publisher');
  reader = await world.person(NERAC, 'reader');
});
afterAll(() => world.close());

const actFields = (id: string, document: string) => ({
  id,
  version: '0',
  audience: 'public',
  title: 'Convention de voirie',
  sessionDate: '2026-11-19',
  authorFirstName: 'Odile',
  authorLastName: 'Signataire',
  authorCapacity: 'Maire',
  document,
});

describe('an act, without script', () => {
  const id = newId('pub');
  const annexes = z.object({ annexes: z.array(z.object({ id: z.string(), state: z.string() })) });
  const awaited = z.object({ document: z.string() });
  const received = `/publications/${id}/fichier/recu`;
  const state = async () => annexes.parse((await publisher.get(received, 'application/json')).json).annexes;
  /** What the bucket and the check make of a file that is sent. */
  const sent = async (document: string, type: string, refusal?: 'executable') =>
    documentEntity(world.table)
      .patch({ scope: organisationScope(NERAC.siren), id: document })
      .set({ ...(refusal ? { state: 'refused', refusal } : { state: 'ready', type }), name: 'plan.pdf', size: 1000 })
      .set({ key: `org/${NERAC.siren}/${document}/plan.pdf`, sha256: '0'.repeat(64) })
      .go();
  const another = async (): Promise<string> => {
    const asked = await publisher.post(`/publications/${id}/annexes`, {});
    expect(asked.location).toBe(`/publications/${id}/annexes`);
    return awaited.parse((await publisher.get(`/publications/${id}/annexes`, 'application/json')).json).document;
  };

  it('takes its annexes one by one, each posted to the bucket, which sends the browser back', async () => {
    const typed = { ...actFields(id, await world.document(NERAC.siren)), action: 'annexe' };
    expect((await publisher.post('/publier/deliberation', typed)).location).toBe(`/publications/${id}/annexes`);
    const form = await publisher.get(`/publications/${id}/annexes`);
    expect(form.text).toContain('enctype="multipart/form-data"');
    const [first] = await state();
    expect(world.files.deposits.at(-1)).toMatchObject({
      key: `org/${NERAC.siren}/${first?.id}/\${filename}`,
      redirect: `https://parvis.example${received}?annexe=${first?.id}`,
    });
    // Asked for twice, there is one place.
    expect(await another()).toBe(first?.id);
    await sent(first?.id ?? '', 'image/jpeg');
    const page = await publisher.get(received);
    expect(page.text).toContain('Ajouter une autre annexe');
    expect(page.text).toContain('Publier maintenant');
  });

  it('says why one is refused, does not publish with it, and goes on without it', async () => {
    const refused = await another();
    await sent(refused, '', 'executable');
    const page = await publisher.get(received);
    expect(page.text).toContain('Ce fichier est un programme.');
    expect(page.text).not.toContain('Publier maintenant');
    const office = await another();
    expect((await state()).map((one) => one.id)).not.toContain(refused);
    await sent(office, 'application/vnd.oasis.opendocument.text');
    expect((await publisher.get(received)).text).toContain('Les annexes d’un acte sont des PDF ou des images.');
    const gone = await publisher.post(`/publications/${id}/annexes/retirer`, { document: office });
    expect(gone.location).toBe(received);
    expect(await state()).toHaveLength(1);
  });

  it('does not publish a PDF that runs scripts, as an annexe or as the act, and says what to do', async () => {
    const scripted = await another();
    await sent(scripted, 'application/pdf');
    const flagged = (document: string) =>
      documentEntity(world.table)
        .patch({ scope: organisationScope(NERAC.siren), id: document })
        .set({ flags: ['scripts'] })
        .go();
    await flagged(scripted);
    const page = await publisher.get(received);
    expect(page.text).toContain('Ouvrez-le, imprimez-le en PDF, puis choisissez le nouveau fichier.');
    expect(page.text).not.toContain('Publier maintenant');
    await publisher.post(`/publications/${id}/annexes/retirer`, { document: scripted });
    const own = await world.document(NERAC.siren);
    await flagged(own);
    const told = await publisher.send('/publier/deliberation', { ...actFields(newId('pub'), own), action: 'publish' });
    expect(told.json).toMatchObject({ errors: [{ field: 'document', message: expect.stringContaining('scripts') }] });
  });

  it('is published with them', async () => {
    const { version } = z
      .object({ version: z.number() })
      .parse((await publisher.get(received, 'application/json')).json);
    const done = await publisher.post(`/publications/${id}/publier`, { version: String(version) });
    expect(done.location).toBe(`/publications/${id}`);
    const shown = z
      .object({ attachments: z.array(z.object({ type: z.string() })) })
      .parse((await world.visitor.get(`/c/nerac/actes/${id}`, 'application/json')).json);
    expect(shown.attachments.map(({ type }) => type)).toEqual(['application/pdf', 'image/jpeg']);
  });

  it('is for acts alone, and for those who write', async () => {
    const news = newId('pub');
    await publisher.post('/publier/actualite', { id: news, version: '0', action: 'draft', title: 'Fête' });
    expect((await publisher.post(`/publications/${news}/annexes`, {})).status).toBe(404);
    expect((await elsewhere.post(`/publications/${id}/annexes`, {})).status).toBe(404);
    expect((await reader.post(`/publications/${id}/annexes`, {})).status).toBe(403);
  });
});
