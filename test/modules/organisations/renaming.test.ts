/** An edition of the register gives a commune another name: its members, its page and the directory bear it. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDirectoryChange } from '../../../modules/directory/index.ts';
import { linesBeginning, organisationsBeginning } from '../../../modules/directory/store/lines.ts';
import { onOrganisationChange } from '../../../modules/organisations/events.ts';
import { approve, refuse, signUpsToSee } from '../../../modules/organisations/service/operator.ts';
import { acceptWelcome, type WelcomeDeps, welcomeOf } from '../../../modules/organisations/service/welcome.ts';
import { invitationEntity } from '../../../modules/organisations/store/invitation.ts';
import { linkEntity, linkScope } from '../../../modules/organisations/store/link.ts';
import { listedBySlug, organisationNamed, publicProfile } from '../../../modules/organisations/store/organisation.ts';
import { type RegisterEntry, saveRegister } from '../../../modules/organisations/store/register.ts';
import { createSignUp } from '../../../modules/organisations/store/sign-up.ts';
import { keepBodies } from '../../../modules/organisations/store/territory-bodies.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Change } from '../../../platform/changes.ts';
import { DAY, timeToLive } from '../../../platform/clock.ts';
import { newId } from '../../../platform/ids.ts';
import { caseScope, networkScope, organisationScope } from '../../../platform/scope.ts';
import { rightsOf } from '../../../platform/sessions.ts';
import type { Table } from '../../../platform/table.ts';
import { newToken } from '../../../platform/tokens.ts';
import { openRealTable, type RealTable } from '../../support/real-table.ts';
import { found, mailsOf, memberIn } from './founded.ts';

const BEFORE = { siren: '214701377', kind: 'commune', name: 'Laplume', slug: 'laplume' } as const;
const AFTER = { ...BEFORE, name: 'Grandplume en Bruilhois' };
const OTHER = { siren: '214701781', kind: 'commune', name: 'Moncrabeau', slug: 'moncrabeau' } as const;
const scope = organisationScope(BEFORE.siren);

let real: RealTable;
let table: Table;
let referent: Member;
let elsewhere: Member;
const unused = () => Promise.reject(new Error('No file is touched here'));
const deps = () => ({
  table,
  clock: () => new Date('2026-11-23T09:00:00.000Z'),
  files: { copy: unused, remove: unused },
  departement: '47',
});

const told = (entity: string, before: object | undefined, after: object): Change => ({
  kind: before ? 'modify' : 'insert',
  entity,
  before: before && { ...before },
  after: { ...after },
  expired: false,
});

beforeAll(async () => {
  real = await openRealTable();
  ({ table } = real);
  const places = [AFTER, OTHER].map((one): RegisterEntry => ({
    ...one,
    code: one.siren,
    postalCodes: [],
    population: 9,
  }));
  await saveRegister(table, '47', places);
  for (const one of [BEFORE, OTHER]) {
    await found(table, one);
    await onDirectoryChange(told('organisation', undefined, one), deps());
  }
  referent = await memberIn(table, BEFORE, 'referent', 'mairie@laplume.test');
  elsewhere = await memberIn(table, OTHER, 'referent', 'mairie@moncrabeau.test');
  const line = { scope, person: referent.person.id };
  await onDirectoryChange(told('member', undefined, line), deps());
});
afterAll(() => real.close());

const namesFound = async (letters: string): Promise<string[]> =>
  (await organisationsBeginning(table, networkScope, letters, 5)).map(({ name }) => name);

/** Logins as Cognito keeps them: the account that is about to be made is hers. */
const welcoming = (person: string): WelcomeDeps => ({
  table,
  clock: () => new Date('2026-11-23T09:00:00.000Z'),
  territory: { code: '47' },
  login: {
    signIn: unused,
    answerCode: unused,
    create: async () => person,
    sendResetCode: unused,
    reset: unused,
    beginSecondFactor: unused,
    seal: unused,
    unseal: unused,
    digest: unused,
    confirmSecondFactor: unused,
    find: async () => undefined,
  },
});

/** Both changes as the stream tells them: the register's, then the profile's that follows from it. */
async function follow(): Promise<void> {
  await onOrganisationChange(told('place', BEFORE, AFTER), deps());
  await onDirectoryChange(told('organisation', BEFORE, AFTER), deps());
}

describe('a commune that has another name', () => {
  it('bears it everywhere, told twice or not', async () => {
    expect(await namesFound('laplume')).toEqual(['Laplume']);
    await follow();
    await follow();
    expect((await rightsOf(table, referent.person.id))?.memberships).toMatchObject([
      { name: AFTER.name, role: 'referent' },
    ]);
    expect(await publicProfile(table, BEFORE.siren)).toMatchObject({ name: AFTER.name, slug: BEFORE.slug });
    expect(await listedBySlug(table, BEFORE.slug)).toMatchObject({ name: AFTER.name });
    expect(await organisationNamed(table, scope)).toMatchObject({ name: AFTER.name });
    expect(await namesFound('laplume')).toEqual([]);
    expect(await namesFound('grandplume')).toEqual([AFTER.name]);
    const { lines } = await linesBeginning(table, networkScope, '', { limit: 50 });
    const hers = lines.filter(({ person }) => person === referent.person.id);
    expect(hers.map(({ organisation }) => organisation)).toEqual([AFTER.name]);
  });

  it('is joined under it with a link that was sent before', async () => {
    const now = new Date('2026-11-23T09:00:00.000Z');
    const [id, token, person] = [newId('inv'), newToken(), randomUUID()];
    const guest = { email: 'agent@laplume.test', firstName: 'Odon', lastName: 'Serres' };
    const until = { expiresAt: '2026-12-07T09:00:00.000Z', ttl: timeToLive(now, 14 * DAY) };
    const link = { ...guest, ...until, purpose: 'invitation' as const, about: id, role: 'reader' as const };
    const { siren: organisation, name, slug, kind } = BEFORE;
    await linkEntity(table)
      .create({ scope: linkScope(token), ...link, organisation, name, slug, kind })
      .go();
    const sent = { invitedBy: referent.person.id, sentAt: now.toISOString(), link: linkScope(token) };
    await invitationEntity(table)
      .create({ scope, id, ...guest, ...until, ...sent, role: 'reader', state: 'pending' })
      .go();
    await follow();
    expect((await welcomeOf(welcoming(person), token)).link.name).toBe(AFTER.name);
    const asked = { address: '203.0.113.7', userAgent: 'Essai' };
    await acceptWelcome(welcoming(person), { token, password: 'Une phrase assez longue 2026', asked });
    expect((await rightsOf(table, person))?.memberships).toMatchObject([{ name: AFTER.name, role: 'reader' }]);
  });

  it('is founded under it with the link of a sign-up that began before', async () => {
    const now = new Date('2026-11-23T09:00:00.000Z');
    const [about, token, person] = [newId('sgn'), newToken(), randomUUID()];
    const place = { siren: '214702540', kind: 'commune', name: 'Sauméjan', slug: 'saumejan', code: '47286' } as const;
    const who = { email: 'mairie@saumejan.test', firstName: 'Ida', lastName: 'Lande', position: 'Secrétaire' };
    const ttl = timeToLive(now, 14 * DAY);
    const at = now.toISOString();
    const { siren, kind, name, slug } = place;
    const counts = { codeTries: 0, codesSent: 0, createdAt: at, updatedAt: at, ttl };
    const link = { ...who, purpose: 'sign-up' as const, organisation: siren, kind, name, slug, about, ttl };
    await createSignUp(
      table,
      { id: about, siren, kind, name, slug, ...who, ...counts, state: 'link-sent' },
      [],
      undefined,
      {
        link: { ...link, scope: linkScope(token), role: 'referent', aboutCreatedAt: at },
      },
    );
    await saveRegister(table, '47', [{ ...place, name: 'Sauméjan-les-Pins', postalCodes: [], population: 9 }]);
    expect((await welcomeOf(welcoming(person), token)).link.name).toBe('Sauméjan-les-Pins');
    const asked = { address: '203.0.113.7', userAgent: 'Essai' };
    await acceptWelcome(welcoming(person), { token, password: 'Une phrase assez longue 2026', asked });
    expect(await publicProfile(table, siren)).toMatchObject({ name: 'Sauméjan-les-Pins', slug });
    expect(await organisationNamed(table, organisationScope(siren))).toMatchObject({ name: 'Sauméjan-les-Pins' });
    expect((await rightsOf(table, person))?.memberships).toMatchObject([
      { name: 'Sauméjan-les-Pins', role: 'referent' },
    ]);
  });

  it.each([
    ['accepted', 'sign-up-link', approve],
    [
      'refused',
      'sign-up-refused',
      (...given: Parameters<typeof approve>) => refuse(...given, 'Personne ne la connaît.'),
    ],
  ] as const)('is %s under it when it asked before', async (_, template, decide) => {
    const id = newId('sgn');
    const at = '2026-11-23T09:00:00.000Z';
    const place = { siren: '214702551', kind: 'commune', name: 'Sembas', slug: 'sembas', code: '47297' } as const;
    const { code: _code, ...asked } = place;
    const who = { email: 'mairie@sembas.test', firstName: 'Ida', lastName: 'Lande', position: 'Secrétaire' };
    const counts = { codeTries: 0, codesSent: 0, createdAt: at, updatedAt: at, ttl: timeToLive(new Date(at), DAY) };
    await createSignUp(table, { id, ...asked, ...who, ...counts, state: 'waiting' }, [], undefined);
    await saveRegister(table, '47', [{ ...place, name: 'Sembas-le-Haut', postalCodes: [], population: 9 }]);
    const territory = { code: '47', name: 'Lot-et-Garonne' };
    await decide({ ...deps(), territory }, { ...elsewhere, isOperator: true }, id);
    expect(await mailsOf(table, caseScope(id))).toMatchObject([
      { template, to: who.email, parameters: { organisation: 'Sembas-le-Haut' } },
    ]);
  });

  it('is in the operator’s list under it, as are those of no body; what the register lacks keeps its own', async () => {
    const at = '2026-11-23T09:00:00.000Z';
    const entry = (siren: string, kind: RegisterEntry['kind'], name: string): RegisterEntry => ({
      ...{ siren, kind, name, slug: `${kind}-${siren}`, code: siren, postalCodes: [], population: 9 },
    });
    const body = entry('200068922', 'epci', 'Albret Communauté');
    const [inBody, alone] = [entry('214701000', 'commune', 'Fieux'), entry('214701016', 'commune', 'Fongrave')];
    const unlisted = entry('732829320', 'syndicat', 'Syndicat des eaux');
    for (const one of [inBody, alone, unlisted]) {
      const { siren, kind, name, slug } = one;
      const who = { email: 'mairie@essai.test', firstName: 'Ida', lastName: 'Lande', position: 'Secrétaire' };
      const counts = { codeTries: 0, codesSent: 0, createdAt: at, updatedAt: at, ttl: timeToLive(new Date(at), DAY) };
      const asked = { id: newId('sgn'), siren, kind, name, slug, ...who, ...counts, state: 'refused' } as const;
      await createSignUp(table, asked, [], undefined);
    }
    const renamed = [
      { ...inBody, name: 'Fieux-le-Bel', epciName: body.name },
      { ...alone, name: 'Fongrave-sur-Lot' },
    ];
    await saveRegister(table, '47', [body, ...renamed]);
    await keepBodies(table, '47');
    const territory = { code: '47', name: 'Lot-et-Garonne' };
    const { requests } = await signUpsToSee({ ...deps(), territory }, 'refused', { limit: 50 });
    const names = requests.map(({ name }) => name).filter((name) => !name.startsWith('Sembas'));
    expect(names.toSorted()).toEqual(['Fieux-le-Bel', 'Fongrave-sur-Lot', 'Syndicat des eaux']);
  });

  it('changes nothing of the others, nor of those that have not joined', async () => {
    expect((await rightsOf(table, elsewhere.person.id))?.memberships).toMatchObject([{ name: OTHER.name }]);
    const nobody = { ...BEFORE, siren: '214700015', slug: 'agen' };
    await onOrganisationChange(told('place', nobody, { ...nobody, name: 'Autre nom' }), deps());
    expect(await listedBySlug(table, 'agen')).toBeUndefined();
    expect(await publicProfile(table, nobody.siren)).toBeUndefined();
  });
});
