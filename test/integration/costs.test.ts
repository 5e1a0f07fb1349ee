/** What pages read of the table, against docs/access-patterns: the local stage says it in `Server-Timing`. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { visitorOf } from '../support/joining.ts';
import { registeredAct } from '../support/publishing.ts';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
beforeAll(async () => {
  here = await scene();
});

/** Session and memberships, read consistently. In read units. */
const MEMBER = 1;
/** Who lives at `/c/<slug>`: the register, then the public profile. */
const ORGANISATION = 1;

type Page = [path: string | ((scene: Scene) => string), most: number];

const OF_MEMBERS: Page[] = [
  // The limit of the whole product: home.md says 3.5 to 4.5.
  ['/accueil', 6],
  ['/publications', MEMBER + 2],
  ['/publications?onglet=organisation', MEMBER + 2],
  ['/publications?onglet=brouillons', MEMBER + 1],
  ['/publications?type=deliberation', MEMBER + 5],
  ['/documents', MEMBER + 2],
  ['/publier', MEMBER],
  // How many people each audience reaches: the organisation's number, the network's, her group's, and its letter's.
  ['/publier/actualite', MEMBER + 2.5],
  ['/groupes', MEMBER + 3.5],
  [({ territory }) => `/groupes/${territory.group}`, MEMBER + 2],
  [({ territory }) => `/groupes/${territory.group}/membres`, MEMBER + 2],
  [({ territory }) => `/groupes/${territory.group}/publications/${territory.contents.group}`, MEMBER + 0.5],
  // The same, the number that comes next, the author of the last act, and the matters (1.5 when there are all of them).
  ['/publier/deliberation', MEMBER + 5],
  [({ territory }) => `/publications/${territory.contents.organisation}`, MEMBER + 1],
  [({ territory }) => `/publications/${territory.home.siren}/${territory.contents.network}`, MEMBER + 0.5],
  // The document, and the folders that are not everybody's.
  [({ territory }) => `/documents/${territory.documents.private}`, MEMBER + 1],
  // The limit of the directory, whatever the number of people.
  ['/annuaire', 3],
  ['/annuaire?q=marmande', 3],
  ['/annuaire?quoi=agent&organisation=marmande', 3],
  ['/annuaire/marmande', MEMBER + 2.5],
  ['/annuaire/marmande/organigramme', MEMBER + 1],
  ['/compte/fiche', MEMBER + 2],
  ['/listes', MEMBER + 2.5],
  ['/listes/principale', MEMBER + 2],
];

const OF_EVERYBODY: Page[] = [
  ['/', 2],
  ['/c/marmande', ORGANISATION + 2],
  ['/c/marmande/publications', ORGANISATION + 2],
  ['/c/marmande/publications.atom', ORGANISATION + 2.5],
  // By its number; by its id it leads there.
  ['/c/marmande/actes/2024-001', ORGANISATION + 0.5],
  // 21 lines, the settings, the matters.
  ['/c/marmande/actes', ORGANISATION + 3],
  ['/c/marmande/actes/2024-001/preuve', ORGANISATION + 2.5],
  ['/c/marmande/actes.atom', ORGANISATION + 2.5],
  ['/c/marmande/s-abonner', 1.5],
  ['/inscription?q=ner', 1],
  ['/inscription', 0],
  ['/inscription/monflanquin', 2],
  ['/connexion', 0],
  ['/api', 0],
];

/** Read units that a page consumed. */
async function readUnits(visitor: Visitor, page: Page[0]): Promise<number> {
  const path = typeof page === 'string' ? page : page(here);
  // One more parameter: a public page is otherwise given from the cache of the front.
  const answer = await visitor.get(`${path}${path.includes('?') ? '&' : '?'}vu=${newId('pub')}`, { as: 'page' });
  expect({ path, status: answer.status }).toEqual({ path, status: 200 });
  const said = /\bread;desc="([\d.]+)"/.exec(answer.headers.get('server-timing') ?? '')?.[1];
  if (said === undefined) throw new Error(`${path} does not say what it read.`);
  return Number(said);
}

describe('a page', () => {
  // The first visit gives a file to what was deposited before there were files; an act is in the register a moment later.
  beforeAll(async () => {
    await registeredAct(visitorOf(here.cloud), here.territory.home.slug, here.territory.contents.act);
    await as(here, here.territory.referent).get('/documents');
  });

  it.each(OF_MEMBERS)('of a member, %s, reads at most %d units', async (page, most) => {
    expect(await readUnits(as(here, here.territory.referent), page)).toBeLessThanOrEqual(most);
  });

  it('of the operator, the requests to sign up and their present names', async () => {
    expect(await readUnits(as(here, here.territory.operator), '/territoire')).toBeLessThanOrEqual(MEMBER + 4);
  });

  it.each(OF_EVERYBODY)('of everybody, %s, reads at most %d units', async (page, most) => {
    expect(await readUnits(visitorOf(here.cloud), page)).toBeLessThanOrEqual(most);
  });

  it('for a member reads her session and her rights, never less', async () => {
    expect(await readUnits(as(here, here.territory.referent), '/publier')).toBeGreaterThanOrEqual(MEMBER);
  });
});
