/** What a home page chooses to show. */

/** What a new organisation has done of its first steps. */
export interface FirstSteps {
  document: boolean;
  colleague: boolean;
  publicPage: boolean;
}

/** Shown until all is done; whoever may not invite is not asked to. */
export const firstStepsShown = (steps: FirstSteps, mayInvite: boolean): (keyof FirstSteps)[] => {
  const asked: (keyof FirstSteps)[] = mayInvite ? ['document', 'colleague', 'publicPage'] : ['document', 'publicPage'];
  return asked.every((step) => steps[step]) ? [] : asked;
};

interface Dated {
  id: string;
  publishedAt: string;
}

/** Several lists as one, newest first, each thing once: a publication of hers may be in both. */
export function newestOf<Item extends Dated>(lists: readonly (readonly Item[])[], limit: number): Item[] {
  const once = new Map(lists.flat().map((item) => [item.id, item]));
  return [...once.values()].sort((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1)).slice(0, limit);
}
