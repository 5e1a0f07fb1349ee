/** The Atom feed of an organisation's public publications. */
import { publicAddress } from './addresses.ts';
import { KINDS } from './kinds/index.ts';
import type { Card } from './schema.ts';

/** The library says that its texts are HTML: ours are plain, whatever signs are in them. */
const asHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** RFC 4287. `origin`: addresses in a feed are whole. The library is loaded by whoever asks for a feed. */
export async function atomFeed(
  organisation: { name: string; slug: string },
  cards: readonly Card[],
  origin: string,
): Promise<string> {
  const { Feed } = await import('feed');
  const link = `${origin}/c/${organisation.slug}`;
  const feed = new Feed({
    id: link,
    link,
    title: `${organisation.name} : publications`,
    language: 'fr',
    generator: 'Parvis',
    feedLinks: { atom: `${link}/publications.atom` },
    author: { name: organisation.name, link },
    // A feed without publications has not changed since anything; Atom still wants a date.
    updated: new Date(cards[0]?.publishedAt ?? 0),
  });
  for (const card of cards) {
    const address = `${origin}${publicAddress(card)}`;
    const { words, line } = KINDS[card.kind];
    feed.addItem({
      id: address,
      link: address,
      title: asHtml(card.title),
      description: asHtml(line(card) ?? words.one),
      category: [{ name: words.one }],
      date: new Date(card.publishedAt),
      published: new Date(card.publishedAt),
    });
  }
  return feed.atom1();
}
