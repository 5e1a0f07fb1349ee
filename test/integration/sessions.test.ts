/** Sessions in use: the table notes once an hour that one was, so that those forgotten for a fortnight end. */
import { GetCommand, UpdateCommand } from '../../platform/dynamodb/commands.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Visitor } from '../../local/demo/visitor.ts';
import { DAY, HOUR } from '../../platform/clock.ts';
import { SESSION_COOKIE } from '../../platform/sessions.ts';
import { hashToken } from '../../platform/tokens.ts';
import { inlineStyles, styleFile, styleVersion } from '../../web/style.ts';
import { OPERATOR_EMAIL, signIn, visitorOf, welcome } from '../support/joining.ts';
import { tableOf } from '../support/items.ts';
import { as, scene, type Scene } from '../support/territory.ts';

/** Hers alone: other suites close the sessions of the people whom all share. */
const MEMBER = { firstName: 'Simone', lastName: 'Séance', email: 'simone.seance@essai.test', role: 'reader' } as const;

let here: Scene;
beforeAll(async () => {
  here = await scene();
  await welcome(here.cloud, as(here, here.territory.referent), MEMBER);
});

const sessionOf = ({ cookies }: Visitor): string =>
  cookies
    .split('; ')
    .find((one) => one.startsWith(`${SESSION_COOKIE}=`))
    ?.slice(SESSION_COOKIE.length + 1) ?? '';

/** The line of an open session in its person's partition. */
function lineOf(visitor: Visitor): { pk: string; sk: string } {
  const [person = '', secret = ''] = sessionOf(visitor).split('.');
  return { pk: `usr#${person}`, sk: `me#session#${hashToken(secret)}` };
}

/** Makes a session look as if it had last been used so long ago. In milliseconds. */
async function lastUsed(visitor: Visitor, ago: number): Promise<string> {
  const seenAt = new Date(Date.now() - ago).toISOString();
  const { client, name: TableName } = tableOf(here.cloud);
  await client.send(
    new UpdateCommand({
      TableName,
      Key: lineOf(visitor),
      UpdateExpression: 'SET seenAt = :at',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':at': seenAt },
    }),
  );
  return seenAt;
}

async function seenAt(visitor: Visitor): Promise<string> {
  const { client, name: TableName } = tableOf(here.cloud);
  const { Item } = await client.send(new GetCommand({ TableName, Key: lineOf(visitor), ConsistentRead: true }));
  return String(Item?.['seenAt']);
}

describe('a session', () => {
  it.each<[who: string, email: () => string, page: string]>([
    ['a member', () => MEMBER.email, '/compte'],
    ['a member among documents', () => MEMBER.email, '/documents'],
    ['a member who searches', () => MEMBER.email, '/recherche'],
    ['the operator', () => OPERATOR_EMAIL, '/territoire'],
  ])('of %s that is used after an hour is noted as used', async (_who, email, page) => {
    const visitor = await signIn(here.cloud, email());
    const before = await lastUsed(visitor, HOUR - 60_000);
    expect((await visitor.get(page)).status).toBe(200);
    expect(await seenAt(visitor)).toBe(before);
    const longBefore = await lastUsed(visitor, 2 * HOUR);
    expect((await visitor.get(page)).status).toBe(200);
    expect(Date.parse(await seenAt(visitor))).toBeGreaterThan(Date.parse(longBefore) + HOUR);
  });

  it('that nobody used for a fortnight has ended', async () => {
    const visitor = await signIn(here.cloud, MEMBER.email);
    await lastUsed(visitor, 14 * DAY + HOUR);
    expect((await visitor.get('/accueil')).status).toBe(401);
  });
});

const STYLE_COOKIE = '__Host-style';
/** Not `toContain`: it would print the whole of it. */
const isInline = ({ text }: Answer): boolean => text.includes(inlineStyles.member);
const isOfEverybody = ({ text }: Answer): boolean => text.includes(inlineStyles.everybody);

describe('the style sheet', () => {
  it('is in the first page of a member, then in a file that her browser keeps', async () => {
    const visitor = await signIn(here.cloud, MEMBER.email);
    const first = await visitor.get('/accueil', { as: 'page' });
    expect(isInline(first)).toBe(true);
    expect(first.text).toContain(`<link rel="prefetch" as="style" href="/static/${styleFile}">`);
    const next = await visitor.get('/accueil', { as: 'page' });
    expect(next.text).toContain(`<link rel="stylesheet" href="/static/${styleFile}">`);
    expect(isInline(next)).toBe(false);
    expect(next.headers.getSetCookie()).toEqual([]);
    const file = await visitor.get(`/static/${styleFile}`);
    expect(file.text === inlineStyles.member).toBe(true);
    expect(file.headers.get('cache-control')).toContain('immutable');
  });

  it('is fetched while she types her password', async () => {
    const visitor = visitorOf(here.cloud);
    const door = await visitor.get('/connexion', { as: 'page' });
    expect(isOfEverybody(door)).toBe(true);
    expect(door.text).toContain(`<link rel="prefetch" as="style" href="/static/${styleFile}">`);
    expect((await visitor.get('/connexion', { as: 'page' })).headers.getSetCookie()).toEqual([]);
  });

  it('is in the page for whoever kept another; a shorter one for everybody on public pages', async () => {
    const member = await signIn(here.cloud, MEMBER.email);
    const session = sessionOf(member);
    const old = member.withCookies({ [SESSION_COOKIE]: session, [STYLE_COOKIE]: '00000000' });
    expect(isInline(await old.get('/accueil', { as: 'page' }))).toBe(true);
    const current = member.withCookies({ [SESSION_COOKIE]: session, [STYLE_COOKIE]: styleVersion });
    expect(isInline(await current.get('/accueil', { as: 'page' }))).toBe(false);
    const portal = await current.get('/c/marmande', { as: 'page' });
    expect(isOfEverybody(portal)).toBe(true);
    expect(portal.headers.getSetCookie()).toEqual([]);
  });
});
