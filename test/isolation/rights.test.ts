/** The table of routes, which is tried over HTTP, says what the matrix of rights says. */
import { describe, expect, it } from 'vitest';
import { type Action, roleMay, ROLES } from '../../platform/rules.ts';
import { everyRoute } from '../support/all-routes.ts';
import { rows } from './rows/index.ts';

const nameOf = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

/** Routes that ask for a right of their own only once they know what is published, and to whom. */
const ASKED_WITHIN: readonly (readonly [Action, string])[] = [
  ['write-drafts', 'get /publier'],
  ['write-drafts', 'get /publier/actualite'],
  ['write-drafts', 'get /publications/:id/modifier'],
  ['deposit-documents', 'get /documents/nouveau'],
  ['deposit-documents', 'post /documents/depots'],
  ['publish-inside', 'post /publications/:id/publier'],
  ['approve-publications', 'post /publications/:id/valider'],
  ['approve-publications', 'post /publications/:id/renvoyer'],
  // What this row takes away is for the network.
  ['publish-outside', 'post /publications/:id/annuler'],
];

const DECLARED = everyRoute.flatMap((route): (readonly [Action, string])[] =>
  route.needs ? [[route.needs, nameOf(route)]] : [],
);

const actors = [...ROLES, 'operator'] as const;

describe('each right, where it is asked for', () => {
  it.each([...DECLARED, ...ASKED_WITHIN])('%s: %s', (action, route) => {
    const tried = rows
      .filter((row) => nameOf(row) === route)
      .flatMap(({ answers }) =>
        actors.flatMap((role) => {
          const status = answers[role];
          return status === undefined ? [] : [{ role, status }];
        }),
      );
    // What is not there is not there for those either who have the right.
    const wrong = tried.filter(({ role, status }) =>
      roleMay(role, action) ? status === 403 : status !== 403 && status !== 404,
    );
    expect(wrong).toEqual([]);
    // The least of those who may, and the one just below her, are among those who tried.
    const roles = tried.map(({ role }) => role);
    const least = actors.findIndex((role) => roleMay(role, action));
    expect(roles).toEqual(expect.arrayContaining(actors.slice(Math.max(least - 1, 0), least + 1)));
  });
});
