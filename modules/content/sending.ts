/** From a text that is whole to its readers, or to whoever reads it again first. */
import { currentOf, may, type Member, organisationScopeOf, standingIn } from '../../platform/actor.ts';
import { type FieldError, Problem, refuseField } from '../../platform/problems.ts';
import type { newMail } from '../../platform/mail/outbox.ts';
import { groupScope } from '../../platform/scope.ts';
import { settled } from '../../platform/settled.ts';
import { documentById, type ReadyDocument, readyDocument } from '../documents/index.ts';
import { takesPublications } from '../groups/index.ts';
import { hasPublicPage } from '../organisations/index.ts';
import { numbered, refusalsOfMatter } from './acts.ts';
import { type Kind, KINDS } from './kinds/index.ts';
import { sending, TRANSITIONS } from './rules.ts';
import type { ApprovalRule, Attachment, Audience, Content, Remark, TypedContent } from './schema.ts';
import {
  alreadySent,
  awaitFileOf,
  checkMayWrite,
  contentOf,
  keepDraft,
  nameOf,
  type Next,
  nextOf,
  publicationAct,
  stale,
  type Stored,
} from './service.ts';
import { approvalOf, publish, saveDraft } from './store/index.ts';
import { LIMITS, TEXTS } from './texts.ts';
import { cardOf, draftCardOf, lacksOf, shownOf } from './writing.ts';

/** The documents of a publication as they are now. @throws {Problem} naming the field when one cannot be published. */
async function attachmentsOf(
  { table }: Stored,
  member: Member,
  kind: Kind,
  { documents, annexes = [] }: Pick<Content, 'documents' | 'annexes'>,
): Promise<Attachment[]> {
  if (annexes.some((id) => documents.includes(id))) throw refuseField('annexes', TEXTS.annexeIsDocument);
  const scope = organisationScopeOf(member);
  const attachment = async (id: string, field: 'document' | 'annexes'): Promise<Attachment> => {
    const ready = await readyDocument(table, scope, id);
    if (!ready) {
      const document = await documentById(table, scope, id);
      const underWay = document?.state === 'awaited' || document?.state === 'checking';
      throw refuseField(field, underWay ? TEXTS.documentNotReady : TEXTS.documentGone);
    }
    const refusal = field === 'document' ? kind.refusesDocument?.(ready) : refusalOfAnnexe(ready);
    if (refusal) throw refuseField(field, refusal);
    return attachmentOf(ready);
  };
  return Promise.all([
    ...documents.map((id) => attachment(id, 'document')),
    ...annexes.map((id) => attachment(id, 'annexes')),
  ]);
}

/** What goes with an act is shown as it is, and cannot be changed either. */
export function refusalOfAnnexe({ type, flags }: Pick<Attachment, 'type' | 'flags'>): string | undefined {
  if (!['application/pdf', 'image/jpeg', 'image/png'].includes(type)) return TEXTS.annexeNotShown;
  return flags?.includes('scripts') ? TEXTS.documentHasScripts : undefined;
}

/** A document as a publication keeps it. */
export function attachmentOf({ id, name, size, type, pages, flags, key, version, sha256 }: ReadyDocument): Attachment {
  return {
    document: id,
    name,
    size,
    type,
    key,
    sha256,
    ...(pages === undefined ? {} : { pages }),
    ...(flags ? { flags } : {}),
    ...(version ? { version } : {}),
  };
}

/**
 * What her organisation has read again, as far as it concerns her: what those who approve publish appears at once.
 * Half a read unit for the others.
 */
export async function approvalRuleFor({ table }: Pick<Stored, 'table'>, member: Member): Promise<ApprovalRule> {
  if (may(member, 'approve-publications')) return 'none';
  return (await approvalOf(table, organisationScopeOf(member))).rule;
}

/** What must be put right before it is sent, beside the document. */
export function refusalsOf(member: Member, content: Content, rule: ApprovalRule, now: Date): FieldError[] {
  const fields = lacksOf(content.kind, content, now);
  if (!content.audience) return [...fields, { field: 'audience', message: TEXTS.audienceNeeded }];
  if (content.group && !standingIn(member, content.group.id)) {
    return [...fields, { field: 'audience', message: TEXTS.notInGroup }];
  }
  if (sending(currentOf(member).role, content.audience, rule) !== 'refused') return fields;
  return [...fields, { field: 'audience', message: TEXTS.mayNotPublishWidely }];
}

type Addressed = Content & { audience: Audience };

/** The same with what is read, the matter of an act; in the order of the form, where readers come last. */
export async function everyRefusalOf(
  deps: Stored,
  member: Member,
  content: Content,
  rule: ApprovalRule,
): Promise<FieldError[]> {
  const refusals = [...refusalsOf(member, content, rule, deps.clock()), ...(await refusalsOfMatter(deps, content))];
  const isLast = ({ field }: FieldError) => field === 'audience';
  return [...refusals.filter((one) => !isLast(one)), ...refusals.filter(isLast)];
}

/** @throws {Problem} `invalid` with every field to put right. */
async function addressed(
  deps: Stored,
  member: Member,
  content: Content,
  rule: ApprovalRule,
  ofDocument: readonly FieldError[] = [],
): Promise<Addressed> {
  const fields = [...ofDocument, ...(await everyRefusalOf(deps, member, content, rule))];
  const { audience } = content;
  if (fields.length > 0 || !audience) throw new Problem('invalid', { fields });
  return { ...content, audience };
}

export type AuthorsMail = ReturnType<typeof newMail> | undefined;

/** Puts a text that is whole before its readers. `mail`: to who wrote it, when somebody else decides. */
export async function putOnline(
  deps: Stored,
  member: Member,
  content: Addressed,
  before: Content | undefined,
  mail?: AuthorsMail,
) {
  await checkPublicPage(deps, content);
  // Whoever approves need not be in the group: its author is.
  const by = content.approvedBy ? content.author.id : member.person.id;
  await checkGroup(deps, content, by);
  const attachments = await attachmentsOf(deps, member, KINDS[content.kind], content);
  const publishedAt = deps.clock().toISOString();
  const { content: whole, ...taken } = await numbered(deps, content);
  const published = { ...whole, attachments, state: TRANSITIONS.publish.to, publishedAt };
  const card = await cardOf(published);
  const act = publicationAct(deps, member, content.approvedBy ? 'publication-approved' : 'published', published);
  await publish(deps.table, { content: published, card, shown: shownOf(published), by, act, mail, ...taken }, before);
  return published;
}

/** Puts a text that is whole before those who will read it again. Its document is there already. */
async function submit(deps: Stored, member: Member, content: Addressed, before: Content | undefined, note: string) {
  await checkPublicPage(deps, content);
  await checkGroup(deps, content, member.person.id);
  await attachmentsOf(deps, member, KINDS[content.kind], content);
  // Whoever approves it should not be the first to learn that its number is taken.
  if (content.particulars['number']) await numbered(deps, content);
  const remarks = note ? withRemark(content, member, 'submit', note, deps.clock()) : content.remarks;
  const submitted = { ...content, remarks, state: TRANSITIONS.submit.to };
  await saveDraft(deps.table, submitted, draftCardOf(submitted, deps.clock()), before);
  return submitted;
}

/** The remarks of a text with one more. @throws {Problem} `conflict` when there are too many. */
export function withRemark(
  { remarks }: Pick<Content, 'remarks'>,
  member: Member,
  step: Remark['step'],
  text: string,
  now: Date,
): readonly Remark[] {
  if (remarks.length >= LIMITS.remarks) throw new Problem('conflict', { detail: TEXTS.tooManyRemarks });
  const by = { id: member.person.id, name: nameOf(member) };
  return [...remarks, { step, by, at: now.toISOString(), text }];
}

/** @throws {Problem} `invalid` when everybody should read it and the organisation has no public page. */
async function checkPublicPage({ table }: Pick<Stored, 'table'>, content: Addressed): Promise<void> {
  if (content.audience !== 'public' || (await hasPublicPage(table, content.organisation))) return;
  throw refuseField('audience', TEXTS.noPublicPageToPublishOn);
}

/** @throws {Problem} `invalid` when a group is to read it that is archived, or that its author is not in. */
async function checkGroup({ table }: Pick<Stored, 'table'>, { group }: Addressed, author: string): Promise<void> {
  if (!group || (await takesPublications(table, groupScope(group.id), author))) return;
  throw refuseField('audience', TEXTS.groupArchived);
}

/** Sends a text that is whole where it has to go: to its readers, or first to whoever reads it again. */
async function send(
  deps: Stored,
  member: Member,
  { content: next, before }: Next,
  { note, always }: { note: string; always: boolean },
): Promise<Content> {
  const rule = await approvalRuleFor(deps, member);
  const lacksDocument = KINDS[next.kind].needsDocument && next.documents.length === 0;
  const ofDocument = lacksDocument ? [{ field: 'document', message: TEXTS.documentNeeded }] : [];
  const content = await addressed(deps, member, next, rule, ofDocument);
  const goesTo = always ? 'submit' : sending(currentOf(member).role, content.audience, rule);
  return goesTo === 'submit' ? submit(deps, member, content, before, note) : putOnline(deps, member, content, before);
}

/** Publishes what was typed, or has it read again. Posted twice, it is done once and both answers are the same. */
export const publishTyped = (deps: Stored, member: Member, kind: Kind, typed: TypedContent): Promise<Content> =>
  settled(async () => {
    const next = await nextOf(deps, member, kind, typed);
    if (next.before && next.before.state !== 'draft') return alreadySent(next.before, next.content);
    return send(deps, member, next, { note: typed.note, always: typed.action === 'submit' });
  });

/**
 * Without script the file comes after the form: keeps a whole text as a draft, and a place for its file.
 * @throws {Problem} `invalid` when more than the file is missing.
 */
export async function keepForFile(deps: Stored, member: Member, kind: Kind, typed: TypedContent): Promise<Content> {
  const { content } = await nextOf(deps, member, kind, typed);
  await addressed(deps, member, content, await approvalRuleFor(deps, member));
  const kept = await keepDraft(deps, member, kind, typed);
  return kept.state === 'draft' ? awaitFileOf(deps, member, kept.id) : kept;
}

/** Sends a draft as it was last kept, if it is still the version that the reader saw. */
export const publishDraft = (deps: Stored, member: Member, id: string, version: number): Promise<Content> =>
  settled(async () => {
    checkMayWrite(member);
    const before = await contentOf(deps, member, id, { consistent: true });
    if (before.state === 'published' || before.state === 'submitted') return before;
    if (before.state !== 'draft') throw new Problem('not-found');
    if (before.version !== version) throw stale(before, before);
    const now = deps.clock().toISOString();
    const content = { ...before, version: before.version + 1, updatedAt: now };
    return send(deps, member, { content, before }, { note: '', always: false });
  });
