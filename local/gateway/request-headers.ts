/** Which headers of the viewer a distribution passes on to the origin, and which it adds. */
import type { IncomingHttpHeaders } from 'node:http';
import { flagOf, recordOf, textOf, textsOf } from '../provision/values.ts';

export interface OriginRequestPolicy {
  behaviour: 'none' | 'whitelist' | 'allViewer' | 'allViewerAndWhitelistCloudFront' | 'allExcept';
  /** Lower-case. */
  headers: ReadonlySet<string>;
  cookies: boolean;
  queryStrings: boolean;
}

/** What is part of a cache's key is passed on too. */
export interface CachePolicy {
  /** Encodings that the distribution asks of the origin and compresses to, best first. */
  encodings: string[];
  /** Lower-case. */
  headers: ReadonlySet<string>;
  cookies: boolean;
  queryStrings: boolean;
}

const ALL = { cookies: true, queryStrings: true };

/** Those of AWS's managed policies that fit this product. */
export const MANAGED_ORIGIN_REQUEST_POLICIES: Readonly<Record<string, OriginRequestPolicy>> = {
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { behaviour: 'allViewer', headers: new Set(), ...ALL },
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': { behaviour: 'allExcept', headers: new Set(['host']), ...ALL },
  '33f36d7e-f396-46d9-90e0-52428a34d9dc': {
    behaviour: 'allViewerAndWhitelistCloudFront',
    headers: new Set(['cloudfront-viewer-address']),
    ...ALL,
  },
};

const keyless = (encodings: string[]): CachePolicy => ({
  encodings,
  headers: new Set(),
  cookies: false,
  queryStrings: false,
});

export const MANAGED_CACHE_POLICIES: Readonly<Record<string, CachePolicy>> = {
  /** CachingDisabled */
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': keyless([]),
  /** CachingOptimized */
  '658327ea-f89d-4fab-a63d-7e88639e58f6': keyless(['br', 'gzip']),
};

/** Without a policy of its own, a behaviour passes on nothing of the viewer's. */
export const NOTHING_PASSED: OriginRequestPolicy = {
  behaviour: 'none',
  headers: new Set(),
  cookies: false,
  queryStrings: false,
};

export function readOriginRequestPolicy(properties: Readonly<Record<string, unknown>>): OriginRequestPolicy {
  const config = recordOf(properties['OriginRequestPolicyConfig']);
  const { HeaderBehavior, Headers } = recordOf(config['HeadersConfig']);
  return {
    behaviour: behaviourOf(textOf(HeaderBehavior ?? 'none')),
    headers: new Set(textsOf(Headers).map((name) => name.toLowerCase())),
    cookies: allOrNone(recordOf(config['CookiesConfig'])['CookieBehavior'], 'cookies'),
    queryStrings: allOrNone(recordOf(config['QueryStringsConfig'])['QueryStringBehavior'], 'query strings'),
  };
}

function behaviourOf(name: string): OriginRequestPolicy['behaviour'] {
  switch (name) {
    case 'none':
    case 'whitelist':
    case 'allViewer':
    case 'allViewerAndWhitelistCloudFront':
    case 'allExcept':
      return name;
    default:
      throw new Error(`The header behaviour "${name}" is not known to the local gateway`);
  }
}

function allOrNone(behaviour: unknown, what: string): boolean {
  if (behaviour === 'all') return true;
  if (behaviour === undefined || behaviour === 'none') return false;
  throw new Error(`The local gateway passes all ${what} on or none, not "${textOf(behaviour)}"`);
}

export function readCachePolicy(properties: Readonly<Record<string, unknown>>): CachePolicy {
  const config = recordOf(properties['CachePolicyConfig']);
  const key = recordOf(config['ParametersInCacheKeyAndForwardedToOrigin']);
  const encodings: string[] = [];
  if (flagOf(key['EnableAcceptEncodingBrotli'])) encodings.push('br');
  if (flagOf(key['EnableAcceptEncodingGzip'])) encodings.push('gzip');
  return {
    encodings,
    headers: new Set(textsOf(recordOf(key['HeadersConfig'])['Headers']).map((name) => name.toLowerCase())),
    cookies: allOrNone(recordOf(key['CookiesConfig'])['CookieBehavior'], 'cookies'),
    queryStrings: allOrNone(recordOf(key['QueryStringsConfig'])['QueryStringBehavior'], 'query strings'),
  };
}

/** Headers of one hop, which no proxy passes on. */
const HOP_BY_HOP = new Set(
  'connection expect keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
);

/** The viewer's headers that go on to the origin, lower-case, several values joined. */
export function passedHeaders(
  incoming: IncomingHttpHeaders,
  policy: OriginRequestPolicy,
  cache: CachePolicy,
): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming)) {
    if (value === undefined || HOP_BY_HOP.has(name) || !passes(name, policy, cache)) continue;
    passed[name] = Array.isArray(value) ? value.join(',') : value;
  }
  const accepted = incoming['accept-encoding'];
  if (cache.encodings.length > 0 && typeof accepted === 'string') {
    const normalised = cache.encodings.filter((encoding) => accepted.includes(encoding)).join(',');
    if (normalised) passed['accept-encoding'] = normalised;
    else delete passed['accept-encoding'];
  }
  return passed;
}

function passes(name: string, request: OriginRequestPolicy, cache: CachePolicy): boolean {
  if (name === 'cookie') return request.cookies || cache.cookies;
  // What the viewer claims to be CloudFront's is never believed.
  if (name.startsWith('cloudfront-')) return false;
  if (name === 'content-length' || cache.headers.has(name)) return true;
  switch (request.behaviour) {
    case 'none':
      return false;
    case 'whitelist':
      return request.headers.has(name);
    case 'allExcept':
      return !request.headers.has(name);
    case 'allViewer':
    case 'allViewerAndWhitelistCloudFront':
      return true;
  }
}

/** Whether CloudFront tells the origin the viewer's address and port. */
export const tellsViewerAddress = ({ behaviour, headers }: OriginRequestPolicy): boolean =>
  behaviour !== 'allExcept' && headers.has('cloudfront-viewer-address');
