import type { ActKind, ActName } from '../../platform/journal.ts';
import { maskedAddress } from '../../platform/text.ts';
import { de, plural } from '../../web/format.ts';
import { ROLE_TEXTS } from '../organisations/index.ts';
import { isActName, type JournalReader, showsTitle } from './rules.ts';
import type { Entry } from './store.ts';

export const KIND_TEXTS: Readonly<Record<ActKind, string>> = {
  members: 'Membres et invitations',
  publications: 'Publications',
  lists: 'Listes et lettre',
  organisation: 'Page et services',
  groups: 'Groupes',
  accounts: 'Connexions et comptes',
  data: 'Copies des données',
  documents: 'Documents et dossiers',
  territory: 'Territoire',
};

/** Said when Parvis did it by itself. */
/** What an organisation has read again before it appears. */
const APPROVALS: Readonly<Record<string, string>> = {
  none: 'rien',
  outside: 'ce qui sort de l’organisation',
  everything: 'tout',
};

const NOBODY = 'Parvis';

interface Saying {
  reader: JournalReader;
  about: string;
  /** One of the details; an empty text when there is none. */
  detail: (name: string) => string;
}

const roleName = (role: string): string =>
  Object.entries(ROLE_TEXTS)
    .find(([key]) => key === role)?.[1]
    .name.toLowerCase() ?? role;

/** « demandé à : référent, rédacteur », of roles between commas. */
const secondFactorFor = (roles: string): string =>
  roles ? `demandée à : ${roles.split(',').map(roleName).join(', ')}` : 'demandée à personne';

const SIGN_IN_WAYS: Readonly<Record<string, string>> = {
  code: 'code par courriel',
  provider: 'compte qu’ils ont déjà',
};

const AUDIENCES: Readonly<Record<string, string>> = {
  organisation: 'pour l’organisation',
  group: 'dans un groupe',
  network: 'pour tout le réseau',
  public: 'pour tout le monde',
};

/** Nobody's whole address is for the operator. */
const shownTo = (reader: JournalReader, address: string): string =>
  reader === 'operator' ? maskedAddress(address) : address;

/** Beside a name; nothing where the address stands for it. */
const addressFor = ({ reader, about, detail }: Saying): string => {
  const address = detail('address') && shownTo(reader, detail('address'));
  return address && address !== about ? ` (${address})` : '';
};

/** « le titre », or what stands for it before whoever may not read it. */
const titleFor = ({ reader, about, detail }: Saying): string =>
  showsTitle(reader, detail('audience')) ? `« ${about} »` : 'une publication réservée à ses membres';

const invited = (saying: Saying): string =>
  `${saying.about}${addressFor(saying)} comme ${roleName(saying.detail('role'))}`;

/** The name of a closed group is not noted; the operator reads of no group. */
const groupFor = ({ reader, about }: Saying): string => {
  if (reader === 'operator') return 'un groupe';
  return about ? `le groupe « ${about} »` : 'un groupe fermé';
};

/** What an organisation keeps is named to its own référents alone. */
const itemFor = ({ reader, about, detail }: Saying): string => {
  const isFolder = detail('kind') === 'folder';
  if (reader === 'operator') return isFolder ? 'un dossier' : 'un fichier';
  return isFolder ? `le dossier « ${about} »` : `le fichier « ${about} »`;
};

/** What a link lets its holder do with it. */
const linkFor = ({ detail }: Saying): string => (detail('link') === 'deposit' ? 'déposer dans' : 'lire');

/** What follows the name of who did it. */
const FOLDER_READERS: Readonly<Record<string, string>> = {
  everybody: 'tous les membres',
  publishers: 'les rédacteurs et le référent',
  chosen: 'quelques personnes ou services',
};

const PREDICATES: Readonly<Record<ActName, (saying: Saying) => string>> = {
  'invitation-sent': (saying) => `a invité ${invited(saying)}`,
  'invitation-renewed': (saying) => `a renvoyé l’invitation ${de(saying.about)}${addressFor(saying)}`,
  'invitation-revoked': (saying) => `a annulé l’invitation ${de(saying.about)}${addressFor(saying)}`,
  'invitation-accepted': ({ detail }) => `a accepté l’invitation, comme ${roleName(detail('role'))}`,
  'join-accepted': (saying) =>
    `a accepté la demande ${de(saying.about)}${addressFor(saying)}, comme ${roleName(saying.detail('role'))}`,
  'join-refused': (saying) => `a refusé la demande ${de(saying.about)}${addressFor(saying)}`,
  'role-changed': ({ about, detail }) =>
    `a changé le rôle ${de(about)} : ${roleName(detail('before'))}, puis ${roleName(detail('after'))}`,
  'member-removed': ({ about }) => `a retiré ${about} des membres`,
  'member-left': () => 'a quitté l’organisation',
  published: (saying) => `a publié ${titleFor(saying)} ${AUDIENCES[saying.detail('audience')] ?? ''}`.trim(),
  'publication-approved': (saying) =>
    `a validé et publié ${titleFor(saying)} ${AUDIENCES[saying.detail('audience')] ?? ''}, ${de(saying.detail('author'))}`,
  'publication-sent-back': (saying) =>
    `a renvoyé ${titleFor(saying)} à ${saying.detail('author')}, avec ce qui est à reprendre`,
  'publication-undone': (saying) => `a annulé la publication de ${titleFor(saying)}`,
  'publication-withdrawn': (saying) => `a retiré ${titleFor(saying)}`,
  'act-redacted': (saying) => `a remplacé par une version occultée le document de ${titleFor(saying)}`,
  'session-listed': ({ detail }) => `a mis en ligne la liste des délibérations de la séance du ${detail('session')}`,
  'session-unlisted': ({ detail }) => `a retiré la liste des délibérations de la séance du ${detail('session')}`,
  'list-opened': ({ about }) => `a ouvert la liste « ${about} »`,
  'reader-removed': ({ about, detail }) => `a retiré un abonné (${detail('reader')}) de la liste « ${about} »`,
  'letter-asked': () => 'a demandé l’envoi de la lettre sans attendre',
  'acts-settings-changed': () => 'a changé les réglages des actes',
  'page-changed': ({ detail }) =>
    detail('page') === 'closed'
      ? 'a enregistré la présentation de l’organisation, sans page publique'
      : 'a enregistré la présentation et la page publique de l’organisation',
  'logo-chosen': () => 'a choisi le logo de l’organisation',
  'logo-removed': () => 'a retiré le logo de l’organisation',
  'unit-added': ({ about }) => `a ajouté le service « ${about} »`,
  'unit-changed': ({ about }) => `a changé le service « ${about} »`,
  'unit-removed': ({ about }) => `a supprimé le service « ${about} »`,
  'group-opened': (saying) => `a ouvert ${groupFor(saying)}`,
  'group-archived': (saying) => `a archivé ${groupFor(saying)}`,
  'group-reopened': (saying) => `a rouvert ${groupFor(saying)}`,
  'group-organisation-invited': (saying) => `a invité ${saying.detail('organisation')} dans ${groupFor(saying)}`,
  'group-organisation-accepted': (saying) => `a accepté que les membres entrent dans ${groupFor(saying)}`,
  'group-organisation-declined': (saying) => `a refusé que les membres entrent dans ${groupFor(saying)}`,
  'signed-in': ({ detail }) => `a ouvert une session${detail('device') ? ` (${detail('device')})` : ''}`,
  'signed-out': () => 'a fermé sa session',
  'session-closed': ({ detail }) =>
    `a fermé à distance une de ses sessions${detail('device') ? ` (${detail('device')})` : ''}`,
  'sessions-closed': ({ detail }) => `a fermé ses autres sessions (${plural(Number(detail('count')), 'session')})`,
  'password-changed': () => 'a changé son mot de passe ; toutes ses sessions sont fermées',
  'second-factor-on': () => 'a mis en place la double vérification',
  'second-factor-changed': () => 'a changé l’application de sa double vérification',
  'recovery-code-used': () => 'a utilisé un code de secours, à la place de l’application de son téléphone',
  'recovery-codes-renewed': () => 'a renouvelé ses codes de secours',
  'second-factor-removed': ({ about }) =>
    `a retiré la double vérification ${de(about)} ; toutes ses sessions sont fermées`,
  'address-change-asked': (saying) => `a demandé à changer d’adresse de connexion${addressFor(saying)}`,
  'address-change-cancelled': (saying) => `a annulé son changement d’adresse de connexion${addressFor(saying)}`,
  'address-vouched': ({ about }) => `a répondu ${de(about)}, qui change d’adresse de connexion`,
  'address-changed': (saying) =>
    `a changé d’adresse de connexion${addressFor(saying)} ; ses autres sessions sont fermées`,
  'name-changed': ({ detail }) => `a changé de nom${detail('name') && ` : ${detail('name')}`}`,
  'provider-asked': ({ about }) => `a demandé la connexion avec un compte existant pour ${about}`,
  'provider-set-up': ({ about }) => `a mis en place la connexion avec un compte existant pour ${about}`,
  'provider-offered': ({ about }) => `a proposé la connexion avec un compte existant aux membres ${de(about)}`,
  'provider-stopped': ({ about }) => `a arrêté la connexion avec un compte existant pour ${about}`,
  'provider-removed': ({ about }) => `a retiré la connexion avec un compte existant de ${about}`,
  'sign-in-changed': ({ detail }) =>
    `a changé la connexion : ${SIGN_IN_WAYS[detail('method')] ?? 'mot de passe'}, double vérification ${secondFactorFor(detail('secondFactorFor'))}`,
  'copy-asked': () => 'a demandé une copie des données de l’organisation',
  'copy-fetched': () => 'a téléchargé une copie des données de l’organisation',
  'thrown-away': (saying) => `a mis à la corbeille ${itemFor(saying)}`,
  erased: (saying) => `a effacé pour de bon ${itemFor(saying)}`,
  'link-made': (saying) => `a donné un lien pour ${linkFor(saying)} ${itemFor(saying)}`,
  'link-withdrawn': (saying) => `a retiré un lien qui permettait de ${linkFor(saying)} ${itemFor(saying)}`,
  'link-reopened': (saying) => `a rouvert un lien qui permet de ${linkFor(saying)} ${itemFor(saying)}`,
  'link-taken-over': (saying) => `a repris à son nom un lien qui permet de ${linkFor(saying)} ${itemFor(saying)}`,
  'folder-readers-changed': (saying) =>
    `a choisi qui lit ${itemFor(saying)} : ${FOLDER_READERS[saying.detail('readers')] ?? 'certains membres'}`,
  'lock-forced': (saying) => `a levé la réservation ${de(saying.detail('holder'))} sur ${itemFor(saying)}`,
  'copy-fetched-by-link': ({ about }) => `a téléchargé la copie des données ${de(about)}, par le lien reçu`,
  'commune-invited': (saying) =>
    `a invité la commune ${de(saying.about)} à s’inscrire${addressFor(saying) || ' (par sa messagerie officielle)'}`,
  'sign-up-approved': ({ about, detail }) =>
    `a accepté l’inscription ${de(about)}, demandée par ${detail('applicant')}`,
  'sign-up-refused': ({ about, detail }) => `a refusé l’inscription ${de(about)}, demandée par ${detail('applicant')}`,
  'organisation-founded': ({ about }) => `a ouvert l’espace ${de(about)}, et en est le référent`,
  'organisation-added': ({ about, detail }) =>
    `a ajouté ${about}, et invité ${detail('applicant')} à en être le référent`,
  'organisation-suspended': ({ about, detail }) => `a suspendu ${about} : ${detail('reason').replace(/\.+$/, '')}`,
  'organisation-resumed': ({ about }) => `a rendu à ${about} le droit de publier et d’écrire`,
  'approval-changed': ({ detail }) =>
    `a changé ce qui se valide avant de paraître : ${APPROVALS[detail('rule')] ?? APPROVALS.none}`,
  'organisation-left': ({ about, detail }) =>
    `a décidé que ${about} quitte le territoire${detail('reason') ? ` : ${detail('reason').replace(/\.+$/, '')}` : ''}`,
  'organisation-restored': ({ about }) => `a rétabli ${about}, qui avait quitté le territoire`,
  'organisation-erased': ({ about }) => `a effacé tout ce qui était à ${about}, son délai étant passé`,
  'mailboxes-imported': ({ detail }) =>
    `a importé ${plural(Number(detail('count')), 'messagerie officielle', 'messageries officielles')}`,
  'classification-imported': ({ detail }) =>
    `a importé la classification des actes du ${detail('date')} (${plural(Number(detail('matters')), 'matière')})`,
  'index-rebuilt': ({ detail }) => `a fait refaire l’index de la recherche (${detail('what')})`,
  'operator-named': () => 'a accepté d’opérer le territoire',
};

/** « Camille Dubreuil a changé le rôle de… »: an entry as its reader may read it. */
export function sentenceOf({ act, actor, about, details }: Entry, reader: JournalReader): string {
  const who = actor?.name ?? NOBODY;
  if (!isActName(act)) return `${who} : ${act}`;
  const name = about?.name ?? '';
  // Somebody invited without a name is called by her address.
  const said = name && name === details['address'] ? shownTo(reader, name) : name;
  return `${who} ${PREDICATES[act]({ reader, about: said, detail: (one) => details[one] ?? '' })}.`;
}
