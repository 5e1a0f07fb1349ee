/** What publications say in French, and the limits that the texts name. */
import { formatNumber } from '../../web/format.ts';

/** In characters. */
export const LIMITS = {
  title: 200,
  /** A text once cleaned: three bytes a character at worst, it stays under DynamoDB's 400 kB an item. */
  body: 100_000,
  /** As typed, with the editor's own marks. */
  typedBody: 200_000,
  number: 40,
  /** Documents that go with an act. */
  annexes: 20,
  person: 80,
  capacity: 120,
  reason: 300,
  excerpt: 220,
  remark: 1000,
  /** Remarks kept with a text. */
  remarks: 40,
} as const;

export const TEXTS = {
  audienceNeeded: 'Choisissez qui verra cette publication.',
  titleTooLong: (length: number) =>
    `Raccourcissez ces mots : ${LIMITS.title} caractères au plus, il y en a ${formatNumber(length)}.`,
  bodyTooLong: `Raccourcissez le texte : ${formatNumber(LIMITS.body)} caractères au plus. Un long texte se joint plutôt en document.`,
  numberTooLong: `Raccourcissez le numéro : ${LIMITS.number} caractères au plus.`,
  documentNeeded: 'Joignez le document à publier.',
  documentGone: 'Ce document n’existe plus ou n’a pas été accepté. Choisissez-en un autre.',
  documentNotReady:
    'Le document est encore en cours de vérification. Attendez un instant, puis publiez : votre texte est conservé.',
  documentNotPdf: 'Un acte se publie en PDF, un format que l’on ne peut pas modifier. Choisissez un autre document.',
  documentHasScripts:
    'Ce PDF contient des scripts, qui peuvent changer ce qu’on y lit. Ouvrez-le, imprimez-le en PDF, puis choisissez le nouveau fichier.',
  annexeNotShown: 'Les annexes d’un acte sont des PDF ou des images. Retirez celle-ci ou enregistrez-la en PDF.',
  annexeIsDocument: 'Ce document est déjà le document principal. Retirez-le des annexes.',
  tooManyAnnexes: 'Joignez 20 annexes au plus : réunissez-en plusieurs en un seul PDF.',
  matterNeeded: 'Choisissez la matière de l’acte.',
  matterUnknown: 'Cette matière n’est plus dans la classification. Choisissez-en une autre.',
  mayNotWrite: 'Votre rôle permet de lire, pas de publier. Le référent de votre organisation peut le changer.',
  notInGroup: 'Vous n’êtes pas dans ce groupe. Choisissez qui verra cette publication.',
  groupArchived:
    'Ce groupe est archivé, ou l’auteur n’en est plus membre : rien de nouveau ne s’y publie. Choisissez qui verra cette publication.',
  mayNotPublishWidely:
    'Votre rôle permet de publier pour votre organisation et dans vos groupes. Gardez le brouillon : une personne qui publie pour tous pourra le terminer.',
  hasLeft: (name: string) => `${name} a quitté ce territoire : ses publications n’y sont plus.`,
  noPublicPage: 'Cette organisation n’a pas de page publique.',
  noPublicPageToPublishOn:
    'Votre organisation n’a pas de page publique. Choisissez d’autres lecteurs, ou demandez à son référent d’ouvrir la page.',
  tooLateToUndo: 'Les dix minutes pour annuler sont passées. Vous pouvez retirer cette publication.',
  remarkNeeded: 'Écrivez ce qu’il faut corriger : la personne le lira avec son texte.',
  remarkTooLong: 'Raccourcissez ce mot : 1 000 caractères au plus.',
  ruleNeeded: 'Choisissez ce qui est validé avant de paraître.',
  waitsForApproval: 'Ce texte attend d’être validé. Reprenez-le avant de le modifier.',
  mayNotApprove: 'Un rédacteur ou un référent valide cette publication.',
  tooManyRemarks: 'Ce texte a été renvoyé de nombreuses fois. Parlez-vous, puis publiez ou jetez le brouillon.',
  changedMeanwhile:
    'Il a été enregistré dans un autre onglet, ou par un collègue, pendant que vous écriviez. Ce que vous avez écrit est ci-dessous : enregistré, il remplacera l’autre version.',
  publishedMeanwhile:
    'Ce texte a été publié dans une autre version, depuis un autre onglet ou par un collègue. Ce que vous avez écrit n’est pas en ligne ; vous pouvez le copier ci-dessous.',
  alreadyPublished: 'Cette publication est déjà en ligne.',
  reasonNeeded: 'Dites pourquoi : la raison reste au registre public des actes.',
  sameDocument: 'C’est le document qui est en ligne. Choisissez la version occultée.',
  reasonTooLong: 'Raccourcissez la raison : 300 caractères au plus.',
  unnamed: 'Sans titre',
} as const;

/** What may go with an act, as file fields and readers are told. */
export const ANNEXE_EXTENSIONS = '.pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png';
export const ANNEXE_HELP = 'Plans, tableaux, rapports : des PDF ou des images.';

/** Names of the audiences in one breath: « pour tout le monde ». */
export const AUDIENCE_WORDS = {
  organisation: 'Seulement votre organisation',
  group: 'Un groupe',
  network: 'Les membres du réseau',
  public: 'Tout le monde',
} as const;

/** What an organisation may have read again. */
export const APPROVAL_TEXTS = {
  none: {
    title: 'Rien',
    explanation:
      'Les contributeurs publient seuls pour l’organisation. Pour le réseau et pour tout le monde, un rédacteur ou un référent publie.',
  },
  outside: {
    title: 'Ce qui sort de l’organisation',
    explanation:
      'Les contributeurs proposent aussi pour le réseau et pour tout le monde : un rédacteur ou un référent valide.',
  },
  everything: {
    title: 'Tout ce que publient les contributeurs',
    explanation: 'Même ce qui n’est que pour l’organisation est relu et validé.',
  },
} as const;
