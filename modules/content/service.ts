/** Publications of an organisation: write, publish, take away. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { DepositFiles } from '../../platform/deposits.ts';
import type { Territory } from '../../platform/http/chrome.ts';
import { newId } from '../../platform/ids.ts';
import { type FieldError, Problem, refuseField } from '../../platform/problems.ts';
import type { Signer } from '../../platform/secrets.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { awaitDocument, documentById, readyDocument } from '../documents/index.ts';
import { hasPublicPage } from '../organisations/index.ts';
import type { Kind } from './kinds/index.ts';
import { KINDS } from './kinds/index.ts';
import { canTake, mayPublish, mayReplace, mayWrite, type Step, TRANSITIONS } from './rules.ts';
import type { Attachment, Audience, Content, DraftText, TypedContent } from './schema.ts';
import { contentById, discard, publish, saveDraft, takeAway } from './store/index.ts';
import { TEXTS } from './texts.ts';
import { bodyIsTooLong, cardOf, draftCardOf, isPublished, lacksOf, shownOf, textOf } from './writing.ts';

export interface ContentDependencies {
  table: Table;
  clock: Clock;
  signer: Signer;
  files: DepositFiles;
  territory: Territory;
  /** Scheme, host and port of the site: for feeds, and where the bucket sends browsers back. */
  origin: string;
}

type Stored = Pick<ContentDependencies, 'table' | 'clock'>;

/** @throws {Problem} `forbidden` when her role only lets her read. */
export function checkMayWrite(member: Member): void {
  mustMay(member, 'write-drafts', TEXTS.mayNotWrite);
}

const nameOf = ({ person }: Member): string => `${person.firstName} ${person.lastName}`.trim();

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
  if (!content || (content.state === 'draft' && !mayWrite(currentOf(member).role))) throw new Problem('not-found');
  return content;
}

/** A draft about to be changed, as it is at this moment. @throws {Problem} `conflict` once it is published. */
export async function draftOf(deps: Pick<Stored, 'table'>, member: Member, id: string): Promise<Content> {
  checkMayWrite(member);
  const content = await contentOf(deps, member, id, { consistent: true });
  if (content.state === 'published') throw new Problem('conflict', { detail: TEXTS.alreadyPublished });
  if (content.state === 'withdrawn') throw new Problem('not-found');
  return content;
}

/** A lost race: both versions travel with the refusal. */
const stale = (stored: Content, typed: DraftText): Problem =>
  new Problem('stale', {
    extra: {
      stored: { version: stored.version, title: stored.title, body: stored.body, particulars: stored.particulars },
      typed,
    },
  });

/** What the typed text would make of the publication, and the version that it replaces. */
interface Next {
  content: Content;
  before: Content | undefined;
}

async function nextOf({ table, clock }: Stored, member: Member, kind: Kind, typed: TypedContent): Promise<Next> {
  checkMayWrite(member);
  const now = clock();
  const id = typed.id ?? newId('pub', now);
  const scope = organisationScopeOf(member);
  // A form just shown has an id of its own: nothing is under it, unless it was posted already.
  const before = typed.id ? await contentById(table, scope, id, { consistent: true }) : undefined;
  const text = await textOf(typed, before?.body);
  if (bodyIsTooLong(text)) throw refuseField('body', TEXTS.bodyTooLong);
  if (before && (before.kind !== kind.name || before.state === 'withdrawn')) throw new Problem('not-found');
  if (before?.state === 'draft' && !mayReplace(before, typed)) throw stale(before, text);
  if (!before && typed.version > 0) throw new Problem('not-found');
  const { organisation, name, slug } = currentOf(member);
  const content: Content = {
    ...text,
    id,
    kind: kind.name,
    state: 'draft',
    version: (before?.version ?? 0) + 1,
    form: typed.form,
    audience: typed.audience ?? before?.audience,
    attachments: [],
    organisation,
    organisationName: name,
    slug,
    author: before?.author ?? { id: member.person.id, name: nameOf(member) },
    createdAt: before?.createdAt ?? now.toISOString(),
    updatedAt: now.toISOString(),
  };
  return { content, before };
}

/** Runs a change again, once, when another write was in its way: the second try sees what the first did not. */
async function settled<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
  try {
    return await change();
  } catch (error) {
    if (conditionFailed(error)) throw new Problem('conflict', { cause: error });
    throw error;
  }
}

/** Keeps what was typed as a draft. Posted twice, it is kept once; what is published already is left alone. */
export const keepDraft = (deps: Stored, member: Member, kind: Kind, typed: TypedContent): Promise<Content> =>
  settled(async () => {
    const { content, before } = await nextOf(deps, member, kind, typed);
    if (before?.state === 'published') return before;
    await saveDraft(deps.table, content, draftCardOf(content, deps.clock()), before?.version);
    return content;
  });

/** The documents of a publication as they are now. @throws {Problem} naming the field when one cannot be published. */
async function attachmentsOf(
  { table }: Stored,
  member: Member,
  kind: Kind,
  ids: readonly string[],
): Promise<Attachment[]> {
  const scope = organisationScopeOf(member);
  return Promise.all(
    ids.map(async (id) => {
      const ready = await readyDocument(table, scope, id);
      if (!ready) {
        const document = await documentById(table, scope, id);
        const underWay = document?.state === 'awaited' || document?.state === 'checking';
        throw refuseField('document', underWay ? TEXTS.documentNotReady : TEXTS.documentGone);
      }
      const refusal = kind.refusesDocument?.(ready.type);
      if (refusal) throw refuseField('document', refusal);
      const { name, size, type, pages, key, version } = ready;
      return {
        document: id,
        name,
        size,
        type,
        key,
        ...(pages === undefined ? {} : { pages }),
        ...(version ? { version } : {}),
      };
    }),
  );
}

/** What must be put right before publication, beside the document. */
export function refusalsOf(member: Member, content: Content, now: Date): FieldError[] {
  const fields = lacksOf(content.kind, content, now);
  if (!content.audience) return [...fields, { field: 'audience', message: TEXTS.audienceNeeded }];
  if (mayPublish(currentOf(member).role, content.audience)) return fields;
  return [...fields, { field: 'audience', message: TEXTS.mayNotPublishWidely }];
}

type Addressed = Content & { audience: Audience };

/** @throws {Problem} `invalid` with every field to put right. */
function addressed(member: Member, content: Content, now: Date): Addressed {
  const fields = refusalsOf(member, content, now);
  const { audience } = content;
  if (fields.length > 0 || !audience) throw new Problem('invalid', { fields });
  return { ...content, audience };
}

/** Puts a text that is whole before its readers. */
async function putOnline(deps: Stored, member: Member, kind: Kind, next: Next): Promise<Content> {
  const now = deps.clock();
  const content = addressed(member, next.content, now);
  if (content.audience === 'public' && !(await hasPublicPage(deps.table, content.organisation))) {
    throw refuseField('audience', TEXTS.noPublicPageToPublishOn);
  }
  if (kind.needsDocument && content.documents.length === 0) throw refuseField('document', TEXTS.documentNeeded);
  const attachments = await attachmentsOf(deps, member, kind, content.documents);
  const published = { ...content, attachments, state: TRANSITIONS.publish.to, publishedAt: now.toISOString() };
  const card = await cardOf(published);
  await publish(deps.table, { content: published, card, shown: shownOf(published) }, next.before?.version);
  return published;
}

/** Publishes what was typed. Posted twice, it is published once and both answers are the same. */
export const publishTyped = (deps: Stored, member: Member, kind: Kind, typed: TypedContent): Promise<Content> =>
  settled(async () => {
    const next = await nextOf(deps, member, kind, typed);
    return next.before?.state === 'published' ? next.before : putOnline(deps, member, kind, next);
  });

/**
 * Without script the file comes after the form: keeps a whole text as a draft, and a place for its file.
 * @throws {Problem} `invalid` when more than the file is missing.
 */
export async function keepForFile(deps: Stored, member: Member, kind: Kind, typed: TypedContent): Promise<Content> {
  const { content } = await nextOf(deps, member, kind, typed);
  addressed(member, content, deps.clock());
  const kept = await keepDraft(deps, member, kind, typed);
  return kept.state === 'published' ? kept : awaitFileOf(deps, member, kept.id);
}

/** Publishes a draft as it was last kept, if it is still the version that the reader saw. */
export const publishDraft = (deps: Stored, member: Member, id: string, version: number): Promise<Content> =>
  settled(async () => {
    checkMayWrite(member);
    const before = await contentOf(deps, member, id, { consistent: true });
    if (before.state === 'published') return before;
    if (before.state !== 'draft') throw new Problem('not-found');
    if (before.version !== version) throw stale(before, before);
    const now = deps.clock().toISOString();
    const content = { ...before, version: before.version + 1, updatedAt: now };
    return putOnline(deps, member, KINDS[before.kind], { content, before });
  });

/** Keeps a place for the file of a draft, in place of the one it had. Without script, the file comes after the form. */
export const awaitFileOf = (deps: Stored, member: Member, id: string): Promise<Content> =>
  settled(async () => {
    const before = await draftOf(deps, member, id);
    const document = await awaitDocument(deps, member, { name: '' });
    const content = {
      ...before,
      documents: [document],
      version: before.version + 1,
      updatedAt: deps.clock().toISOString(),
    };
    await saveDraft(deps.table, content, draftCardOf(content, deps.clock()), before.version);
    return content;
  });

/** Whoever may publish to that audience may take the publication away; whoever writes, throw a draft away. */
export function mayTakeAway(member: Member, { state, audience }: Pick<Content, 'state' | 'audience'>): boolean {
  const { role } = currentOf(member);
  return state === 'draft' ? mayWrite(role) : mayPublish(role, audience ?? 'organisation');
}

/**
 * Takes a step back: undoes a fresh publication (it is a draft again), withdraws an older one, throws a draft away.
 * Asked twice, it is done once.
 */
export const stepBack = (deps: Stored, member: Member, id: string, step: Exclude<Step, 'publish'>): Promise<Content> =>
  settled(async () => {
    const now = deps.clock();
    const before = await contentOf(deps, member, id, { consistent: true });
    if (!mayTakeAway(member, before)) throw new Problem('forbidden');
    const { to } = TRANSITIONS[step];
    if (before.state === to) return before;
    if (!canTake(step, before, now)) {
      throw new Problem('conflict', step === 'undo' ? { detail: TEXTS.tooLateToUndo } : {});
    }
    const { publishedAt, ...rest } = before;
    const after: Content = {
      ...rest,
      state: to,
      version: before.version + 1,
      updatedAt: now.toISOString(),
      ...(to === 'withdrawn' ? { publishedAt, withdrawnAt: now.toISOString() } : { attachments: [] }),
    };
    if (isPublished(before)) {
      await takeAway(deps.table, before, after, to === 'draft' ? draftCardOf(after, now) : undefined);
    } else {
      await discard(deps.table, before, after);
    }
    return after;
  });
