/** What groups say in French, and the limits that the texts name. */

/** In characters; `invitations` in persons that may be invited and have not answered; `invitationDays` until it is forgotten. */
export const LIMITS = { name: 120, purpose: 1000, invitations: 200, invitationDays: 60 } as const;

export const TEXTS = {
  reload: 'Rechargez la page et recommencez.',
  purposeNeeded: 'Dites en une phrase à quoi sert ce groupe.',
  purposeTooLong: `Raccourcissez : ${LIMITS.purpose} caractères au plus.`,
  kindNeeded: 'Choisissez une sorte de groupe.',
  accessNeeded: 'Choisissez comment on y entre.',
  standingNeeded: 'Choisissez ce que cette personne fait dans le groupe.',
  organisationNeeded: 'Choisissez une organisation.',
  mayNotOpen:
    'Un groupe est ouvert par une personne qui peut publier pour le réseau. Le référent de votre organisation peut changer votre rôle.',
  notFacilitator: 'Seuls les animateurs du groupe peuvent le faire.',
  archived: 'Ce groupe est archivé : on peut le lire, rien de nouveau ne s’y ajoute.',
  lastFacilitatorYou: 'Vous êtes le dernier animateur. Nommez d’abord un autre animateur, ou archivez le groupe.',
  lastFacilitator: 'C’est le dernier animateur. Nommez d’abord un autre animateur, ou archivez le groupe.',
  noLongerAsks: 'Cette demande a déjà reçu une réponse, ou la personne n’appartient plus à son organisation.',
  hasFacilitator: 'Ce groupe a déjà un animateur.',
  mustAsk: 'On entre dans ce groupe sur demande.',
  tooManyInvited: `${LIMITS.invitations} personnes sont déjà invitées. Attendez leurs réponses, ou retirez des invitations.`,
  alreadyInvited: 'Cette adresse a déjà reçu une invitation à ce groupe.',
  pickedAlready: 'Cette personne est déjà invitée dans ce groupe.',
  alreadyIn: 'Cette personne est déjà dans le groupe.',
  notInDirectory: 'Cette personne n’est plus dans l’annuaire. Cherchez-la de nouveau, ou invitez-la par son adresse.',
  organisationAlreadyInvited: 'Cette organisation est déjà invitée.',
  noSuchOrganisation: 'Cette organisation n’est pas inscrite dans le territoire.',
} as const;

export const KIND_TEXTS = {
  working: { name: 'Groupe de travail', explanation: 'Avancer ensemble sur un sujet.' },
  steering: { name: 'Comité de pilotage', explanation: 'Suivre et décider d’un projet.' },
  class: { name: 'Classe', explanation: 'Une formation, ses participants et ses supports.' },
} as const;

export const ACCESS_TEXTS = {
  open: { name: 'Ouvert', explanation: 'Les membres du réseau le voient et y entrent librement.' },
  request: { name: 'Sur demande', explanation: 'Les membres du réseau le voient ; un animateur répond à qui demande.' },
  closed: { name: 'Fermé', explanation: 'Seules les personnes et les organisations invitées le voient et y entrent.' },
} as const;

export const STANDING_TEXTS = {
  member: { name: 'Membre', explanation: 'Lit ce qui est partagé dans le groupe, et y publie.' },
  facilitator: { name: 'Animateur', explanation: 'S’occupe aussi des membres, des invitations et des réglages.' },
} as const;

/** What the group of an intercommunal body is for, until its facilitators say better. */
export const EPCI_PURPOSE = 'Les communes membres et leur intercommunalité, entre elles.';
