import { WIDE } from '../support/browser-manners.ts';
import { walk } from './walk.ts';

walk(WIDE, {
  town: { name: 'Nérac', slug: 'nerac', typed: 'nera' },
  referent: {
    firstName: 'Camille',
    lastName: 'Dubreuil',
    position: 'Secrétaire de mairie',
    email: 'camille@wide.test',
  },
  village: { name: 'Francescas', slug: 'francescas', typed: 'francesc' },
  hamlet: { name: 'Lamontjoie', slug: 'lamontjoie', typed: 'lamont' },
});
