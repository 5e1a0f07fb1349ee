/** Annexes of an act, sent one after the other where there is no script. */
import { type Member, organisationScopeOf } from '../../platform/actor.ts';
import { Problem } from '../../platform/problems.ts';
import { settled } from '../../platform/settled.ts';
import { awaitDocument, type DocumentCard, documentById } from '../documents/index.ts';
import { KINDS } from './kinds/index.ts';
import type { Content } from './schema.ts';
import { draftOf, type Stored } from './service.ts';
import { saveDraft } from './store/index.ts';
import { LIMITS, TEXTS } from './texts.ts';
import { draftCardOf } from './writing.ts';

/** The draft of an act. @throws {Problem} `not-found` for what has no annexes. */
async function draftOfAct(deps: Stored, member: Member, id: string): Promise<Content> {
  const draft = await draftOf(deps, member, id);
  if (!KINDS[draft.kind].act) throw new Problem('not-found');
  return draft;
}

/** What became of each of its annexes; one whose file never came is forgotten after a day. Half a read unit each. */
export async function annexesOf(
  { table }: Pick<Stored, 'table'>,
  member: Member,
  { annexes = [] }: Pick<Content, 'annexes'>,
): Promise<DocumentCard[]> {
  const scope = organisationScopeOf(member);
  const found = await Promise.all(annexes.map((id) => documentById(table, scope, id)));
  return found.filter((one) => one !== undefined);
}

async function withAnnexes(deps: Stored, before: Content, annexes: readonly string[]): Promise<Content> {
  const now = deps.clock();
  const content = { ...before, annexes, version: before.version + 1, updatedAt: now.toISOString() };
  await saveDraft(deps.table, content, draftCardOf(content, now), before);
  return content;
}

/** The place that is kept for the file of an annexe, if one is. */
export const awaitedAnnexe = (annexes: readonly DocumentCard[]): DocumentCard | undefined =>
  annexes.find(({ state }) => state === 'awaited');

/**
 * Keeps a place for the file of one more annexe, in the place of those that were refused. Asked twice, it is kept once.
 * @throws {Problem} `conflict` when there are too many.
 */
export const awaitAnnexeOf = (deps: Stored, member: Member, id: string): Promise<Content> =>
  settled(async () => {
    const before = await draftOfAct(deps, member, id);
    const known = await annexesOf(deps, member, before);
    if (awaitedAnnexe(known)) return before;
    const kept = known.filter(({ state }) => state === 'ready' || state === 'checking');
    if (kept.length >= LIMITS.annexes) throw new Problem('conflict', { detail: TEXTS.tooManyAnnexes });
    const document = await awaitDocument(deps, member, { name: '', place: { folder: 'publications' } });
    return withAnnexes(deps, before, [...kept.map((annexe) => annexe.id), document]);
  });

/** Goes on without an annexe: its document stays among those of the organisation. Asked twice, it is done once. */
export const removeAnnexe = (deps: Stored, member: Member, id: string, document: string): Promise<Content> =>
  settled(async () => {
    const before = await draftOfAct(deps, member, id);
    const { annexes = [] } = before;
    const left = annexes.filter((annexe) => annexe !== document);
    return left.length === annexes.length ? before : withAnnexes(deps, before, left);
  });
