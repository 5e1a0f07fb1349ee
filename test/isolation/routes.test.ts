/** Every route of the product, tried by everybody who has no right to it, and by somebody who has. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Answer, type Asking } from '../../local/demo/visitor.ts';
import { everyRoute } from '../support/all-routes.ts';
import { scene, type Scene } from '../support/territory.ts';
import type { Row } from './row.ts';
import { SHOWN_TO_ITS_READERS } from './rows/content.ts';
import { rows } from './rows/index.ts';
import { EVERYBODY, leaksIn, visitorAs, type Who } from './who.ts';

let here: Scene;
beforeAll(async () => {
  here = await scene();
}, 120_000);

const nameOf = ({ method, path }: Pick<Row, 'method' | 'path'>): string => `${method} ${path}`;

/** Made at the first try and kept: whoever comes after tries the same address. */
const addresses = new Map<Row, Promise<string>>();
function addressOf(row: Row): Promise<string> {
  const known = addresses.get(row) ?? Promise.resolve(row.at(here));
  addresses.set(row, known);
  return known;
}

async function ask(row: Row, who: Who, as: NonNullable<Asking['as']>): Promise<Answer> {
  const visitor = visitorAs(here, who);
  const address = await addressOf(row);
  return row.method === 'get' ? visitor.get(address, { as }) : visitor.post(address, await row.sends(here), { as });
}

/** The status of the page where a program gets `status`: a reader without session is sent to sign in. */
const pageStatuses = (row: Row, status: number): readonly number[] => {
  if (status === 401 && row.method === 'get') return [303];
  return status < 400 ? [200, 303] : [status];
};

/** Refused ones first, so that what the others change is still there to be refused. */
const triesOf = ({ answers }: Row): [Who, number][] =>
  EVERYBODY.flatMap((who): [Who, number][] => {
    const status = answers[who];
    return status === undefined ? [] : [[who, status]];
  }).toSorted(([, a], [, b]) => Number(a < 400) - Number(b < 400));

describe('the table of routes', () => {
  it('has a row for every route', () => {
    const covered = new Set(rows.map(nameOf));
    expect(everyRoute.map(nameOf).filter((route) => !covered.has(route))).toEqual([]);
  });

  it('has no row for a route that does not exist', () => {
    const existing = new Set(everyRoute.map(nameOf));
    expect(rows.map(nameOf).filter((route) => !existing.has(route))).toEqual([]);
  });

  it('tries each route of members and of the operator without a session, and as a former member', () => {
    const closed = everyRoute.filter(({ access }) => access === 'member' || access === 'operator').map(nameOf);
    const refusing = new Set(
      rows.filter(({ answers }) => answers.outsider === 401 && answers.removed === 403).map(nameOf),
    );
    expect(closed.filter((route) => !refusing.has(route))).toEqual([]);
  });
});

describe('what is secret is there for its readers', () => {
  it.each(SHOWN_TO_ITS_READERS)('$text', async ({ at, who, text }) => {
    const answer = await visitorAs(here, who).get(at(here));
    expect(answer.text).toContain(text);
  });
});

describe.each(rows.map((row, index) => ({ row, name: `${nameOf(row)} (row ${index + 1})` })))('$name', ({ row }) => {
  it.each(triesOf(row))('%s gets %i', async (who, status) => {
    const answer = await ask(row, who, 'json');
    expect({ status: answer.status, leaks: leaksIn(answer.text, here, who, row.shows) }).toEqual({ status, leaks: [] });
    // What was done once as a program is not done again as a page.
    if (row.method === 'post' && status < 400) return;
    const page = await ask(row, who, 'page');
    expect(pageStatuses(row, status)).toContain(page.status);
    expect(leaksIn(page.text, here, who, row.shows)).toEqual([]);
  });
});
