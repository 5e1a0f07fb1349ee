/** Documents of one organisation: deposit, state, download. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Member, mustMay, organisationScopeOf } from '../../platform/actor.ts';
import { type Clock, DAY, HOUR, timeToLive } from '../../platform/clock.ts';
import type { DepositFiles, DepositForm, LinkedFiles } from '../../platform/deposits.ts';
import type { Territory } from '../../platform/http/chrome.ts';
import { newId } from '../../platform/ids.ts';
import { Problem } from '../../platform/problems.ts';
import { type Scope, scopeId } from '../../platform/scope.ts';
import type { Signer } from '../../platform/secrets.ts';
import type { Table } from '../../platform/table.ts';
import { isShownInline, keyOf } from './rules.ts';
import type { Deposit, DocumentCard, DocumentPlace, ReadyDocument } from './schema.ts';
import { type AwaitedDocument, documentById, keepPlace, readyDocument } from './store.ts';
import { TEXTS } from './texts.ts';

export interface DocumentDependencies {
  table: Table;
  clock: Clock;
  signer: Signer;
  files: DepositFiles;
  territory: Territory;
  /** Scheme, host and port of the site: where the bucket sends browsers back. */
  origin: string;
}

/** What decides where documents are kept: the repository. */
export interface Keeping {
  /**
   * Keeps a place for a file, with the room that it may take of her organisation's, for so long (milliseconds).
   * @returns its document, and the most bytes that it may have when there is room for so many alone.
   * @throws {Problem} when nothing may be put there.
   */
  awaitFile: (member: Member, deposit: Deposit, heldFor: number) => Promise<{ document: string; largest?: number }>;
  /**
   * Forgets a place whose file is not to come, and gives its room back.
   * @throws {Problem} `not-found` for another's as for none, `conflict` once its file has come.
   */
  giveUp: (member: Member, document: string) => Promise<void>;
  /** Notes who opens a document, in the log of the files that hold it. */
  opened: (member: Member, document: ReadyDocument) => Promise<void>;
  /** @throws {Problem} `not-found` for a document of a folder that is not hers to read. */
  checkMayRead: (member: Member, document: string) => Promise<void>;
  /** What remains to be done with files that the page has sent already, and where its reader then goes. */
  sent: (member: Member, deposit: Deposit) => Promise<string>;
}

/** How long a place is kept for a file whose form may be asked for again. */
const AWAITED_FOR = DAY;

/**
 * How long it is kept, with its room, for a file that is sent whole by a form that is given once: the bucket takes the
 * form for an hour (`platform/deposits.ts`), and the largest file is half an hour on a slow line.
 */
export const SENT_WITHIN = 2 * HOUR;

/** @throws {Problem} `forbidden` when her role only lets her read. */
function checkMayDeposit(member: Member): void {
  mustMay(member, 'deposit-documents', TEXTS.mayNotDeposit);
}

/** A place for a file that is to come, from somebody whom the caller has found to have the right to send it. */
export function awaitedDocument(
  now: Date,
  depositor: { id: string; name: string },
  { name, size, place }: Pick<Deposit, 'name' | 'size'> & { place?: DocumentPlace | undefined },
  heldFor = AWAITED_FOR,
): AwaitedDocument {
  const createdAt = now.toISOString();
  return { id: newId('doc', now), name, size, place, depositor, createdAt, ttl: timeToLive(now, heldFor) };
}

/** The same from a member. @throws {Problem} `forbidden` when her role only lets her read. */
export function awaitedFrom(
  member: Member,
  now: Date,
  deposit: Parameters<typeof awaitedDocument>[2],
  heldFor?: number,
): AwaitedDocument {
  checkMayDeposit(member);
  const { id, firstName, lastName } = member.person;
  return awaitedDocument(now, { id, name: `${firstName} ${lastName}` }, deposit, heldFor);
}

/**
 * Keeps a place for a file, and no room: for what is to be published, as the law does not wait for room.
 * @returns its document's id.
 */
export async function awaitDocument(
  { table, clock }: Pick<DocumentDependencies, 'table' | 'clock'>,
  member: Member,
  deposit: Pick<Deposit, 'name' | 'size'> & { place?: DocumentPlace | undefined },
): Promise<string> {
  const awaited = awaitedFrom(member, clock(), deposit);
  await keepPlace(table, organisationScopeOf(member), awaited);
  return awaited.id;
}

/** A file on its way. `back`: own path shown afterwards; `largest`: less than the largest file taken, in bytes. */
type OnItsWay = Pick<Deposit, 'name' | 'type' | 'sha256'> & { id: string; back?: string; largest?: number };

/** The form that sends the file of an awaited document straight to the bucket. */
export async function formFor(
  deps: Pick<DocumentDependencies, 'files' | 'origin'>,
  member: Member,
  deposit: OnItsWay,
): Promise<DepositForm> {
  checkMayDeposit(member);
  return formIn(deps, organisationScopeOf(member), deposit);
}

/** The same for whoever the caller has found to have the right. */
export async function formIn(
  { files, origin }: { files: Pick<DepositFiles, 'deposit'>; origin: string },
  scope: Scope<'org'>,
  { id, name, type, sha256, back, largest }: OnItsWay,
): Promise<DepositForm> {
  return files.deposit({
    key: keyOf(scopeId(scope), id, name),
    type,
    sha256,
    redirect: back && `${origin}${back}`,
    largest,
  });
}

/** @throws {Problem} `not-found` for a document of somebody else as for none. */
export async function documentOf(table: Table, member: Member, id: string): Promise<DocumentCard> {
  const document = await documentById(table, organisationScopeOf(member), id);
  if (!document) throw new Problem('not-found');
  return document;
}

const isUnderWay = ({ state }: DocumentCard): boolean => state === 'awaited' || state === 'checking';

/** How often the state is read while a check is awaited, and how many times. In milliseconds. */
const BETWEEN_LOOKS = 400;
const LOOKS = 6;

/** The document once checked: most checks end while the page is on its way, so that the reader waits once. */
export async function documentOnceChecked(table: Table, member: Member, id: string): Promise<DocumentCard> {
  let document = await documentOf(table, member, id);
  for (let looks = 1; looks < LOOKS && isUnderWay(document); looks += 1) {
    await wait(BETWEEN_LOOKS);
    document = await documentOf(table, member, id);
  }
  return document;
}

/** A link for a minute to a file that the caller has the right to read. */
export const fileLink = (
  files: Pick<LinkedFiles, 'link'>,
  file: Pick<ReadyDocument, 'key' | 'version' | 'name' | 'type'>,
  download: boolean,
): Promise<string> =>
  files.link(file.key, {
    name: file.name,
    type: file.type,
    inline: !download && isShownInline(file.type),
    version: file.version,
  });

/** @throws {Problem} `not-found`, or `conflict` while it is being checked. */
export async function linkToDocument(
  { table, files, opened }: Pick<DocumentDependencies, 'table' | 'files'> & Partial<Pick<Keeping, 'opened'>>,
  member: Member,
  id: string,
  download: boolean,
): Promise<string> {
  const ready = await readyDocument(table, organisationScopeOf(member), id);
  if (ready) {
    await opened?.(member, ready);
    return fileLink(files, ready, download);
  }
  const document = await documentOf(table, member, id);
  throw new Problem('conflict', { detail: document.refusal ? TEXTS.refusals[document.refusal] : TEXTS.notReady });
}
