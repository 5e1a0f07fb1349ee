/** French texts of the search. */
import type { IconName } from '../../web/components/index.ts';

/** Sections of the results, in the order in which they are proposed. */
export const CATEGORIES: readonly { key: string; label: string; icon: IconName }[] = [
  { key: 'actes', label: 'Actes', icon: 'act' },
  { key: 'actualites', label: 'Actualités', icon: 'news' },
  { key: 'documents', label: 'Documents', icon: 'document' },
  { key: 'dossiers', label: 'Dossiers', icon: 'folder' },
  { key: 'personnes', label: 'Personnes', icon: 'person' },
  { key: 'organisations', label: 'Organisations', icon: 'organisation' },
];

/** How a section is shown; one that has no words of its own is shown as documents are. */
export const categoryNamed = (key: string): (typeof CATEGORIES)[number] =>
  CATEGORIES.find((one) => one.key === key) ?? { key, label: key, icon: 'document' };

export const TEXTS = {
  network: 'Le réseau',
  everybody: 'Tout le public',
  whichNeeded: 'Choisissez l’index à refaire.',
  noSuchOrganisation: 'Aucune organisation inscrite n’a cette adresse. Elle est à la fin de sa page publique.',
  behind: 'Les dernières publications arrivent dans quelques instants.',
  close: 'Aucun résultat avec ces mots exactement : en voici avec des mots proches.',
  some: 'Aucun résultat avec tous ces mots : en voici avec une partie d’entre eux.',
  none: 'Aucun résultat',
  noneAdvice: 'Vérifiez l’orthographe, ou essayez un mot plus courant.',
  noneNarrowed: 'Enlevez un filtre, vérifiez l’orthographe, ou essayez un mot plus courant.',
  leadOfMember: 'Dans ce que vous pouvez lire : votre organisation, vos groupes, le réseau et ce qui est public.',
  leadOfVisitor: 'Dans tout ce que publient les organisations du territoire.',
  tip: 'Un nom, un lieu, un numéro d’acte : avec ou sans accents, au singulier ou au pluriel.',
} as const;
