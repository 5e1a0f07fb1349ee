/** An organisation leaves, comes back, leaves again and is erased, over a real table; another stays as it is. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { treatDeparture } from '../../../modules/departures/index.ts';
import { bringBack, leaveWithOwn, makeLeave, ownToLeave } from '../../../modules/departures/service.ts';
import { departureOf } from '../../../modules/departures/store.ts';
import { subscriberOf } from '../../../modules/lists/store/subscriber.ts';
import {
  closedOrganisations,
  everyOrganisation,
  leftBySlug,
  lifeOf,
  networkReach,
  publicProfile,
} from '../../../modules/organisations/index.ts';
import { invitationEntity } from '../../../modules/organisations/store/invitation.ts';
import { linkEntity, linkScope } from '../../../modules/organisations/store/link.ts';
import { organisationEntities, TERRITORY } from '../../../modules/organisations/store/entities.ts';
import { copyLinkOf } from '../../../modules/privacy/store.ts';
import type { Member } from '../../../platform/actor.ts';
import { DAY } from '../../../platform/clock.ts';
import type { Problem } from '../../../platform/problems.ts';
import { networkScope, organisationScope, type publicScope, subscriberScope } from '../../../platform/scope.ts';
import { rightsOf } from '../../../platform/sessions.ts';
import { newToken } from '../../../platform/tokens.ts';
import { found, mailsOf, memberIn } from '../organisations/founded.ts';
import { openWorld, publishAs, subscribeTo, titlesIn, type World } from './world.ts';

const ESTILLAC = { siren: '214700916', kind: 'commune', name: 'Estillac', slug: 'estillac' } as const;
const ROQUEFORT = { siren: '214702250', kind: 'commune', name: 'Roquefort', slug: 'roquefort' } as const;
const REASON = 'La commune fusionne avec sa voisine.';
const typed = { version: 0, reason: REASON, name: 'estillac' };

let world: World;
let referent: Member;
let reader: Member;
let neighbour: Member;
let operator: Member;
let subscriber: string;
const token = newToken();
const deps = () => ({ table: world.table, clock: world.clock, leftKeptFor: 62 });

beforeAll(async () => {
  world = await openWorld();
  const { table } = world;
  const here = await found(table, ESTILLAC);
  const there = await found(table, ROQUEFORT);
  referent = await memberIn(table, here, 'referent', 'mairie@estillac.test');
  reader = await memberIn(table, here, 'reader', 'adjoint@estillac.test');
  neighbour = await memberIn(table, there, 'referent', 'mairie@roquefort.test');
  const odile = { ...neighbour.person, firstName: 'Odile', lastName: 'Peyrat', email: 'operateur@essai.test' };
  operator = { ...neighbour, person: odile, memberships: [], current: undefined, isOperator: true };
  await organisationEntities(table).counts.put({ scope: TERRITORY, people: 3, organisations: 2 }).go();
  await world.follow();
  for (const audience of ['organisation', 'network', 'public'] as const) {
    await publishAs(world, referent, `Estillac ${audience}`, audience);
    await publishAs(world, neighbour, `Roquefort ${audience}`, audience);
  }
  subscriber = await subscribeTo(world, ESTILLAC, 'habitante@essai.test');
  await subscribeTo(world, ROQUEFORT, 'habitante@essai.test');
  const invitation = {
    ...{
      id: 'inv_01K00000000000000000000000',
      email: 'tard@essai.test',
      role: 'reader' as const,
      state: 'pending' as const,
    },
    ...{
      invitedBy: 'Essai',
      sentAt: '2026-11-20',
      expiresAt: '2026-12-04',
      link: linkScope(token),
      ttl: 1_900_000_000,
    },
  };
  await invitationEntity(table)
    .put({ scope: organisationScope(ESTILLAC.siren), ...invitation })
    .go();
  await linkEntity(table)
    .put({
      scope: linkScope(token),
      purpose: 'invitation',
      email: 'tard@essai.test',
      name: 'Estillac',
      ttl: 1_900_000_000,
    })
    .go();
  world.bucket.set(`org/${ESTILLAC.siren}/a/Plan.pdf`, Buffer.from('1'));
  world.bucket.set(`org/${ESTILLAC.siren}/b/Budget.pdf`, Buffer.from('2'));
  world.bucket.set(`org/${ESTILLAC.siren}/c/Tarifs.pdf`, Buffer.from('3'));
  world.bucket.set(`org/${ROQUEFORT.siren}/d/Plan.pdf`, Buffer.from('4'));
  await world.follow();
});
afterAll(() => world.close());

const problemOf = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => Promise.reject(new Error('It was expected to be refused')),
    (error: Problem) => error,
  );

/** Every item of the table that a partition of an organisation, or a line about it, holds. */
async function itemsNaming(text: string): Promise<string[]> {
  const { Items = [] } = await world.documents.send(
    new ScanCommand({ TableName: world.table.name, ConsistentRead: true }),
  );
  return Items.filter((item) => JSON.stringify(item).includes(text)).map(({ pk, sk }) => `${pk} ${sk}`);
}

const elsewhere = async () => ({
  network: await titlesIn(world, networkScope),
  territory: await titlesIn(world, TERRITORY),
});
const ROQUEFORT_ALONE = { network: ['Roquefort network', 'Roquefort public'], territory: ['Roquefort public'] };
const BOTH = {
  network: ['Estillac network', 'Estillac public', ...ROQUEFORT_ALONE.network],
  territory: ['Estillac public', 'Roquefort public'],
};

describe('before', () => {
  it('says whom it reaches', async () => {
    const { reached, until, isHeld } = await ownToLeave(deps(), referent);
    expect(reached).toEqual({ members: 2, publications: 3, groups: [], readers: 1 });
    expect(until.toISOString()).toBe('2027-01-25T09:00:00.000Z');
    expect(isHeld).toBe(false);
    expect(await elsewhere()).toEqual(BOTH);
  });

  it('asks for the name, and for the page to be as it was', async () => {
    expect(await problemOf(leaveWithOwn(deps(), referent, { ...typed, name: 'Roquefort' }))).toMatchObject({
      kind: 'invalid',
      details: { fields: [{ field: 'name' }] },
    });
    expect((await problemOf(leaveWithOwn(deps(), referent, { ...typed, version: 4 }))).kind).toBe('stale');
    expect((await problemOf(leaveWithOwn(deps(), reader, typed))).kind).toBe('forbidden');
  });
});

describe('leaving', () => {
  it('is decided once when two decide it at the same moment', async () => {
    const both = await Promise.allSettled([
      leaveWithOwn(deps(), referent, typed),
      makeLeave(deps(), operator, ESTILLAC.siren, typed),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await lifeOf(world.table, ESTILLAC.siren)).toMatchObject({ state: 'left', version: 1, reason: REASON });
    // Posted again, it changes nothing.
    await leaveWithOwn(deps(), referent, typed);
    expect((await lifeOf(world.table, ESTILLAC.siren)).version).toBe(1);
  });

  it('is in no list any more, and waits for the worker', async () => {
    expect((await everyOrganisation(world.table)).map(({ name }) => name)).toEqual(['Roquefort']);
    expect(await leftBySlug(world.table, 'estillac')).toMatchObject({ until: '2027-01-25T09:00:00.000Z' });
    expect((await departureOf(world.table, ESTILLAC.siren))?.phase).toBe('withdrawing');
  });

  it('closes it to its members, and cannot be undone while it goes on', async () => {
    await world.follow({ keepDepartures: true });
    const rights = await rightsOf(world.table, reader.person.id);
    expect(rights).toMatchObject({ memberships: [], left: [{ name: 'Estillac' }] });
    expect(await networkReach(world.table)).toEqual({ people: 1, organisations: 1 });
    expect((await problemOf(bringBack(deps(), operator, ESTILLAC.siren, { version: 1 }))).kind).toBe('conflict');
    expect(await publishAs(world, referent, 'Trop tard', 'public').catch((error: Error) => error.name)).toBe(
      'TransactionRefused',
    );
  });

  it('takes everything away from others, whatever is told twice', async () => {
    await world.follow({ twice: true });
    expect((await departureOf(world.table, ESTILLAC.siren))?.phase).toBe('withdrawn');
    expect(await elsewhere()).toEqual(ROQUEFORT_ALONE);
    expect(await closedOrganisations(world.table)).toEqual(new Set([ESTILLAC.siren]));
    expect(await publicProfile(world.table, ESTILLAC.siren)).toMatchObject({
      left: { at: '2026-11-24T09:00:00.000Z', until: '2027-01-25T09:00:00.000Z' },
    });
    const inDirectory = (await itemsNaming(ESTILLAC.siren)).filter((item) => item.startsWith('net directory#'));
    expect(inDirectory).toEqual([]);
  });

  it('tells its members and its readers, who follow it no more', async () => {
    const told = await mailsOf(world.table, organisationScope(ESTILLAC.siren));
    const left = told.filter(({ template }) => template === 'organisation-left');
    expect(left.map(({ to }) => to).sort()).toEqual(['adjoint@estillac.test', 'mairie@estillac.test']);
    expect(await subscriberOf(world.table, subscriber)).toMatchObject({ lists: [`${ROQUEFORT.siren}/principale`] });
    const letters = await mailsOf(world.table, subscriberScope(subscriber));
    expect(letters).toMatchObject([{ to: 'habitante@essai.test', template: 'organisation-left-readers' }]);
  });

  it('voids invitations', async () => {
    const { data } = await invitationEntity(world.table)
      .query.primary({ scope: organisationScope(ESTILLAC.siren) })
      .go();
    expect(data).toMatchObject([{ state: 'revoked' }]);
    expect(
      (
        await linkEntity(world.table)
          .get({ scope: linkScope(token) })
          .go()
      ).data,
    ).toBeNull();
  });

  it('sends a copy by a link of its own to whoever decided and to its référents', async () => {
    const keys = await itemsNaming('copy-on-leaving');
    const tokens: string[] = [];
    for (const key of keys) {
      const scope = key.split(' ')[0] ?? '';
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- a partition key read back from the table
      const [mail] = await mailsOf(world.table, scope as ReturnType<typeof publicScope>);
      tokens.push(mail?.parameters.token ?? '');
    }
    expect(tokens.length).toBeGreaterThan(0);
    const link = await copyLinkOf(world.table, tokens[0] ?? '', world.now.at);
    expect(link).toMatchObject({ siren: ESTILLAC.siren, about: 'Estillac', parts: [expect.anything()] });
    expect(await copyLinkOf(world.table, newToken(), world.now.at)).toBeUndefined();
    expect(await copyLinkOf(world.table, tokens[0] ?? '', new Date(world.now.at.getTime() + 7 * DAY))).toBeUndefined();
  });
});

describe('coming back', () => {
  it('is decided once, from the page as it is', async () => {
    expect((await problemOf(bringBack(deps(), operator, ESTILLAC.siren, { version: 0 }))).kind).toBe('conflict');
    await bringBack(deps(), operator, ESTILLAC.siren, { version: 1 });
    await bringBack(deps(), operator, ESTILLAC.siren, { version: 1 });
    await world.follow({ twice: true });
    expect(await departureOf(world.table, ESTILLAC.siren)).toBeUndefined();
    expect(await lifeOf(world.table, ESTILLAC.siren)).toMatchObject({ state: 'active', version: 2 });
  });

  it('brings everything back but its readers', async () => {
    expect(await elsewhere()).toEqual(BOTH);
    expect((await rightsOf(world.table, reader.person.id))?.memberships).toHaveLength(1);
    expect(await networkReach(world.table)).toEqual({ people: 3, organisations: 2 });
    expect((await everyOrganisation(world.table)).map(({ name }) => name)).toEqual(['Estillac', 'Roquefort']);
    expect(await closedOrganisations(world.table)).toEqual(new Set());
    expect((await itemsNaming(reader.person.id)).some((item) => item.startsWith('net directory#person'))).toBe(true);
    expect(await subscriberOf(world.table, subscriber)).toMatchObject({ lists: [`${ROQUEFORT.siren}/principale`] });
  });
});

describe('the end of the delay', () => {
  it('is waited for', async () => {
    await makeLeave(deps(), operator, ESTILLAC.siren, { ...typed, version: 2 });
    await world.follow();
    await treatDeparture(world.worker, JSON.stringify({ run: 'daily' }));
    expect((await departureOf(world.table, ESTILLAC.siren))?.phase).toBe('withdrawn');
  });

  it('erases all of it, a batch at a time, wherever the worker is killed, and nothing of another', async () => {
    const others = await itemsNaming(ROQUEFORT.siren);
    world.now.at = new Date(world.now.at.getTime() + 62 * DAY);
    await treatDeparture(world.worker, JSON.stringify({ run: 'daily' }));
    expect((await problemOf(bringBack(deps(), operator, ESTILLAC.siren, { version: 3 }))).kind).toBe('conflict');
    const { purge } = world.worker.files;
    let calls = 0;
    // Two batches are killed before they are noted, and their message comes again.
    world.worker.files.purge = async (prefix) => {
      const isWhole = await purge(prefix);
      calls += 1;
      if (calls === 2 || calls === 5) throw new Error('killed');
      return isWhole;
    };
    for (let tried = 0; tried < 60 && (await departureOf(world.table, ESTILLAC.siren)); tried += 1) {
      await world.follow().catch((error: Error) => {
        if (error.message !== 'killed') throw error;
      });
      world.departures.push(JSON.stringify({ siren: ESTILLAC.siren }));
    }
    await world.follow();
    expect(calls).toBeGreaterThan(2);
    // Counters name nobody; links, acts on their way and her own proofs of consent have their own time.
    const left = (await itemsNaming(ESTILLAC.siren)).filter((item) => !/^(?:use#|tok#|sub#|act#)/.test(item));
    expect(left).toEqual([]);
    expect([...world.bucket.keys()].filter((key) => key.includes(ESTILLAC.siren))).toEqual([]);
    expect(world.bucket.has(`org/${ROQUEFORT.siren}/d/Plan.pdf`)).toBe(true);
    expect(await itemsNaming(ROQUEFORT.siren)).toEqual(others);
  });

  it('leaves accounts, and in the territory’s journal that it happened, without anybody’s name', async () => {
    expect((await rightsOf(world.table, reader.person.id))?.person.email).toBe('adjoint@estillac.test');
    const kept = await itemsNaming('organisation-erased');
    expect(kept.some((item) => item.startsWith('jnl#territoire entry#'))).toBe(true);
    const named = await itemsNaming('referent Essai');
    expect(named.filter((item) => item.startsWith('jnl#territoire'))).toEqual([]);
    expect(await publicProfile(world.table, ESTILLAC.siren)).toBeUndefined();
    expect(await leftBySlug(world.table, 'estillac')).toBeUndefined();
    expect(await lifeOf(world.table, ESTILLAC.siren)).toEqual({ state: 'active', version: 0 });
  });
});
