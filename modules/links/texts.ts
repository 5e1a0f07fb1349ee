/** What links say in French. */
import { formatSize } from '../../web/format.ts';

export const TEXTS = {
  /** The same for a link that was never given, is over or was withdrawn, or whose file is gone: none of it is told. */
  gone: 'Il a expiré, il a été retiré, ou son adresse n’est pas complète. Vérifiez que vous l’avez copiée en entier ; sinon, demandez un autre lien à la personne qui vous l’a envoyé.',
  chooseOne: 'Choisissez dans la liste.',
  passwordTooShort: 'Choisissez un mot de passe de 8 caractères au moins, ou laissez le champ vide.',
  passwordTooLong: 'Choisissez un mot de passe de 200 caractères au plus.',
  messageTooLong: 'Raccourcissez votre message : 1 000 caractères au plus.',
  wrongPassword: 'Ce n’est pas le mot de passe de ce lien. Demandez-le à la personne qui vous l’a envoyé.',
  tooManyTries: 'Trop de mots de passe ont été essayés. Attendez une heure, puis recommencez.',
  mayNotShare:
    'Votre rôle ne permet pas de donner des liens à des personnes sans compte. Le référent de votre organisation peut le changer.',
  folderNeeded: 'Pour recevoir des fichiers, choisissez un dossier.',
  targetGone: 'Ce dossier ou ce fichier n’existe plus, ou il est dans la corbeille.',
  alreadyThere: 'Ce lien existe déjà. Ouvrez-le dans la liste des liens, ou faites-en un autre.',
  expired: 'Ce lien a expiré : faites-en un autre.',
  changed: 'Quelqu’un a changé ce lien entre-temps. Rechargez la page, puis recommencez.',
  tooManyDeposits:
    'Trop d’envois ont été commencés par ce lien. Attendez une heure, ou reprenez celui que vous aviez ouvert.',
  linkFull: 'Ce lien a reçu tous les fichiers qu’il pouvait recevoir. Prévenez la personne qui vous l’a envoyé.',
  noRoom: 'L’organisation n’a plus de place pour de nouveaux fichiers. Prévenez la personne qui vous a envoyé ce lien.',
  sizeUnknown: 'La taille de ce fichier n’est pas connue. Rechargez la page, puis recommencez.',
  tooLarge: (largest: number) => `Ce fichier est trop lourd : ${formatSize(largest)} au plus par ce lien.`,
  states: { open: 'Ouvert', expired: 'Expiré', withdrawn: 'Retiré' },
  depositedBy: (name: string) => `${name}, par un lien`,
  via: (name: string, message: string) => `Déposé par ${name}${message ? ` : « ${message} »` : ''}`,
} as const;
