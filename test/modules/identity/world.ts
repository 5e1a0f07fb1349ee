/** Sign-in over a real table: people with a known password, a login that counts what is asked of it. */
import { randomUUID } from 'node:crypto';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { AskedFrom, IdentityDeps, Login } from '../../../modules/identity/index.ts';
import { sealed, unsealed } from '../../../modules/identity/sealing.ts';
import type { Member, Membership } from '../../../platform/actor.ts';
import { QueryCommand } from '../../../platform/dynamodb/commands.ts';
import { personScope } from '../../../platform/scope.ts';
import { memberOf, openSession, personEntities } from '../../../platform/sessions.ts';
import type { Proof } from '../../../platform/sign-in-policy.ts';
import { sign } from '../../../platform/tokens.ts';
import { openRealTable } from '../../support/real-table.ts';

export const NERAC: Membership = { organisation: '214701955', name: 'Nérac', slug: 'nerac', role: 'publisher' };
export const AGEN: Membership = { organisation: '214700015', name: 'Agen', slug: 'agen', role: 'reader' };

export const HERE: AskedFrom = { userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0', address: '203.0.113.7' };

const KEY = Buffer.alloc(32, 7);

export interface SignInWorld {
  deps: IdentityDeps;
  /** The present moment, to be moved. */
  now: { at: Date };
  /** What was asked of the login, in order. */
  asked: string[];
  /** Somebody with an account. @returns the subject. */
  person(email: string, memberships: readonly Membership[], profile?: { secondFactor?: boolean }): Promise<string>;
  /** A session of hers. @returns the cookie's value. */
  session(person: string, proofs: readonly Proof[], organisation?: string): Promise<string>;
  /** Whoever holds the cookie, as each request finds her. */
  enter(cookie: string): Promise<Member>;
  /** Mails written since the beginning to an address, newest last. */
  mails(to: string): Promise<{ template: string; parameters: Record<string, string> }[]>;
  /** Everything in a partition. */
  items(pk: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function openSignIn(): Promise<SignInWorld> {
  const { table, documents, close } = await openRealTable();
  const now = { at: new Date('2026-11-23T09:00:00Z') };
  const clock = () => now.at;
  const people = new Map<string, string>();
  const asked: string[] = [];
  const notHere = (name: string) => (): never => {
    throw new Error(`${name} is not asked for here.`);
  };
  const login: Login = {
    async find(email) {
      asked.push('find');
      return people.get(email);
    },
    signIn: notHere('signIn'),
    answerCode: notHere('answerCode'),
    create: notHere('create'),
    sendResetCode: notHere('sendResetCode'),
    reset: notHere('reset'),
    beginSecondFactor: async () => 'JBSWY3DPEHPK3PXP',
    confirmSecondFactor: async () => 'done',
    seal: async (text) => sealed(KEY, text),
    unseal: async (text) => unsealed(KEY, text),
    digest: async (text) => sign('key', 'recovery', text),
  };

  return {
    deps: { table, clock, login },
    now,
    asked,
    async person(email, memberships, profile = {}) {
      const id = randomUUID();
      const scope = personScope(id);
      const since = now.at.toISOString();
      const entities = personEntities(table);
      await entities.profile
        .put({ scope, firstName: 'Claire', lastName: 'Morin', email, createdAt: since, ...profile })
        .go();
      for (const { signIn, ...membership } of memberships) {
        const policy = signIn && { signIn: { method: signIn.method, secondFactorFor: [...signIn.secondFactorFor] } };
        await entities.membership.put({ scope, ...membership, ...policy, since }).go();
      }
      people.set(email, id);
      return id;
    },
    session: async (person, proofs, organisation) =>
      (await openSession(table, clock, { person, proofs, organisation })).token,
    async enter(cookie) {
      const member = await memberOf(table, clock, cookie, '203.0.113.…');
      if (!member) throw new Error('Nobody holds this cookie.');
      return member;
    },
    async mails(to) {
      const { Items = [] } = await documents.send(
        new ScanCommand({
          TableName: table.name,
          FilterExpression: '#to = :to',
          ExpressionAttributeNames: { '#to': 'to' },
          ExpressionAttributeValues: { ':to': to },
        }),
      );
      return Items.sort((one, other) => String(one.id).localeCompare(String(other.id))).map(
        ({ template, parameters }) => ({ template, parameters }),
      );
    },
    async items(pk) {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk },
        }),
      );
      return Items;
    },
    close,
  };
}
