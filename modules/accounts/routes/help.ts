/** What the pages of a référent and of the operator who help somebody have in common. */
import type { Helped } from '../service/helping.ts';

export const DONE = {
  garant: 'C’est fait : vous vous êtes porté garant. Le changement se fera quand la nouvelle adresse aura confirmé.',
  'second-facteur': 'C’est fait : la double vérification est retirée, et ses connexions sont fermées.',
} as const;

/** The same for programs. */
export const shownOf = ({ rights: { person }, change, barred }: Helped) => ({
  person,
  secondFactor: person.secondFactor ?? false,
  change: change && { id: change.id, after: change.after, askedAt: change.askedAt },
  barred,
});
