/**
 * Large files on their way in parts. Whoever chooses the same file again, after a cut or with another tab, goes on
 * where it stood: a sending is hers, of that file and for that place.
 */
import { Entity } from 'electrodb';
import { type Member, mustMay, organisationScopeOf } from '../../platform/actor.ts';
import { type Clock, DAY, timeToLive } from '../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { PART_SIZE } from '../../platform/part-sizes.ts';
import type { Part, PartedFiles } from '../../platform/parts.ts';
import { Problem } from '../../platform/problems.ts';
import { scopeId, type Scope } from '../../platform/scope.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { hashToken } from '../../platform/tokens.ts';
import type { Deposit } from './schema.ts';
import { keyOf } from './rules.ts';
import type { Keeping } from './service.ts';
import { TEXTS } from './texts.ts';

/** As long as the bucket keeps parts that were never joined (`AbandonedUploads`), and the place its document. */
const KEPT_FOR = DAY;

const text = { type: 'string', required: true } as const;

const sendingModel = {
  model: entityNamed('sending'),
  attributes: {
    scope: scopeAttribute,
    person: text,
    id: text,
    document: text,
    /** Name of what is under way in the bucket, and of the object that it becomes. */
    upload: text,
    key: text,
    size: { type: 'number', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['person', 'id'], 'sending#${person}#${id}') },
} as const;

const sendingEntity = perTable((table) => new Entity(sendingModel, { client: table.client, table: table.name }));

export interface SendingDeps {
  table: Table;
  clock: Clock;
  parts: PartedFiles;
  keeping: Pick<Keeping, 'awaitFile' | 'giveUp'>;
}

interface Sending {
  id: string;
  document: string;
  upload: string;
  key: string;
  size: number;
}

/** A sending, and what of it is there. */
export interface UnderWay {
  id: string;
  document: string;
  /** In bytes, of every part but the last. */
  partSize: number;
  /** Numbers of the parts that are there whole. */
  present: number[];
}

/** What makes a file the same file: what is known of it, the mark of its ends, and where it goes. */
const idOfSending = ({ name, size, mark, dossier = '', fichier = '' }: Asked): string =>
  hashToken([name, size, mark, dossier, fichier].join('\n'));

export type Asked = Pick<Deposit, 'name' | 'type' | 'dossier' | 'fichier'> & { size: number; mark: string };

const partsIn = (size: number): number => Math.ceil(size / PART_SIZE);

const sizeOfPart = (size: number, number: number): number =>
  number < partsIn(size) ? PART_SIZE : size - PART_SIZE * (partsIn(size) - 1);

/** Parts that are what they should be: the others are sent again. */
const whole = ({ size }: Sending, parts: readonly Part[]): Part[] =>
  parts.filter((part) => part.number <= partsIn(size) && part.size === sizeOfPart(size, part.number));

async function sendingOf(table: Table, member: Member, id: string): Promise<Sending | undefined> {
  const key = { scope: organisationScopeOf(member), person: member.person.id, id };
  const { data } = await sendingEntity(table).get(key).go({ consistent: true });
  return data ?? undefined;
}

/** @throws {Problem} `not-found` for another's as for none. */
async function ownSending(table: Table, member: Member, id: string): Promise<Sending> {
  mustMay(member, 'deposit-documents', TEXTS.mayNotDeposit);
  const sending = await sendingOf(table, member, id);
  if (!sending) throw new Problem('not-found', { detail: TEXTS.sendingGone });
  return sending;
}

const forget = async (table: Table, scope: Scope<'org'>, member: Member, id: string): Promise<void> => {
  await sendingEntity(table).delete({ scope, person: member.person.id, id }).go();
};

/** Begins to send a large file, or goes on with it. */
export async function beginSending(deps: SendingDeps, member: Member, asked: Asked): Promise<UnderWay> {
  mustMay(member, 'deposit-documents', TEXTS.mayNotDeposit);
  const { table, parts, keeping } = deps;
  const scope = organisationScopeOf(member);
  const id = idOfSending(asked);
  const before = await sendingOf(table, member, id);
  const present = before && (await parts.parts(before.key, before.upload));
  if (before && present) return underWay(before, present);
  if (before) await forget(table, scope, member, id);
  const { mark: _mark, ...deposit } = asked;
  const { document } = await keeping.awaitFile(member, deposit, KEPT_FOR);
  const key = keyOf(scopeId(scope), document, asked.name);
  const sending = { id, document, key, upload: await parts.begin(key, asked.type), size: asked.size };
  const ttl = timeToLive(deps.clock(), KEPT_FOR);
  try {
    await sendingEntity(table)
      .create({ scope, person: member.person.id, ...sending, ttl })
      .go();
    return underWay(sending, []);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    // Two tabs began at the same moment: the one that came second goes on with the first.
    await parts.giveUp(key, sending.upload);
    await keeping.giveUp(member, document);
    const first = await ownSending(table, member, id);
    return underWay(first, (await parts.parts(first.key, first.upload)) ?? []);
  }
}

const underWay = (sending: Sending, parts: readonly Part[]): UnderWay => ({
  id: sending.id,
  document: sending.document,
  partSize: PART_SIZE,
  present: whole(sending, parts).map(({ number }) => number),
});

/** Where one part is put. @throws {Problem} `not-found` for a part that the file has not. */
export async function addressOfPart(
  { table, parts }: SendingDeps,
  member: Member,
  id: string,
  part: { number: number; sha256: string },
): Promise<string> {
  const { key, upload, size } = await ownSending(table, member, id);
  if (part.number > partsIn(size)) throw new Problem('not-found');
  return parts.addressOfPart(key, upload, part);
}

/**
 * Puts the parts together: the check of the document follows from that. Asked twice, it is done once.
 * @throws {Problem} `conflict` while a part is missing.
 */
export async function endSending(deps: SendingDeps, member: Member, id: string): Promise<string> {
  const { table, parts } = deps;
  const sending = await ownSending(table, member, id);
  const present = await parts.parts(sending.key, sending.upload);
  if (present) {
    const joined = whole(sending, present);
    if (joined.length !== partsIn(sending.size)) throw new Problem('conflict', { detail: TEXTS.partsMissing });
    await parts.join(sending.key, sending.upload, joined);
  }
  return sending.document;
}

/** Gives a file up: nothing of it stays in the bucket, and its room is given back. */
export async function giveUpSending({ table, parts, keeping }: SendingDeps, member: Member, id: string): Promise<void> {
  const sending = await ownSending(table, member, id);
  await parts.giveUp(sending.key, sending.upload);
  await forget(table, organisationScopeOf(member), member, id);
  try {
    await keeping.giveUp(member, sending.document);
  } catch (error) {
    // It was whole already, or its place forgotten: there is nothing to give back.
    if (!(error instanceof Problem)) throw error;
  }
}
