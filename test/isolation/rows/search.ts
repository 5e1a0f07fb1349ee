/** `/recherche/*`: everybody may search; what each finds is what she may read. */
import { everybody, get, type Row } from '../row.ts';

/** Each leads to a secret by other words than those that give it away. */
const SEARCHES = [
  '/recherche',
  '/recherche?q=huis+clos',
  '/recherche?q=prime+exceptionnelle&pour=organisation&du=2020-01-01',
  '/recherche?q=sc%C3%A9nario',
  '/recherche?q=barrieres&quoi=actualites',
  '/recherche?q=pr%C3%A9paration&organisation=marmande',
  '/recherche?q=note+confidentielle&organisation=marmande&page=1',
] as const;

const PROPOSALS = ['huis', 'scenar', 'materiel', 'preparat', 'confident'] as const;

const forAll = { ...everybody(200), reader: 200, contributor: 200, publisher: 200, referent: 200 } as const;

export const searchRows: readonly Row[] = [
  ...SEARCHES.map((address) => get('/recherche', address, forAll)),
  ...PROPOSALS.map((q) => get('/recherche/propositions', `/recherche/propositions?q=${q}`, forAll)),
];
