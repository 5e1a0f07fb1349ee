/** What somebody looked after passes to whoever goes on with her drafts, over a real table. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDirectoryChange } from '../../../modules/directory/index.ts';
import { chartOfOwn, createUnit } from '../../../modules/directory/service/units.ts';
import { onGroupChange } from '../../../modules/groups/index.ts';
import { enterGroup } from '../../../modules/groups/service/belonging.ts';
import { openGroup } from '../../../modules/groups/service/groups.ts';
import { facilitatorsOf, groupOf, memberOf } from '../../../modules/groups/store/index.ts';
import { remove } from '../../../modules/organisations/service/members.ts';
import type { Member } from '../../../platform/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { groupScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { type LocalTable, openLocalTable } from '../../local/dynamodb/local-table.ts';
import { found, type Founded, memberIn } from '../organisations/founded.ts';

const MONTAYRAL = { siren: '214701856', kind: 'commune', name: 'Montayral', slug: 'montayral' } as const;
const clock = () => new Date('2026-11-24T09:00:00.000Z');

let local: LocalTable;
let table: Table;
let commune: Founded;
let referent: Member;
beforeAll(async () => {
  local = await openLocalTable();
  ({ table } = local);
  commune = await found(table, MONTAYRAL);
  referent = await memberIn(table, commune, 'referent', 'maire@montayral.test');
});
afterAll(() => local.close());

const text = { name: 'Voirie', purpose: 'Les routes.', kind: 'working', access: 'open' } as const;

/** What the stream tells of a departure, twice. */
async function told(leaving: Member): Promise<void> {
  const gone = { kind: 'remove', after: undefined, expired: false } as const;
  const { id, ...name } = leaving.person;
  const membership = { scope: `usr#${id}`, organisation: commune.siren };
  const line = { scope: `org#${commune.siren}`, person: id, ...name };
  const deps = { table, clock, departement: '47' };
  for (let time = 0; time < 2; time += 1) {
    await onGroupChange({ ...gone, entity: 'membership', before: membership }, deps);
    await onDirectoryChange({ ...gone, entity: 'member', before: line }, deps);
  }
}

describe('whoever goes on with her drafts', () => {
  it('looks after the group that she alone looked after, and the services that she was responsible for', async () => {
    const leaving = await memberIn(table, commune, 'publisher', 'secretaire@montayral.test');
    const successor = await memberIn(table, commune, 'publisher', 'adjoint@montayral.test');
    const id = newId('grp');
    await openGroup({ table, clock }, leaving, { id, ...text });
    await enterGroup({ table, clock }, successor, id);
    const unit = newId('unt');
    const service = { name: 'État civil', lead: leaving.person.id, members: [leaving.person.id], isPublic: false };
    await createUnit({ table, clock }, referent, unit, service);
    await remove({ table, clock }, referent, leaving.person.id, successor.person.id);
    await told(leaving);
    expect(await memberOf(table, groupScope(id), leaving.person.id)).toBeUndefined();
    expect((await facilitatorsOf(table, groupScope(id))).map(({ person }) => person)).toEqual([successor.person.id]);
    expect(await groupOf(table, groupScope(id))).toMatchObject({ memberCount: 1, facilitatorCount: 1 });
    const { units } = await chartOfOwn(table, referent);
    expect(units.map(({ lead, members }) => [lead?.person, members])).toEqual([[successor.person.id, []]]);
  });

  it('takes nothing over in a group that she is not in, or that somebody else looks after', async () => {
    const leaving = await memberIn(table, commune, 'publisher', 'agent@montayral.test');
    const outside = newId('grp');
    await openGroup({ table, clock }, leaving, { id: outside, ...text });
    await remove({ table, clock }, referent, leaving.person.id, referent.person.id);
    await told(leaving);
    expect(await groupOf(table, groupScope(outside))).toMatchObject({ memberCount: 0, facilitatorCount: 0 });
    expect(await facilitatorsOf(table, groupScope(outside))).toEqual([]);
  });
});
