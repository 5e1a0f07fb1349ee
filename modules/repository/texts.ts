/** What the repository says in French. */
import { formatNumber, formatSize } from '../../web/format.ts';

export const TEXTS = {
  root: 'Documents',
  trash: 'Corbeille',
  publications: 'Publications',
  templates: 'Modèles',
  templateNeeded: 'Choisissez un modèle.',
  tooManyFavourites: 'Vous avez déjà trente favoris. Retirez-en un, puis recommencez.',
  nothingChosen: 'Cochez d’abord les dossiers ou les fichiers concernés.',
  nameNeeded: 'Indiquez un nom.',
  nameTaken: 'Ce nom est déjà pris dans ce dossier. Choisissez-en un autre.',
  tooManyNamesakes: 'Trop de fichiers portent déjà ce nom dans ce dossier. Renommez celui-ci d’abord.',
  tooDeep: 'Ce dossier est déjà au fond de huit autres : rangez-le moins profond.',
  intoItself: 'Un dossier ne peut pas être rangé dans lui-même, ni dans un dossier qu’il contient.',
  folderGone: 'Ce dossier n’existe plus, ou il est dans la corbeille. Choisissez-en un autre.',
  changed: 'Quelqu’un l’a changé entre-temps. Rechargez la page, puis recommencez.',
  mayNotSort: 'Votre rôle permet de lire, pas de ranger. Le référent de votre organisation peut le changer.',
  mayNotErase: 'Seul le référent peut effacer pour de bon ou lever la réservation d’un autre.',
  inTrash: 'Ce fichier est dans la corbeille. Restaurez-le pour continuer.',
  foldersNotCopied: 'Les dossiers ne se copient pas : ouvrez-les, et cochez leurs fichiers.',
  otherFormat: 'Cette version n’est pas du même format que le fichier. Mettez-la en ligne à part.',
  tooMuchInside: 'Ce dossier contient trop de fichiers pour être jeté d’un coup. Jetez d’abord ceux qu’il contient.',
  tooMuchWithin: (most: number) =>
    `Ce dossier contient plus de ${formatNumber(most)} fichiers : prenez-le dossier par dossier.`,
  mayNotChooseReaders: 'Seuls un rédacteur ou le référent choisissent qui lit un dossier.',
  readersNeeded: 'Choisissez qui lit ce dossier.',
  tooManyReaders: 'Choisissez trente services et trente personnes au plus.',
  tooManyRooms:
    'Trente dossiers ont déjà leurs propres lecteurs. Rangez celui-ci dans l’un d’eux, ou rouvrez-en un autre.',
  nobodyChosen: 'Cochez au moins une personne ou un service.',
  shutsHerselfOut: 'Vous ne pourriez plus ouvrir ce dossier. Cochez aussi votre nom.',
  closedInside:
    'Ce dossier en contient un autre que vous ne pouvez pas lire : demandez au référent de votre organisation.',
  /** `left` and `awaited` (what files on their way keep) of `quota`; `size` of the file that does not fit, if it is known. In bytes. */
  full: ({ quota, left, awaited, size }: { quota: number; left: number; awaited: number; size?: number | undefined }) =>
    [
      left > 0
        ? `Ce fichier ne tient pas dans la place qui reste à votre organisation : ${formatSize(left)} sur ${formatSize(quota)}${size === undefined ? '' : `, et il en faut ${formatSize(size)}`}.`
        : `Les documents de votre organisation occupent toute leur place : ${formatSize(quota)}.`,
      ...(awaited > 0
        ? [`Des envois en cours en retiennent ${formatSize(awaited)} : réessayez quand ils seront finis.`]
        : []),
      'Effacez ce qui est dans la corbeille, ou demandez plus de place à l’opérateur du territoire.',
    ].join(' '),
  manyAtOnce: 'Beaucoup de fichiers arrivent au même moment. Attendez quelques secondes, puis recommencez.',
  lockedBy: (name: string) =>
    `${name} a réservé ce fichier pour le modifier. Attendez qu’il soit rendu, ou demandez-le-lui.`,
  published: (name: string) =>
    `« ${name} » est joint à une publication en ligne : retirez-la d’abord, puis recommencez.`,
} as const;
