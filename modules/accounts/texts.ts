/** What is said about an account. */
export const TEXTS = {
  same: 'C’est déjà votre adresse de connexion.',
  tooMany: 'Trop de demandes aujourd’hui. Réessayez demain.',
  passwordNeeded: 'Écrivez votre mot de passe.',
  codeNeeded: 'Recopiez les six chiffres reçus à votre adresse actuelle.',
  underWay: 'Les deux adresses ont répondu : le changement se fait. Attendez une minute.',
  linkOver:
    'Ce lien ne sert plus : le changement est fait, annulé, remplacé par un autre, ou demandé il y a plus de 24 heures.',
  nothingToVouch: 'Il n’y a pas, ou plus, de changement d’adresse à confirmer.',
  unknownAddress:
    'Aucun compte n’a cette adresse. Vérifiez-la auprès de la personne : c’est celle où elle reçoit les courriels du site.',
  notHelped: {
    herself: 'Personne ne peut le faire pour soi-même : demandez à un autre référent, ou à l’opérateur du territoire.',
    operator: 'Cette personne opère le territoire : seul un opérateur peut le faire.',
    elsewhere:
      'Ce compte ouvre aussi une autre organisation, dont vous n’êtes pas référent : l’opérateur du territoire peut le faire.',
  },
} as const;
