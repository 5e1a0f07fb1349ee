/**
 * A small living territory, made as people would make it: over HTTP, through the site's own pages, with the codes and
 * links that arrive by mail. Run again, it goes on where it stopped.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classificationXml } from './classification.ts';
import { awaitMail } from './mailbox.ts';
import { actPdf } from './pdf.ts';
import { type Act, type Commune, communesOf, type News } from './script.ts';
import { sha256Of, succeeded, textIn, Visitor } from './visitor.ts';

export interface DemonstrationPlace {
  site: string;
  mailboxes: string;
  /** One-time link of the operator. */
  operatorLink: string;
  /** Where it is noted what has been done. */
  directory: string;
  territory: { code: string; name: string };
}

/** The password of everybody in the demonstration: printed by `npm start`, on this machine only. */
export const DEMONSTRATION_PASSWORD = 'Parvis en essai 47';

/** As the stage of this machine names it (`lib/config/local.ts`). */
const OPERATOR = 'operateur@territoire.test';

export interface Demonstrated {
  people: { email: string; what: string }[];
}

/** Fills an empty territory once. */
export async function demonstrate(place: DemonstrationPlace): Promise<Demonstrated> {
  const note = join(place.directory, 'demonstration.json');
  if (existsSync(note)) return JSON.parse(readFileSync(note, 'utf8'));
  const communes = communesOf(place.territory.code, await placesProposed(place));
  await importMailboxes(place, communes);
  const people: Demonstrated['people'] = [{ email: OPERATOR, what: `opérateur, ${place.territory.name}` }];
  for (const commune of communes.filter(({ joins }) => joins)) {
    const referent = await signUp(place, commune);
    people.push({ email: commune.mailbox, what: `référente, ${commune.name}` });
    for (const news of commune.news) await writeNews(referent, news, 'publish');
    for (const act of commune.acts) await publishAct(referent, commune, act);
    if (commune.draft) await writeNews(referent, commune.draft, 'draft');
    if (commune.colleague) people.push(await welcomeColleague(place, referent, commune.colleague, commune.name));
    for (const reader of commune.readers) await subscribe(place, commune, reader);
  }
  const demonstrated = { people };
  writeFileSync(note, JSON.stringify(demonstrated, null, 2));
  return demonstrated;
}

/** The first places that the register of any territory proposes. */
async function placesProposed({ site }: DemonstrationPlace): Promise<{ name: string; slug: string }[]> {
  const visitor = new Visitor(site);
  const found = new Map<string, string>();
  for (const beginning of ['saint', 'mon', 'la', 'be', 'ca', 'ma', 'vi']) {
    const { json } = await visitor.get(`/inscription/communes?q=${beginning}`);
    if (!Array.isArray(json)) continue;
    for (const { label, url } of json) found.set(String(url).split('/').at(-1) ?? '', String(label));
  }
  return [...found].map(([slug, name]) => ({ slug, name }));
}

async function importMailboxes(place: DemonstrationPlace, communes: readonly Commune[]): Promise<void> {
  const operator = new Visitor(place.site);
  const accepting = { firstName: 'Opérateur', lastName: 'du territoire', password: DEMONSTRATION_PASSWORD };
  const path = new URL(place.operatorLink).pathname;
  const answer = await operator.post(path, accepting);
  // The link was used before the demonstration was cut short: the operator has her password already.
  if (answer.status >= 400) {
    const signIn = { email: OPERATOR, password: DEMONSTRATION_PASSWORD };
    succeeded(await operator.post('/connexion', signIn), 'The operator signs in');
  }
  const lines = communes.map(({ name, mailbox }) => `${name};${mailbox}`).join('\n');
  succeeded(await operator.post('/territoire/messageries', { lines, action: 'import' }), 'The mailboxes are imported');
  const xml = { xml: classificationXml(), action: 'import' };
  succeeded(await operator.post('/territoire/classification', xml), 'The matters of acts are imported');
}

async function signUp(place: DemonstrationPlace, commune: Commune): Promise<Visitor> {
  const visitor = new Visitor(place.site);
  const form = await visitor.get(`/inscription/${commune.slug}`);
  if (form.status === 409) {
    const signIn = { email: commune.mailbox, password: DEMONSTRATION_PASSWORD };
    succeeded(await visitor.post('/connexion', signIn), `${commune.name} signs in`);
    return visitor;
  }
  const since = Date.now() - 1000;
  const { firstName, lastName, position } = commune.referent;
  const who = { id: textIn(form, 'id'), firstName, lastName, position, email: commune.mailbox };
  const asked = succeeded(await visitor.post(`/inscription/${commune.slug}`, who), `${commune.name} signs up`);
  const { match } = await awaitMail(place.mailboxes, commune.mailbox, /\b(\d{6})\b/, since);
  const request = `/inscription/demande/${textIn(asked, 'reference')}`;
  const proved = succeeded(await visitor.post(`${request}/code`, { code: match[1] }), 'The code is given');
  succeeded(await visitor.post(textIn(proved, 'next'), { password: DEMONSTRATION_PASSWORD }), 'The password is chosen');
  return visitor;
}

async function writeNews(visitor: Visitor, news: News, action: 'publish' | 'draft'): Promise<void> {
  const { title, text, audience } = news;
  const fields = { title, body: text, bodyFormat: 'text', audience, action, version: 0 };
  succeeded(await visitor.post('/publier/actualite', fields), title);
}

async function publishAct(visitor: Visitor, commune: Commune, act: Act): Promise<void> {
  const session = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long' }).format(new Date(act.sessionDate));
  const bytes = await actPdf({ commune: commune.name, session, ...act });
  const document = await deposit(visitor, `${act.number} ${act.subject}.pdf`, 'application/pdf', bytes);
  const fields = {
    title: act.subject,
    sessionDate: act.sessionDate,
    number: act.number,
    matter: act.matter,
    ...act.vote,
    authorFirstName: 'Camille',
    authorLastName: 'Signataire',
    authorCapacity: 'Maire',
    document,
    audience: 'public',
    action: 'publish',
    version: 0,
  };
  succeeded(await visitor.post('/publier/deliberation', fields), act.subject);
}

/** Invites somebody, who accepts by the link of her mail. */
async function welcomeColleague(
  { site, mailboxes }: DemonstrationPlace,
  referent: Visitor,
  colleague: NonNullable<Commune['colleague']>,
  commune: string,
): Promise<Demonstrated['people'][number]> {
  const { email } = colleague;
  const person = { email, what: `rédactrice, ${commune}` };
  const since = Date.now() - 1000;
  const { text: members } = succeeded(await referent.get('/organisation'), 'The members are listed');
  if (members.includes(email)) return person;
  const form = await referent.get('/organisation/invitations/nouvelle');
  const invitation = { id: textIn(form, 'id'), ...colleague };
  succeeded(await referent.post('/organisation/invitations', invitation), `${email} is invited`);
  const { match } = await awaitMail(mailboxes, email, /\/connexion\/bienvenue\/[\w-]{43}/, since);
  const accepting = { password: DEMONSTRATION_PASSWORD };
  succeeded(await new Visitor(site).post(match[0], accepting), `${email} joins`);
  return person;
}

/** Sends a file as the page does: a place is asked for, the form is posted to the bucket, the check is awaited. */
export async function deposit(
  visitor: Visitor,
  name: string,
  type: string,
  bytes: Uint8Array<ArrayBufferLike>,
): Promise<string> {
  const asked = { name, size: bytes.length, type, sha256: sha256Of(bytes) };
  const answer = succeeded(await visitor.post('/documents/depots', asked), `A place for ${name}`);
  const form = new FormData();
  for (const [field, value] of Object.entries(fieldsOf(answer.json))) form.append(field, value);
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), name);
  const sent = await fetch(textIn(answer, 'url'), { method: 'POST', body: form });
  if (!sent.ok) throw new Error(`${name} was not taken: ${sent.status} ${await sent.text()}`);
  for (let tries = 0; tries < 300; tries += 1) {
    const state = textIn(await visitor.get(textIn(answer, 'state')), 'state');
    if (state === 'ready') return textIn(answer, 'document');
    if (state === 'refused') throw new Error(`${name} was refused.`);
    await pause(100);
  }
  throw new Error(`${name} is still being checked after 30 s.`);
}

function fieldsOf(json: unknown): Record<string, string> {
  const fields = typeof json === 'object' && json !== null && 'fields' in json ? json.fields : undefined;
  if (typeof fields !== 'object' || fields === null) throw new Error('The answer has no form to post.');
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
}

async function subscribe(place: DemonstrationPlace, commune: Commune, email: string): Promise<void> {
  const reader = new Visitor(place.site);
  const since = Date.now() - 1000;
  succeeded(await reader.post(`/c/${commune.slug}/s-abonner`, { email }), `${email} subscribes`);
  const { match } = await awaitMail(place.mailboxes, email, /\/u\/confirmer\/([A-Za-z0-9_-]+)/, since);
  succeeded(await reader.post(match[0]), `${email} confirms`);
}
