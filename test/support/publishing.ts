/** What people of a test's territory put online. */
import { setTimeout as pause } from 'node:timers/promises';
import { deposit } from '../../local/demo/demonstration.ts';
import { actPdf } from '../../local/demo/pdf.ts';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';

/** As the form sends it: `group:<id>` for a group. */
export type Audience = 'organisation' | 'network' | 'public' | `group:${string}`;

/** The fields of a news form as the page sends them. */
export const newsFields = (title: string, body: string, audience: Audience) => ({
  id: newId('pub'),
  version: 0,
  form: 'essai',
  title,
  body,
  bodyFormat: 'text',
  audience,
});

/** Publishes news, with a document if one is named. @returns its id. */
export async function publishNews(
  visitor: Visitor,
  news: { title: string; body: string; audience: Audience; attached?: string },
): Promise<string> {
  const { title, body, audience, attached: document } = news;
  const fields = { ...newsFields(title, body, audience), document, action: 'publish' };
  return textIn(succeeded(await visitor.post('/publier/actualite', fields), news.title), 'id');
}

/** Keeps news as a draft. @returns its id. */
export async function keepDraft(
  visitor: Visitor,
  news: { title: string; body: string; audience: Audience },
): Promise<string> {
  const fields = { ...newsFields(news.title, news.body, news.audience), action: 'draft' };
  return textIn(succeeded(await visitor.post('/publier/actualite', fields), news.title), 'id');
}

/** Puts a small act online as a document of the organisation. @returns its id. */
export async function putDocument(visitor: Visitor, name: string): Promise<string> {
  const act = { commune: 'Marmande', session: '19 novembre 2024', number: '2024-001' };
  const bytes = await actPdf({ ...act, subject: name, paragraphs: ['Le conseil approuve.'] });
  return deposit(visitor, name, 'application/pdf', bytes);
}

/** Who signs the acts of a test's territory. */
export const SIGNATORY = { authorFirstName: 'Odile', authorLastName: 'Signataire', authorCapacity: 'Maire' } as const;

/** Roads, in the classification that the territory of the tests has imported. */
export const MATTER = { code: '8.3', words: '8.3 Voirie' } as const;

/** The fields of an act for everybody as its form sends them; it takes the first number that is free. */
export const actFieldsOf = (title: string, document: string) => ({
  id: newId('pub'),
  version: 0,
  title,
  document,
  sessionDate: '2024-11-19',
  matter: MATTER.code,
  ...SIGNATORY,
  audience: 'public',
  action: 'publish',
});

/** Publishes a deliberation for everybody. @returns its id. */
export async function publishAct(visitor: Visitor, title: string, document: string): Promise<string> {
  const fields = actFieldsOf(title, document);
  return textIn(succeeded(await visitor.post('/publier/deliberation', fields), title), 'id');
}

/** Where an act is in the public register, once it is entered: `/c/marmande/actes/2024-001`. */
export async function registeredAct(visitor: Visitor, slug: string, content: string): Promise<string> {
  for (const until = Date.now() + 90_000; Date.now() < until; await pause(100)) {
    // Each time another address: what was answered before may be kept for two minutes.
    const { headers, status } = await visitor.get(`/c/${slug}/actes/${content}?vu=${newId('pub')}`);
    const to = headers.get('location');
    if (to && status < 400) return to;
  }
  throw new Error(`${content} is not in the register after a minute and a half.`);
}
