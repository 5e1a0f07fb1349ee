/** Requests to join, over a real table: asked, confirmed and answered, twice and by two people at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { onOrganisationChange } from '../../../modules/organisations/events.ts';
import { MOST_ASKED_BY_ADDRESS, MOST_ASKED_FROM_PLACE } from '../../../modules/organisations/rules-joining.ts';
import {
  acceptToJoin,
  membersAndRequests,
  refuseToJoin,
  requestsToJoin,
} from '../../../modules/organisations/service/join-requests.ts';
import { askToJoin, confirmAsking } from '../../../modules/organisations/service/joining.ts';
import { invite } from '../../../modules/organisations/service/members.ts';
import type { WelcomeDeps } from '../../../modules/organisations/service/welcome.ts';
import { organisationEntities, TERRITORY } from '../../../modules/organisations/store/entities.ts';
import { invitationsOf } from '../../../modules/organisations/store/invitation.ts';
import { askJoining, joinRequestId, joinScope } from '../../../modules/organisations/store/joining.ts';
import type { Member } from '../../../platform/actor.ts';
import { DAY } from '../../../platform/clock.ts';
import { newId } from '../../../platform/ids.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem } from '../../../platform/problems.ts';
import { organisationScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { newToken } from '../../../platform/tokens.ts';
import { failure } from '../../local/dynamodb/local-table.ts';
import { openRealTable, type RealTable } from '../../support/real-table.ts';
import { found, type Founded, mailsOf, memberIn } from './founded.ts';

const LAPLUME = { siren: '214701377', kind: 'commune', name: 'Laplume', slug: 'laplume' } as const;
const OTHER = { siren: '214701781', kind: 'commune', name: 'Moncrabeau', slug: 'moncrabeau' } as const;
const scope = organisationScope(LAPLUME.siren);

let real: RealTable;
let table: Table;
let referent: Member;
let second: Member;
let elsewhere: Member;
beforeAll(async () => {
  real = await openRealTable();
  ({ table } = real);
  await found(table, LAPLUME);
  await found(table, OTHER);
  referent = await memberIn(table, LAPLUME, 'referent', 'mairie@laplume.test');
  second = await memberIn(table, LAPLUME, 'referent', 'maire@laplume.test');
  elsewhere = await memberIn(table, OTHER, 'referent', 'mairie@moncrabeau.test');
});
afterAll(() => real.close());

let now = new Date('2026-11-23T09:00:00.000Z');
const unused = () => Promise.reject(new Error('Nobody signs in here'));
/** Logins as Cognito knows them: by address. */
const logins = new Map<string, string>();
const deps = (): WelcomeDeps => ({
  table,
  clock: () => now,
  territory: { code: '47' },
  login: {
    signIn: unused,
    answerCode: unused,
    create: unused,
    sendResetCode: unused,
    reset: unused,
    beginSecondFactor: unused,
    seal: unused,
    unseal: unused,
    digest: unused,
    confirmSecondFactor: unused,
    find: async (email) => logins.get(email),
  },
});

/** What follows from the stream, which touches no file here. */
const following = () => ({ ...deps(), files: { copy: unused, remove: unused } });

const asker = (email = `${randomUUID()}@essai.test`) => ({
  email,
  firstName: 'Jeanne',
  lastName: 'Passante',
  position: 'Adjointe',
  words: 'Élue en mars.',
});

/** A link as the mail carries it. */
async function linkFor(email: string, { siren, name, slug }: Founded = LAPLUME): Promise<string> {
  const token = newToken();
  const mail = newMail(joinScope(token), () => now, {
    template: 'join-confirmation',
    to: email,
    parameters: { token },
  });
  const ttl = Math.floor(now.getTime() / 1000) + 3600;
  await askJoining(table, token, { ...asker(email), siren, name, slug, ttl }, mail);
  return token;
}

/** Asked and confirmed. @returns the request's id. */
async function waiting(email: string): Promise<string> {
  await confirmAsking(deps(), await linkFor(email));
  return joinRequestId(LAPLUME.siren, email);
}

const waitingFor = async (email: string) =>
  (await requestsToJoin(deps(), referent)).filter((request) => request.email === email);
const kindOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await failure(promise);
  return error instanceof Problem ? error.kind : error.message;
};
const mailsTo = async (email: string) => (await mailsOf(table, scope)).filter(({ to }) => to === email);

describe('asking', () => {
  it('answers alike for anybody, and writes nothing to the organisation', async () => {
    const before = await requestsToJoin(deps(), referent);
    await askToJoin(deps(), LAPLUME.slug, asker(referent.person.email), '203.0.113.1');
    await askToJoin(deps(), LAPLUME.slug, asker(), '203.0.113.1');
    expect(await requestsToJoin(deps(), referent)).toEqual(before);
  });

  it('stops at what one address, or one place, may ask for', async () => {
    const email = `${randomUUID()}@essai.test`;
    for (let at = 0; at <= MOST_ASKED_BY_ADDRESS; at += 1) {
      await askToJoin(deps(), LAPLUME.slug, asker(email), `198.51.100.${at}`);
    }
    const tries = Array.from({ length: MOST_ASKED_FROM_PLACE + 5 }, () =>
      askToJoin(deps(), LAPLUME.slug, asker(), '192.0.2.7').then(
        () => 'asked',
        (error: unknown) => (error instanceof Problem ? error.kind : 'fault'),
      ),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => answer === 'asked')).toHaveLength(MOST_ASKED_FROM_PLACE);
    expect(answers.filter((answer) => answer === 'too-many')).toHaveLength(5);
  });

  it('is not possible where nobody has joined, nor in a suspended organisation', async () => {
    expect(await kindOf(askToJoin(deps(), 'nulle-part', asker(), '203.0.113.2'))).toBe('not-found');
    const token = await linkFor('tardive@essai.test', OTHER);
    const state = (state: 'active' | 'suspended') =>
      organisationEntities(table).listed.patch({ scope: TERRITORY, slug: OTHER.slug }).set({ state }).go();
    await state('suspended');
    expect(await kindOf(askToJoin(deps(), OTHER.slug, asker(), '203.0.113.2'))).toBe('suspended');
    expect(await kindOf(confirmAsking(deps(), token))).toBe('suspended');
    await state('active');
    expect(await confirmAsking(deps(), token)).toBe('sent');
  });
});

describe('confirming', () => {
  it('makes one request, however often and at whatever moment it is done', async () => {
    const email = 'double@essai.test';
    const [one, other] = [await linkFor(email), await linkFor(email)];
    const outcomes = await Promise.all([one, one, other, other].map((token) => confirmAsking(deps(), token)));
    expect(outcomes).toEqual(['sent', 'sent', 'sent', 'sent']);
    expect(await waitingFor(email)).toHaveLength(1);
    expect(await confirmAsking(deps(), one)).toBe('sent');
  });

  it('tells a member, and nobody else, that she is one', async () => {
    logins.set(referent.person.email, referent.person.id);
    expect(await confirmAsking(deps(), await linkFor(referent.person.email))).toBe('member');
    expect(await waitingFor(referent.person.email)).toEqual([]);
  });

  it('is counted on the home of those who answer, until it ends by itself', async () => {
    const counted = async (): Promise<number> => (await membersAndRequests(deps(), referent)).requests;
    const before = await counted();
    await waiting('comptee@essai.test');
    expect(await counted()).toBe(before + 1);
    expect((await membersAndRequests(deps(), elsewhere)).people).toBe(1);
    const present = now;
    now = new Date(now.getTime() + 60 * DAY);
    expect(await counted()).toBe(0);
    now = present;
  });

  it('is told to every référent once', async () => {
    const email = 'annonce@essai.test';
    const id = await waiting(email);
    const [request] = await waitingFor(email);
    const change = { kind: 'insert', entity: 'join-request', before: undefined, after: { ...request }, expired: false };
    const told = { ...change, kind: 'insert' as const };
    await onOrganisationChange(told, following());
    await onOrganisationChange(told, following());
    for (const to of [referent, second]) {
      const mails = (await mailsTo(to.person.email)).filter(({ parameters }) => parameters.id === id);
      expect(mails).toHaveLength(1);
    }
    expect(await mailsOf(table, organisationScope(OTHER.siren))).toEqual([]);
  });
});

describe('answering', () => {
  it('sends the link that lets her in, in the role that was chosen', async () => {
    const email = 'accueillie@essai.test';
    await acceptToJoin(deps(), referent, await waiting(email), 'contributor');
    expect(await waitingFor(email)).toEqual([]);
    const [invitation] = (await invitationsOf(table, scope)).filter((one) => one.email === email);
    expect(invitation).toMatchObject({ state: 'pending', role: 'contributor', position: 'Adjointe' });
    expect(await mailsTo(email)).toMatchObject([{ template: 'join-accepted', parameters: { role: 'contributor' } }]);
  });

  it('happens once when two référents answer at the same moment', async () => {
    const email = 'disputee@essai.test';
    const id = await waiting(email);
    const answers = await Promise.allSettled([
      acceptToJoin(deps(), referent, id, 'reader'),
      refuseToJoin(deps(), second, id, 'Nous ne vous connaissons pas.'),
      acceptToJoin(deps(), second, id, 'publisher'),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await mailsTo(email)).toHaveLength(1);
    expect(await kindOf(refuseToJoin(deps(), referent, id, 'Trop tard.'))).toBe('gone');
  });

  it('takes the place of an invitation to the same address', async () => {
    const email = 'invitee@essai.test';
    const id = newId('inv');
    await invite(deps(), referent, { id, email, role: 'reader' });
    await acceptToJoin(deps(), second, await waiting(email), 'publisher');
    const hers = (await invitationsOf(table, scope)).filter((one) => one.email === email);
    expect(hers.find((one) => one.id === id)?.state).toBe('revoked');
    expect(hers.filter(({ state }) => state === 'pending')).toMatchObject([{ role: 'publisher' }]);
  });

  it('is for the référents of that organisation', async () => {
    const id = await waiting('etrangere@essai.test');
    const writer = await memberIn(table, LAPLUME, 'publisher', 'redaction@laplume.test');
    expect(await kindOf(acceptToJoin(deps(), elsewhere, id, 'reader'))).toBe('gone');
    expect(await kindOf(refuseToJoin(deps(), writer, id, 'Non.'))).toBe('forbidden');
    expect(await waitingFor('etrangere@essai.test')).toHaveLength(1);
  });

  it('ends after thirty days; she may then ask anew', async () => {
    const email = 'oubliee@essai.test';
    const id = await waiting(email);
    const before = now;
    now = new Date(now.getTime() + 31 * DAY);
    expect(await waitingFor(email)).toEqual([]);
    expect(await kindOf(acceptToJoin(deps(), referent, id, 'reader'))).toBe('gone');
    await waiting(email);
    expect(await waitingFor(email)).toHaveLength(1);
    now = before;
  });

  it('is of no use once she is a member another way', async () => {
    const email = 'entree@essai.test';
    await waiting(email);
    const after = { scope, email, person: randomUUID() };
    await onOrganisationChange(
      { kind: 'insert', entity: 'member', before: undefined, after, expired: false },
      following(),
    );
    expect(await waitingFor(email)).toEqual([]);
  });
});
