/** The HTTP application of one function: its routes, and what every answer has in common. */
import { randomBytes } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Member, mustMay, notEntered } from '../actor.ts';
import type { Clock } from '../clock.ts';
import { onBehalfOf } from '../confinement.ts';
import { shortAddress } from '../journal.ts';
import { logFault, log } from '../log.ts';
import { type Consumption, metered } from '../meter.ts';
import { Problem } from '../problems.ts';
import type { RotatingSecret } from '../secrets.ts';
import { memberOf, SESSION_COOKIE } from '../sessions.ts';
import type { Table } from '../table.ts';
import { readBody } from './body.ts';
import type { Territory } from './chrome.ts';
import { redirectTo, represent, representProblem, wantsJson } from './represent.tsx';
import type { Answer, RawCall, Route } from './route.ts';
import { cameThroughFront, type Origins, refuseCrossSite } from './security.ts';

/** Ours are far shorter. In characters. */
const LONGEST_COOKIE = 4096;

export interface AppDependencies {
  table: Table;
  clock: Clock;
  origins: Origins;
  territory: Territory;
  originKey: RotatingSecret;
  /** Puts what a page consumed into a Server-Timing header: for the bench, never in production. */
  exposeTimings: boolean;
  /** Members' requests touch, of what is private to organisations, what the one they work for owns. */
  confined?: boolean;
}

/**
 * Registers the routes; what none of them answers is a page that does not exist.
 * `signIn`: where a reader without session is sent.
 */
export function createApp(dependencies: AppDependencies, routes: readonly Route[]): Hono {
  const app = new Hono();

  app.use('*', async (c, next) => {
    if (cameThroughFront(c.req.raw.headers, await dependencies.originKey.values())) return next();
    log('http.bypassed');
    return c.json({ type: 'about:blank', title: 'Forbidden', status: 403 }, 403);
  });

  for (const route of routes) {
    app.on(route.method.toUpperCase(), route.path, (c) => answer(dependencies, route, c));
  }
  const pages = new Set(routes.filter(({ method }) => method === 'get').map(({ path }) => path));
  for (const path of new Set(routes.map((route) => route.path))) {
    const page = pageBefore(path, pages);
    app.all(path, async (c) => {
      if (page === undefined || c.req.method !== 'GET' || wantsJson(c.req.header('accept'))) {
        return failed(dependencies, c, new Problem('method-not-allowed'));
      }
      return redirectTo(addressOf(page, c.req.path));
    });
  }
  app.all('*', (c) => failed(dependencies, c, new Problem('not-found')));
  app.onError((error, c) => failed(dependencies, c, error));
  return app;
}

/**
 * The nearest page above the address of a form. A refused form leaves its own address in the browser: opened again,
 * by a tab that comes back or an address copied, it shows where the form is.
 */
function pageBefore(path: string, pages: ReadonlySet<string>): string | undefined {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const above = path.slice(0, end);
    if (pages.has(above)) return above;
  }
  return undefined;
}

/** As many segments of an address as a route's path has. */
const addressOf = (path: string, asked: string): string => asked.split('/').slice(0, path.split('/').length).join('/');

async function answer(dependencies: AppDependencies, route: Route, c: Context): Promise<Response> {
  return metered(async (consumption) => {
    const nonce = randomBytes(16).toString('base64url');
    let call: RawCall | undefined;
    let response: Response;
    try {
      if (route.method === 'post' && !route.crossSite) refuseCrossSite(c.req.raw.headers, dependencies.origins);
      const member = route.access === 'anyone' ? undefined : await memberFrom(dependencies, c);
      call = {
        path: c.req.url.slice(new URL(c.req.url).origin.length),
        method: c.req.method,
        member,
        address: clientAddress(c),
        userAgent: (c.req.header('user-agent') ?? '').slice(0, 200),
        cookie: (name) => (name === SESSION_COOKIE ? undefined : getCookie(c, name)?.slice(0, LONGEST_COOKIE)),
        nonce,
        params: c.req.param(),
        query: c.req.query(),
        body: route.method === 'post' ? await readBody(c.req.raw) : {},
        wantsJson: wantsJson(c.req.header('accept')),
      };
      allow(route, member);
      response = await answeredBy(dependencies, route, call);
    } catch (error) {
      response = await representFault(dependencies, c, error, call, nonce);
    }
    if (dependencies.exposeTimings) setTimings(response, consumption);
    return response;
  });
}

/** Once it is known who asks, and for which organisation she works, nothing is done that this one may not do. */
function answeredBy(dependencies: AppDependencies, route: Route, call: RawCall): Promise<Response> {
  const answering = async (): Promise<Response> => represent(await route.run(call), call, dependencies);
  return dependencies.confined ? onBehalfOf(call.member?.current?.organisation, answering) : answering();
}

/** What is hers everywhere: one organisation's provider cannot speak for that. Her card is her organisation's. */
const IN_EVERY_ORGANISATION = /^\/(?:compte(?!\/fiche$)|connexion\/(?:double-verification|adresse))(?:\/|$)/;
const OPENED_BY_PROVIDER =
  'Vous utilisez le compte de votre organisation, qui n’ouvre qu’elle. Votre compte Parvis vaut partout : déconnectez-vous, puis entrez avec votre mot de passe. L’adresse du compte de votre organisation se change auprès du service qui le tient.';

/** @throws {Problem} when the route is not for this caller. */
function allow(route: Route, member: Member | undefined): void {
  if (member?.session.only !== undefined && IN_EVERY_ORGANISATION.test(route.path)) {
    throw new Problem('forbidden', { detail: OPENED_BY_PROVIDER });
  }
  if (route.access === 'anyone') return;
  // The territory's console is in no organisation.
  const isConsole = route.access === 'operator' && member?.isOperator;
  if (member?.awaits && !route.beforeProof && !isConsole) throw notEntered(member);
  if (route.access === 'visitor') return;
  if (!member) throw new Problem('sign-in-needed');
  if (route.access === 'member' && !member.current) throw notEntered(member);
  const makesNew = route.method === 'post' && route.access === 'member' && !route.whileSuspended;
  if (makesNew && member.current?.isSuspended) throw new Problem('suspended');
  mustMay(member, route.needs ?? (route.access === 'operator' ? 'open-console' : 'read-organisation'));
}

async function memberFrom({ table, clock }: AppDependencies, c: Context): Promise<Member | undefined> {
  const token = getCookie(c, SESSION_COOKIE);
  return token && token.length < 100 ? memberOf(table, clock, token, shortAddress(clientAddress(c))) : undefined;
}

/** `203.0.113.7:46532` or `[2001:db8::1]:46532`, as CloudFront writes it: without the port. */
function clientAddress(c: Context): string {
  const said = c.req.header('cloudfront-viewer-address') ?? '';
  return said.slice(0, Math.max(said.lastIndexOf(':'), 0)) || 'unknown';
}

async function failed(dependencies: AppDependencies, c: Context, error: unknown): Promise<Response> {
  return representFault(dependencies, c, error, undefined, randomBytes(16).toString('base64url'));
}

async function representFault(
  dependencies: AppDependencies,
  c: Context,
  error: unknown,
  call: RawCall | undefined,
  nonce: string,
): Promise<Response> {
  let problem: Problem;
  if (error instanceof Problem) problem = error;
  else {
    logFault('http.fault', error, { method: c.req.method });
    problem = new Problem('fault', { cause: error });
  }
  return representProblem(problem, {
    call,
    nonce,
    path: c.req.path,
    method: c.req.method,
    wantsJson: wantsJson(c.req.header('accept')),
    dependencies,
  });
}

function setTimings(response: Response, { read, write, calls }: Consumption): void {
  response.headers.set('server-timing', `read;desc="${read}", write;desc="${write}", calls;desc="${calls}"`);
}

export type { Answer };
