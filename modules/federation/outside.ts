/**
 * Reads documents at addresses that somebody typed. Where a name leads is looked at when the connection is made, not
 * before, so that it cannot change in between; nothing but public addresses is spoken to.
 */
import { lookup as resolve } from 'node:dns';
import { request as requestInClear } from 'node:http';
import { request as requestSafely } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Networks that are not the Internet: IANA's special-purpose registries, for IPv4 and IPv6. */
const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
  ...[['0.0.0.0', 8] as const, ['10.0.0.0', 8] as const, ['100.64.0.0', 10] as const, ['127.0.0.0', 8] as const],
  ...[['169.254.0.0', 16] as const, ['172.16.0.0', 12] as const, ['192.0.0.0', 24] as const],
  ...[['192.0.2.0', 24] as const, ['192.88.99.0', 24] as const, ['192.168.0.0', 16] as const],
  ...[['198.18.0.0', 15] as const, ['198.51.100.0', 24] as const, ['203.0.113.0', 24] as const],
  ...[['224.0.0.0', 4] as const, ['240.0.0.0', 4] as const],
]) {
  NOT_PUBLIC.addSubnet(network, prefix, 'ipv4');
}
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
/** Of IPv6 only what is given out as public is spoken to: a shorter list than what is not. */
const PUBLIC_V6 = new BlockList();
PUBLIC_V6.addSubnet('2000::', 3, 'ipv6');
const NOT_PUBLIC_V6 = new BlockList();
NOT_PUBLIC_V6.addSubnet('2001::', 23, 'ipv6');
NOT_PUBLIC_V6.addSubnet('2001:db8::', 32, 'ipv6');
NOT_PUBLIC_V6.addSubnet('2002::', 16, 'ipv6');
NOT_PUBLIC_V6.addSubnet('3fff::', 20, 'ipv6');

export interface Reach {
  /** True on a machine that tries providers of its own, over http: a setting of the stage. */
  loopback: boolean;
}

/** Whether a machine at that address may be spoken to. */
export function isReachable(address: string, { loopback }: Reach): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (loopback && LOOPBACK.check(address, family)) return true;
  if (family === 'ipv4') return isIP(address) === 4 && !NOT_PUBLIC.check(address);
  return PUBLIC_V6.check(address, 'ipv6') && !NOT_PUBLIC_V6.check(address, 'ipv6');
}

const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/** Whether an address may be asked at all, before its name is looked up: https, the usual port, no private number. */
export function isAllowed(text: string, reach: Reach): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  if (url.username || url.password) return false;
  const host = hostOf(url);
  const isHere =
    reach.loopback && isIP(host) !== 0 && isReachable(host, reach) && !isReachable(host, { loopback: false });
  if (isHere) return url.protocol === 'http:' || url.protocol === 'https:';
  return url.protocol === 'https:' && url.port === '' && (isIP(host) === 0 || isReachable(host, reach));
}

/** Said of an address that is not spoken to. */
export class AddressRefused extends Error {}

const LONGEST_MS = 5000;
const LARGEST_BYTES = 256 * 1024;

/** Looks a name up for a connection, and refuses it when any of its addresses is not to be spoken to. */
const guarded =
  (reach: Reach): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const refused = addresses.find(({ address }) => !isReachable(address, reach));
      if (refused) return callback(new AddressRefused(`${hostname} leads to ${refused.address}`), []);
      const [first] = addresses;
      if (options.all) return callback(null, addresses);
      return callback(null, first?.address ?? '', first?.family ?? 4);
    });
  };

/**
 * A JSON document, at most 256 KiB, within five seconds; redirections are not followed.
 * @throws {AddressRefused} when the address is not public.
 * @throws {Error} when it does not answer with JSON.
 */
export function readJson(text: string, reach: Reach): Promise<unknown> {
  if (!isAllowed(text, reach)) return Promise.reject(new AddressRefused(`${text} is not asked`));
  const url = new URL(text);
  const request = url.protocol === 'https:' ? requestSafely : requestInClear;
  return new Promise((read, fail) => {
    const asked = request(
      url,
      {
        lookup: guarded(reach),
        // A connection kept open for another name would not be looked at.
        agent: false,
        signal: AbortSignal.timeout(LONGEST_MS),
        headers: { accept: 'application/json' },
      },
      (response) => {
        if (response.statusCode !== 200) {
          response.destroy();
          return fail(new Error(`${text} answered ${response.statusCode}`));
        }
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > LARGEST_BYTES) asked.destroy(new Error(`${text} answered too much`));
          else chunks.push(chunk);
        });
        response.on('error', fail);
        response.on('end', () => {
          try {
            read(JSON.parse(Buffer.concat(chunks).toString('utf8')));
          } catch (cause) {
            fail(new Error(`${text} did not answer with JSON`, { cause }));
          }
        });
      },
    );
    asked.on('error', fail);
    asked.end();
  });
}
