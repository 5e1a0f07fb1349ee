/** Publications of a period as a letter says them: by organisation, then by kind, newest first. */
import { plural } from '../../../web/format.ts';
import { type Card, everyKind, KINDS, publicAddress } from '../../content/index.ts';
import { describeFile } from '../../documents/index.ts';
import type { Fragment } from '../compose-digest.ts';
import { MOST_PUBLICATIONS } from '../rules.ts';
import { mainListName } from '../texts.ts';
import { type Entry, fragmentOf, type Group } from './section.ts';

const entryOf = (card: Card, origin: string): Entry => ({
  title: card.title,
  detail: [KINDS[card.kind].line(card), card.file && describeFile(card.file)].filter(Boolean).join(' · '),
  url: origin + publicAddress(card),
});

const groupsOf = (cards: readonly Card[], origin: string): Group[] =>
  everyKind.flatMap(({ name, words }) => {
    const entries = cards.filter(({ kind }) => kind === name).map((card) => entryOf(card, origin));
    return entries.length > 0 ? [{ heading: entries.length > 1 ? words.several : words.one, entries }] : [];
  });

/** `cards`: of one organisation, newest first. */
function fragmentOfCards(cards: readonly [Card, ...Card[]], origin: string): Fragment {
  const [{ organisation, organisationName, slug, publishedAt }] = cards;
  const left = cards.length - MOST_PUBLICATIONS;
  return fragmentOf({
    organisation,
    name: organisationName,
    newest: publishedAt,
    groups: groupsOf(cards.slice(0, MOST_PUBLICATIONS), origin),
    more:
      left > 0
        ? {
            words: `Et ${plural(left, 'autre publication', 'autres publications')}`,
            url: `${origin}/c/${slug}/publications`,
          }
        : undefined,
    list: mainListName(organisationName),
  });
}

/** A fragment for each organisation that published. */
export function fragmentsOf(cards: readonly Card[], origin: string): Fragment[] {
  const byOrganisation = new Map<string, [Card, ...Card[]]>();
  for (const card of cards.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))) {
    const others = byOrganisation.get(card.organisation);
    if (others) others.push(card);
    else byOrganisation.set(card.organisation, [card]);
  }
  return [...byOrganisation.values()].map((own) => fragmentOfCards(own, origin));
}
