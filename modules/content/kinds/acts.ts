/** The six natures of acts. */
import { act } from './act.tsx';

const none = (what: string): string => `Aucun${what} pour l’instant.`;

export const deliberation = act({
  name: 'deliberation',
  path: 'deliberation',
  words: {
    one: 'Délibération',
    several: 'Délibérations',
    publish: 'Publier une délibération',
    choice: 'L’acte voté en conseil, en PDF : il rejoint le registre des actes de votre commune.',
    done: 'Votre délibération est en ligne',
    none: none('e délibération'),
  },
  documentHelp: 'Le PDF signé de la délibération.',
  example: 'Convention d’entretien de la voirie communautaire',
  date: 'session',
  hasVote: true,
  nature: '1',
});

export const arrete = act({
  name: 'arrete',
  path: 'arrete',
  words: {
    one: 'Arrêté',
    several: 'Arrêtés',
    publish: 'Publier un arrêté',
    choice: 'Un arrêté réglementaire : circulation, police, délégation, ouverture d’une enquête.',
    done: 'Votre arrêté est en ligne',
    none: none(' arrêté'),
  },
  documentHelp: 'Le PDF signé de l’arrêté.',
  example: 'Circulation interdite rue des Remparts le 14 juillet',
  date: 'decision',
  isEitherReach: true,
  nature: '2',
});

export const decision = act({
  name: 'decision',
  path: 'decision',
  words: {
    one: 'Décision',
    several: 'Décisions',
    publish: 'Publier une décision',
    choice: 'Une décision prise par délégation du conseil : marché, bail, tarif.',
    done: 'Votre décision est en ligne',
    none: none('e décision'),
  },
  documentHelp: 'Le PDF signé de la décision.',
  example: 'Location de la salle des fêtes, tarifs de l’été',
  date: 'decision',
  isEitherReach: true,
  nature: '6',
});

export const minutes = act({
  name: 'minutes',
  path: 'proces-verbal',
  words: {
    one: 'Procès-verbal',
    several: 'Procès-verbaux',
    publish: 'Publier un procès-verbal ou un compte rendu',
    choice: 'Le procès-verbal d’une séance, une fois arrêté, ou un compte rendu.',
    done: 'Votre procès-verbal est en ligne',
    none: none(' procès-verbal'),
  },
  documentHelp: 'Le PDF du procès-verbal arrêté.',
  example: 'Procès-verbal de la séance du 19 novembre',
  date: 'session',
  nature: '6',
});

export const budget = act({
  name: 'budget',
  path: 'budget',
  words: {
    one: 'Document budgétaire',
    several: 'Documents budgétaires',
    publish: 'Publier un document budgétaire',
    choice: 'Budget primitif, décision modificative, compte administratif, en PDF.',
    done: 'Votre document budgétaire est en ligne',
    none: none(' document budgétaire'),
  },
  documentHelp: 'Le PDF du budget ou du compte.',
  example: 'Budget primitif 2026',
  date: 'session',
  hasBudgetYear: true,
  nature: '5',
});

export const agreement = act({
  name: 'agreement',
  path: 'convention',
  words: {
    one: 'Convention',
    several: 'Conventions',
    publish: 'Publier une convention',
    choice: 'Une convention, un contrat ou un avenant signés par votre organisation.',
    done: 'Votre convention est en ligne',
    none: none('e convention'),
  },
  documentHelp: 'Le PDF signé de la convention.',
  example: 'Mise à disposition du gymnase au collège',
  date: 'decision',
  nature: '4',
});
