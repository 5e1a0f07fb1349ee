/** Publications of an organisation: write, publish, take away. */
import { currentOf, may, type Member, mustMay, organisationScopeOf, standingIn } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { mayReadDocument } from '../repository/index.ts';
import type { DepositFiles } from '../../platform/deposits.ts';
import type { Territory } from '../../platform/http/chrome.ts';
import { newId } from '../../platform/ids.ts';
import { actFor, type ActName } from '../../platform/journal.ts';
import { Problem, refuseField } from '../../platform/problems.ts';
import type { Signer } from '../../platform/secrets.ts';
import type { Scope } from '../../platform/scope.ts';
import { settled } from '../../platform/settled.ts';
import type { Table } from '../../platform/table.ts';
import { awaitDocument } from '../documents/index.ts';
import { numberOf } from './acts.ts';
import type { Kind } from './kinds/index.ts';
import { canTake, mayPublish, mayReplace, mayWrite, TRANSITIONS } from './rules.ts';
import { AUDIENCES, type Choice, type Content, type DraftText, isActName, type TypedContent } from './schema.ts';
import { contentById, discard, saveDraft, takeAway } from './store/index.ts';
import { TEXTS } from './texts.ts';
import { bodyIsTooLong, draftCardOf, isPublished, textOf } from './writing.ts';

export interface ContentDependencies {
  table: Table;
  clock: Clock;
  signer: Signer;
  files: DepositFiles;
  territory: Territory;
  /** Scheme, host and port of the site: for feeds, and where the bucket sends browsers back. */
  origin: string;
  /** Readers of an organisation's letter, and when the next one leaves: the module of lists knows. */
  nextLetter: (table: Table, scope: Scope<'org'>, now: Date) => Promise<NextLetter>;
}

export interface NextLetter {
  readers: number;
  leavesAt: Date;
}

export type Stored = Pick<ContentDependencies, 'table' | 'clock' | 'territory'>;

/** @throws {Problem} `forbidden` when her role only lets her read. */
export function checkMayWrite(member: Member): void {
  mustMay(member, 'write-drafts', TEXTS.mayNotWrite);
}

export const nameOf = ({ person }: Member): string => `${person.firstName} ${person.lastName}`.trim();

/**
 * Whether a member may read what her organisation wrote: what is not published is for those who write; what it
 * published in a group, for the members of that group, and for its référent, who answers for what it publishes.
 */
export function mayRead(member: Member, { state, group }: Content): boolean {
  if (state === 'draft' || state === 'submitted') return may(member, 'write-drafts');
  return !group || standingIn(member, group.id) !== undefined || may(member, 'manage-organisation');
}

/** Who the form says may read. A group that she is not in is no choice. */
function readersChosen(member: Member, choice: Choice | undefined): Pick<Content, 'audience' | 'group'> | undefined {
  const audience = AUDIENCES.find((one) => one === choice);
  if (audience) return { audience };
  const group = member.groups.find((one) => choice === `group:${one.group}`);
  return group && { audience: 'group', group: { id: group.group, name: group.name } };
}

/**
 * A publication of her own organisation; drafts are for those who write.
 * @throws {Problem} `not-found` for one of another organisation as for none.
 */
export async function contentOf(
  { table }: Pick<Stored, 'table'>,
  member: Member,
  id: string,
  { consistent = false } = {},
): Promise<Content> {
  const content = await contentById(table, organisationScopeOf(member), id, { consistent });
  if (!content || !mayRead(member, content)) throw new Problem('not-found');
  return content;
}

/** A draft about to be changed, as it is at this moment. @throws {Problem} `conflict` once it is sent or published. */
export async function draftOf(deps: Pick<Stored, 'table'>, member: Member, id: string): Promise<Content> {
  checkMayWrite(member);
  const content = await contentOf(deps, member, id, { consistent: true });
  if (content.state === 'published') throw new Problem('conflict', { detail: TEXTS.alreadyPublished });
  if (content.state === 'submitted') throw new Problem('conflict', { detail: TEXTS.waitsForApproval });
  if (content.state === 'withdrawn') throw new Problem('not-found');
  return content;
}

/** Not one of the form: what is refused is the whole text, read before it changed. */
export const STALE_FIELD = 'stored';

/** A lost race: both versions travel with the refusal, and the form comes back with what was typed. */
export const stale = (stored: Content, typed: DraftText): Problem =>
  new Problem('stale', {
    fields: [{ field: STALE_FIELD, message: TEXTS.changedMeanwhile }],
    extra: {
      stored: { version: stored.version, title: stored.title, body: stored.body, particulars: stored.particulars },
      typed,
    },
  });

/** What the typed text would make of the publication, and the version that it replaces. */
export interface Next {
  content: Content;
  before: Content | undefined;
}

export async function nextOf({ table, clock }: Stored, member: Member, kind: Kind, typed: TypedContent): Promise<Next> {
  checkMayWrite(member);
  const now = clock();
  const id = typed.id ?? newId('pub', now);
  const scope = organisationScopeOf(member);
  // A form just shown has an id of its own: nothing is under it, unless it was posted already.
  const before = typed.id ? await contentById(table, scope, id, { consistent: true }) : undefined;
  // What she may not read is not given back to her as already published.
  if (before && !mayRead(member, before)) throw new Problem('not-found');
  const text = await textOf(typed, before?.body);
  if (bodyIsTooLong(text)) throw refuseField('body', TEXTS.bodyTooLong);
  if (before && (before.kind !== kind.name || before.state === 'withdrawn')) throw new Problem('not-found');
  const isOpen = before?.state === 'draft' || before?.state === 'submitted';
  if (isOpen && !mayReplace(before, typed)) throw stale(before, text);
  if (!before && typed.version > 0) throw new Problem('not-found');
  await checkMayAttach({ table }, member, text, before);
  const { organisation, name, slug } = currentOf(member);
  const content: Content = {
    ...text,
    id,
    kind: kind.name,
    state: 'draft',
    version: (before?.version ?? 0) + 1,
    form: typed.form,
    ...(readersChosen(member, typed.audience) ?? { audience: before?.audience, group: before?.group }),
    attachments: [],
    organisation,
    organisationName: name,
    slug,
    author: before?.author ?? { id: member.person.id, name: nameOf(member) },
    remarks: before?.remarks ?? [],
    createdAt: before?.createdAt ?? now.toISOString(),
    updatedAt: now.toISOString(),
  };
  return { content, before };
}

/** Whether she may attach a document: one that she may read, or that the text has already. */
export function mayAttach(
  table: Table,
  member: Member,
  text: Pick<Content, 'documents' | 'annexes'> | undefined,
): (document: string) => Promise<boolean> {
  const known = new Set([...(text?.documents ?? []), ...(text?.annexes ?? [])]);
  return async (document) => known.has(document) || mayReadDocument(table, member, document);
}

/** @throws {Problem} `invalid` for a document that she may not attach. */
async function checkMayAttach(
  { table }: Pick<Stored, 'table'>,
  member: Member,
  text: DraftText,
  before: Content | undefined,
): Promise<void> {
  const isHers = mayAttach(table, member, before);
  const unread = async (ids: readonly string[] = []): Promise<boolean> => {
    for (const id of ids) if (!(await isHers(id))) return true;
    return false;
  };
  if (await unread(text.documents)) throw refuseField('document', TEXTS.documentGone);
  if (await unread(text.annexes)) throw refuseField('annexes', TEXTS.documentGone);
}

/**
 * A form posted twice is answered twice; other words than those that were sent are not taken for them.
 * @throws {Problem} `conflict` when what was typed says something else: in another tab, or after going back.
 */
export function alreadySent(before: Content, typed: Content): Content {
  const { title, body, audience, group, documents, particulars } = before;
  // The number may have been given when it was published.
  const others = Object.entries(typed.particulars).filter(([name]) => name !== 'number');
  const isSame =
    title === typed.title &&
    body === typed.body &&
    documents.join() === typed.documents.join() &&
    // A draft may be kept without saying who will read it.
    (typed.audience === undefined || (audience === typed.audience && group?.id === typed.group?.id)) &&
    others.every(([name, value]) => particulars[name] === value);
  if (isSame) return before;
  const detail = before.state === 'submitted' ? TEXTS.waitsForApproval : TEXTS.publishedMeanwhile;
  throw new Problem('conflict', { detail });
}

/**
 * Keeps what was typed as a draft. Posted twice, it is kept once; what was sent or published already is left alone.
 * `byItself`: the form saves while it is written, and may come after its own sending: nobody asked for that.
 */
export const keepDraft = (
  deps: Stored,
  member: Member,
  kind: Kind,
  typed: TypedContent,
  { byItself = false } = {},
): Promise<Content> =>
  settled(async () => {
    const { content, before } = await nextOf(deps, member, kind, typed);
    if (before && before.state !== 'draft') {
      return byItself && before.form === typed.form ? before : alreadySent(before, content);
    }
    await saveDraft(deps.table, content, draftCardOf(content, deps.clock()), before);
    return content;
  });

/** What journals keep of a publication: its title, and for whom it was. */
export const publicationAct = (deps: Stored, member: Member, name: ActName, content: Content) =>
  actFor(member, deps.clock, content.organisation, {
    name,
    about: { name: content.title },
    details: { audience: content.audience ?? 'organisation', publication: content.id, author: content.author.name },
  });

/** Keeps a place for the file of a draft, in place of the one it had. Without script, the file comes after the form. */
export const awaitFileOf = (deps: Stored, member: Member, id: string): Promise<Content> =>
  settled(async () => {
    const before = await draftOf(deps, member, id);
    const document = await awaitDocument(deps, member, { name: '', place: { folder: 'publications' } });
    const content = {
      ...before,
      documents: [document],
      version: before.version + 1,
      updatedAt: deps.clock().toISOString(),
    };
    await saveDraft(deps.table, content, draftCardOf(content, deps.clock()), before);
    return content;
  });

/** Whoever may publish to that audience may take the publication away; whoever writes, throw a draft away. */
export function mayTakeAway(member: Member, { state, audience }: Pick<Content, 'state' | 'audience'>): boolean {
  const { role } = currentOf(member);
  return state === 'draft' ? mayWrite(role) : mayPublish(role, audience ?? 'organisation');
}

/** An act that everybody may read. */
export const isInRegister = ({ kind, audience }: Pick<Content, 'kind' | 'audience'>): boolean =>
  isActName(kind) && audience === 'public';

/**
 * Takes a step back: undoes a fresh publication (it is a draft again), withdraws an older one, throws a draft away.
 * Asked twice, it is done once.
 */
export const stepBack = (
  deps: Stored,
  member: Member,
  id: string,
  step: 'undo' | 'withdraw' | 'discard',
  reason?: string,
): Promise<Content> =>
  settled(async () => {
    const now = deps.clock();
    const before = await contentOf(deps, member, id, { consistent: true });
    if (!mayTakeAway(member, before)) throw new Problem('forbidden');
    const { to } = TRANSITIONS[step];
    if (before.state === to) return before;
    if (!canTake(step, before, now)) {
      throw new Problem('conflict', step === 'undo' ? { detail: TEXTS.tooLateToUndo } : {});
    }
    // The public register keeps a trace of it, and says why.
    if (step === 'withdraw' && isInRegister(before) && !reason) throw refuseField('reason', TEXTS.reasonNeeded);
    const { publishedAt, approvedBy, ...rest } = before;
    const after: Content = {
      ...rest,
      state: to,
      version: before.version + 1,
      updatedAt: now.toISOString(),
      ...(to === 'withdrawn' ? { publishedAt, approvedBy, withdrawnAt: now.toISOString() } : { attachments: [] }),
      ...(to === 'withdrawn' && reason ? { withdrawal: reason } : {}),
    };
    if (isPublished(before)) {
      const act = publicationAct(deps, member, to === 'draft' ? 'publication-undone' : 'publication-withdrawn', before);
      const line = to === 'draft' ? draftCardOf(after, now) : undefined;
      await takeAway(deps.table, before, after, line, act, numberOf(before)?.key);
    } else {
      await discard(deps.table, before, after);
    }
    return after;
  });
