/** People of the directory as they are found by the network: what they are and look after, never how to reach them. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { networkScope } from '../../platform/scope.ts';
import type { Place, Searched, SearchSource } from '../../platform/search/source.ts';
import { FUNCTION_NAMES, SUBJECT_NAMES } from './labels.ts';
import { CARD_ENTITY } from './store/entities.ts';
import { cardsFrom, cardsNamed, type PersonCard } from './store/people.ts';

const cardItem = z.object({ person: z.string(), siren: z.string() });
type Named = z.infer<typeof cardItem>;

/** Somebody in one of her organisations. */
const idOf = ({ person, siren }: Named): string => `${person}/${siren}`;

function changed({ entity, before, after }: Change): readonly Place[] {
  if (entity !== CARD_ENTITY) return [];
  return [{ scope: networkScope, id: idOf(cardItem.parse(after ?? before)) }];
}

function searchedOf(card: PersonCard): Searched {
  const { person, siren, firstName, lastName, function: key, title, subjects, organisation, slug } = card;
  const held = title ?? (key && FUNCTION_NAMES[key]);
  return {
    category: 'personnes',
    title: `${firstName} ${lastName}`,
    text: subjects.map((one) => SUBJECT_NAMES[one]).join(', '),
    also: [key && FUNCTION_NAMES[key], title, organisation].filter(Boolean).join(', '),
    detail: held ?? 'Membre',
    organisation: { siren, slug, name: organisation },
    audience: 'network',
    address: () => `/annuaire/personnes/${person}`,
  };
}

const PAGE = 200;

export const peopleSource: SearchSource = {
  name: 'person',
  changed,
  async read(table, scope, ids, { consistent }) {
    if (scope !== networkScope) return new Map();
    const named = ids.map((id): Named => {
      const [person = '', siren = ''] = id.split('/');
      return { person, siren };
    });
    const cards = await cardsNamed(table, networkScope, named, { consistent });
    return new Map(cards.map((card) => [idOf(card), searchedOf(card)]));
  },
  async all(table, scope, cursor) {
    if (scope !== networkScope) return { ids: [], next: null };
    const { cards, next } = await cardsFrom(table, networkScope, { limit: PAGE, cursor });
    return { ids: cards.map(idOf), next };
  },
};
