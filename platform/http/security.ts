import { Problem } from '../problems.ts';
import { sameSecret } from '../tokens.ts';

/** What the header of the origin must be equal to, and where the site and the files are. */
export interface Origins {
  /** Scheme, host and port of the site: from configuration, never from the request. */
  site: string;
  /** Where the browser sends and reads files. */
  files: string | undefined;
}

/**
 * Refuses forms posted by another site. A browser says where a post comes from (`Sec-Fetch-Site`, `Origin`);
 * a program that says neither carries no cookie that it was not given.
 * @throws {Problem} `cross-site`
 */
export function refuseCrossSite(headers: Headers, origins: Origins): void {
  const site = headers.get('sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none') throw new Problem('cross-site');
  const origin = headers.get('origin');
  if (origin && origin !== origins.site) throw new Problem('cross-site');
}

/** Only CloudFront knows the origin key: whoever calls the gateway directly is told nothing. */
export function cameThroughFront(headers: Headers, keys: readonly string[]): boolean {
  const given = headers.get('x-origin-key');
  return given !== null && keys.some((key) => sameSecret(key, given));
}

/** Everything a page may load comes from the site itself; styles are named by hash or by nonce. */
export function contentSecurityPolicy(origins: Origins, styleHashes: readonly string[], nonce: string): string {
  const hashes = styleHashes.map((hash) => `'${hash}' `).join('');
  const files = origins.files ? ` ${origins.files}` : '';
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${hashes}'nonce-${nonce}'`,
    `img-src 'self' data:${files}`,
    `connect-src 'self'${files}`,
    `form-action 'self'${files}`,
    `object-src ${origins.files ?? "'none'"}`,
    `frame-src ${origins.files ?? "'none'"}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
