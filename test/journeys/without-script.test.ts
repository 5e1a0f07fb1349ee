import { WITHOUT_SCRIPT } from '../support/browser-manners.ts';
import { mailboxOf } from '../support/joining.ts';
import { walk } from './walk.ts';

walk(WITHOUT_SCRIPT, {
  town: { name: 'Fumel', slug: 'fumel', typed: 'fume' },
  referent: { firstName: 'Solène', lastName: 'Ricard', position: 'Secrétaire générale', email: mailboxOf('fumel') },
  village: { name: 'Cuzorn', slug: 'cuzorn', typed: 'cuzo' },
  hamlet: { name: 'Blanquefort-sur-Briolance', slug: 'blanquefort-sur-briolance', typed: 'blanquefort' },
});
