/** Answers as pages or as JSON, with the headers that each needs. */
import { dressed, styleHash, styleVersion, type StyleWay, territoryStyle } from '../../web/style.ts';
import { tied } from '../../web/typography.ts';
import { DAY } from '../clock.ts';
import { PROBLEM_TEXTS, type Problem, type ProblemKind } from '../problems.ts';
import type { AppDependencies } from './app.ts';
import { ProblemPage, SessionExpiredPage } from './problem-pages.tsx';
import type { Answer, Cookie, Html, RawCall } from './route.ts';
import { contentSecurityPolicy } from './security.ts';

/** JSON when asked for by name; a browser's `*\/*` means a page. */
export const wantsJson = (accept: string | undefined): boolean => {
  const kinds = (accept ?? '').split(',').map((kind) => kind.split(';', 1)[0]?.trim() ?? '');
  const json = kinds.findIndex((kind) => kind === 'application/json' || kind === 'application/problem+json');
  const html = kinds.findIndex((kind) => kind === 'text/html' || kind === 'application/xhtml+xml');
  return json >= 0 && (html < 0 || json < html);
};

const cookieHeader = ({ name, value, expires }: Cookie): string =>
  `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${expires ? `; Expires=${expires.toUTCString()}` : ''}`;

interface Shared {
  status: number;
  cookies?: readonly Cookie[] | undefined;
  publicFor?: number | undefined;
  leadsIn?: boolean | undefined;
  isTool?: boolean | undefined;
}

/** Pages of members are kept nowhere; public ones for minutes. Every answer depends on `Accept`. */
function headersOf({ cookies, publicFor }: Shared, type: string, policy: string): Headers {
  // CloudFront would keep the cookie with the page and hand it to others.
  const isShared = publicFor !== undefined && publicFor > 0 && !cookies?.length;
  const headers = new Headers({
    'content-type': type,
    'content-security-policy': policy,
    'cache-control': isShared ? `public, max-age=${publicFor}, s-maxage=${publicFor}` : 'private, no-store',
    vary: 'Accept, Accept-Encoding',
  });
  for (const cookie of cookies ?? []) headers.append('set-cookie', cookieHeader(cookie));
  return headers;
}

/** In seconds. */
const A_YEAR = 365 * 24 * 60 * 60;

/** Browsers keep it for good; CloudFront for as long as it may be shown to others, which is not at all for members. */
const keptByReaders = (publicFor = 0): string =>
  publicFor > 0
    ? `public, max-age=${A_YEAR}, s-maxage=${publicFor}, immutable`
    : `private, max-age=${A_YEAR}, immutable`;

/** Says which style sheet the browser keeps, in a file; tells nothing about who reads. */
const STYLE_COOKIE = '__Host-style';
/** In milliseconds. */
const STYLE_KEPT = 365 * DAY;

/** What a page needs to know of the call that it answers. */
type Asked = Pick<RawCall, 'member' | 'cookie'>;

/** Members come back: their style sheet is sent to them once. A public page is the same for everybody. */
function styleFor(asked: Asked | undefined, { publicFor, leadsIn, isTool }: Shared): StyleWay {
  if (!asked || publicFor) return 'everybody';
  const isKept = asked.cookie(STYLE_COOKIE) === styleVersion;
  if (asked.member) return isKept ? 'kept' : 'keeping';
  if (isTool) return 'whole';
  return leadsIn && !isKept ? 'leading' : 'everybody';
}

async function html(
  node: Html,
  shared: Shared,
  dependencies: AppDependencies,
  nonce: string,
  asked: Asked | undefined,
): Promise<Response> {
  const style = styleFor(asked, shared);
  const hashes = [styleHash(style), territoryStyle(dependencies.territory.hue)?.hash].filter(
    (hash) => hash !== undefined,
  );
  const policy = contentSecurityPolicy(dependencies.origins, hashes, nonce);
  const text = dressed(tied(String(await node)), style);
  const keeping = {
    name: STYLE_COOKIE,
    value: styleVersion,
    expires: new Date(dependencies.clock().getTime() + STYLE_KEPT),
  };
  const cookies = [...(shared.cookies ?? []), ...(style === 'keeping' || style === 'leading' ? [keeping] : [])];
  // As bytes: of a text, a Response would make well-formed text first, then bytes, then count them.
  return new Response(Buffer.from(text.startsWith('<!') ? text : `<!doctype html>${text}`), {
    status: shared.status,
    headers: headersOf({ ...shared, cookies }, 'text/html; charset=utf-8', policy),
  });
}

function json(value: unknown, shared: Shared, type = 'application/json; charset=utf-8', location?: string): Response {
  const headers = headersOf(shared, type, "default-src 'none'");
  if (location) headers.set('location', location);
  return new Response(JSON.stringify(value ?? null), { status: shared.status, headers });
}

/** Another page (303), kept nowhere. */
export function redirectTo(location: string, { cookies }: Pick<Shared, 'cookies'> = {}): Response {
  const headers = headersOf({ status: 303, cookies }, 'text/plain; charset=utf-8', "default-src 'none'");
  headers.set('location', location);
  return new Response('', { status: 303, headers });
}

/** The representation that the caller asked for. */
export async function represent(answer: Answer, call: RawCall, dependencies: AppDependencies): Promise<Response> {
  const shared: Shared = { status: answer.status ?? 200, cookies: answer.cookies };
  switch (answer.kind) {
    case 'page': {
      const kept = { ...shared, publicFor: answer.publicFor };
      const seen = { ...kept, leadsIn: answer.leadsIn, isTool: answer.isTool };
      return call.wantsJson ? json(answer.data, kept) : html(answer.view(), seen, dependencies, call.nonce, call);
    }
    case 'redirect': {
      if (call.wantsJson) {
        const status = answer.status ?? (answer.created ? 201 : 200);
        return json(answer.data ?? { location: answer.to }, { ...shared, status }, undefined, answer.to);
      }
      return redirectTo(answer.to, shared);
    }
    case 'body': {
      const headers = headersOf({ ...shared, publicFor: answer.publicFor }, answer.type, "default-src 'none'");
      if (answer.neverChanges) headers.set('cache-control', keptByReaders(answer.publicFor));
      if (answer.fileName) headers.set('content-disposition', `attachment; filename="${answer.fileName}"`);
      return new Response(answer.body, { status: shared.status, headers });
    }
  }
}

/** Refusals that no form gives back. */
const KEEPS_WHAT_WAS_TYPED: ReadonlySet<ProblemKind> = new Set([
  'fault',
  'stale',
  'conflict',
  'suspended',
  'no-longer-member',
  'proof-needed',
]);

interface Failure {
  call: RawCall | undefined;
  nonce: string;
  path: string;
  method: string;
  wantsJson: boolean;
  dependencies: AppDependencies;
}

/** A French page with the next step, or problem+json (RFC 9457). */
export async function representProblem(problem: Problem, failure: Failure): Promise<Response> {
  const { dependencies, nonce } = failure;
  const texts = PROBLEM_TEXTS[problem.kind];
  const { detail = texts.detail, fields, retryAfter, extra } = problem.details;
  const shared: Shared = { status: problem.status };
  if (failure.wantsJson) {
    const response = json(
      {
        ...extra,
        type: `/problemes/${problem.kind}`,
        title: texts.title,
        status: problem.status,
        detail,
        ...(fields ? { errors: fields } : {}),
      },
      shared,
      'application/problem+json; charset=utf-8',
    );
    if (retryAfter) response.headers.set('retry-after', String(retryAfter));
    return response;
  }
  if (problem.kind === 'sign-in-needed') return signIn(failure);
  // A reader proves what is still to prove, and comes back.
  if (problem.kind === 'proof-needed' && failure.method !== 'POST') return comeBackFrom('/connexion/preuve', failure);
  const view = (
    <ProblemPage
      territory={dependencies.territory}
      member={failure.call?.member}
      title={texts.title}
      detail={detail}
      typed={KEEPS_WHAT_WAS_TYPED.has(problem.kind) ? failure.call?.body : undefined}
      nonce={nonce}
    />
  );
  const response = await html(view, shared, dependencies, nonce, failure.call);
  if (retryAfter) response.headers.set('retry-after', String(retryAfter));
  return response;
}

function comeBackFrom(where: string, { call, path }: Pick<Failure, 'call' | 'path'>): Response {
  return redirectTo(`${where}?retour=${encodeURIComponent(call?.path ?? path)}`);
}

/** A reader is sent to sign in and comes back; a writer keeps what she typed. */
async function signIn({ call, path, method, dependencies, nonce }: Failure): Promise<Response> {
  if (method !== 'POST') return comeBackFrom('/connexion', { call, path });
  const view = (
    <SessionExpiredPage territory={dependencies.territory} back={path} typed={call?.body ?? {}} nonce={nonce} />
  );
  return html(view, { status: 401 }, dependencies, nonce, undefined);
}
