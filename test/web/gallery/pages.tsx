/** Pages as the product's modules will compose them: what the gallery draws and what axe and the size tests read. */
import { code, login, publish, publishErrors, signUp, write } from './forms.tsx';
import { article, commune, portal } from './public.tsx';
import { dressed } from '../../../web/style.ts';
import { home, operator, pieces } from './work.tsx';

/** Every page by name. */
export const pages: Record<string, string> = Object.fromEntries(
  Object.entries({
    accueil: home,
    publier: publish(),
    'publier-erreurs': publish(publishErrors),
    actualite: write,
    inscription: signUp,
    code,
    connexion: login,
    commune,
    portail: portal,
    article,
    territoire: operator,
    pieces,
  }).map(([name, page]) => [name, dressed(String(page), 'inline')]),
);
