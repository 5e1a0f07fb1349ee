/** Requests to sign an organisation up: cases between a person, an official mailbox and the operator. */
import { createWriteTransaction, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { type ActItem, actEntity } from '../../../platform/journal.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import { caseScope, type Scope, tokenScope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { ORGANISATION_KINDS } from '../kinds.ts';
import { INVITATION_CHANNELS, SIGN_UP_STATES, type SignUpState } from '../rules.ts';
import { communeLinkEntity } from './commune-invitation.ts';
import { linkEntity } from './link.ts';
import { type NewPlace, placeItems, registerEntities, sirenItems, wordItems } from './register.ts';

const signUpModel = {
  model: entityNamed('sign-up'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    siren: { type: 'string', required: true },
    kind: { type: ORGANISATION_KINDS, required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    firstName: { type: 'string', required: true },
    lastName: { type: 'string', required: true },
    position: { type: 'string', required: true },
    email: { type: 'string', required: true },
    /** The register lacks it: the operator adds it by accepting. */
    isUnlisted: { type: 'boolean' },
    /** The official mailbox that the code goes to; absent when none is known. */
    mailbox: { type: 'string' },
    state: { type: SIGN_UP_STATES, required: true },
    codeHash: { type: 'string' },
    codeExpiresAt: { type: 'string' },
    codeTries: { type: 'number', required: true },
    codesSent: { type: 'number', required: true },
    codeSentAt: { type: 'string' },
    /** How it was proved, for the operator: by the mailbox's code, by the link sent to it, or by whom. */
    provedBy: { type: ['mailbox', 'invitation', 'operator'] as const },
    /** The intercommunal body whose invitation she followed. */
    invitedBy: {
      type: 'map',
      properties: {
        siren: { type: 'string', required: true },
        name: { type: 'string', required: true },
        channel: { type: INVITATION_CHANNELS, required: true },
      },
    },
    reason: { type: 'string' },
    createdAt: { type: 'string', required: true },
    updatedAt: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
    queue: { type: 'string', required: true },
    place: { type: 'string', required: true },
  },
  indexes: {
    primary: inScope([], 'sign-up'),
    /** The operator's list: by state, then by age. */
    byState: {
      index: 'GSI1',
      pk: { field: 'gsi1pk', composite: ['queue'], template: 'case#${queue}', casing: 'none' },
      sk: { field: 'gsi1sk', composite: ['place'], template: '${place}', casing: 'none' },
    },
  },
} as const;

export const signUpEntity = perTable((table) => new Entity(signUpModel, { client: table.client, table: table.name }));

/** Where the request stands in the operator's list. */
export const signUpIndexOf = (state: SignUpState, request: { id: string; createdAt: string }) => ({
  queue: 'sgn',
  place: `${state}#${request.createdAt}#${request.id}`,
});

export type SignUp = NonNullable<Awaited<ReturnType<typeof signUpOf>>>;
type SignUpItem = Parameters<ReturnType<typeof signUpEntity>['create']>[0];
export type NewSignUp = Omit<SignUpItem, 'scope' | 'queue' | 'place'>;
type MailItem = Parameters<ReturnType<typeof mailEntity>['create']>[0];
type LinkItem = Parameters<ReturnType<typeof linkEntity>['create']>[0];

/** How many requests an organisation has had today: a limit against mail bombing its mailbox. */
const quotaModel = {
  model: entityNamed('sign-up-quota'),
  attributes: {
    scope: scopeAttribute,
    requests: { type: 'number', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'quota') },
} as const;

const entities = perTable((table) => ({
  signUp: signUpEntity(table),
  mail: mailEntity(table),
  act: actEntity(table),
  link: linkEntity(table),
  invitation: communeLinkEntity(table),
  ...registerEntities(table),
  quota: new Entity(quotaModel, { client: table.client, table: table.name }),
}));

export const MOST_REQUESTS_A_DAY = 8;

/** The request and its mails, all or nothing. Refused when the id or the invitation was used, or the quota of a `day`. */
export async function createSignUp(
  table: Table,
  request: NewSignUp,
  mails: readonly MailItem[],
  day: { name: string; ttl: number } | undefined,
  with_: { link?: LinkItem; place?: NewPlace; act?: ActItem; invitation?: Scope<'tok'> | undefined } = {},
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.signUp.create({ scope: caseScope(request.id), ...request, ...signUpIndexOf(request.state, request) }).commit(),
      ...(day ? [day] : []).map(({ name, ttl }) =>
        e.quota
          .upsert({ scope: tokenScope(hashToken(`sign-up:${request.siren}:${name}`)) })
          .add({ requests: 1 })
          .set({ ttl })
          .where(({ requests }, { notExists, lt }) => `${notExists(requests)} OR ${lt(requests, MOST_REQUESTS_A_DAY)}`)
          .commit(),
      ),
      ...placeItems(with_.place).map((item) => e.place.create(item).commit()),
      ...sirenItems(with_.place).map((item) => e.siren.create(item).commit()),
      ...wordItems(with_.place).map((item) => e.word.put(item).commit()),
      ...(with_.link ? [e.link.create(with_.link).commit()] : []),
      ...(with_.invitation ? [with_.invitation] : []).map((scope) =>
        e.invitation
          .patch({ scope })
          .set({ usedBy: request.id })
          .where(({ usedBy }, { notExists }) => notExists(usedBy))
          .commit(),
      ),
      ...mails.map((mail) => e.mail.create(mail).commit()),
      ...(with_.act ? [e.act.create(with_.act).commit()] : []),
    ]).go(),
  );
}

export async function signUpOf(table: Table, id: string) {
  const { data } = await signUpEntity(table)
    .get({ scope: caseScope(id) })
    .go({ consistent: true });
  return data ?? undefined;
}

/** A try at the code is counted before the code is compared: trying in parallel gains nothing. */
export async function countCodeTry(table: Table, request: SignUp, most: number): Promise<number> {
  const { data } = await signUpEntity(table)
    .patch({ scope: caseScope(request.id) })
    .add({ codeTries: 1 })
    .where(
      ({ codeTries, state, codeHash }, { lt, eq }) =>
        `${lt(codeTries, most)} AND ${eq(state, 'code-sent')} AND ${eq(codeHash, request.codeHash ?? '')}`,
    )
    .go({ response: 'updated_new' });
  return data.codeTries ?? most;
}

/** The request moves on, with the mails and the link that the move brings. Refused when it has moved meanwhile. */
export async function moveSignUp(
  table: Table,
  request: SignUp,
  changes: Partial<
    Pick<
      SignUp,
      'state' | 'slug' | 'codeHash' | 'codeExpiresAt' | 'codeTries' | 'codesSent' | 'codeSentAt' | 'provedBy' | 'reason'
    >
  >,
  with_: { now: string; mails?: readonly MailItem[]; link?: LinkItem; place?: NewPlace | undefined; act?: ActItem },
): Promise<void> {
  const state = changes.state ?? request.state;
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.signUp
        .patch({ scope: caseScope(request.id) })
        .set({ ...changes, updatedAt: with_.now, ...signUpIndexOf(state, request) })
        .where(({ state, updatedAt }, { eq }) => `${eq(state, request.state)} AND ${eq(updatedAt, request.updatedAt)}`)
        .commit(),
      ...placeItems(with_.place).map((item) => e.place.create(item).commit()),
      ...sirenItems(with_.place).map((item) => e.siren.create(item).commit()),
      ...wordItems(with_.place).map((item) => e.word.put(item).commit()),
      ...(with_.link ? [e.link.create(with_.link).commit()] : []),
      ...(with_.mails ?? []).map((mail) => e.mail.create(mail).commit()),
      ...(with_.act ? [e.act.create(with_.act).commit()] : []),
    ]).go(),
  );
}

/** Requests in one state, oldest first. */
export async function signUpsIn(
  table: Table,
  state: SignUpState,
  options: { limit: number; cursor?: string | null },
): Promise<{ requests: SignUp[]; next: string | null }> {
  const { data, cursor } = await signUpEntity(table)
    .query.byState({ queue: 'sgn' })
    .begins({ place: `${state}#` })
    .go({ limit: options.limit, cursor: options.cursor ?? null });
  return { requests: data, next: cursor };
}

export const signUpScope = (id: string): Scope<'case'> => caseScope(id);
