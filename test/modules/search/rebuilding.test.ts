/** An index that the operator has made again, from the console to its end. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  askToRebuild,
  rebuildMessagesOf,
  rebuildsAsked,
  type RebuildAsked,
} from '../../../modules/search/rebuilding.ts';
import { indexTogether, type SearchMessage } from '../../../modules/search/index.ts';
import type { Member } from '../../../platform/actor.ts';
import { openWorld, type World } from '../content/world.ts';
import { type SearchQueue, searchQueue } from './world.ts';

let world: World;
let queue: SearchQueue;
beforeAll(async () => {
  world = await openWorld();
  queue = searchQueue(world);
});
afterAll(() => world.close());

const OPERATOR: Member = {
  person: { id: '00000000-0000-4000-8000-000000000000', firstName: 'Odile', lastName: 'Opère', email: 'o@essai.test' },
  session: { hash: '', id: 'ssn_1', proofs: ['password'] },
  memberships: [],
  groups: [],
  current: undefined,
  isOperator: true,
  from: '203.0.113.0',
};
const ask = (asked: Partial<RebuildAsked>, who: Member = OPERATOR) =>
  askToRebuild({ table: world.table, clock: () => world.now.at }, who, {
    which: 'network',
    organisation: '',
    ...asked,
  });

it('is asked once, however often the stream tells it, and is said to be over when it is', async () => {
  expect(await ask({})).toEqual(['net']);
  const [asked] = await rebuildsAsked(world.table);
  const after = { ...asked };
  const inserted = { entity: 'search-rebuild', kind: 'insert', before: undefined, after, expired: false } as const;
  const messages = rebuildMessagesOf(inserted);
  expect(messages).toEqual([{ scope: 'net', rebuild: { since: world.now.at.toISOString() } }]);
  for (let time = 1; time <= 2; time += 1) await queue.toIndex(messages);
  await queue.drained();
  const [ended] = await rebuildsAsked(world.table);
  expect(ended).toMatchObject({ index: 'net', endedAt: world.now.at.toISOString() });
  expect(rebuildMessagesOf({ ...inserted, kind: 'modify', before: after, after: { ...ended } })).toEqual([]);
});

it('goes no further once a later one reads it all, which ends it', async () => {
  world.now.at = new Date(world.now.at.getTime() + 1000);
  await ask({});
  const since = world.now.at.toISOString();
  const later = new Date(world.now.at.getTime() + 1000).toISOString();
  const asked: SearchMessage[] = [];
  const deps = { ...queue, toIndex: async (messages: readonly SearchMessage[]) => void asked.push(...messages) };
  const treat = (message: SearchMessage) => indexTogether(deps, [JSON.stringify(message)]);
  await treat({ scope: 'net', rebuild: { since } });
  await treat({ scope: 'net', rebuild: { since: later } });
  expect(asked).toMatchObject([{ rebuild: { since } }, { rebuild: { since: later } }]);
  for (let next = asked.shift(); next; next = asked.shift()) {
    await treat(next);
    expect(asked.filter((message) => 'rebuild' in message && message.rebuild.since === since)).toEqual([]);
  }
  expect(await rebuildsAsked(world.table)).toMatchObject([{ index: 'net', at: since, endedAt: since }]);
});

it('is refused to whoever is not the operator, and of an organisation that is not there', async () => {
  await expect(ask({}, { ...OPERATOR, isOperator: false })).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(ask({ which: 'organisation', organisation: 'nulle-part' })).rejects.toMatchObject({
    details: { fields: [{ field: 'organisation' }] },
  });
});
