/** Who goes on with what somebody has begun, over a real table. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { departuresOf, leaveOrganisations } from '../../../modules/organisations/index.ts';
import { organisationEntities } from '../../../modules/organisations/store/entities.ts';
import { membersWho } from '../../../modules/organisations/store/member.ts';
import { Problem } from '../../../platform/problems.ts';
import { organisationScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { openRealTable } from '../../support/real-table.ts';
import { type Founded, found, memberIn } from './founded.ts';

const MONTAYRAL = { siren: '214701856', kind: 'commune', name: 'Montayral', slug: 'montayral' } as const;
const SAINT_VITE = { siren: '214702839', kind: 'commune', name: 'Saint-Vite', slug: 'saint-vite' } as const;
const clock = () => new Date('2026-11-24T09:00:00.000Z');

let table: Table;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ table, close } = await openRealTable());
});
afterAll(() => close());

const handoverOf = async ({ siren }: Founded, person: string) =>
  (
    await organisationEntities(table)
      .handover.get({ scope: organisationScope(siren), person })
      .go()
  ).data;

describe('somebody who closes her account', () => {
  it('leaves what she has begun to a référent, as the page said', async () => {
    const commune = await found(table, MONTAYRAL);
    const referent = await memberIn(table, commune, 'referent', 'maire@montayral.test');
    await memberIn(table, commune, 'contributor', 'agent@montayral.test');
    const leaving = await memberIn(table, commune, 'publisher', 'secretaire@montayral.test');
    expect(await departuresOf(table, leaving)).toEqual([{ organisation: 'Montayral', successor: 'referent Essai' }]);
    await leaveOrganisations({ table, clock }, leaving);
    expect(await handoverOf(commune, leaving.person.id)).toMatchObject({ to: referent.person.id });
    await expect(leaveOrganisations({ table, clock }, leaving)).resolves.toBeUndefined();
  });

  it('has begun nothing as a reader, and stays when she has become the last référent', async () => {
    const commune = await found(table, SAINT_VITE);
    const last = await memberIn(table, commune, 'referent', 'maire@saint-vite.test');
    const reader = await memberIn(table, commune, 'reader', 'lectrice@saint-vite.test');
    expect(await departuresOf(table, reader)).toEqual([{ organisation: 'Saint-Vite', successor: undefined }]);
    await leaveOrganisations({ table, clock }, reader);
    expect(await handoverOf(commune, reader.person.id)).toBeNull();
    await expect(leaveOrganisations({ table, clock }, last)).rejects.toThrow(Problem);
  });
});

describe('members looked for by what they may do', () => {
  it('are found however many come before them', async () => {
    const scope = organisationScope('200000008');
    const line = (person: string, role: 'reader' | 'contributor') => ({
      ...{ scope, person, role, firstName: 'P', lastName: 'N', email: 'p@n.test', since: '2026', version: 1 },
    });
    const readers = Array.from({ length: 610 }, () => line(`0${randomUUID().slice(1)}`, 'reader'));
    const writer = line(`f${randomUUID().slice(1)}`, 'contributor');
    await organisationEntities(table)
      .member.put([...readers, writer])
      .go({ concurrency: 4 });
    const may = ({ role }: { role: string }): boolean => role === 'contributor';
    expect((await membersWho(table, scope, { limit: 1, may })).map(({ person }) => person)).toEqual([writer.person]);
    expect(await membersWho(table, scope, { limit: 5, may: () => true })).toHaveLength(5);
  });
});
