/** What the documents say in French. */
import { formatSize } from '../../web/format.ts';
import { LARGEST_FILE } from '../../platform/deposits.ts';

export const TEXTS = {
  refusals: {
    empty: 'Ce fichier est vide. Choisissez-en un autre.',
    executable: 'Ce fichier est un programme. Par sécurité, il n’est pas accepté.',
    unsupported:
      'Ce format n’est pas accepté. Enregistrez le document en PDF, ou choisissez une image (JPEG, PNG), un fichier Word, Excel, PowerPoint ou LibreOffice récent, ou un texte.',
    renamed:
      'Le contenu de ce fichier n’est pas ce que dit son nom. Ouvrez-le et enregistrez-le de nouveau dans son vrai format.',
    damaged: 'Ce fichier est abîmé ou incomplet : il ne s’ouvre pas. Enregistrez-le de nouveau, puis réessayez.',
    encrypted: 'Ce PDF est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis réessayez.',
    infected:
      'Un virus a été reconnu dans ce fichier. Ne l’ouvrez pas, et prévenez la personne qui s’occupe de vos ordinateurs.',
    unscannable:
      'Ce fichier n’a pas pu être examiné contre les virus : il est trop grand, ou fermé par un mot de passe. Enregistrez-le autrement, puis réessayez.',
    bomb: 'Une fois déplié, ce fichier serait démesuré. Ouvrez-le, enregistrez-le de nouveau, puis réessayez.',
    'too-many-pixels':
      'Cette image est démesurée : une page A3 à 600 points par pouce est le plus grand que nous prenions. Numérisez-la ou enregistrez-la plus petite, puis réessayez.',
    launch: 'Ce PDF démarre un programme. Par sécurité, il n’est pas accepté : imprimez-le en PDF, puis réessayez.',
  },
  flags: {
    macros: 'Il contient des macros, de petits programmes. Ne les activez que si vous attendiez ce fichier.',
    links: 'Il va chercher des données ou des images ailleurs quand on l’ouvre.',
    scripts:
      'Il contient des scripts, comme les formulaires qui calculent. Votre lecteur peut vous demander de les lancer.',
    attachments: 'Il contient d’autres fichiers, que nous ne lisons pas.',
  },
  flagWords: {
    macros: 'contient des macros',
    links: 'va chercher des données ailleurs',
    scripts: 'contient des scripts',
    attachments: 'contient d’autres fichiers',
  },
  tooLarge: `Ce fichier est trop lourd : ${formatSize(LARGEST_FILE)} au plus.`,
  sendingGone: 'Cet envoi a été abandonné, ou il a plus d’un jour. Choisissez le fichier de nouveau.',
  alreadyCome: 'Ce fichier est déjà arrivé. Vous le trouverez dans vos documents.',
  partsMissing: 'Une partie de ce fichier n’est pas arrivée. Reprenez l’envoi.',
  unnamedFile: 'Ce fichier n’a pas de nom. Renommez-le, puis recommencez.',
  badChecksum: 'L’empreinte du fichier n’est pas lisible.',
  notReady: 'Ce document n’est pas encore vérifié. Attendez un instant, puis recommencez.',
  missing: 'Ce document n’existe plus. Choisissez-en un autre.',
  mayNotDeposit:
    'Votre rôle permet de lire, pas de mettre en ligne. Le référent de votre organisation peut le changer.',
  states: {
    awaited: 'En attente du fichier',
    checking: 'Vérification en cours',
    ready: 'Vérifié',
    refused: 'Refusé',
    erased: 'Effacé',
  },
  /** What is said to whoever sent a file of which the name was taken. */
  sameThere: (as: string) => `Il y était déjà, à l’identique : celui-ci s’appelle « ${as} ».`,
  nameTaken: (as: string) => `Ce nom était déjà pris par un autre fichier : celui-ci s’appelle « ${as} ».`,
  alreadyRead: 'Ce document est déjà lu, ou sa lecture est en cours.',
  unnamed: 'Document en attente',
} as const;
