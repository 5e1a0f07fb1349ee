import { PHONE } from '../support/browser-manners.ts';
import { walk } from './walk.ts';

walk(PHONE, {
  town: { name: 'Aiguillon', slug: 'aiguillon', typed: 'aigui' },
  referent: { firstName: 'Nadia', lastName: 'Ferrer', position: 'Adjointe au maire', email: 'nadia@phone.test' },
  village: { name: 'Nicole', slug: 'nicole', typed: 'nico' },
  hamlet: { name: 'Galapian', slug: 'galapian', typed: 'galap' },
});
