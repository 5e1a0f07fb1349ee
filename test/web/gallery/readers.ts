/** Who looks at the gallery's pages, and when. */
import type { MemberChrome, PublicChrome } from '../../../web/layout.tsx';

export const territory = { name: 'Territoires du Lot-et-Garonne' };
export const now = new Date('2026-11-24T09:30:00Z');

export const member: MemberChrome = {
  kind: 'member',
  nonce: 'n',
  territory,
  organisation: { id: '214701958', name: 'Mairie de Nérac' },
  organisations: [
    { id: '214701958', name: 'Mairie de Nérac' },
    { id: '200068948', name: 'Albret Communauté' },
  ],
  person: { name: 'Hélène Duprat' },
  isReferent: true,
  isOperator: false,
  badge: 2,
};

export const nerac: PublicChrome = {
  kind: 'public',
  territory,
  organisation: {
    name: 'Nérac',
    slug: 'nerac',
    links: [
      { href: '/c/nerac', label: 'Accueil', current: true },
      { href: '/c/nerac/actes', label: 'Actes' },
      { href: '/c/nerac/actualites', label: 'Actualités' },
    ],
  },
};
