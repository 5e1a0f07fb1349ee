/** Every route of the product, tried by everybody who has no right to it, and by somebody who has. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer, Asking, Fields } from '../../local/demo/visitor.ts';
import { everyRoute } from '../support/all-routes.ts';
import { scene, type Scene } from '../support/territory.ts';
import type { Row } from './row.ts';
import { SHOWN_TO_ITS_READERS } from './rows/content.ts';
import { rows } from './rows/index.ts';
import { EVERYBODY, leaksIn, visitorAs, type Who } from './who.ts';

let here: Scene;
beforeAll(async () => {
  here = await scene();
});

const nameOf = ({ method, path }: Pick<Row, 'method' | 'path'>): string => `${method} ${path}`;

/** Made at the first try and kept: whoever comes after tries the same address. */
const addresses = new Map<Row, Promise<string>>();
function addressOf(row: Row): Promise<string> {
  const known = addresses.get(row) ?? Promise.resolve(row.at(here));
  addresses.set(row, known);
  return known;
}

/** Refused, it stays to be sent by the next one; what is accepted is made anew for each. */
const refusedFields = new Map<Row, Promise<Fields>>();
function fieldsOf(row: Row, expected: number): Promise<Fields> {
  if (expected < 400) return Promise.resolve(row.sends(here));
  const known = refusedFields.get(row) ?? Promise.resolve(row.sends(here));
  refusedFields.set(row, known);
  return known;
}

async function ask(row: Row, who: Who, expected: number, as: NonNullable<Asking['as']>): Promise<Answer> {
  const visitor = visitorAs(here, who);
  const address = await addressOf(row);
  if (row.method === 'get') return visitor.get(address, { as });
  return visitor.post(address, await fieldsOf(row, expected), { as });
}

/** The status of the page where a program gets `status`: a reader without session is sent to sign in. */
const pageStatuses = (row: Row, status: number): readonly number[] => {
  if (status === 401 && row.method === 'get') return [303];
  return status < 400 ? [200, 303] : [status];
};

/** What one person got: two statuses, and the secrets that she should not have found. */
interface Got {
  status: number;
  page: number | 'not asked';
  leaks: readonly string[];
}

async function answerTo(row: Row, who: Who, expected: number): Promise<Got> {
  const answer = await ask(row, who, expected, 'json');
  const leaks = leaksIn(answer.text, here, who, row.shows);
  // What was done once as a program is not done again as a page.
  if (row.method === 'post' && answer.status < 400) return { status: answer.status, page: 'not asked', leaks };
  const page = await ask(row, who, expected, 'page');
  const asExpected = pageStatuses(row, expected).includes(page.status);
  return {
    status: answer.status,
    page: asExpected ? expected : page.status,
    leaks: [...leaks, ...leaksIn(page.text, here, who, row.shows)],
  };
}

const expectedOf = (row: Row, status: number): Got => ({
  status,
  page: row.method === 'post' && status < 400 ? 'not asked' : status,
  leaks: [],
});

/** Who is refused comes first, so that what the others change is still there to be refused. */
async function everyAnswer(row: Row): Promise<Partial<Record<Who, Got>>> {
  const got: Partial<Record<Who, Got>> = {};
  const tries = EVERYBODY.flatMap((who): { who: Who; status: number }[] => {
    const status = row.answers[who];
    return status === undefined ? [] : [{ who, status }];
  });
  const refused = tries.filter(({ status }) => status >= 400);
  await Promise.all(refused.map(async ({ who, status }) => (got[who] = await answerTo(row, who, status))));
  for (const { who, status } of tries) got[who] ??= await answerTo(row, who, status);
  return got;
}

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

describe('each row: who gets which answer, and nothing that is not for her', () => {
  it.each(rows.map((row, index) => ({ row, name: `${nameOf(row)} (row ${index + 1})` })))('$name', async ({ row }) => {
    const expected = Object.entries(row.answers).map(([who, status]) => [who, expectedOf(row, status)]);
    expect(await everyAnswer(row)).toEqual(Object.fromEntries(expected));
  });
});
