/** An intercommunal body invites its communes, over a real table: who is opened by the link, and who is not. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { communesJoined, onDirectoryChange } from '../../../modules/directory/index.ts';
import { ladderOf } from '../../../modules/organisations/kinds.ts';
import {
  type CommunesDeps,
  communesOf,
  inviteCommune,
} from '../../../modules/organisations/service/commune-invitations.ts';
import { communeInvited, signUpInvited } from '../../../modules/organisations/service/invited.ts';
import { beginSignUp, type SignUpDeps } from '../../../modules/organisations/service/sign-up.ts';
import {
  communeLinkScope,
  type CommuneLink,
  sendCommuneInvitation,
  communeInvitationOf,
} from '../../../modules/organisations/store/commune-invitation.ts';
import { organisationEntities, TERRITORY } from '../../../modules/organisations/store/entities.ts';
import { createOrganisation } from '../../../modules/organisations/store/organisation.ts';
import { type RegisterEntry, saveMailboxes, saveRegister } from '../../../modules/organisations/store/register.ts';
import type { SignUp } from '../../../modules/organisations/store/sign-up.ts';
import { linkEntity, linkScope } from '../../../modules/organisations/store/link.ts';
import type { Member } from '../../../platform/actor.ts';
import { HOUR, MINUTE } from '../../../platform/clock.ts';
import { newId } from '../../../platform/ids.ts';
import { actFor } from '../../../platform/journal.ts';
import { metered } from '../../../platform/meter.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem } from '../../../platform/problems.ts';
import { caseScope, organisationScope } from '../../../platform/scope.ts';
import { signerWith } from '../../../platform/secrets.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { newToken } from '../../../platform/tokens.ts';
import { failure } from '../../local/dynamodb/local-table.ts';
import { openRealTable, type RealTable } from '../../support/real-table.ts';
import { found, type Founded, mailsOf, memberIn } from './founded.ts';

const BODY = { siren: '200068922', kind: 'epci', name: 'Albret Communauté', slug: 'albret-communaute' } as const;
const OTHER_BODY = { siren: '244700419', kind: 'epci', name: 'Fumel Vallée du Lot', slug: 'fumel-vallee' } as const;
/** Of the same name, but nobody's register has it. */
const ADDED = { siren: '130005481', kind: 'epci', name: 'Albret Communauté', slug: 'albret-bis' } as const;

const place = (one: Founded, more: Partial<RegisterEntry> = {}): RegisterEntry => ({
  ...one,
  code: one.siren,
  postalCodes: ['47600'],
  population: 500,
  ...more,
});

let real: RealTable;
let table: Table;
let referent: Member;
let stranger: Member;
let impostor: Member;
beforeAll(async () => {
  real = await openRealTable();
  ({ table } = real);
  for (const body of [BODY, OTHER_BODY, ADDED]) await found(table, body);
  const bodies = [place(BODY), place(OTHER_BODY), place(ADDED, { isAdded: true })];
  await saveRegister(table, '47', bodies);
  referent = await memberIn(table, BODY, 'referent', 'direction@albret.test');
  stranger = await memberIn(table, OTHER_BODY, 'referent', 'direction@fumel.test');
  impostor = await memberIn(table, ADDED, 'referent', 'direction@bis.test');
});
afterAll(() => real.close());

let now = new Date('2026-11-23T09:00:00.000Z');
const deps = (): SignUpDeps & CommunesDeps => ({
  table,
  clock: () => now,
  signer: signerWith({ values: async () => ['a key of the tests'] }),
  territory: { code: '47', name: 'Lot-et-Garonne' },
  operatorEmail: 'operateur@territoire.test',
  communesJoined: communesJoined(table),
});

/** A commune of its own for each test. */
let commune: Founded;
let made = 0;
beforeEach(async () => {
  made += 1;
  commune = { siren: String(214_700_000 + made), kind: 'commune', name: `Commune ${made}`, slug: `commune-${made}` };
  await saveRegister(table, '47', [place(commune, { epciName: BODY.name })]);
  now = new Date(now.getTime() + HOUR);
});

const mailbox = (): string => `mairie@${commune.slug}.test`;
const knowMailbox = (address = mailbox()) =>
  saveMailboxes(table, '47', [{ siren: commune.siren, name: commune.name, address }], now.toISOString());
const applicant = (email: string) => ({
  id: newId('sgn'),
  firstName: 'Paule',
  lastName: 'Essai',
  position: 'Secrétaire',
  email,
});
const kindOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await failure(promise);
  return error instanceof Problem ? error.kind : error.message;
};

/** A link as the mail carries it, sent by the body in the ordinary way. */
async function linkSent(channel: 'mailbox' | 'address', email: string): Promise<string> {
  const token = newToken();
  const scope = organisationScope(BODY.siren);
  const { siren, name, slug } = commune;
  const ttl = Math.floor(now.getTime() / 1000) + 3600;
  const times = { sentAt: now.toISOString(), expiresAt: now.toISOString() };
  const said = { siren, name, slug, channel };
  const link: CommuneLink = { ...said, email, bodySiren: BODY.siren, bodyName: BODY.name, bodySlug: BODY.slug, ttl };
  const mail = newMail(communeLinkScope(token), () => now, {
    template: 'commune-invitation',
    to: email,
    parameters: {},
  });
  const act = actFor(referent, () => now, BODY.siren, { name: 'commune-invited', about: { name } });
  const before = await communeInvitationOf(table, scope, siren);
  const invitation = { ...said, by: 'Paule', ...times, link: communeLinkScope(token), ttl };
  await sendCommuneInvitation(table, scope, invitation, before, { token, link, mail, act });
  return token;
}

const requestOf = async (token: string, email: string): Promise<SignUp> => {
  const result = await signUpInvited(deps(), token, applicant(email));
  if (result.kind !== 'request') throw new Error('It was opened at once');
  return result.request;
};

describe('a body', () => {
  it('sees and invites its own communes alone', async () => {
    expect((await communesOf(deps(), referent)).map(({ siren }) => siren)).toContain(commune.siren);
    expect(await communesOf(deps(), stranger)).toEqual([]);
    const to = { channel: 'address', email: 'a@b.test' } as const;
    expect(await kindOf(inviteCommune(deps(), stranger, commune.slug, to))).toBe('not-found');
    expect(await kindOf(inviteCommune(deps(), impostor, commune.slug, to))).toBe('not-found');
    const writer = await memberIn(table, BODY, 'publisher', `${randomUUID()}@albret.test`);
    expect(await kindOf(inviteCommune(deps(), writer, commune.slug, to))).toBe('forbidden');
  });

  it('sees which of them has joined, and which has left and may come back', async () => {
    const here = async () => (await communesOf(deps(), referent)).find(({ siren }) => siren === commune.siren);
    expect(await here()).toMatchObject({ hasJoined: false, left: undefined });
    const joined = { entity: 'organisation', kind: 'insert', before: undefined, expired: false } as const;
    await onDirectoryChange({ ...joined, after: { ...commune } }, { table, departement: '47' });
    expect(await here()).toMatchObject({ hasJoined: true, left: undefined });
    const { left } = organisationEntities(table);
    const [leftAt, until] = ['2026-11-20T09:00:00.000Z', '2027-01-21T09:00:00.000Z'];
    await left.create({ scope: TERRITORY, ...commune, joinedAt: leftAt, leftAt, until }).go();
    expect(await here()).toMatchObject({ hasJoined: false, left: { at: leftAt, until } });
    await left.delete({ scope: TERRITORY, slug: commune.slug }).go();
  });

  it('are read for at most seven units, however many the register has', async () => {
    const many = Array.from({ length: 44 }, (_, at) => ({
      ...place({ siren: String(214_710_000 + at), kind: 'commune', name: `Lieu ${at}`, slug: `lieu-${at}` }),
      epciName: BODY.name,
    }));
    const elsewhere = many.map((one, at) => ({
      ...one,
      siren: String(214_720_000 + at),
      slug: `ailleurs-${at}`,
      epciName: OTHER_BODY.name,
    }));
    await saveRegister(table, '47', [...many, ...elsewhere]);
    for (const after of many.slice(0, 30)) {
      const joined = { entity: 'organisation', kind: 'insert', before: undefined, after, expired: false } as const;
      await onDirectoryChange(joined, { table, departement: '47' });
    }
    let units = 0;
    let shown = 0;
    await metered(async (sofar) => {
      shown = (await communesOf(deps(), referent)).filter(({ slug }) => slug.startsWith('lieu-')).length;
      units = sofar.read;
    });
    expect(shown).toBe(44);
    expect(units).toBeLessThanOrEqual(7);
  });

  it('goes with the body that the next edition of the register ties it to', async () => {
    const before = place(commune, { epciName: BODY.name });
    await saveRegister(table, '47', [place(commune, { epciName: OTHER_BODY.name })], [before]);
    const namesOf = async (who: Member) => (await communesOf(deps(), who)).map(({ siren }) => siren);
    expect(await namesOf(referent)).not.toContain(commune.siren);
    expect(await namesOf(stranger)).toContain(commune.siren);
    await saveRegister(table, '47', [before], [place(commune, { epciName: OTHER_BODY.name })]);
  });

  it('never learns the official mailbox, nor reads what the link carries', async () => {
    await knowMailbox();
    await inviteCommune(deps(), referent, commune.slug, { channel: 'mailbox' });
    const [line] = (await communesOf(deps(), referent)).filter(({ siren }) => siren === commune.siren);
    expect(JSON.stringify(line)).not.toContain(mailbox());
    const scope = organisationScope(BODY.siren);
    expect((await mailsOf(table, scope)).filter(({ to }) => to === mailbox())).toEqual([]);
  });

  it('needs an address, waits before it writes again, and writes once at the same moment', async () => {
    expect(await kindOf(inviteCommune(deps(), referent, commune.slug, { channel: 'mailbox' }))).toBe('invalid');
    const to = { channel: 'address', email: 'elue@exemple.test' } as const;
    const twice = await Promise.allSettled([1, 2].map(() => inviteCommune(deps(), referent, commune.slug, to)));
    expect(twice.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await kindOf(inviteCommune(deps(), referent, commune.slug, to))).toBe('invalid');
    now = new Date(now.getTime() + 11 * MINUTE);
    await inviteCommune(deps(), referent, commune.slug, to);
  });
});

describe('the link sent to the official mailbox', () => {
  it('opens the space of who gives that very address, and sends its link to another', async () => {
    await knowMailbox();
    expect(await signUpInvited(deps(), await linkSent('mailbox', mailbox()), applicant(mailbox()))).toMatchObject({
      kind: 'welcome',
    });
    const request = await requestOf(await linkSent('mailbox', mailbox()), 'paule@exemple.test');
    expect(request).toMatchObject({ state: 'link-sent', provedBy: 'invitation', invitedBy: { name: BODY.name } });
    const mails = await mailsOf(table, caseScope(request.id));
    expect(mails).toMatchObject([{ to: 'paule@exemple.test', template: 'sign-up-link' }]);
    expect(ladderOf(request)).toContainEqual({ rung: 'body-invitation', holds: true, reason: 'invited-by-mailbox' });
  });

  it('proves nothing once another mailbox is the official one', async () => {
    await knowMailbox();
    const token = await linkSent('mailbox', mailbox());
    await knowMailbox(`vraie-${mailbox()}`);
    expect(await requestOf(token, 'paule@exemple.test')).toMatchObject({ state: 'code-sent' });
  });

  it('serves once, even twice at the same moment, and to one person', async () => {
    await knowMailbox();
    const token = await linkSent('mailbox', mailbox());
    const one = applicant('paule@exemple.test');
    const other = applicant('autre@exemple.test');
    const results = await Promise.allSettled([one, one, other].map((who) => signUpInvited(deps(), token, who)));
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const ids = new Set(made.map((result) => (result.kind === 'request' ? result.request.id : '')));
    expect(ids.size).toBe(1);
    expect((await communeInvited(deps(), token)).link.usedBy).toBe([...ids][0]);
    expect(await kindOf(signUpInvited(deps(), token, applicant('encore@exemple.test')))).toBe('gone');
  });
});

describe('the link sent to an address that the body gave', () => {
  it('leaves the decision to the operator, who reads who invited', async () => {
    const request = await requestOf(await linkSent('address', 'amie@albret.test'), 'amie@albret.test');
    expect(request).toMatchObject({ state: 'waiting', invitedBy: { name: BODY.name, channel: 'address' } });
    expect(request.provedBy).toBeUndefined();
    const [mail] = await mailsOf(table, caseScope(request.id));
    expect(mail).toMatchObject({ to: 'operateur@territoire.test', template: 'sign-up-waiting' });
    expect(mail?.parameters.why).toContain('Elle est invitée par Albret Communauté');
    expect(ladderOf(request)).toContainEqual({ rung: 'body-invitation', holds: false, reason: 'invited-elsewhere' });
  });

  it('asks for the code of the official mailbox when that is known', async () => {
    await knowMailbox();
    const request = await requestOf(await linkSent('address', 'amie@albret.test'), 'amie@albret.test');
    expect(request).toMatchObject({ state: 'code-sent', mailbox: mailbox() });
  });
});

describe('a body that may no longer invite', () => {
  it.each(['suspended', 'other'] as const)('has links that no longer serve: %s', async (why) => {
    await knowMailbox();
    const token = await linkSent('mailbox', mailbox());
    const state = (to: 'active' | 'suspended') =>
      organisationEntities(table).listed.patch({ scope: TERRITORY, slug: BODY.slug }).set({ state: to }).go();
    if (why === 'suspended') await state('suspended');
    else await saveRegister(table, '47', [place(commune, { epciName: OTHER_BODY.name })]);
    expect(await kindOf(signUpInvited(deps(), token, applicant(mailbox())))).toBe('gone');
    await state('active');
  });
});

describe('invited, and signing up at the same moment', () => {
  it('makes one organisation', async () => {
    await knowMailbox();
    const token = await linkSent('mailbox', mailbox());
    const [invited, ordinary] = await Promise.all([
      requestOf(token, 'invitee@exemple.test'),
      beginSignUp(deps(), commune.slug, applicant('ordinaire@exemple.test')),
    ]);
    expect([invited.state, ordinary.state]).toEqual(['link-sent', 'code-sent']);
    const founding = async (request: SignUp) => {
      const link = linkScope(newToken());
      const { email } = request;
      const item = { scope: link, purpose: 'sign-up' as const, email, name: commune.name, ttl: 4_000_000_000 };
      await linkEntity(table).create(item).go();
      const act = actFor(referent, () => now, commune.siren, { name: 'organisation-founded' });
      return createOrganisation(table, {
        organisation: commune,
        referent: { person: randomUUID(), firstName: 'Paule', lastName: 'Essai', email },
        contact: 'Paule Essai',
        signUp: { scope: caseScope(request.id), id: request.id, createdAt: request.createdAt },
        link,
        now: now.toISOString(),
        act,
      });
    };
    const again = await linkSent('mailbox', mailbox());
    const second = await requestOf(again, 'seconde@exemple.test');
    const results = await Promise.allSettled([founding(invited), founding(second)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost: unknown[] = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(lost.every(conditionFailed)).toBe(true);
    expect(await kindOf(signUpInvited(deps(), again, applicant('tard@exemple.test')))).toBe('conflict');
    expect(await kindOf(inviteCommune(deps(), referent, commune.slug, { channel: 'mailbox' }))).toBe('conflict');
  });
});
