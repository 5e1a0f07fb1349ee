/** Files that come by a link: who sends them, how many, and who is told. */
import type { DepositForm } from '../../../platform/deposits.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem } from '../../../platform/problems.ts';
import { countUpTo } from '../../../platform/quota.ts';
import type { Scope } from '../../../platform/scope.ts';
import { conditionFailed, TransactionRefused } from '../../../platform/table.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import {
  awaitedDocument,
  type Deposit,
  type DocumentCard,
  documentById,
  formIn,
  type FoundGood,
  SENT_WITHIN,
} from '../../documents/index.ts';
import { memberOf, organisationNamed } from '../../organisations/index.ts';
import { keepRoom } from '../../repository/index.ts';
import { DEPOSITS_FROM_PLACE, DEPOSITS_OF_LINK } from '../rules.ts';
import type { Deposited } from '../schema.ts';
import { depositById, keepDeposit, keepPlaceBy, linkById, tellOnce } from '../store.ts';
import { TEXTS } from '../texts.ts';
import { type Opened, type OpeningDeps, targetOf } from './opening.ts';

export interface DepositingDeps extends OpeningDeps {
  /** Scheme, host and port of the site: where the bucket sends browsers back. */
  origin: string;
  /** Bytes that an organisation's documents may take. */
  quota: number;
}

/**
 * Somebody begins to send files, `from` her network address.
 * @returns what the address of her page ends with: nobody else is told.
 * @throws {Problem} `too-many`.
 */
export async function beginDeposit(
  { table, clock }: Pick<DepositingDeps, 'table' | 'clock'>,
  { link, scope }: Opened,
  { name, message, from }: Pick<Deposited, 'name' | 'message'> & { from: string },
): Promise<string> {
  const now = clock();
  const createdAt = now.toISOString();
  const [hour, day] = [createdAt.slice(0, 13), createdAt.slice(0, 10)];
  const inTime =
    (await countUpTo(table, now, { name: `link-deposits:${link.id}:${from}:${hour}`, ...DEPOSITS_FROM_PLACE })) &&
    (await countUpTo(table, now, { name: `link-deposits:${link.id}:${day}`, ...DEPOSITS_OF_LINK }));
  if (!inTime) throw new Problem('too-many', { detail: TEXTS.tooManyDeposits });
  const token = newToken();
  await keepDeposit(table, scope, link, { through: link.id, id: hashToken(token), name, message, createdAt });
  return token;
}

/** @throws {Problem} `not-found` for another's deposit as for none. */
export async function depositOf(
  { table }: Pick<DepositingDeps, 'table'>,
  { link, scope }: Opened,
  token: string,
): Promise<Deposited> {
  const deposit = await depositById(table, scope, { through: link.id, id: hashToken(token) });
  if (!deposit || link.kind !== 'deposit') throw new Problem('not-found');
  return deposit;
}

/**
 * Keeps a place for a file, and gives the form that sends it. Nothing of the folder is shown to whoever sends.
 * @throws {Problem} `conflict` when the link or the organisation is full, `too-large`.
 */
export async function placeThrough(
  deps: DepositingDeps,
  opened: Opened,
  deposit: Deposited,
  file: Pick<Deposit, 'name' | 'size' | 'type' | 'sha256'> & { back: string },
): Promise<{ document: string; form: DepositForm }> {
  const { clock } = deps;
  const { link, scope } = opened;
  const { largest = 0 } = link;
  const { name, size, type, sha256, back } = file;
  if (size !== undefined && size > largest) throw new Problem('too-large', { detail: TEXTS.tooLarge(largest) });
  await targetOf(deps, opened);
  const place = {
    folder: link.target.id,
    via: TEXTS.via(deposit.name, deposit.message),
    link: link.id,
    deposit: deposit.id,
  };
  const from = { id: link.id, name: TEXTS.depositedBy(deposit.name) };
  const awaited = awaitedDocument(clock(), from, { name, size, place }, SENT_WITHIN);
  const kept = await keepPlaceWithRoom(deps, opened, deposit, { ...awaited, largest });
  const form = await formIn(deps, scope, {
    id: awaited.id,
    name,
    type,
    sha256,
    // What was announced, or what there was room for, not a byte more.
    largest: kept,
    ...(name ? {} : { back }),
  });
  return { document: awaited.id, form };
}

/** Keeps a place, with its room. @throws {Problem} `conflict` when the link or the organisation is full. */
const keepPlaceWithRoom = (
  deps: DepositingDeps,
  { link, scope }: Opened,
  deposit: Deposited,
  { largest, ...awaited }: ReturnType<typeof awaitedDocument> & { largest: number },
): Promise<number> =>
  keepRoom(
    deps,
    scope,
    { size: awaited.size, largest },
    async (kept, room) => {
      try {
        await keepPlaceBy(deps.table, scope, link, deposit, { ...awaited, kept }, room);
      } catch (error) {
        // The link itself takes no more.
        const isFull = error instanceof TransactionRefused && error.codes[0] === 'ConditionalCheckFailed';
        throw isFull ? new Problem('conflict', { detail: TEXTS.linkFull, cause: error }) : error;
      }
    },
    () => TEXTS.noRoom,
  );

/** What has become of a file of that deposit. @throws {Problem} `not-found` for any other. */
export async function sentDocument(
  { table }: Pick<DepositingDeps, 'table'>,
  { scope }: Opened,
  deposit: Deposited,
  id: string,
): Promise<DocumentCard> {
  const document = deposit.documents?.includes(id) ? await documentById(table, scope, id) : undefined;
  if (!document) throw new Problem('not-found');
  return document;
}

/** Files of a deposit, in the order in which they were sent; those that were forgotten since are left out. */
export async function sentDocuments(
  { table }: Pick<DepositingDeps, 'table'>,
  { scope }: Opened,
  { documents = [] }: Deposited,
): Promise<DocumentCard[]> {
  const found = await Promise.all([...documents].sort().map((id) => documentById(table, scope, id)));
  return found.filter((document) => document !== undefined);
}

/**
 * Whoever answers for a link is told, once for each deposit, when its first file was found good. Told again, nothing
 * more is sent.
 */
export async function tellOfDeposit(
  { table, clock }: Pick<DepositingDeps, 'table' | 'clock'>,
  scope: Scope<'org'>,
  { place }: Pick<FoundGood, 'place'>,
): Promise<void> {
  if (!place?.link || !place.deposit) return;
  const [link, deposit] = await Promise.all([
    linkById(table, scope, place.link),
    depositById(table, scope, { through: place.link, id: place.deposit }),
  ]);
  if (!link || !deposit || deposit.told) return;
  const [organisation, maker] = await Promise.all([
    organisationNamed(table, scope),
    memberOf(table, scope, link.by.id),
  ]);
  if (!maker || !organisation) return;
  const { name, message } = deposit;
  const parameters = {
    from: name,
    message,
    folder: link.target.name,
    id: link.target.id,
    organisation: organisation.name,
  };
  const mail = newMail(scope, clock, { template: 'files-deposited', to: maker.email, parameters });
  try {
    await tellOnce(table, scope, deposit, [mail]);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}
