/** The letter as it would leave now: for the operator, and for each référent. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import { actFor } from '../../../platform/journal.ts';
import { Problem } from '../../../platform/problems.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { type Card, publicCardsBetween } from '../../content/index.ts';
import { type Forms, readDigest } from '../compose-digest.ts';
import { fragmentsOf } from '../digest/fragments.ts';
import { framesOf } from '../digest/issue.ts';
import { MAIN_LIST, nextDigestAt, periodOf } from '../rules.ts';
import { listOf, markRemoved, readerOf, type Reader, readersOfLists } from '../store/list.ts';
import { lastCut } from '../store/run.ts';
import { issueTitle } from '../texts.ts';

export interface LetterDeps {
  table: Table;
  clock: Clock;
  territory: Territory;
  origin: string;
}

export interface NextLetter {
  /** When it leaves by itself. */
  at: Date;
  /** What came out since the last one, in the territory or of one organisation. */
  cards: readonly Card[];
  organisations: number;
}

/** Partition in which every public publication of the territory has a card. */
const TERRITORY = 'territoire';

async function nextLetterOf({ table, clock }: LetterDeps, partition: string): Promise<NextLetter> {
  const now = clock();
  const { from, to } = periodOf(await lastCut(table), now);
  const cards = await publicCardsBetween(table, partition, new Date(from), new Date(to));
  return { at: nextDigestAt(now), cards, organisations: new Set(cards.map(({ organisation }) => organisation)).size };
}

export const nextLetter = (deps: LetterDeps): Promise<NextLetter> => nextLetterOf(deps, TERRITORY);

/** Her own organisation's part of the next letter. */
export const nextLetterFrom = (deps: LetterDeps, member: Member): Promise<NextLetter> =>
  nextLetterOf(deps, currentOf(member).organisation);

/**
 * Readers of the organisations that have something to say. One who follows several is counted several times: nobody
 * here sees who they are.
 */
export const readersAtMost = ({ table }: LetterDeps, { cards }: NextLetter): Promise<number> =>
  readersOfLists(table, [...new Set(cards.map(({ organisation }) => organisation))], MAIN_LIST);

export interface Preview extends Forms<string> {
  subject: string;
}

/** What the letter says, from the very pieces that are sent. @returns undefined when there is nothing to say. */
export function previewOf({ origin, territory, clock }: LetterDeps, { cards }: NextLetter): Preview | undefined {
  if (cards.length === 0) return undefined;
  const at = clock();
  const frames = framesOf({ at, origin, territory: territory.name });
  return { subject: issueTitle(at), ...readDigest(frames, fragmentsOf(cards, origin), 'apercu') };
}

/** @throws {Problem} `not-found` for a reader of no list of hers. */
export async function readerToRemove(
  { table }: LetterDeps,
  member: Member,
  list: string,
  key: string,
): Promise<Reader> {
  mustMay(member, 'manage-lists');
  const reader = await readerOf(table, organisationScopeOf(member), list, key);
  if (!reader) throw new Problem('not-found');
  return reader;
}

/** She receives no further letter of this list. Done twice, it is done. */
export async function removeFromList(deps: LetterDeps, member: Member, list: string, key: string): Promise<void> {
  mustMay(member, 'manage-lists');
  const scope = organisationScopeOf(member);
  const [reader, named] = await Promise.all([readerOf(deps.table, scope, list, key), listOf(deps.table, scope, list)]);
  if (!reader || !named) return;
  const act = actFor(member, deps.clock, currentOf(member).organisation, {
    name: 'reader-removed',
    about: { name: named.name },
    details: { reader: reader.masked },
  });
  try {
    await markRemoved(deps.table, scope, list, key, { at: deps.clock().toISOString(), act });
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}
