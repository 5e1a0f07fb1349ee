/** docs/rights.md, drawn from the matrix itself. */
import { ROLE_TEXTS } from '../../modules/organisations/texts.ts';
import {
  type Action,
  ACTOR_ROLES,
  type ActorRole,
  ORGANISATION_ACTIONS,
  roleMay,
  ROLES,
  TERRITORY_ACTIONS,
} from '../../platform/rules.ts';

/** What each action is, in the words of the guides. */
const ACTION_WORDS: Readonly<Record<Action, string>> = {
  'read-organisation': 'lire ce qui est pour l’organisation et pour le réseau',
  'write-drafts': 'écrire des brouillons',
  'deposit-documents': 'mettre des documents en ligne',
  'share-by-links': 'donner des liens à des personnes sans compte, pour lire ou déposer des fichiers',
  'publish-inside': 'publier pour l’organisation, retirer ce qui l’est',
  'publish-outside': 'publier pour le réseau et pour tout le monde, retirer ce qui l’est',
  'approve-publications': 'valider les publications qui attendent, ou les renvoyer à leur auteur',
  'choose-folder-readers': 'choisir qui lit un dossier',
  'publish-in-groups': 'publier dans un groupe dont on est membre, retirer ce qui l’est',
  'open-groups': 'ouvrir un groupe, reprendre l’animation d’un groupe qui n’en a plus',
  'answer-for-organisation': 'accepter l’invitation de l’organisation dans un groupe, ou la décliner',
  'manage-members': 'inviter, changer un rôle, retirer, répondre aux demandes',
  'manage-organisation': 'régler l’organisation',
  'erase-documents': 'effacer des documents pour de bon, lever la réservation d’un autre',
  'manage-lists': 'suivre les listes et leurs abonnés',
  'read-journal': 'lire le journal de l’organisation',
  'open-console': 'ouvrir la console du territoire',
  'decide-sign-ups': 'accepter ou refuser une inscription',
  'manage-organisations': 'suivre les organisations du territoire',
  'look-after-accounts': 'aider quelqu’un dont la messagerie ou le téléphone est perdu',
  'load-mailboxes': 'importer les messageries officielles',
  'load-classification': 'importer la classification des actes',
  'rebuild-indexes': 'faire refaire un index de la recherche',
  'follow-digests': 'suivre la lettre quotidienne',
  'read-territory-journal': 'lire le journal du territoire',
};

const roleName = (role: ActorRole): string => (role === 'operator' ? 'Opérateur' : ROLE_TEXTS[role].name);

function table(roles: readonly ActorRole[], actions: readonly Action[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(['action', ...roles.map(roleName)]),
    line(['---', ...roles.map(() => ':-:')]),
    ...actions.map((action) =>
      line([`${ACTION_WORDS[action]} (\`${action}\`)`, ...roles.map((role) => (roleMay(role, action) ? 'oui' : ''))]),
    ),
  ];
}

export const rightsPage = (): string =>
  [
    '# Qui peut faire quoi',
    '',
    'Cette page est faite par `npm run rights` depuis `platform/rules.ts`, la seule table des droits.',
    '',
    '## Dans une organisation',
    '',
    ...table(ROLES, ORGANISATION_ACTIONS),
    '',
    '## Sur le territoire',
    '',
    ...table(
      ACTOR_ROLES.filter((role) => role === 'operator' || role === 'referent'),
      TERRITORY_ACTIONS,
    ),
    '',
    'L’opérateur n’a aucun droit dans une organisation dont il n’est pas membre.',
    '',
  ].join('\n');
