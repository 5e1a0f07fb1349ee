/**
 * Lists of the newest things, which all suites share: what one puts online is among them, or has been pushed off by
 * what others put online since.
 */
import * as z from 'zod';
import { succeeded, type Visitor } from '../../local/demo/visitor.ts';

const card = z.object({ id: z.string(), publishedAt: z.string() });
const home = z.object({ news: z.array(card) });
const territory = z.object({ publications: z.array(card) });
const page = z.object({ cards: z.array(card), next: z.string().nullish() });
type Card = z.infer<typeof card>;

/** What fits on them (modules/home/routes.tsx); of eight on the first page, some may be of a closed organisation. */
const [ON_HOME, ON_FIRST_PAGE] = [6, 5];

const isAmong = (cards: readonly Card[], most: number, { id, publishedAt }: Card): boolean =>
  cards.some((one) => one.id === id) || (cards.length >= most && cards.every((one) => one.publishedAt > publishedAt));

/** Whether a member finds it on her home page, unless as many newer ones are there. */
export async function isOnHome(member: Visitor, published: Card): Promise<boolean> {
  const { json } = succeeded(await member.get('/accueil'), 'Her home page');
  return isAmong(home.parse(json).news, ON_HOME, published);
}

/** Whether anybody finds it on the first page of the territory, unless as many newer ones are there. */
export async function isOnFirstPage(anybody: Visitor, published: Card): Promise<boolean> {
  // Each time another address: what was answered before may be kept for two minutes.
  const { json } = succeeded(await anybody.get(`/?vu=${published.id}`), 'The first page');
  return isAmong(territory.parse(json).publications, ON_FIRST_PAGE, published);
}

/** Everything that a member finds among the publications of the network, from the newest page to the last. */
export async function publicationsOfNetwork(member: Visitor): Promise<string> {
  const pages: string[] = [];
  for (let path: string | null | undefined = '/publications'; path;) {
    const { json, text } = succeeded(await member.get(path), path);
    pages.push(text);
    path = page.parse(json).next;
  }
  return pages.join('\n');
}

/** What is listed under a title, wherever it is in an answer. @throws {Error} when it is not there. */
export function publishedUnder(title: string, json: unknown): Card {
  const found = inside(json).find((one) => titled.safeParse(one).data?.title === title);
  if (!found) throw new Error(`« ${title} » is not in the answer.`);
  return titled.parse(found);
}

const titled = card.extend({ title: z.string() });

function inside(json: unknown): unknown[] {
  if (typeof json !== 'object' || json === null) return [];
  return [json, ...Object.values(json).flatMap(inside)];
}
