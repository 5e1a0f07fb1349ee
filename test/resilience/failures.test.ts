/** What is missing or wrong is said, kept, and done once it is put right. */
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { rm } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { actPdf } from '../../local/demo/pdf.ts';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { invoke } from '../support/cloud.ts';
import { justNow, visitorOf } from '../support/joining.ts';
import { wordsOf } from '../support/pages.ts';
import { newsFields } from '../support/publishing.ts';
import { eventuallyFound } from '../support/searching.ts';
import { toldInLogs } from '../support/told-in-logs.ts';
import { type FileSent, onceChecked, placeFor, postFile } from '../support/uploads.ts';
import { until } from './support/await.ts';
import { COMMUNE, settle } from './support/commune.ts';
import { deadLetterOf, sendBack } from './support/dead-letters.ts';
import { takeAway } from './support/grants.ts';
import { itemsOf } from '../support/items.ts';
import { linesWith } from './support/logs.ts';
import { ASSEMBLY, Machine } from './support/machine.ts';
import { PUBLICATION_ENTITIES } from './support/publications.ts';
import { depthOf, queueUrl, withSqs } from './support/queues.ts';
import { withQuickRetries } from './support/quick-retries.ts';

/** Times that a queue tries a message (lib/constructs/work-queue.ts). */
const TRIES = 5;

let assembly: string;
let machine: Machine;
let referent: Visitor;

beforeAll(async () => {
  assembly = await withQuickRetries(ASSEMBLY);
  machine = await Machine.start(assembly);
  ({ referent } = await settle(machine.cloud));
});

afterEach(async () => {
  await machine.started.restoreGrants();
});

afterAll(async () => {
  await machine?.discard();
  await rm(assembly, { recursive: true, force: true });
});

async function act(name: string): Promise<FileSent> {
  const about = { commune: COMMUNE.name, session: '19 novembre 2024', number: '2024-001', subject: name };
  const bytes = await actPdf({ ...about, paragraphs: ['Le conseil approuve.'] });
  return { name, type: 'application/pdf', bytes: new Uint8Array(bytes) };
}

/** What a function's log says of the calls that AWS refused. */
async function refusals(name: string, code: string): Promise<string> {
  return JSON.stringify(await linesWith(machine.cloud, name, code));
}

/** Somebody subscribes. @returns once the confirmation came by mail. */
async function subscribe(email: string): Promise<{ confirmed: () => Promise<unknown> }> {
  const since = justNow();
  succeeded(await visitorOf(machine.cloud).post(`/c/${COMMUNE.slug}/s-abonner`, { email }), `${email} subscribes`);
  return { confirmed: () => awaitMail(machine.cloud.mailboxesOrigin, email, /\/u\/confirmer\//, since) };
}

describe('a grant that is missing', () => {
  it('stops the page that needs it, which says so and loses nothing typed; the log names the action', async () => {
    const from = { role: 'IntranetOrganisation', statement: 'WorkInOrganisation', action: 'dynamodb:PutItem' };
    await takeAway(machine.started, from);
    const body = 'Le marché de printemps se tient place de la Mairie, dès huit heures.';
    const news = { ...newsFields('Marché de printemps', body, 'public'), action: 'publish' };

    const page = await referent.post('/publier/actualite', news, { as: 'page' });
    expect(page.status).toBe(500);
    expect(page.headers.get('content-type')).toContain('text/html');
    const words = wordsOf(page.text);
    expect(words).toContain('Parvis a rencontré un problème');
    expect(words).toContain(body);
    const answer = await referent.post('/publier/actualite', news);
    expect(answer).toMatchObject({ status: 500, json: { status: 500, title: 'Parvis a rencontré un problème' } });

    const log = await refusals('intranet', 'http.fault');
    expect(log).toContain('is not authorized to perform: dynamodb:PutItem');
    expect(log).not.toContain('place de la Mairie');
    expect(await itemsOf(machine.cloud, ...PUBLICATION_ENTITIES)).toEqual([]);
    // What needs other grants goes on.
    expect((await referent.get('/accueil')).status).toBe(200);

    await machine.started.restoreGrants();
    expect((await referent.post('/publier/actualite', news)).status).toBeLessThan(400);
  });

  it('of the bucket is refused by the bucket, for the form that was signed with it too', async () => {
    const file = await act('Sans droit.pdf');
    const place = await placeFor(referent, file);
    const from = { role: 'Repository', statement: 'DepositAndReadDocuments', action: 's3:PutObject' };
    await takeAway(machine.started, from);
    const refused = await postFile(place, file);
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('<Code>AccessDenied</Code>');
    expect(textIn(await referent.get(place.state), 'state')).toBe('awaited');

    await machine.started.restoreGrants();
    expect((await postFile(place, file)).status).toBeLessThan(400);
    expect(await onceChecked(referent, place.document)).toMatchObject({ state: 'ready' });
  });
});

describe('a message that cannot be treated', () => {
  const POISON = JSON.stringify({ scope: 'org#214701575', id: 'not the id of a mail' });
  let beside: { confirmed: () => Promise<unknown> };

  beforeAll(async () => {
    await withSqs(machine.cloud, async (sqs) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: await queueUrl(sqs, 'mail'), MessageBody: POISON }));
    });
    beside = await subscribe('voisine@essai.test');
  });

  it('waits among the dead letters, and is treated when it is sent back once its cause is corrected', async () => {
    await takeAway(machine.started, { role: 'OnUpload', statement: 'ReadDocuments', action: 's3:GetObjectVersion' });
    const file = await act('En attente.pdf');
    const place = await placeFor(referent, file);
    expect((await postFile(place, file)).status).toBeLessThan(400);

    const { body, tries } = await deadLetterOf(machine.cloud, 'upload');
    expect(body).toContain(place.document);
    expect(tries).toBeGreaterThanOrEqual(TRIES);
    expect(await refusals('on-upload', 'worker.failed')).toContain('s3:GetObjectVersion');
    expect(textIn(await referent.get(place.state), 'state')).toBe('checking');

    await machine.started.restoreGrants();
    await sendBack(machine.cloud, 'upload');
    expect(await onceChecked(referent, place.document)).toMatchObject({ state: 'ready' });
    expect(await depthOf(machine.cloud, 'upload-dead-letters')).toBe(0);
  });

  it('does not hold up those beside it', async () => {
    await beside.confirmed();
    expect((await deadLetterOf(machine.cloud, 'mail')).body).toBe(POISON);
    await until('The mail queue is empty', async () => (await depthOf(machine.cloud, 'mail')) === 0);
  });

  it('of a group comes back later each time, and holds up none of its group', async () => {
    await withSqs(machine.cloud, async (sqs) => {
      for (const queue of ['search.fifo', 'register.fifo']) {
        const order = { MessageGroupId: 'org#214701575', MessageDeduplicationId: 'poison' };
        await sqs.send(new SendMessageCommand({ QueueUrl: await queueUrl(sqs, queue), MessageBody: POISON, ...order }));
      }
    });
    const news = { ...newsFields('Foire aux chevaux', 'Sur le foirail.', 'organisation'), action: 'publish' };
    expect((await referent.post('/publier/actualite', news)).status).toBeLessThan(400);
    await eventuallyFound(referent, 'foirail');
    // The queues of this machine give back after two seconds, as they may while a worker is first loaded: it says five.
    for (const worker of ['index-search', 'register-acts']) {
      await until(`${worker} lets it wait`, async () => {
        const alone = (await linesWith(machine.cloud, worker, 'worker.failed')).filter(
          ({ messages }) => messages === 1,
        );
        const tries = alone.map(({ timestamp }) => Date.parse(String(timestamp)));
        return tries.some((at, time) => at - (tries[time - 1] ?? at) > 4_500);
      });
    }
  });

  it('of the stream is named by its place, the changes after it are followed, and it can be followed again', async () => {
    await takeAway(machine.started, { role: 'OnChange', statement: 'SendToMailQueue', action: 'sqs:SendMessage' });
    const email = 'oubliee@essai.test';
    const forgotten = await subscribe(email);
    const { DDBStreamBatchInfo: info } = JSON.parse((await deadLetterOf(machine.cloud, 'change')).body);
    // Its batch begins with it; what stood behind it there was followed each time that it was tried.
    expect(info.batchSize).toBeGreaterThanOrEqual(1);
    expect(BigInt(info.endSequenceNumber) - BigInt(info.startSequenceNumber)).toBeGreaterThanOrEqual(0n);
    await machine.started.restoreGrants();
    await (await subscribe('suivante@essai.test')).confirmed();

    const change = (await itemsOf(machine.cloud, 'mail')).find(({ to }) => to === email);
    const record = { eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage: marshall({ ...change }) } };
    await invoke(machine.cloud, 'on-change', { Records: [record] });
    await forgotten.confirmed();
  });
});

describe('the log of what failed', () => {
  it('names nobody, and repeats nothing that was typed', async () => {
    expect(await toldInLogs(machine.cloud)).toEqual([]);
  });
});
