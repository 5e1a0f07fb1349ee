/** Sessions in use: the table notes once an hour that one was, so that those forgotten for a fortnight end. */
import { GetCommand, UpdateCommand } from '../../platform/dynamodb/commands.ts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Visitor } from '../../local/demo/visitor.ts';
import { DAY, HOUR } from '../../platform/clock.ts';
import { hashToken } from '../../platform/tokens.ts';
import { OPERATOR_EMAIL, signIn } from '../support/joining.ts';
import { tableOf } from '../support/items.ts';
import '../support/patience.ts';
import { scene, type Scene } from '../support/territory.ts';

let here: Scene;
beforeAll(async () => {
  here = await scene();
});

/** The line of an open session in its person's partition. */
function lineOf({ cookies }: Visitor): { pk: string; sk: string } {
  const [person = '', secret = ''] = cookies.slice(cookies.indexOf('=') + 1).split('.');
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
    ['a member', () => here.territory.reader.email, '/compte'],
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
    const visitor = await signIn(here.cloud, here.territory.reader.email);
    await lastUsed(visitor, 14 * DAY + HOUR);
    expect((await visitor.get('/accueil')).status).toBe(401);
  });
});
