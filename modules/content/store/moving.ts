/**
 * Everything that an organisation has published, taken away from others' lists and put back: it leaves, or comes back.
 * The truth stays as it is, and so does what its own public page showed.
 */
import { createWriteTransaction } from 'electrodb';
import type { Scope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { cardOf, isPublished, shownOf } from '../writing.ts';
import { contentEntities } from './entities.ts';
import { scopesElsewhere } from './writing.ts';

interface Page {
  /** The last publication of the page before. */
  after: string | undefined;
  limit: number;
}

async function publishedAfter(table: Table, scope: Scope<'org'>, { after, limit }: Page) {
  const { content } = contentEntities(table);
  const query = content.query.primary({ scope });
  const { data } = await (after === undefined ? query : query.gt({ id: after })).go({ limit, consistent: true });
  const next = data.length === limit ? data.at(-1)?.id : undefined;
  return { published: data.map(({ scope: _scope, ...one }) => one).filter(isPublished), next };
}

/** May be done again. @returns the last publication of the page, when others follow. */
export async function takePublicationsAway(table: Table, scope: Scope<'org'>, page: Page): Promise<string | undefined> {
  const { published, next } = await publishedAfter(table, scope, page);
  for (const content of published) {
    const { publishedAt, id } = content;
    const { cards, texts } = scopesElsewhere(content);
    if (cards.length + texts.length === 0) continue;
    await committed(
      createWriteTransaction(contentEntities(table), (e) => [
        ...cards.map((place) => e.card.delete({ scope: place, publishedAt, id }).commit()),
        ...texts.map((place) => e.shown.delete({ scope: place, id }).commit()),
      ]).go(),
    );
  }
  return next;
}

/** May be done again. @returns the last publication of the page, when others follow. */
export async function putPublicationsBack(table: Table, scope: Scope<'org'>, page: Page): Promise<string | undefined> {
  const { published, next } = await publishedAfter(table, scope, page);
  for (const content of published) {
    const { cards, texts } = scopesElsewhere(content);
    if (cards.length + texts.length === 0) continue;
    const card = await cardOf(content);
    await committed(
      createWriteTransaction(contentEntities(table), (e) => [
        ...cards.map((place) => e.card.put({ scope: place, ...card }).commit()),
        ...texts.map((place) => e.shown.put({ scope: place, ...shownOf(content) }).commit()),
      ]).go(),
    );
  }
  return next;
}

/** How many publications its members and others read, counted up to `most`. Half a read unit for each 4 kB of cards. */
export async function publicationsUpTo(table: Table, scope: Scope<'org'>, most: number): Promise<number> {
  const { data } = await contentEntities(table)
    .card.query.primary({ scope })
    .go({ limit: most, attributes: ['id'] });
  return data.length;
}
