/** Large files in parts: begun, cut, taken up again, put together, given up. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { documentById } from '../../../modules/documents/index.ts';
import { LARGEST_FILE } from '../../../platform/deposits.ts';
import { LARGEST_WHOLE, PART_SIZE } from '../../../platform/part-sizes.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { AGEN, type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { folder } from '../repository/world.ts';

let world: World;
let claire: Caller;
let paul: Caller;
let reader: Caller;
let elsewhere: Caller;
beforeAll(async () => {
  world = await openWorld();
  claire = await world.person(NERAC, 'contributor');
  paul = await world.person(NERAC, 'contributor');
  reader = await world.person(NERAC, 'reader');
  elsewhere = await world.person(AGEN, 'referent');
});
afterAll(() => world.close());

const SIZE = 2 * PART_SIZE + 1000;
const plan = (more = {}) => ({
  name: 'Plan.pdf',
  size: SIZE,
  type: 'application/pdf',
  mark: hashToken('plan'),
  ...more,
});
const underWay = z.object({ id: z.string(), document: z.string(), partSize: z.number(), present: z.array(z.number()) });
const begin = async (who: Caller, asked = plan()) => underWay.parse((await who.send('/documents/envois', asked)).json);
const part = (number: number) => ({ number, sha256: Buffer.alloc(32, number).toString('base64') });
const addressOf = (who: Caller, id: string, number = 1) => who.send(`/documents/envois/${id}/parties`, part(number));

/** The bucket takes a part. */
async function put(id: string, number: number, size = number < 3 ? PART_SIZE : 1000): Promise<void> {
  expect((await addressOf(claire, id, number)).status).toBe(200);
  world.parts.take(number, size);
}

describe('a large file', () => {
  it('goes on where it stood, for whoever chooses it again, and becomes one document', async () => {
    const asked = plan({ mark: hashToken('one') });
    const first = await begin(claire, asked);
    expect(first).toMatchObject({ partSize: PART_SIZE, present: [] });
    await put(first.id, 1);
    await put(first.id, 2, PART_SIZE - 1);
    // Cut: the second part is not whole, and is sent again.
    expect(await begin(claire, asked)).toEqual({ ...first, present: [1] });
    await put(first.id, 2);
    const tooEarly = await claire.send(`/documents/envois/${first.id}/fin`, {});
    expect([tooEarly.status, world.parts.joined.length]).toEqual([409, 0]);
    await put(first.id, 3);
    for (let time = 1; time <= 2; time += 1) {
      const { json } = await claire.send(`/documents/envois/${first.id}/fin`, {});
      expect(json).toEqual({ document: first.document });
    }
    expect(world.parts.joined).toEqual([[1, 2, 3]]);
    const key = `org/${NERAC.siren}/${first.document}/plan.pdf`;
    expect(world.parts.keys.at(-1)?.toLowerCase()).toBe(key.toLowerCase());
    // Chosen once more after that, it is another document.
    expect((await begin(claire, asked)).document).not.toBe(first.document);
  });

  it('is another one under another name, for another place, of another size or content', async () => {
    const { id: dossier } = await folder(claire, 'Plans');
    const other = [{ name: 'Plan bis.pdf' }, { size: SIZE + 1 }, { mark: hashToken('autre') }, { dossier }];
    const ids = await Promise.all([plan(), ...other.map(plan)].map(async (asked) => (await begin(claire, asked)).id));
    expect(new Set(ids).size).toBe(5);
  });

  it('is that of whoever sends it alone', async () => {
    const { id, document } = await begin(claire);
    expect((await begin(paul)).document).not.toBe(document);
    for (const who of [elsewhere, reader]) {
      const statuses = [(await addressOf(who, id)).status, (await who.send(`/documents/envois/${id}/fin`, {})).status];
      expect(statuses).toEqual(who === reader ? [403, 403] : [404, 404]);
    }
    expect((await reader.send('/documents/envois', plan())).status).toBe(403);
  });

  it('begins once when two tabs begin at the same moment', async () => {
    const asked = plan({ mark: hashToken('deux onglets') });
    const [one, other] = await Promise.all([begin(claire, asked), begin(claire, asked)]);
    expect(one.document).toBe(other.document);
  });

  it('is forgotten when it is given up, and taken up by nobody', async () => {
    const asked = plan({ mark: hashToken('abandon') });
    const { id, document } = await begin(claire, asked);
    await put(id, 1);
    const abandon = async (who: Caller) => (await who.send(`/documents/envois/${id}/abandon`, {})).status;
    expect([await abandon(paul), await abandon(claire), await abandon(claire)]).toEqual([404, 200, 404]);
    expect((await addressOf(claire, id)).status).toBe(404);
    const again = await begin(claire, asked);
    expect([again.present, again.document === document]).toEqual([[], false]);
    expect(await documentById(world.table, organisationScope(NERAC.siren), document)).toBeUndefined();
  });

  it.each([
    ['as small as those that go whole', { size: LARGEST_WHOLE }],
    ['larger than any', { size: LARGEST_FILE + 1 }],
    ['without a name', { name: '' }],
    ['without a mark', { mark: 'abc' }],
  ])('is refused %s', async (_what, more) => {
    expect((await claire.send('/documents/envois', plan(more))).status).toBe(422);
  });

  it('has no more parts than it needs', async () => {
    const { id } = await begin(claire);
    expect((await addressOf(claire, id, 4)).status).toBe(404);
  });

  it('goes into no folder of another', async () => {
    const { id: dossier } = await folder(elsewhere, 'À Agen');
    expect((await claire.send('/documents/envois', plan({ dossier }))).status).toBe(409);
  });
});
