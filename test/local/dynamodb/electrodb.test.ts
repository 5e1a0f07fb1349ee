import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Entity, Service } from 'electrodb';
import { openLocalTable, TABLE, type LocalTable } from './local-table.ts';

let table: LocalTable;
beforeAll(async () => {
  table = await openLocalTable();
});
afterAll(() => table.close());

const person = new Entity({
  model: { entity: 'person', version: '1', service: 'parvis' },
  attributes: {
    organisation: { type: 'string', required: true },
    email: { type: 'string', required: true },
    name: { type: 'string', required: true },
    role: { type: ['referent', 'delegate'] as const, required: true },
    version: { type: 'number', required: true, default: 1 },
  },
  indexes: {
    ofOrganisation: {
      pk: { field: 'pk', composite: ['organisation'], template: 'org#${organisation}', casing: 'none' },
      sk: { field: 'sk', composite: ['email'], template: 'person#${email}', casing: 'none' },
    },
    byEmail: {
      index: 'GSI1',
      pk: { field: 'gsi1pk', composite: ['email'], template: 'usr#${email}', casing: 'none' },
      sk: { field: 'gsi1sk', composite: ['organisation'], template: 'org#${organisation}', casing: 'none' },
    },
  },
});

const invitation = new Entity({
  model: { entity: 'invitation', version: '1', service: 'parvis' },
  attributes: {
    code: { type: 'string', required: true },
    email: { type: 'string', required: true },
  },
  indexes: {
    byCode: {
      pk: { field: 'pk', composite: ['code'], template: 'tok#${code}', casing: 'none' },
      sk: { field: 'sk', composite: [], template: 'invitation', casing: 'none' },
    },
  },
});

describe('ElectroDB', () => {
  const connect = (): Service<{ person: typeof person; invitation: typeof invitation }> =>
    new Service({ person, invitation }, { client: table.client, table: TABLE });

  it('creates, reads, queries by index, updates by version and deletes', async () => {
    const { person: people } = connect().entities;
    const who = { organisation: '217', email: 'maire@nerac.fr' };
    await people.create({ ...who, name: 'Anne', role: 'referent' }).go();
    await expect(people.create({ ...who, name: 'Autre', role: 'delegate' }).go()).rejects.toThrow();
    expect((await people.query.byEmail({ email: who.email }).go()).data).toHaveLength(1);
    const rename = people.patch(who).set({ name: 'Anne M.', version: 2 });
    await rename.where(({ version }, { eq }) => eq(version, 1)).go();
    await expect(rename.where(({ version }, { eq }) => eq(version, 1)).go()).rejects.toThrow();
    expect((await people.get(who).go({ consistent: true })).data?.name).toBe('Anne M.');
    await people.delete(who).go();
    expect((await people.query.ofOrganisation({ organisation: '217' }).go()).data).toEqual([]);
  });

  it('writes a transaction over two entities, and reports why it was cancelled', async () => {
    const service = connect();
    await service.entities.invitation.create({ code: 'c1', email: 'secretaire@nerac.fr' }).go();
    const accept = (code: string): Promise<{ canceled: boolean; data: { rejected: boolean; code: string }[] }> =>
      service.transaction
        .write(({ person: people, invitation: invitations }) => [
          people.create({ organisation: '218', email: 'secretaire@nerac.fr', name: 'Luc', role: 'delegate' }).commit(),
          invitations
            .delete({ code })
            .where(({ email }, { eq }) => eq(email, 'secretaire@nerac.fr'))
            .commit(),
        ])
        .go();
    const wrong = await accept('c2');
    expect([wrong.canceled, wrong.data.map(({ code }) => code)]).toEqual([true, ['None', 'ConditionalCheckFailed']]);
    expect((await accept('c1')).canceled).toBe(false);
    expect((await accept('c1')).canceled).toBe(true);

    const { data } = await service.transaction
      .get(({ person: people, invitation: invitations }) => [
        people.get({ organisation: '218', email: 'secretaire@nerac.fr' }).commit(),
        invitations.get({ code: 'c1' }).commit(),
      ])
      .go();
    expect([data[0]?.item?.name, data[1]?.item]).toEqual(['Luc', null]);
  });
});
