/** The group of an intercommunal body: its communes may enter it by themselves, whichever joins first. */
import { DeleteCommand, QueryCommand } from '../../platform/dynamodb/commands.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { newId } from '../../platform/ids.ts';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import type { TestCloud } from '../support/cloud.ts';
import { tableOf } from '../support/items.ts';
import {
  importMailboxes,
  joinByCode,
  justNow,
  mailboxOf,
  operatorOf,
  PASSWORD,
  prepareTerritory,
  visitorOf,
} from '../support/joining.ts';
import { as, scene, type Scene } from '../support/territory.ts';

const BODY = { name: 'CC des Bastides en Haut Agenais Périgord', slug: 'cc-des-bastides-en-haut-agenais-perigord' };

let here: Scene;
let cloud: TestCloud;
beforeAll(async () => {
  here = await scene();
  ({ cloud } = here);
  await importMailboxes(await operatorOf(cloud), [
    BODY,
    { name: 'Castillonnès', slug: 'castillonnes' },
    { name: 'Cancon', slug: 'cancon' },
    { name: 'Lougratte', slug: 'lougratte' },
  ]);
});

const join = (firstName: string, slug: string): Promise<Visitor> =>
  joinByCode(cloud, slug, {
    firstName,
    lastName: 'Bastide',
    position: 'Secrétaire',
    email: `${firstName.toLowerCase()}@${slug}.test`,
  });

/** The answer once it is as expected: the group follows from the stream. */
async function eventually(visitor: Visitor, path: string, status: number): Promise<void> {
  const until = Date.now() + 60_000;
  let seen = (await visitor.get(path)).status;
  while (Date.now() < until && seen !== status) seen = (await visitor.get(path)).status;
  expect(seen).toBe(status);
}

const prepared = z.object({ bodies: z.number() });

/** As if it had never been made. */
async function forgetGroup(siren: string): Promise<void> {
  const { client, name: TableName } = tableOf(cloud);
  const pk = `grp#${siren}`;
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
    }),
  );
  for (const { sk } of Items) await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
}

/** Joins in the first test, and is a référent in the second. */
let body: Visitor;

describe('the group of an intercommunal body', () => {
  it('is there once the body has joined, for it and for its communes alone', async () => {
    const early = await join('Catherine', 'castillonnes');
    body = await join('Bernadette', BODY.slug);
    const path = `/groupes/${textIn(succeeded(await body.get(`/c/${BODY.slug}`), 'Its page'), 'siren')}`;
    await eventually(early, path, 200);
    expect((await early.get(path)).json).toMatchObject({ may: 'enter', group: { name: BODY.name, memberCount: 0 } });
    expect((await as(here, here.territory.stranger).get(path)).status).toBe(404);
    expect((await as(here, here.territory.stranger).get('/groupes')).text).not.toContain(BODY.name);

    // Had it joined before there were groups, the next preparation of the territory would bring them together.
    await forgetGroup(path.slice('/groupes/'.length));
    await eventually(early, path, 404);
    const { bodies } = prepared.parse(await prepareTerritory(cloud));
    expect(bodies).toBeGreaterThan(0);
    await eventually(early, path, 200);

    // A commune that joins afterwards may enter too.
    const late = await join('Colette', 'cancon');
    await eventually(late, path, 200);
    expect((await late.get('/groupes')).text).toContain(BODY.name);

    // A commune that enters first looks after nothing; the body's référent does, as she comes in.
    succeeded(await late.post(`${path}/entrer`), 'The commune enters');
    expect((await late.get(path)).json).toMatchObject({ standing: 'member' });
    succeeded(await body.post(`${path}/entrer`), 'The body enters');
    expect((await body.get(path)).json).toMatchObject({
      standing: 'facilitator',
      group: { memberCount: 2, facilitatorCount: 1, access: 'closed' },
    });
  });
});

describe('a commune that its body invites', () => {
  it('is opened by the link that came to its official mailbox', async () => {
    const list = await body.get('/organisation/communes');
    expect(list.json).toMatchObject({
      communes: expect.arrayContaining([
        expect.objectContaining({ slug: 'cancon', hasJoined: true }),
        expect.objectContaining({ slug: 'lougratte', hasJoined: false }),
      ]),
    });
    const since = justNow();
    succeeded(await body.post('/organisation/communes/lougratte', { channel: 'mailbox' }), 'It is invited');
    const mailbox = mailboxOf('lougratte');
    const itsLink = /\/inscription\/invitation\/[A-Za-z0-9_-]{43}/;
    const { match } = await awaitMail(cloud.mailboxesOrigin, mailbox, itsLink, since);
    const secretary = visitorOf(cloud);
    expect((await secretary.get(match[0])).json).toMatchObject({ organisation: 'Lougratte', invitedBy: BODY.name });
    const who = { id: newId('sgn'), firstName: 'Line', lastName: 'Bastide', position: 'Secrétaire', email: mailbox };
    const proved = succeeded(await secretary.post(match[0], who), 'She says who she is');
    succeeded(await secretary.post(textIn(proved, 'next'), { password: PASSWORD }), 'The password is chosen');
    expect((await secretary.get('/organisation')).json).toMatchObject({ name: 'Lougratte' });
    expect((await visitorOf(cloud).get(match[0])).status).toBe(409);
    expect((await body.post('/organisation/communes/lougratte', { channel: 'mailbox' })).status).toBe(409);
    // The body has no right there.
    expect((await body.get('/accueil')).text).not.toContain('Lougratte');
  });
});
