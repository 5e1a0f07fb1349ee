/** What registers say in French. */
import type { Fault } from '../../platform/register-chain.ts';
import type { PublicityMode, RegisterEvent } from './schema.ts';

export const TEXTS = {
  undone: 'Publication annulée par son auteur dans les dix minutes.',
  withdrawn: 'Retiré par l’organisation.',
  reasonNeeded: 'Dites pourquoi : la raison reste au registre, à la vue de tous.',
  siretWrong: 'Un SIRET a quatorze chiffres et commence par le SIREN de votre organisation.',
  decisionNeeded: 'Indiquez la délibération qui a fait ce choix.',
  tooManyPeople: 'Seule une commune de moins de 3 500 habitants peut choisir l’affichage ou le papier.',
  modeNeeded: 'Choisissez comment vos actes sont publiés.',
  lineTooLong: 'Une ligne est trop longue : 300 signes au plus.',
  tooManyLines: 'Il y a trop de lignes : cent au plus.',
  sessionToCome: 'Cette séance n’a pas encore eu lieu.',
  nothingExamined: 'Écrivez au moins une délibération examinée, ou publiez-en une au registre.',
  notListed: 'La liste des délibérations de cette séance n’est pas en ligne.',
  noSiret: 'Cette organisation n’a pas encore indiqué son SIRET : ses données ouvertes viendront ensuite.',
} as const;

export const EVENT_WORDS: Readonly<Record<RegisterEvent, string>> = {
  publication: 'Mis en ligne',
  replacement: 'Remplacé par une version occultée',
  withdrawal: 'Retiré',
};

export const FAULT_WORDS: Readonly<Record<Fault, string>> = {
  unreadable: 'Cette écriture n’est pas lisible.',
  changed: 'Cette écriture a été modifiée : son empreinte n’est plus la sienne.',
  unsigned: 'La signature de cette écriture n’est pas celle du registre.',
  'unknown-key': 'Cette écriture est signée d’une clé inconnue.',
  missing: 'Une écriture manque ici, ou son ordre a changé.',
  'other-register': 'Cette écriture vient d’un autre registre.',
  'back-dated': 'Cette écriture est antidatée.',
};

export const PUBLICITY_WORDS: Readonly<Record<PublicityMode, { title: string; explanation: string; said: string }>> = {
  electronic: {
    title: 'Sous forme électronique, ici',
    explanation: 'Le registre en ligne fait foi. C’est la règle, sauf choix contraire du conseil.',
    said: 'Les actes sont publiés sous forme électronique, dans ce registre, qui fait foi.',
  },
  posting: {
    title: 'Par affichage',
    explanation: 'L’acte affiché en mairie fait foi ; ce qui est ici l’accompagne.',
    said: 'Les actes sont publiés par affichage à la mairie ; ce registre les accompagne.',
  },
  paper: {
    title: 'Sur papier',
    explanation: 'L’acte tenu à la disposition du public en mairie, gratuitement, fait foi.',
    said: 'Les actes sont publiés sur papier, tenus à la disposition du public à la mairie, de manière permanente et gratuite ; ce registre les accompagne.',
  },
};
