import { domainOf } from './addresses.ts';

/** What becomes of a message at its recipient's. */
export type Fate = 'delivered' | 'complaint' | 'bounce' | 'soft-bounce' | 'suppressed';

/** Source: Amazon SES developer guide, "Using the mailbox simulator". */
const SIMULATOR = 'simulator.amazonses.com';
const SIMULATED: Readonly<Record<string, Fate>> = {
  success: 'delivered',
  bounce: 'bounce',
  complaint: 'complaint',
  suppressionlist: 'suppressed',
};

/** At domains that nobody can own, so that tests and demonstrations have as many such addresses as they like. */
const PREFIXES: readonly [string, Fate][] = [
  ['bounce+', 'bounce'],
  ['softbounce+', 'soft-bounce'],
  ['complaint+', 'complaint'],
];

/** Reserved by RFC 2606. */
const isReserved = (domain: string): boolean =>
  /(^|\.)(test|example)$/.test(domain) || /(^|\.)example\.(com|net|org)$/.test(domain);

export function fateOf(address: string): Fate {
  const domain = domainOf(address);
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase();
  if (domain === SIMULATOR) return SIMULATED[local.replace(/\+.*$/, '')] ?? 'delivered';
  if (!isReserved(domain)) return 'delivered';
  return PREFIXES.find(([prefix]) => local.startsWith(prefix))?.[1] ?? 'delivered';
}
