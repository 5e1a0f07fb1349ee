/** A session that has not proved what its organisation asks: every route of the product, called with it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hono } from 'hono';
import { createApp } from '../../../platform/http/app.ts';
import type { Route } from '../../../platform/http/route.ts';
import { type Role, ROLES } from '../../../platform/rules.ts';
import { personScope } from '../../../platform/scope.ts';
import { personEntities, SESSION_COOKIE, TERRITORY_MEMBERSHIP } from '../../../platform/sessions.ts';
import type { SignInPolicy } from '../../../platform/sign-in-policy.ts';
import { everyRoute, functionsRoutesOver } from '../../support/all-routes.ts';
import { NERAC, openSignIn, type SignInWorld } from '../identity/world.ts';

const ORIGIN = 'https://parvis.example.org';
const POLICY: SignInPolicy = { method: 'code', secondFactorFor: [...ROLES] };

/** What she may do before: prove it, set up what it takes, work elsewhere, go away. Each answers as it would to all. */
const OPEN = [
  'GET /connexion',
  // Whoever holds the link, signed in or not: her password is asked for.
  'GET /connexion/bienvenue/:token',
  'POST /connexion/bienvenue/:token',
  'GET /connexion/fournisseur/:slug',
  'GET /connexion/retour',
  'GET /connexion/preuve',
  'POST /connexion/preuve/courriel',
  'POST /connexion/preuve/courriel/code',
  'POST /connexion/preuve/application',
  'GET /connexion/double-verification',
  'POST /connexion/double-verification',
  'POST /connexion/double-verification/code',
  'POST /compte/organisation',
  'POST /deconnexion',
];

let world: SignInWorld;
let app: Hono;
beforeAll(async () => {
  world = await openSignIn();
  const { table, clock } = world.deps;
  const values = async () => ['key'] as const;
  const territory = { code: '47', name: 'Lot-et-Garonne' };
  const origins = { site: ORIGIN, files: undefined };
  app = createApp(
    { table, clock, origins, territory, originKey: { values }, exposeTimings: false },
    Object.values(functionsRoutesOver(table)).flat(),
  );
});
afterAll(() => world.close());

/** Somebody who came in with her password alone. @returns what she is told at an address. */
async function knocking(role: Role, profile = {}, isOperator = false) {
  const person = await world.person(`${role}@nerac.test`, [{ ...NERAC, role, signIn: POLICY }], profile);
  if (isOperator) {
    const membership = {
      organisation: TERRITORY_MEMBERSHIP,
      name: 'Territoire',
      slug: 'territoire',
      role: 'operator' as const,
    };
    await personEntities(world.deps.table)
      .membership.put({ scope: personScope(person), ...membership, since: '2026-01-01' })
      .go();
  }
  const cookie = await world.session(person, ['password'], NERAC.organisation);
  return async (method: string, path: string, accept = 'application/json') => {
    const answer = await app.fetch(
      new Request(`http://parvis.invalid${path}`, {
        method,
        headers: {
          accept,
          origin: ORIGIN,
          'x-origin-key': 'key',
          'cloudfront-viewer-address': '203.0.113.7:46532',
          cookie: `${SESSION_COOKIE}=${cookie}`,
          ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        },
        ...(method === 'POST' ? { body: 'text=Un+long+texte+que+personne+ne+veut+perdre+ici' } : {}),
      }),
    );
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
}

const named = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

describe('a session that has still something to prove', () => {
  it('opens nothing of the organisation, whatever the role and the route', async () => {
    const guarded = everyRoute.filter((route) => route.access !== 'anyone' && !OPEN.includes(named(route)));
    expect(
      everyRoute
        .filter(({ beforeProof }) => beforeProof)
        .map(named)
        .sort(),
    ).toEqual([...OPEN].sort());
    expect(guarded.length).toBeGreaterThan(80);
    const knock = await knocking('referent');
    const opened: string[] = [];
    for (const { method, path } of guarded) {
      const { text } = await knock(method.toUpperCase(), path.replace(/:[a-z]+/gi, 'x'));
      if (!text.includes('/problemes/proof-needed')) opened.push(`${method} ${path}: ${text.slice(0, 200)}`);
    }
    expect(opened).toEqual([]);
  });

  it('leads a reader to the proof and back, and gives a writer her text', async () => {
    const knock = await knocking('publisher');
    const read = await knock('GET', '/documents?q=a', 'text/html');
    expect([read.status, read.headers.get('location')]).toEqual([303, '/connexion/preuve?retour=%2Fdocuments%3Fq%3Da']);
    const written = await knock('POST', '/publier/actualite', 'text/html');
    expect(written.status).toBe(403);
    expect(written.text).toContain('Un long texte que personne ne veut perdre ici');
    const proof = await knock('GET', '/connexion/preuve?retour=/documents', 'text/html');
    expect(proof.text).toContain('Nérac demande un code reçu par courriel');
  });

  it('leaves the console to the operator, unless her own second factor is missing', async () => {
    const operator = await knocking('contributor', {}, true);
    expect((await operator('GET', '/territoire')).status).toBe(200);
    const careful = await knocking('reader', { secondFactor: true }, true);
    expect((await careful('GET', '/territoire')).text).toContain('/problemes/proof-needed');
  });
});
