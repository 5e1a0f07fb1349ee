/** What somebody finds is what she may read at this very moment: by results, by proposals, by excerpts and by counts. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, succeeded, type Visitor } from '../../local/demo/visitor.ts';
import { ownPerson } from '../support/directory.ts';
import { joinOnRequest, openGroup } from '../support/groups.ts';
import { importMailboxes, joinByCode, visitorOf, welcome } from '../support/joining.ts';
import { publishNews } from '../support/publishing.ts';
import { eventuallyFound, foundBy, type Found, proposedTo } from '../support/searching.ts';
import { as, scene, type Scene } from '../support/territory.ts';

/** One word of a title and one of a text for each audience: found, it gives away how far it went. */
const PRIVATE = { title: 'Nivéole : réunion du bureau', body: 'Scabieuse, avant le vote.' };
const IN_GROUP = { title: 'Orpin : fusion envisagée', body: 'Sarriette, une école de moins.' };
const NETWORK = { title: 'Euphorbe : prêt de barrières', body: 'Fritillaire, quarante barrières.' };
const PUBLIC = { title: 'Tanaisie : marché de printemps', body: 'Verveine, tous les samedis.' };

let here: Scene;
let group: string;
const people: Record<string, Visitor> = {};
const published: Record<string, string> = {};

const visitor = (who: string): Visitor => {
  const found = people[who];
  if (!found) throw new Error(`${who} is not here.`);
  return found;
};

beforeAll(async () => {
  here = await scene();
  const { cloud } = here;
  await importMailboxes(as(here, here.territory.operator), [
    { name: 'Saint-Caprais-de-Lerm', slug: 'saint-caprais-de-lerm' },
    { name: 'Sauveterre-Saint-Denis', slug: 'sauveterre-saint-denis' },
  ]);
  const [referent, stranger] = await Promise.all([
    joinByCode(cloud, 'saint-caprais-de-lerm', {
      firstName: 'Solange',
      lastName: 'Lerm',
      position: 'Secrétaire de mairie',
      email: 'solange.lerm@essai.test',
    }),
    joinByCode(cloud, 'sauveterre-saint-denis', {
      firstName: 'Denis',
      lastName: 'Sauveterre',
      position: 'Maire',
      email: 'denis.sauveterre@essai.test',
    }),
  ]);
  const guest = (firstName: string) =>
    welcome(cloud, referent, {
      firstName,
      lastName: 'Caprais',
      email: `${firstName.toLowerCase()}.caprais@essai.test`,
      role: 'contributor',
    });
  const colleague = await guest('Capucine');
  const leaving = await guest('Lilas');
  Object.assign(people, { referent, stranger, colleague, leaving, outsider: visitorOf(cloud) });
  group = await openGroup(referent, {
    name: 'Écoles',
    purpose: 'Fusion',
    kind: 'steering',
    access: 'request',
  });
  for (const one of [colleague, leaving]) await joinOnRequest(referent, one, group, await ownPerson(one));
  published.private = await publishNews(referent, { ...PRIVATE, audience: 'organisation' });
  published.inGroup = await publishNews(referent, { ...IN_GROUP, audience: `group:${group}` });
  published.network = await publishNews(referent, { ...NETWORK, audience: 'network' });
  published.public = await publishNews(referent, { ...PUBLIC, audience: 'public' });
  await Promise.all([
    eventuallyFound(colleague, 'niveole'),
    eventuallyFound(colleague, 'orpin'),
    eventuallyFound(stranger, 'euphorbe'),
    eventuallyFound(visitor('outsider'), 'tanaisie'),
  ]);
});

/** Each asked by another word than those that give it away. */
const QUESTIONS = { private: 'réunion bureau', inGroup: 'fusion', network: 'barriere', public: 'marché printemps' };
type Audience = keyof typeof QUESTIONS;
const AUDIENCES: readonly Audience[] = ['private', 'inGroup', 'network', 'public'];
const WORDS: Readonly<Record<Audience, readonly string[]>> = {
  private: ['Nivéole', 'Scabieuse'],
  inGroup: ['Orpin', 'Sarriette'],
  network: ['Euphorbe', 'Fritillaire'],
  public: ['Tanaisie', 'Verveine'],
};

/** The audiences of which somebody finds something, however she asks; counted or named counts as found. */
async function foundFor(who: string): Promise<Audience[]> {
  const reached = await Promise.all(
    AUDIENCES.map(async (audience) => {
      const own = `${QUESTIONS[audience]}&organisation=saint-caprais-de-lerm`;
      const [all, narrowed, proposed] = await Promise.all([
        visitor(who).get(`/recherche?q=${own}`, { as: 'page' }),
        foundBy(visitor(who), QUESTIONS[audience], 'organisation=saint-caprais-de-lerm'),
        proposedTo(visitor(who), QUESTIONS[audience]),
      ]);
      const named = WORDS[audience].some((word) => [all.text, narrowed.text, proposed.text].join().includes(word));
      return named || narrowed.found.total > 0 ? [audience] : [];
    }),
  );
  return reached.flat();
}

describe('a search', () => {
  it.each([
    ['outsider', ['public']],
    ['stranger', ['network', 'public']],
    ['colleague', ['private', 'inGroup', 'network', 'public']],
    ['referent', ['private', 'inGroup', 'network', 'public']],
  ])('of %s finds %j', async (who, audiences) => {
    expect(await foundFor(who)).toEqual(audiences);
  });

  it('shows the words that were looked for, in all their forms, escaped', async () => {
    const { text } = await visitor('colleague').get('/recherche?q=reunions', { as: 'page' });
    expect(text).toMatch(/Nivéole.*<mark>réunion<\/mark> du bureau/);
    const hostile = await visitor('colleague').get('/recherche?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E', { as: 'page' });
    expect(hostile.text).not.toContain('<script>alert');
  });

  it('leads each reader to a page that opens', async () => {
    for (const [who, question] of [
      ['outsider', 'tanaisie'],
      ['stranger', 'euphorbe'],
      ['colleague', 'niveole'],
      ['colleague', 'orpin'],
    ] as const) {
      const { found } = await foundBy(visitor(who), question);
      expect((await visitor(who).get(found.results[0]?.url ?? '')).status).toBe(200);
    }
  });

  it('finds an organisation and its people, members alone the latter', async () => {
    const categories = async (who: string) =>
      Object.keys((await foundBy(visitor(who), 'Solange Lerm')).found.counts).sort();
    await eventuallyFound(visitor('stranger'), 'solange');
    expect(await categories('stranger')).toEqual(['personnes']);
    expect((await foundBy(visitor('outsider'), 'solange')).found.results).toEqual([]);
    expect((await foundBy(visitor('outsider'), 'caprais lerm')).found.results).toMatchObject([
      { category: 'organisations', url: '/c/saint-caprais-de-lerm' },
    ]);
  });
});

/** Asked until nothing of it is found. */
/** What other suites publish may be close to the word: nothing has it any more. */
const eventuallyGone = (who: Visitor, question: string): Promise<{ found: Found }> =>
  eventuallyFound(who, question, ({ total, manner }) => total === 0 || manner !== 'all');

const answers = (answer: Answer, words: readonly string[]): string[] =>
  words.filter((word) => answer.text.includes(word));

describe('a change of rights', () => {
  it('takes effect at the next search: out of a group, then out of the organisation', async () => {
    const leaving = visitor('leaving');
    expect((await foundBy(leaving, 'fusion')).found.total).toBe(1);
    const person = await ownPerson(leaving);
    succeeded(await visitor('referent').post(`/groupes/${group}/membres/${person}/retirer`), 'She leaves the group');
    expect((await foundBy(leaving, 'fusion')).found.total).toBe(0);
    expect((await foundBy(leaving, 'bureau')).found.total).toBe(1);
    succeeded(await visitor('referent').post(`/organisation/membres/${person}/retirer`), 'She leaves');
    for (const question of ['bureau', 'fusion', 'barrieres']) {
      expect((await foundBy(leaving, question)).found.total).toBe(0);
      expect((await proposedTo(leaving, question)).text).toBe('[]');
    }
    expect((await foundBy(leaving, 'tanaisie')).found.total).toBe(1);
  });

  it('what is withdrawn is shown to nobody, at once', async () => {
    succeeded(await visitor('referent').post(`/publications/${published.public}/retirer`), 'It is withdrawn');
    for (const who of ['outsider', 'stranger', 'colleague', 'referent']) {
      const both = await Promise.all([
        visitor(who).get('/recherche?q=marche+printemps'),
        proposedTo(visitor(who), 'marche'),
      ]);
      expect(both.flatMap((answer) => answers(answer, WORDS.public))).toEqual([]);
    }
    await eventuallyGone(visitor('outsider'), 'tanaisie');
    await eventuallyGone(visitor('colleague'), 'tanaisie');
  });
});
