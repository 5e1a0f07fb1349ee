/** A référent chooses how members sign in: over a real table, what follows told twice, and lost races. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doorsOf, onLoginsChange } from '../../../modules/logins/index.ts';
import { choosePolicy, policyToManage } from '../../../modules/logins/service.ts';
import { memberEntity } from '../../../modules/organisations/index.ts';
import { organisationEntities } from '../../../modules/organisations/store/entities.ts';
import { saveRegister } from '../../../modules/organisations/store/register.ts';
import type { Member, Role } from '../../../platform/actor.ts';
import type { Change } from '../../../platform/changes.ts';
import { organisationScope, personScope, publicScope } from '../../../platform/scope.ts';
import { personEntities } from '../../../platform/sessions.ts';
import { NERAC, openSignIn, type SignInWorld } from '../identity/world.ts';

let world: SignInWorld;
beforeAll(async () => {
  world = await openSignIn();
});
afterAll(() => world.close());

interface Town {
  siren: string;
  slug: string;
}

let made = 0;
/** A town of its own for each test. */
const town = (): Town => {
  made += 1;
  return { siren: `21470${String(made).padStart(4, '0')}`, slug: `ville-${made}` };
};

/** Somebody of the town, on both sides. @returns her session's cookie. */
async function joins({ siren, slug }: Town, role: Role, email: string): Promise<{ person: string; cookie: string }> {
  const person = await world.person(email, [{ ...NERAC, organisation: siren, slug, role }]);
  const line = { person, firstName: 'Claire', lastName: 'Morin', email, role, since: '2026-01-01', version: 1 };
  await memberEntity(world.deps.table)
    .put({ scope: organisationScope(siren), ...line })
    .go();
  return { person, cookie: await world.session(person, ['password', 'totp', 'code'], siren) };
}

const follow = async (change: Pick<Change, 'entity' | 'kind' | 'after'> & { before?: Change['before'] }) => {
  for (let time = 0; time < 2; time += 1) {
    await onLoginsChange({ before: undefined, expired: false, ...change }, { table: world.deps.table });
  }
};
const followPolicy = ({ siren }: Town) =>
  follow({ entity: 'sign-in-policy', kind: 'modify', after: { scope: organisationScope(siren) } });

const choose = (member: Member, next: Parameters<typeof choosePolicy>[2]) => choosePolicy(world.deps, member, next);

describe('the référent', () => {
  it('asks for a second factor: at once of herself, of the others as it is carried', async () => {
    const here = town();
    const [referent, reader] = [
      await joins(here, 'referent', 'ref@un.test'),
      await joins(here, 'reader', 'lectrice@un.test'),
    ];
    const weak = await world.session(reader.person, ['password'], here.siren);
    await choose(await world.enter(referent.cookie), { method: 'code', secondFactorFor: ['reader'], version: 0 });
    const first = await world.enter(referent.cookie);
    expect(first.current?.signIn).toEqual({ method: 'code', secondFactorFor: ['reader'] });
    await followPolicy(here);
    expect(await world.enter(weak)).toMatchObject({ current: undefined, awaits: { asked: ['code', 'totp'] } });
    await choose(first, { method: 'password', secondFactorFor: [], version: 1 });
    await followPolicy(here);
    expect((await world.enter(weak)).current?.organisation).toBe(here.siren);
  });

  it.each([
    ['a code by mail', { method: 'code', secondFactorFor: [] }, 'code'],
    ['a second factor', { method: 'password', secondFactorFor: ['referent'] }, 'totp'],
  ] as const)('cannot ask for %s that she could not give herself', async (_what, policy, asked) => {
    const here = town();
    const { person } = await joins(here, 'referent', `dehors-${asked}@deux.test`);
    const member = await world.enter(await world.session(person, ['password'], here.siren));
    await expect(choose(member, { ...policy, version: 0 })).rejects.toMatchObject({
      kind: 'invalid',
      details: { extra: { asked } },
    });
    expect((await policyToManage(world.deps, member)).policy.version).toBe(0);
  });

  it('is alone to choose', async () => {
    const here = town();
    const { cookie } = await joins(here, 'publisher', 'redac@trois.test');
    const member = await world.enter(cookie);
    await expect(choose(member, { method: 'code', secondFactorFor: [], version: 0 })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(policyToManage(world.deps, member)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('chooses once when two do at the same moment; the same form posted twice is one choice', async () => {
    const here = town();
    const [one, other] = [
      await joins(here, 'referent', 'a@quatre.test'),
      await joins(here, 'referent', 'b@quatre.test'),
    ];
    const members = await Promise.all([world.enter(one.cookie), world.enter(other.cookie)]);
    const [first, second] = members;
    if (!first || !second) throw new Error('Two are needed.');
    const done = await Promise.allSettled([
      choose(first, { method: 'code', secondFactorFor: [], version: 0 }),
      choose(second, { method: 'password', secondFactorFor: ['referent'], version: 0 }),
    ]);
    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'stale' } });
    const { policy } = await policyToManage(world.deps, first);
    await expect(choose(first, { ...policy, version: policy.version - 1 })).resolves.toBeUndefined();
    expect((await policyToManage(world.deps, first)).policy.version).toBe(1);
  });

  it('is told how many have no second factor yet', async () => {
    const here = town();
    const { cookie } = await joins(here, 'referent', 'ref@cinq.test');
    const equipped = await joins(here, 'publisher', 'equipee@cinq.test');
    await joins(here, 'publisher', 'sans@cinq.test');
    const scope = personScope(equipped.person);
    await personEntities(world.deps.table).profile.patch({ scope }).set({ secondFactor: true }).go();
    await follow({ entity: 'profile', kind: 'modify', before: {}, after: { scope, secondFactor: true } });
    const { counts } = await policyToManage(world.deps, await world.enter(cookie));
    expect(counts.find(({ role }) => role === 'publisher')).toEqual({ role: 'publisher', people: 2, without: 1 });
  });
});

describe('somebody who joins', () => {
  it('is asked what the others are, and her own second factor is known', async () => {
    const here = town();
    const { cookie } = await joins(here, 'referent', 'ref@six.test');
    await choose(await world.enter(cookie), { method: 'password', secondFactorFor: ['reader'], version: 0 });
    const { person } = await joins(here, 'reader', 'nouvelle@six.test');
    await personEntities(world.deps.table)
      .profile.patch({ scope: personScope(person) })
      .set({ secondFactor: true })
      .go();
    const scope = organisationScope(here.siren);
    await follow({ entity: 'member', kind: 'insert', after: { scope, person } });
    expect(await world.enter(await world.session(person, ['password'], here.siren))).toMatchObject({
      awaits: { asked: ['totp'] },
    });
    const { data } = await memberEntity(world.deps.table).get({ scope, person }).go();
    expect(data?.secondFactor).toBe(true);
  });

  it('and leaves before it is told is left alone', async () => {
    const here = town();
    const { cookie, person } = await joins(here, 'referent', 'ref@sept.test');
    await choose(await world.enter(cookie), { method: 'code', secondFactorFor: [], version: 0 });
    await personEntities(world.deps.table)
      .membership.delete({ scope: personScope(person), organisation: here.siren })
      .go();
    await followPolicy(here);
    expect((await world.enter(cookie)).memberships).toEqual([]);
  });
});

describe('a door', () => {
  it('is found by a word of its name, without accents nor case, once the organisation has joined', async () => {
    const { table } = world.deps;
    const sirens = ['214702292', '214701955'];
    const [joined, waiting] = ['saint-leger', 'saint-lary'];
    await saveRegister(
      table,
      '47',
      [joined, waiting].map((slug, at) => ({
        siren: sirens[at] ?? '',
        code: `4722${at}`,
        name: slug === joined ? 'Saint-Léger' : 'Saint-Lary',
        slug: slug ?? '',
        kind: 'commune' as const,
        postalCodes: [],
        population: 300,
      })),
    );
    const listed = {
      siren: '214702292',
      kind: 'commune' as const,
      name: 'Saint-Léger',
      slug: 'saint-leger',
      joinedAt: '2026-01-01',
    };
    await organisationEntities(table)
      .listed.put({ scope: publicScope('territoire'), ...listed })
      .go();
    const doors = doorsOf(table, '47');
    expect(await doors.named('LÉGER')).toEqual([{ name: 'Saint-Léger', slug: 'saint-leger' }]);
    expect(await doors.named('saint l')).toEqual([{ name: 'Saint-Léger', slug: 'saint-leger' }]);
    expect(await doors.named('--')).toEqual([]);
    expect(await doors.at('saint-leger')).toMatchObject({ name: 'Saint-Léger', method: 'password' });
    expect(await doors.at('saint-lary')).toBeUndefined();
  });
});
