import type { OrganisationKind, Rung, RungReason } from './kinds.ts';
import type { LifeState } from './rules.ts';

export const TEXTS = {
  already: 'Cette organisation est déjà inscrite.',
  unknown:
    'Aucune commune ni intercommunalité de ce nom dans le territoire. Vérifiez l’orthographe, ou écrivez le début du nom.',
  tooShort: 'Écrivez au moins deux lettres.',
  wrongCode: (left: number) =>
    left === 0
      ? 'Ce code ne correspond pas, et il ne reste plus d’essai. Demandez un nouveau code.'
      : `Ce code ne correspond pas. Il reste ${left} essai${left > 1 ? 's' : ''}.`,
  codeExpired: 'Ce code a expiré. Demandez-en un nouveau.',
  noTriesLeft: 'Il ne reste plus d’essai pour ce code. Demandez-en un nouveau.',
  resendTooSoon: 'Un code vient d’être envoyé. Attendez une minute avant d’en demander un autre.',
  resendTooMany: 'Trois codes ont déjà été envoyés. Passez par l’opérateur du territoire.',
  tooManyRequests:
    'Plusieurs demandes ont été faites aujourd’hui pour cette commune. Réessayez demain, ou écrivez à l’opérateur.',
  reasonNeeded: 'Écrivez la raison : elle sera envoyée au demandeur.',
  alreadyMember: 'Cette personne est déjà membre.',
  alreadyInvited: 'Cette personne est déjà invitée : renvoyez ou annulez son invitation depuis « Mon organisation ».',
  successorGone: 'Cette personne n’est plus membre, ou n’écrit pas. Choisissez-en une autre.',
  lastReferent: 'Il n’y a pas d’autre référent : nommez-en d’abord un, depuis « Mon organisation ».',
  noMailboxLine: 'Collez au moins une ligne : le code INSEE ou le nom de la commune, un point-virgule, l’adresse.',
  colourUnreadable: (nearest: string) =>
    `Cette couleur ne se lit pas assez bien sur fond blanc. La plus proche qui convient est ${nearest}.`,
  badColour: 'Choisissez une couleur.',
  badTelephone: 'Écrivez un numéro de téléphone, par exemple 05 53 00 00 00.',
  badWebsite: 'Écrivez l’adresse d’un site, par exemple www.exemple.fr.',
  openOrNot: 'Choisissez si la page est ouverte ou fermée.',
  changedMeanwhile: 'Relisez : quelqu’un d’autre a enregistré ces réglages pendant que vous écriviez.',
  suspensionReason: 'Écrivez la raison : elle est envoyée aux référents.',
  decidedMeanwhile: 'L’état de cette organisation a changé entre-temps : relisez avant de décider.',
  joiningSuspended:
    'Cette organisation est suspendue : personne ne peut la rejoindre pour l’instant. Votre lien reste valable.',
  askingSuspended:
    'Cette organisation est suspendue : personne ne peut la rejoindre pour l’instant. Réessayez plus tard.',
  leftMeanwhile: 'Cette organisation a quitté le territoire : rétablissez-la d’abord.',
  joiningLeft: 'Cette organisation a quitté le territoire : les invitations à la rejoindre ne valent plus.',
  hasLeft: (name: string, until: string) =>
    `${name} a quitté le territoire. D’ici au ${until}, l’opérateur peut rétablir son espace ; ensuite elle pourra s’inscrire de nouveau.`,
  askedTooOften: 'Plusieurs demandes viennent d’être faites depuis cet endroit. Réessayez dans une heure.',
  joinedTooOften: 'Beaucoup de demandes ont été faites aujourd’hui pour cette organisation. Réessayez demain.',
  joinAnswered: 'Un autre référent a déjà répondu à cette demande, ou elle a expiré. Rien n’a été changé.',
  joinReason: 'Écrivez la raison : elle est envoyée à la personne.',
  noAddressToInvite: (channel: 'mailbox' | 'address') =>
    channel === 'mailbox'
      ? 'La messagerie officielle de cette commune n’est pas connue. Donnez une adresse.'
      : 'Écrivez l’adresse à laquelle envoyer l’invitation.',
  justInvited: 'Une invitation vient de partir pour cette commune. Attendez dix minutes avant d’en envoyer une autre.',
  communeLinkOver:
    'Cette invitation a expiré, a déjà servi ou a été remplacée. Votre commune peut toujours s’inscrire, avec un code envoyé à sa messagerie officielle.',
  linkOver:
    'Ce lien a expiré ou a déjà servi. Vous avez déjà choisi votre mot de passe ? Connectez-vous. Sinon, demandez un nouveau lien à qui vous a invité.',
  logoNeeded: 'Choisissez une image.',
  logoRefusals: {
    'not-a-picture': 'Ce fichier n’est pas une image PNG, JPEG ou WebP. Choisissez-en une autre.',
    'too-heavy': 'Cette image dépasse 1 Mo. Réduisez-la, ou choisissez-en une autre.',
  },
  messageNeeded: 'Écrivez votre message.',
  badSiren: 'Écrivez les neuf chiffres du SIREN. Un chiffre est peut-être inexact : vérifiez-le.',
  kindNeeded: 'Choisissez le type de l’organisation.',
  sirenInRegister: (name: string) =>
    `Ce SIREN est celui de « ${name} », qui est dans la liste : cherchez-la par son nom.`,
  sirenJoined: (name: string, contact: string) =>
    `Ce SIREN est celui de « ${name} », déjà inscrite : demandez une invitation à ${contact}.`,
  sirenKnown: (name: string) => `Ce SIREN est celui de « ${name} », qui est déjà dans la liste.`,
  alreadyJoined: (name: string) => `« ${name} » est déjà inscrite.`,
  noInvitationLine: 'Collez au moins une ligne, ou choisissez un fichier : le prénom, le nom, l’adresse e-mail.',
  notCsv:
    'Ce fichier n’est pas un fichier CSV. Dans votre tableur : « Enregistrer sous », puis « CSV ». Ou copiez ses lignes et collez-les ci-dessus.',
  tooManyInvited: '500 personnes au plus à la fois. Coupez la liste en deux.',
  roleNeeded: 'Choisissez un rôle.',
} as const;

export const ROLE_TEXTS = {
  reader: { name: 'Lecteur', explanation: 'Lit ce qui est pour le réseau et pour l’organisation.' },
  contributor: { name: 'Contributeur', explanation: 'Prépare des publications et publie pour l’organisation.' },
  publisher: { name: 'Rédacteur', explanation: 'Publie aussi pour le réseau et pour tout le monde.' },
  referent: { name: 'Référent', explanation: 'Fait tout cela, et s’occupe des membres et de la page publique.' },
} as const;

/** What an organisation may say of itself, in the order of the form. */
export const PRESENTED_TEXTS = {
  address: 'Adresse',
  telephone: 'Téléphone',
  hours: 'Horaires d’ouverture',
  email: 'Courriel',
  website: 'Site internet',
} as const;

export const KIND_TEXTS: Readonly<Record<OrganisationKind, string>> = {
  commune: 'Commune',
  epci: 'Intercommunalité',
  ept: 'Établissement public territorial',
  departement: 'Département',
  region: 'Région',
  prefecture: 'Préfecture ou sous-préfecture',
  syndicat: 'Syndicat intercommunal ou mixte',
  'centre-de-gestion': 'Centre de gestion',
  'association-de-maires': 'Association de maires',
  college: 'Collège ou lycée',
  'maison-de-services': 'Maison de services au public',
  'tele-centre': 'Télécentre, tiers-lieu',
  bibliotheque: 'Bibliothèque, médiathèque',
  autre: 'Autre organisme',
};

export const LIFE_TEXTS: Readonly<Record<LifeState, string>> = {
  active: 'Active',
  suspended: 'Suspendue',
  left: 'A quitté le territoire',
};

/** The ladder of proof, for the operator: each rung, and why it holds or not. */
export const RUNG_TEXTS: Readonly<Record<Rung, string>> = {
  'mailbox-code': 'Code reçu par la messagerie officielle',
  'body-invitation': 'Invitation de l’intercommunalité',
  'own-domain': 'Adresse du domaine de l’organisation',
  'operator-alone': 'Votre décision',
};

export const RUNG_REASONS: Readonly<Record<RungReason, string>> = {
  'code-given': 'Le code envoyé à la messagerie officielle a été donné : la mairie est d’accord.',
  'invitation-instead': 'Aucun code n’a été demandé : le lien de l’invitation est arrivé à cette messagerie.',
  'invited-by-mailbox': 'Le lien envoyé à la messagerie officielle a été suivi : la mairie est d’accord.',
  'invited-elsewhere':
    'L’invitation est allée à une adresse donnée par l’intercommunalité. C’est un indice, pas une preuve : appelez la mairie.',
  'code-not-given': 'Le code est envoyé, pas encore donné.',
  'no-access': 'La personne a déclaré ne pas avoir accès à la messagerie officielle.',
  'no-mailbox': 'Aucune messagerie officielle n’est connue.',
  unlisted: 'L’organisation n’est pas dans le registre : sa messagerie n’est pas connue.',
  'same-domain':
    'La personne écrit depuis le domaine de la messagerie officielle. C’est un indice sérieux, à vérifier.',
  'everybodys-domain': 'L’adresse est chez un fournisseur ouvert à tous : elle ne prouve rien.',
  'other-domain': 'L’adresse n’est pas du domaine de la messagerie officielle.',
  'operator-knows': 'Appelez l’organisation à un numéro que vous connaissez, puis décidez.',
};

/** Why a pasted line invites nobody. */
export const LINE_TEXTS = {
  'no-address': () => 'Adresse e-mail absente.',
  'wrong-address': (found: string) => `L’adresse « ${found} » n’est pas complète.`,
  'unknown-role': (found: string) =>
    `Rôle inconnu : « ${found} ». Écrivez Lecteur, Contributeur, Rédacteur ou Référent, ou laissez vide.`,
  'too-long': () => 'Le nom ou la fonction est trop long.',
} as const;
