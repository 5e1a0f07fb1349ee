import type { NextStep, Third } from './rules.ts';
import { THIRD_NAMES, type ThirdName } from './schema.ts';

/** How a third is named in addresses. */
export const nameOfThird = (third: Third): ThirdName =>
  third === THIRD_NAMES.peu ? 'peu' : third === THIRD_NAMES.regulieres ? 'regulieres' : 'actives';

export const THIRD_TEXTS: Readonly<Record<Third, { name: string; one: string; explanation: string }>> = {
  hardly: {
    name: 'Peu ou pas actives',
    one: 'peu ou pas active',
    explanation: 'Le tiers qui en fait le moins, et toutes celles qui n’ont rien fait depuis quatre semaines.',
  },
  regular: { name: 'Régulières', one: 'régulière', explanation: 'Le tiers du milieu.' },
  very: { name: 'Très actives', one: 'très active', explanation: 'Le tiers qui en fait le plus.' },
};

export const STEP_TEXTS: Readonly<Record<NextStep, string>> = {
  welcome: 'Lui laisser le temps : elle vient d’arriver',
  call: 'Appeler la mairie : personne ne s’est connecté',
  train: 'Inviter à une formation : on se connecte sans rien mettre en ligne',
  ask: 'Demander ce qui lui manque : peu de choses mises en ligne',
};
