/** What the routes of the repository have in common. */
import type { Member } from '../../../platform/actor.ts';
import { may } from '../../../platform/actor.ts';
import type { DepositFiles } from '../../../platform/deposits.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import type { Signer } from '../../../platform/secrets.ts';
import type { Chrome } from '../../../web/layout.tsx';
import type { Stored } from '../service/places.ts';
import { ROOT } from '../schema.ts';

export interface RepositoryDependencies extends Stored {
  signer: Signer;
  files: DepositFiles;
  territory: Territory;
  /** Bytes that an organisation's documents may take. */
  quota: number;
}

/** Lines shown on a page. */
export const PAGE_SIZE = 25;

export const chromeOf = ({ territory }: Pick<RepositoryDependencies, 'territory'>, member: Member): Chrome =>
  memberChrome(territory, member, 'documents');

export const maySort = (member: Member): boolean => may(member, 'deposit-documents');

/** Where a place is shown. */
export const addressOf = (place: string): string => (place === ROOT ? '/documents' : `/documents/dossiers/${place}`);

/** What was just done, as the address of the next page says it. */
export const withDone = (address: string, done: Readonly<Record<string, string>>): string =>
  `${address}?${new URLSearchParams(done)}`;
