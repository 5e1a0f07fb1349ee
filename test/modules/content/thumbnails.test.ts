/** First pages beside publications: they are where their readers are, and nowhere else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onThumbnailChange } from '../../../modules/content/index.ts';
import { documentEntity } from '../../../modules/documents/index.ts';
import { newId } from '../../../platform/ids.ts';
import { organisationScope, publicScope } from '../../../platform/scope.ts';
import { AGEN, type Caller, NERAC, openWorld, type World } from './world.ts';

let world: World;
let publisher: Caller;
let elsewhere: Caller;
let document: string;

beforeAll(async () => {
  world = await openWorld();
  await world.register(NERAC, true);
  publisher = await world.person(NERAC, 'publisher');
  elsewhere = await world.person(AGEN, 'reader');
  document = await world.document(NERAC.siren);
});
afterAll(() => world.close());

const scope = organisationScope(NERAC.siren);
const publicCopy = (content: string): string => `public/${NERAC.siren}/${content}/${document}.webp`;

async function published(audience: string): Promise<string> {
  const id = newId('pub');
  const fields = { id, version: '0', action: 'publish', audience, title: 'Travaux', body: 'Rue close.', document };
  expect((await publisher.post('/publier/actualite', fields)).location).toBe(`/publications/${id}`);
  return id;
}

/** The stream tells of the document, as it has become. `files`: where it is copied. */
async function drawn(content: string, files: Pick<World['files'], 'copy' | 'remove'> = world.files): Promise<void> {
  world.files.objects.set(`thumb/${NERAC.siren}/${document}`, new Uint8Array([1]));
  await documentEntity(world.table).patch({ scope, id: document }).set({ thumbnail: true }).go();
  const before = { scope, id: document, uses: new Set([content]) };
  const change = { kind: 'modify', entity: 'document', before, after: { ...before, thumbnail: true } } as const;
  const deps = { table: world.table, files };
  for (let time = 0; time < 2; time += 1) await onThumbnailChange({ ...change, expired: false }, deps);
}

/** The stream tells of what the public reads. */
async function shownChange(id: string, kind: 'insert' | 'remove'): Promise<void> {
  const item = { scope: publicScope(NERAC.siren), id, organisation: NERAC.siren, attachments: [{ document }] };
  const change = { kind, entity: 'shown-content', expired: false } as const;
  const [before, after] = kind === 'insert' ? [undefined, item] : [item, undefined];
  for (let time = 0; time < 2; time += 1) await onThumbnailChange({ ...change, before, after }, world);
}

/** The bucket, in which something happens while a copy is made; and how often one was asked for. */
function bucket(meanwhile: () => Promise<unknown> = async () => undefined) {
  const asked: string[] = [];
  return {
    asked,
    async copy(from: string, to: string) {
      asked.push(to);
      await world.files.copy(from, to);
      await meanwhile();
    },
    remove: (key: string) => world.files.remove(key),
  };
}

describe('the first page of what is joined', () => {
  it('is shown to the organisation alone when it alone reads', async () => {
    const id = await published('organisation');
    expect((await publisher.get(`/publications/${id}`)).text).not.toContain('class="page"');
    await drawn(id);
    expect((await publisher.get(`/publications/${id}`)).text).toContain(`/thumb/${NERAC.siren}/${document}`);
    expect((await elsewhere.get(`/publications/${NERAC.siren}/${id}`)).status).toBe(404);
    expect([...world.files.objects.keys()].filter((key) => key.startsWith('public/'))).toEqual([]);
  });

  it('is shown to the network, and has no public copy', async () => {
    const id = await published('network');
    await drawn(id);
    expect((await elsewhere.get(`/publications/${NERAC.siren}/${id}`)).text).toContain(`/thumb/${NERAC.siren}/`);
    expect(world.files.objects.has(publicCopy(id))).toBe(false);
  });

  it.each(['before', 'after'])(
    'is copied for the public when drawn %s it is published, and goes with it',
    async (when) => {
      const id = await published('public');
      await (when === 'before' ? shownChange(id, 'insert') : drawn(id));
      const page = await world.visitor.get(`/c/nerac/actualites/${id}`);
      expect(page.text).toContain(publicCopy(id));
      expect(page.text).not.toContain('/thumb/');
      await publisher.post(`/publications/${id}/annuler`, {});
      await shownChange(id, 'remove');
      expect(world.files.objects.has(publicCopy(id))).toBe(false);
      // Told late, once it is withdrawn: nothing is put there again.
      await drawn(id);
      await shownChange(id, 'insert');
      expect(world.files.objects.has(publicCopy(id))).toBe(false);
    },
  );

  it.each(['organisation', 'network'])('is not even copied when it is for the %s', async (audience) => {
    const id = await published(audience);
    const files = bucket();
    await drawn(id, files);
    expect(files.asked).toEqual([]);
  });

  it('does not stay for the public when it is withdrawn while it is copied', async () => {
    const id = await published('public');
    const files = bucket(() => publisher.post(`/publications/${id}/annuler`, {}));
    await drawn(id, files);
    expect(files.asked).toEqual([publicCopy(id)]);
    expect(world.files.objects.has(publicCopy(id))).toBe(false);
  });
});
