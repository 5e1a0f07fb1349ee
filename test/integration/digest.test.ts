/** The letter: asked for twice, received once, left with one click; nothing private is in it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { awaitMail, type Mail, mailsTo } from '../../local/demo/mailbox.ts';
import { type Answer, succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { CONFIRMATION_INTERVAL } from '../../modules/lists/rules.ts';
import { newId } from '../../platform/ids.ts';
import { withinOne } from '../support/borders.ts';
import { eventually } from '../support/directory.ts';
import { importMailboxes, joinByCode, justNow, visitorOf } from '../support/joining.ts';
import { wordsOf } from '../support/pages.ts';
import { keepDraft, publishAct, publishNews, putDocument } from '../support/publishing.ts';
import { as, PRIVATE, scene, type Scene, subscriberOf } from '../support/territory.ts';

const SLUG = 'foulayronnes';
const [FAITHFUL, LEAVING, UNDECIDED] = ['fidele@essai.test', 'partante@essai.test', 'indecise@essai.test'];

const intervalOf = (at: number): number => Math.floor(at / CONFIRMATION_INTERVAL);

let here: Scene;
let subscribedAt: number;
let operator: Visitor;
let referent: Visitor;
beforeAll(async () => {
  here = await scene();
  operator = as(here, here.territory.operator);
  await importMailboxes(operator, [{ name: 'Foulayronnes', slug: SLUG }]);
  const who = { firstName: 'Irène', lastName: 'Lettrée', position: 'Maire', email: 'irene@essai.test' };
  referent = await joinByCode(here.cloud, SLUG, who);
  // The list of a new organisation follows from the stream.
  await eventually(visitorOf(here.cloud), `/c/${SLUG}/s-abonner`, ({ status }) => status === 200);
  // First, so that a letter which another suite sends meanwhile is theirs too.
  await withinOne(CONFIRMATION_INTERVAL, 30_000);
  subscribedAt = Date.now();
  for (const reader of [FAITHFUL, LEAVING]) await subscriberOf(here.cloud, SLUG, reader);
  await publishNews(referent, { title: 'Lilas : le bal', body: 'Samedi soir.', audience: 'public' });
  await publishAct(referent, 'Muguet : le budget', await putDocument(referent, 'Muguet.pdf'));
  await publishNews(referent, { ...PRIVATE.organisation, audience: 'organisation' });
  await publishNews(referent, { ...PRIVATE.network, audience: 'network' });
  await keepDraft(referent, { ...PRIVATE.draft, audience: 'public' });
});

const letters = async (address: string): Promise<Mail[]> =>
  (await mailsTo(here.cloud.mailboxesOrigin, address)).filter(({ subject }) => subject.startsWith('Votre lettre'));

const runs = z.object({ runs: z.array(z.object({ id: z.string(), state: z.string() })) });

/** « Envoyer maintenant », and waits until the letters were handed over. */
async function sendNow(id = newId('run')): Promise<void> {
  succeeded(await operator.post('/territoire/lettre/envoyer', { id }), 'The letter is asked for');
  const isDone = ({ json }: Answer): boolean =>
    runs.safeParse(json).data?.runs.find((run) => run.id === id)?.state === 'done';
  const { status } = await eventually(
    operator,
    '/territoire/lettre',
    (answer) => answer.status >= 400 || isDone(answer),
  );
  expect(status).toBe(200);
}

/** How many letters with these words came to each. Another suite may send one between two publications. */
const countsOf = (words: string): Promise<number[]> =>
  Promise.all(
    [FAITHFUL, LEAVING, UNDECIDED].map(
      async (address) => (await letters(address)).filter(({ text }) => text.includes(words)).length,
    ),
  );

const header = ({ headers }: Mail, name: string): string =>
  headers.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value ?? '';

/** The address of one-click unsubscription that a letter bears. */
const leavingAddress = (letter: Mail): string => /<([^>]+)>/.exec(header(letter, 'List-Unsubscribe'))?.[1] ?? '';

async function letterWith(address: string, words: string): Promise<Mail> {
  const { mail } = await awaitMail(here.cloud.mailboxesOrigin, address, new RegExp(`^Votre lettre[\\s\\S]*${words}`));
  return mail;
}

describe('a subscription', () => {
  it('is nothing before it is confirmed by a press, not by looking at the page', async () => {
    const resident = visitorOf(here.cloud);
    const since = justNow();
    const asked = await resident.post(`/c/${SLUG}/s-abonner`, { email: UNDECIDED });
    expect(asked.status).toBe(202);
    const { match } = await awaitMail(here.cloud.mailboxesOrigin, UNDECIDED, /\/u\/confirmer\/[\w-]{43}/, since);
    const page = await resident.get(match[0], { as: 'page' });
    expect(page.status).toBe(200);
    expect(wordsOf(page.text)).not.toContain(UNDECIDED);
  });

  it('is answered alike for an address that is subscribed, and sends no second mail at once', async () => {
    // One is sent for each ten minutes: what was asked before may lie in those that are over.
    await withinOne(CONFIRMATION_INTERVAL, 30_000);
    const confirmations = async () =>
      (await mailsTo(here.cloud.mailboxesOrigin, FAITHFUL)).filter(({ text }) => text.includes('/u/confirmer/'));
    const ask = (email: string) => visitorOf(here.cloud).post(`/c/${SLUG}/s-abonner`, { email });
    const since = justNow();
    await ask(FAITHFUL);
    if (intervalOf(since) !== intervalOf(subscribedAt)) {
      await awaitMail(here.cloud.mailboxesOrigin, FAITHFUL, /\/u\/confirmer\//, since);
    }
    const before = await confirmations();
    const [known, again] = [await ask(FAITHFUL), await ask(UNDECIDED)];
    expect([known.status, known.text]).toEqual([again.status, again.text]);
    await pause(500);
    expect(await confirmations()).toHaveLength(before.length);
  });

  it.each([
    ['', 'Écrivez une adresse complète'],
    ['nulle part', 'Écrivez une adresse complète'],
    ['a@b', 'Écrivez une adresse complète'],
    ['à@exemple.fr', 'Une adresse e-mail s’écrit sans accent'],
    ['a@exemple.fr, b@exemple.fr', 'Écrivez une seule adresse'],
    ['a@exemple.fr\r\nBcc: b@exemple.fr', 'Écrivez une seule adresse'],
  ])('with %j is refused in French, and keeps it', async (email, sentence) => {
    const page = await visitorOf(here.cloud).post(`/c/${SLUG}/s-abonner`, { email }, { as: 'page' });
    expect(page.status).toBe(422);
    expect(wordsOf(page.text)).toContain(sentence);
  });

  it('to a commune that has not joined is refused in French', async () => {
    const page = await visitorOf(here.cloud).get('/c/monflanquin/s-abonner', { as: 'page' });
    expect(page.status).toBe(404);
    expect(wordsOf(page.text)).toContain('n’a pas encore d’espace ici');
  });
});

describe('the publishing form', () => {
  it('says how many receive it, and when', async () => {
    const page = succeeded(await referent.get('/publier/actualite', { as: 'page' }), 'The form is shown');
    expect(wordsOf(page.text)).toMatch(
      /dans la lettre envoyée à \d+\s(?:abonné|abonnés) (?:demain|aujourd’hui) à\s7\sh/,
    );
  });
});

describe('the letter', () => {
  it('comes once with what is new, for everybody who confirmed, and nothing private', async () => {
    await sendNow();
    for (const reader of [FAITHFUL, LEAVING]) {
      for (const title of ['Lilas : le bal', 'Muguet : le budget']) await letterWith(reader, title);
    }
    const all = (await letters(FAITHFUL)).map(({ text, html }) => `${text}\n${html}`).join('\n');
    expect(all).not.toMatch(/hortensia|hellébore|jacinthe|pivoine|glaïeul|campanule|digitale/i);
    expect(all).not.toContain('Marguerite');
    await pause(300);
    for (const title of ['Lilas', 'Muguet']) expect(await countsOf(title)).toEqual([1, 1, 0]);
  });

  it('bears the headers of a list', async () => {
    const letter = await letterWith(FAITHFUL, 'Lilas');
    expect(header(letter, 'To')).toContain(FAITHFUL);
    expect(header(letter, 'List-Id')).toMatch(/<lettre\.lists\.[a-z.]+>/);
    expect(leavingAddress(letter)).toMatch(new RegExp(`^${here.cloud.siteOrigin}/u/[\\w-]{43}\\.[\\w-]{22}$`));
    expect(header(letter, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
    expect(header(letter, 'Auto-Submitted')).toBe('auto-generated');
    expect(letter.text).toContain('/u/preferences/');
    expect(letter.html).not.toMatch(/<script|<img|<iframe| on[a-z]+=/i);
  });

  it('does not come a second time when nothing is new, nor when it is asked for twice', async () => {
    const id = newId('run');
    const ask = () => operator.twin().post('/territoire/lettre/envoyer', { id });
    const statuses = (await Promise.all([ask(), ask()])).map(({ status }) => status);
    expect(statuses).toEqual([202, 202]);
    const before = [await letters(FAITHFUL), await letters(LEAVING)];
    await sendNow(id);
    await pause(500);
    expect([await letters(FAITHFUL), await letters(LEAVING)]).toEqual(before);
    for (const title of ['Lilas', 'Muguet']) expect(await countsOf(title)).toEqual([1, 1, 0]);
  });
});

describe('leaving', () => {
  it('is not done by looking at the page, and is done by one post of a mail program', async () => {
    const address = leavingAddress(await letterWith(LEAVING, 'Lilas'));
    const looked = await fetch(address);
    expect(looked.status).toBe(200);
    expect(wordsOf(await looked.text())).toContain('Foulayronnes');
    expect(await preferences(address)).toMatchObject({ subscriptions: [{ state: 'active' }] });

    // RFC 8058: no cookie, no redirect, from a machine of the mail provider.
    const left = await fetch(address, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://messagerie.exemple' },
      body: 'List-Unsubscribe=One-Click',
    });
    expect(left.status).toBe(200);
    expect(left.headers.get('set-cookie')).toBeNull();
    expect(await preferences(address)).toMatchObject({ subscriptions: [{ state: 'left', leftBy: 'one-click' }] });
    // Done again, it is done.
    expect((await fetch(address, { method: 'POST' })).status).toBeLessThan(400);
  });

  it('ends the letters; others still receive theirs', async () => {
    await publishNews(referent, { title: 'Seringa : la brocante', body: 'Dimanche.', audience: 'public' });
    await sendNow();
    await letterWith(FAITHFUL, 'Seringa');
    await pause(500);
    expect(await countsOf('Seringa')).toEqual([1, 0, 0]);
    for (const title of ['Lilas', 'Muguet']) expect(await countsOf(title)).toEqual([1, 1, 0]);
    const [newest] = await letters(FAITHFUL);
    expect(newest?.text).not.toContain('Lilas');
  });

  it('by erasing leaves nothing, and the link says so', async () => {
    const path = new URL(leavingAddress(await letterWith(FAITHFUL, 'Lilas'))).pathname.replace(
      '/u/',
      '/u/preferences/',
    );
    const resident = visitorOf(here.cloud);
    expect((await resident.get(`${path}/donnees`)).json).toMatchObject({ email: FAITHFUL });
    succeeded(await resident.post(`${path}/effacer`), 'She is forgotten');
    expect((await resident.get(`${path}/donnees`)).text).not.toContain(FAITHFUL);
    expect((await resident.get(path)).json).toEqual({ subscriptions: [] });
  });

  it('does not open another’s preferences', async () => {
    const own = new URL(leavingAddress(await letterWith(LEAVING, 'Lilas'))).pathname.slice('/u/'.length);
    const other = new URL(leavingAddress(await letterWith(FAITHFUL, 'Seringa'))).pathname.slice('/u/'.length);
    const [key, signature] = [other.split('.')[0], own.split('.')[1]];
    const answer = await visitorOf(here.cloud).get(`/u/preferences/${key}.${signature}`, { as: 'page' });
    expect(answer.status).toBe(410);
    expect(answer.text).not.toContain('@essai.test');
  });
});

const state = z.object({ subscriptions: z.array(z.object({ state: z.string(), leftBy: z.string().optional() })) });

async function preferences(address: string) {
  const path = new URL(address).pathname.replace('/u/', '/u/preferences/');
  return state.parse((await visitorOf(here.cloud).get(path)).json);
}

describe('a preview of the letter', () => {
  it('shows an organisation its own part alone', async () => {
    const shown = async () => {
      // Another suite may send the letter in between: what is published next is in the one after.
      await publishNews(referent, { title: 'Aubépine : la foire', body: 'Lundi.', audience: 'public' });
      return succeeded(await referent.get('/listes/apercu'), 'The preview is shown');
    };
    let answer = await shown();
    for (let tries = 1; tries < 5 && !answer.text.includes('Aubépine'); tries += 1) answer = await shown();
    expect(answer.text).toContain('Aubépine');
    expect(answer.text).not.toMatch(/hortensia|pivoine|campanule/i);
    const stranger = await as(here, here.territory.stranger).get('/listes/apercu');
    expect(stranger.text).not.toContain('Aubépine');
    expect(textIn(await referent.get(`/c/${SLUG}`), 'slug')).toBe(SLUG);
  });
});
