/** What the routes of the repository have in common. */
import type { Member } from '../../../platform/actor.ts';
import { may } from '../../../platform/actor.ts';
import type { DepositFiles } from '../../../platform/deposits.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import type { Signer } from '../../../platform/secrets.ts';
import type { Chrome } from '../../../web/layout.tsx';
import type { Stored } from '../service/places.ts';

export interface RepositoryDependencies extends Stored {
  signer: Signer;
  files: DepositFiles;
  territory: Territory;
  /** Bytes that an organisation's documents may take. */
  quota: number;
}

/** Lines shown on a page: what is read of them, with whose folders are whose, is three read units at most. */
export const PAGE_SIZE = 15;

export const chromeOf = ({ territory }: Pick<RepositoryDependencies, 'territory'>, member: Member): Chrome =>
  memberChrome(territory, member, 'documents');

export const maySort = (member: Member): boolean => may(member, 'deposit-documents');

export { addressOf, withDone } from '../addresses.ts';
