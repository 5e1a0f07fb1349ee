/** What is said of a link, on every page that shows one. */
import { When } from '../../../web/components/index.ts';
import { formatDate, formatSize, plural } from '../../../web/format.ts';
import { kindOf } from '../../repository/index.ts';
import { type LinkState, stateOf } from '../rules.ts';
import type { SharedLink } from '../schema.ts';

export const LIST = '/documents/liens';
export const CRUMBS = [{ href: '/documents', label: 'Documents' }] as const;
export const IN_LIST = [...CRUMBS, { href: LIST, label: 'Liens' }] as const;

export const TONES = { open: 'done', expired: 'refused', withdrawn: 'refused' } as const satisfies Record<
  LinkState,
  string
>;

export const addressOf = ({ id }: { id: string }): string =>
  kindOf(id) === 'folder' ? `/documents/dossiers/${id}` : `/documents/fichiers/${id}`;

export const purposeOf = ({ kind }: Pick<SharedLink, 'kind'>): string =>
  kind === 'read' ? 'Pour lire' : 'Pour déposer';

/** « 3 ouvertures », « 2 fichiers reçus sur 20 » */
export const usedOf = ({ kind, openings, documents, mostFiles }: SharedLink): string =>
  kind === 'read'
    ? plural(openings, 'ouverture')
    : `${plural(documents?.length ?? 0, 'fichier reçu', 'fichiers reçus')} sur ${mostFiles}`;

export const untilOf = (link: SharedLink, now: Date): string => {
  switch (stateOf(link, now)) {
    case 'open':
      return `jusqu’au ${formatDate(link.expiresAt)}`;
    case 'expired':
      return `a expiré le ${formatDate(link.expiresAt)}`;
    case 'withdrawn':
      return `retiré le ${formatDate(link.withdrawn?.at ?? link.expiresAt)}`;
  }
};

export const factsOf = (link: SharedLink) => [
  {
    term: purposeOf(link),
    description: <a href={addressOf(link.target)}>{link.target.name}</a>,
  },
  { term: 'Jusqu’au', description: <When date={link.expiresAt} kind="datetime" /> },
  { term: 'Mot de passe', description: link.password ? 'Demandé' : 'Aucun' },
  ...(link.kind === 'deposit'
    ? [
        {
          term: 'Accepte',
          description: `${plural(link.mostFiles ?? 0, 'fichier')} de ${formatSize(link.largest ?? 0)} au plus`,
        },
      ]
    : []),
];
