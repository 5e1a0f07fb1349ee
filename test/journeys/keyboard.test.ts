import { KEYBOARD } from '../support/browser-manners.ts';
import { mailboxOf } from '../support/joining.ts';
import { walk } from './walk.ts';

walk(KEYBOARD, {
  town: { name: 'Duras', slug: 'duras', typed: 'dura' },
  referent: { firstName: 'Alain', lastName: 'Caubet', position: 'Directeur des services', email: mailboxOf('duras') },
  village: { name: 'Savignac-de-Duras', slug: 'savignac-de-duras', typed: 'savignac-de' },
  hamlet: { name: 'Villeneuve-de-Duras', slug: 'villeneuve-de-duras', typed: 'villeneuve-de' },
});
