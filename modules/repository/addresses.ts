/** Where the pages of folders are, and what they are told of what was just done. */
import { ROOT } from './schema.ts';

/** Where a place is shown. */
export const addressOf = (place: string): string => (place === ROOT ? '/documents' : `/documents/dossiers/${place}`);

/** What was just done, as the address of the next page says it. */
export const withDone = (address: string, done: Readonly<Record<string, string>>): string =>
  `${address}?${new URLSearchParams(done)}`;
