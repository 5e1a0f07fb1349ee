/** Pages as the product's modules will compose them: what the gallery draws and what axe and the size tests read. */
import { code, login, publish, publishErrors, signUp, write } from './forms.tsx';
import { article, commune, portal } from './public.tsx';
import { dressed, type StyleWay } from '../../../web/style.ts';
import { home, operator, pieces } from './work.tsx';

const ofMembers = {
  accueil: home,
  publier: publish(),
  'publier-erreurs': publish(publishErrors),
  actualite: write,
  territoire: operator,
  pieces,
};

const ofEverybody = { inscription: signUp, code, connexion: login, commune, portail: portal, article };

const drawn = (pages: Record<string, unknown>, way: StyleWay): [string, string][] =>
  Object.entries(pages).map(([name, page]) => [name, dressed(String(page), way)]);

/** Every page by name. */
export const pages: Record<string, string> = Object.fromEntries([
  ...drawn(ofMembers, 'keeping'),
  ...drawn(ofEverybody, 'everybody'),
]);
