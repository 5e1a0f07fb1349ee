import { addressParser } from 'postal-mime';
import { AwsError } from '../aws.ts';

/** The bare addresses of a header or parameter: `Mairie <mairie@nerac.fr>, a@b.fr` gives two. */
export const addressesIn = (text: string): string[] =>
  addressParser(text, { flatten: true }).flatMap(({ address }) => (address ? [address] : []));

/**
 * The one address of a parameter.
 * @throws {AwsError} `InvalidParameterValue`, in the words of SES, when it is not one ASCII address.
 */
export function checkedAddress(text: string): string {
  const invalid = (message: string) => new AwsError('InvalidParameterValue', message);
  if (!text.includes('@')) throw invalid(`Missing final '@domain'`);
  const [address, ...others] = addressesIn(text);
  if (address === undefined || others.length > 0) throw invalid(`Illegal address: ${text}`);
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (domain === '') throw invalid('Missing domain');
  if (!/^[!-~]+$/.test(local)) throw invalid('Local address contains control or whitespace');
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(domain)) throw invalid('Domain contains illegal character');
  if (address.length > 254) throw invalid('Address length exceeds 254 characters');
  return address;
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Two spellings of one mailbox: every provider that matters ignores case. */
export const mailboxOf = (address: string): string => address.toLowerCase();
