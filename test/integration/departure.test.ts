/** An organisation leaves the territory, comes back, leaves again and is erased: over the cloud, permissions included. */
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { awaitMail, mailsTo } from '../../local/demo/mailbox.ts';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { UpdateCommand } from '../../platform/dynamodb/commands.ts';
import { newId } from '../../platform/ids.ts';
import { newToken } from '../../platform/tokens.ts';
import { asHost } from '../support/cloud.ts';
import { tableOf } from '../support/items.ts';
import { importMailboxes, invite, joinByCode, justNow, PASSWORD, visitorOf, welcome } from '../support/joining.ts';
import { publicationsOfNetwork } from '../support/newest.ts';
import { wordsOf } from '../support/pages.ts';
import { eventually } from '../support/directory.ts';
import { newsFields, publishAct, publishNews, putDocument } from '../support/publishing.ts';
import { readZip } from '../support/read-zip.ts';
import { as, scene, type Scene, subscriberOf } from '../support/territory.ts';

const SLUG = 'estillac';
const REFERENT = {
  firstName: 'Odette',
  lastName: 'Lacombe',
  position: 'Secrétaire de mairie',
  email: 'odette.lacombe@essai.test',
};
const GUEST = {
  firstName: 'Fabien',
  lastName: 'Rouquette',
  email: 'fabien.rouquette@essai.test',
  role: 'publisher',
} as const;
const REASON = 'La commune fusionne avec sa voisine.';
const READER = 'abonnee.estillac@essai.test';

let here: Scene;
let operator: Visitor;
let referent: Visitor;
let guest: Visitor;
let late: string;
let page: string;
let act: string;
let copy: string;

beforeAll(async () => {
  here = await scene();
  const { cloud } = here;
  operator = as(here, here.territory.operator);
  await importMailboxes(operator, [{ name: 'Estillac', slug: SLUG }]);
  referent = await joinByCode(cloud, SLUG, REFERENT);
  guest = await welcome(cloud, referent, GUEST);
  await publishNews(referent, { title: 'Lavande : balade', body: 'Dimanche.', audience: 'network' });
  act = await publishAct(referent, 'Lavande : tarifs', await putDocument(referent, 'Lavande tarifs.pdf'));
  await subscriberOf(cloud, SLUG, READER);
  const person = { firstName: 'Tard', lastName: 'Venu', email: 'tard.venu@essai.test', role: 'reader' } as const;
  late = (await invite(cloud, referent, person)).link;
  page = `/territoire/organisations/${textIn(await visitorOf(cloud).get(`/c/${SLUG}`), 'siren')}`;
  const message = { id: newId('msg'), subject: 'Bonjour', text: 'Vous partez ?' };
  succeeded(await operator.post(`${page}/ecrire`, message), 'The operator writes');
});

/** Asks until it answers so. */
async function until(status: number, ask: () => Promise<{ status: number }>): Promise<number> {
  for (let tried = 0; tried < 600; tried += 1) {
    if ((await ask()).status === status) return status;
    await pause(100);
  }
  return (await ask()).status;
}

const leaving = (version: number) => ({ version, reason: REASON, name: 'Estillac' });
const publish = (visitor: Visitor) =>
  visitor.post('/publier/actualite', {
    ...newsFields('Lavande : trop tard', 'Une nouvelle écrite pendant le départ.', 'network'),
    action: 'publish',
  });
const network = () => publicationsOfNetwork(as(here, here.territory.stranger));

describe('leaving', () => {
  it('says whom it reaches, and asks for the name', async () => {
    const shown = wordsOf((await referent.get('/organisation/depart', { as: 'page' })).text);
    expect(shown).toContain('2 membres');
    expect(shown).toContain('1 abonné');
    expect(shown).toContain('2 publications');
    const wrong = { ...leaving(0), name: 'Agen' };
    const refused = await referent.post('/organisation/depart', wrong, { as: 'page' });
    expect([refused.status, wordsOf(refused.text).includes('Écrivez « Estillac »')]).toEqual([422, true]);
    expect(refused.text).toContain(REASON);
  });

  it('is decided once, by two at the same moment and while somebody publishes', async () => {
    const since = justNow();
    const [own, hers, ...published] = await Promise.all([
      referent.post('/organisation/depart', leaving(0)),
      operator.post(`${page}/depart`, leaving(0)),
      ...Array.from({ length: 4 }, () => publish(guest)),
    ]);
    expect([own.status, hers.status].filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
    expect([own.status, hers.status].every((status) => [200, 403, 409].includes(status))).toBe(true);
    expect(published.every(({ status }) => [201, 403, 409].includes(status))).toBe(true);
    const told = await awaitMail(here.cloud.mailboxesOrigin, GUEST.email, /a décidé que Estillac quitte/, since);
    expect(told.match[0]).toBeDefined();
    const link = /\/u\/copie\/[A-Za-z0-9_-]{43}/;
    copy = (await awaitMail(here.cloud.mailboxesOrigin, REFERENT.email, link, since)).match[0];
    await awaitMail(here.cloud.mailboxesOrigin, READER, /Vous ne recevrez plus ses publications/, since);
  });

  it('closes it to its members at their next click, their accounts apart', async () => {
    expect(await until(403, () => guest.get('/accueil'))).toBe(403);
    const refused = await guest.get('/accueil', { as: 'page' });
    expect(wordsOf(refused.text)).toContain('Estillac a quitté ce territoire');
    expect((await publish(guest)).status).toBe(403);
    expect((await guest.get('/compte/donnees')).status).toBe(200);
    expect((await referent.get('/organisation')).status).toBe(403);
  });

  it('leaves nothing of it in the lists of others, whatever was being published', async () => {
    await expect.poll(network, { timeout: 60_000 }).not.toContain('Lavande');
    const home = await visitorOf(here.cloud).get('/');
    expect(home.text).not.toContain('Lavande');
    const directory = await as(here, here.territory.stranger).get('/annuaire?q=rouquette');
    expect(directory.text).not.toContain('Fabien');
  });

  it('says so wherever one looks for it, and keeps its acts online', async () => {
    const visitor = visitorOf(here.cloud);
    const shown = await visitor.get(`/c/${SLUG}`, { as: 'page' });
    expect(shown.status).toBe(410);
    expect(wordsOf(shown.text)).toContain('Estillac a quitté ce site');
    expect(wordsOf(shown.text)).toContain('Lavande : tarifs');
    expect((await visitor.get(`/c/${SLUG}/actes/${act}`)).status).toBe(200);
    const statuses = [
      `/c/${SLUG}/publications`,
      `/c/${SLUG}/publications.atom`,
      `/c/${SLUG}/s-abonner`,
      `/connexion/${SLUG}`,
      `/inscription/${SLUG}`,
      late,
    ].map(async (path) => (await visitor.get(path)).status);
    expect(await Promise.all(statuses)).toEqual([410, 410, 410, 410, 409, 410]);
    const again = { id: newId('sgn'), ...REFERENT };
    expect((await visitor.post(`/inscription/${SLUG}`, again)).status).toBe(409);
    expect((await visitor.post(late, { password: PASSWORD })).status).toBe(410);
  });
});

describe('its copy', () => {
  it('opens with the link alone, for whoever holds it', async () => {
    const somebody = visitorOf(here.cloud);
    expect(wordsOf((await somebody.get(copy, { as: 'page' })).text)).toContain('Copie des données d’Estillac');
    const answer = await somebody.get(`${copy}/1`, { as: 'page' });
    expect(answer.status).toBe(303);
    const file = await fetch(answer.headers.get('location') ?? '');
    const names = [...readZip(Buffer.from(await file.arrayBuffer())).keys()];
    expect(names).toContain('donnees/publications.json');
    expect(names).toContain('documents/Lavande tarifs.pdf');
    expect((await somebody.get(`${copy}/2`)).status).toBe(404);
  });

  it('opens with no other link, and gives nothing of another', async () => {
    const stranger = as(here, here.territory.stranger);
    for (const path of [`/u/copie/${newToken()}`, `/u/copie/${newToken()}/1`, `${copy.slice(0, -1)}`]) {
      expect([404, 410]).toContain((await stranger.get(path)).status);
    }
  });
});

describe('coming back', () => {
  it('is for the operator, who sees the delay run', async () => {
    const words = wordsOf((await operator.get(page, { as: 'page' })).text);
    expect(words).toContain('A quitté le territoire');
    expect(words).toContain('dans 62 jours');
    expect(words).toContain(REASON);
    expect(wordsOf((await operator.get('/territoire/organisations', { as: 'page' })).text)).toContain(
      'Ont quitté le territoire',
    );
    expect((await referent.post(`${page}/retablir`, { version: 1 })).status).toBe(403);
    expect(await until(200, () => operator.post(`${page}/retablir`, { version: 1 }))).toBe(200);
  });

  it('brings back members, publications and lists', async () => {
    expect(await until(200, () => guest.get('/accueil'))).toBe(200);
    await expect.poll(network, { timeout: 60_000 }).toContain('Lavande : balade');
    expect((await visitorOf(here.cloud).get(`/c/${SLUG}`)).status).toBe(200);
    expect((await referent.get('/listes')).text).toContain('"readers":0');
  });
});

describe('after its delay', () => {
  it('is erased whole, and its line of the register is free', async () => {
    await awaitMail(here.cloud.mailboxesOrigin, GUEST.email, /^Estillac est de retour/);
    const since = justNow();
    // What brings it back may take a moment more: until then no other decision is taken.
    expect(await until(200, () => operator.post(`${page}/depart`, leaving(2)))).toBe(200);
    // Erased at once, not after sixty-two days: their mails go first.
    await awaitMail(here.cloud.mailboxesOrigin, GUEST.email, /a décidé que Estillac quitte/, since);
    expect(await until(403, () => guest.get('/accueil'))).toBe(403);
    const { name, client } = tableOf(here.cloud);
    const Key = { pk: 'pub#territoire', sk: `left#${SLUG}` };
    await client.send(
      new UpdateCommand({
        TableName: name,
        Key,
        UpdateExpression: 'SET #until = :past',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':past': '2026-01-01T00:00:00.000Z' },
      }),
    );
    const sqs = new SQSClient(asHost(here.cloud));
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'parvis-local-departure' }));
    const free = async () => {
      // The night's word finds it once it is withdrawn.
      await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ run: 'daily' }) }));
      return visitorOf(here.cloud).get(`/inscription/${SLUG}`);
    };
    expect(await until(200, free)).toBe(200);
    sqs.destroy();
    expect((await visitorOf(here.cloud).get(`/c/${SLUG}`)).status).toBe(404);
    expect((await operator.get(page)).status).toBe(404);
    expect((await guest.get('/accueil')).status).toBe(403);
    const kept = await eventually(operator, '/territoire/journal', ({ text }) => text.includes('organisation-erased'));
    expect(kept.status).toBe(200);
  });

  it('was told once to each', async () => {
    const told = await mailsTo(here.cloud.mailboxesOrigin, GUEST.email);
    expect(told.filter(({ subject }) => subject.startsWith('Estillac quitte'))).toHaveLength(2);
    expect(told.filter(({ subject }) => subject.startsWith('Estillac est de retour'))).toHaveLength(1);
  });
});
