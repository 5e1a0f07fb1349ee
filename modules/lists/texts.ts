import { NBSP } from '../../web/numbers.ts';
import { de, formatDate } from '../../web/format.ts';

/** The first list of an organisation: « Actes et actualités de Nérac ». */
export const mainListName = (organisation: string): string => `Actes et actualités ${de(organisation)}`;

/** What one agrees to by subscribing: kept with the proof of consent. */
export const consentText = (listName: string): string =>
  `Je demande à recevoir par courriel « ${listName} », chaque jour où il y a du nouveau. Je peux arrêter à tout moment, d’un clic, depuis chaque lettre.`;

/** « Votre lettre du mardi 24 novembre 2026 », with the spaces of a subject. */
export const issueTitle = (at: Date): string => `Votre lettre du ${formatDate(at).replaceAll(NBSP, ' ')}`;

/** Words of the letter itself. */
export const DIGEST_TEXTS = {
  listName: (territory: string): string => `Votre lettre, ${territory}`,
  because: 'Vous recevez cette lettre parce que vous avez demandé à recevoir :',
  becauseDaily:
    'Vous recevez cette lettre à 7 h, les jours où il y a du nouveau, parce que vous avez demandé à recevoir :',
  choose: 'Choisir ce que je reçois',
  leave: 'Ne plus recevoir',
} as const;

export const TEXTS = {
  hasLeft: 'Cette organisation a quitté le territoire : on ne peut plus s’y abonner.',
  notActive: 'Cette commune n’a pas encore d’espace ici : il n’y a pas de lettre à laquelle s’abonner.',
  suspended: 'Cette organisation est suspendue : on ne peut pas s’abonner pour l’instant. Réessayez plus tard.',
  suspendedConfirming:
    'Cette organisation est suspendue : votre abonnement ne peut pas être confirmé pour l’instant. Votre lien reste valable sept jours.',
  noPublicPage: 'Cette organisation n’a pas de page publique : il n’y a pas de lettre à laquelle s’abonner.',
  linkTooOld: 'Ce lien ne sert plus. Ouvrez celui de la dernière lettre que vous avez reçue.',
  confirmationOver: 'Ce lien a plus de sept jours, ou il n’est pas complet. Recommencez votre demande d’abonnement.',
  tooManyFromThere:
    'Beaucoup d’abonnements viennent d’être demandés depuis votre connexion à Internet. Recommencez dans une heure : votre adresse est encore là.',
  nobody: 'Cette adresse ne reçoit plus rien, et nous n’en gardons rien.',
  runStarted: 'La lettre est en préparation. Elle part dans quelques instants.',
  reloadForm: 'Rechargez la page et recommencez.',
} as const;
