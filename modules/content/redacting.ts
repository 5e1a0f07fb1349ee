/** An act whose document is replaced by one in which passages are hidden: the register keeps the trace of both. */
import { type Member, mustMay, organisationScopeOf } from '../../platform/actor.ts';
import { Problem, refuseField } from '../../platform/problems.ts';
import { settled } from '../../platform/settled.ts';
import { awaitDocument, documentById, holdersOf, readyDocument } from '../documents/index.ts';
import { mayReadDocument } from '../repository/index.ts';
import { KINDS } from './kinds/index.ts';
import type { Content } from './schema.ts';
import { attachmentOf } from './sending.ts';
import { contentOf, isInRegister, nameOf, publicationAct, stale, type Stored } from './service.ts';
import { replaceShown } from './store/index.ts';
import { TEXTS } from './texts.ts';
import { cardOf, isPublished, shownOf } from './writing.ts';

/**
 * An act that is in the public register, for those who may take it away.
 * @throws {Problem} `not-found` for anything else.
 */
export async function actToRedact(deps: Pick<Stored, 'table'>, member: Member, id: string) {
  mustMay(member, 'publish-outside');
  const content = await contentOf(deps, member, id, { consistent: true });
  if (!isPublished(content) || !isInRegister(content)) throw new Problem('not-found');
  return content;
}

/**
 * Without script the file comes after the form: keeps a place for it, with the reason. @returns its id.
 * @throws {Problem} `invalid` without a reason, `stale` when the act has changed since.
 */
export async function awaitRedacted(
  deps: Stored,
  member: Member,
  id: string,
  { reason, version }: { reason: string; version: number },
): Promise<string> {
  const before = await actToRedact(deps, member, id);
  if (before.version !== version) throw stale(before, before);
  if (!reason) throw refuseField('reason', TEXTS.reasonNeeded);
  return awaitDocument(deps, member, { name: '', place: { folder: 'publications', note: reason } });
}

/** Why she hides passages, as she said it before she sent the document. Half a read unit. */
export async function reasonSaid({ table }: Pick<Stored, 'table'>, member: Member, document: string) {
  const held = await holdersOf(table, organisationScopeOf(member), document);
  return held?.depositor === member.person.id ? (held.place?.note ?? '') : undefined;
}

/** Puts a redacted document in the place of what is shown. Asked twice, it is done once. */
export const redact = (
  deps: Stored,
  member: Member,
  id: string,
  typed: { document?: string | undefined; reason: string; version: number },
): Promise<Content> =>
  settled(async () => {
    const before = await actToRedact(deps, member, id);
    const [shown, ...annexes] = before.attachments;
    const { document, reason, version } = typed;
    if (document && shown?.document === document) {
      if (before.redaction) return before;
      throw refuseField('document', TEXTS.sameDocument);
    }
    if (before.version !== version) throw stale(before, before);
    if (!document) throw refuseField('document', TEXTS.documentNeeded);
    if (!reason) throw refuseField('reason', TEXTS.reasonNeeded);
    const scope = organisationScopeOf(member);
    const mayUse = await mayReadDocument(deps.table, member, document);
    const ready = mayUse ? await readyDocument(deps.table, scope, document) : undefined;
    if (!ready) {
      const there = await documentById(deps.table, scope, document);
      const underWay = there?.state === 'awaited' || there?.state === 'checking';
      throw refuseField('document', underWay ? TEXTS.documentNotReady : TEXTS.documentGone);
    }
    const refusal = KINDS[before.kind].refusesDocument?.(ready);
    if (refusal) throw refuseField('document', refusal);
    const at = deps.clock().toISOString();
    const by = { id: member.person.id, name: nameOf(member) };
    const next = {
      ...before,
      documents: [document],
      attachments: [attachmentOf(ready), ...annexes],
      redaction: { reason, at, by, replaced: shown?.document ?? '' },
      version: before.version + 1,
      updatedAt: at,
    };
    const act = publicationAct(deps, member, 'act-redacted', next);
    const written = { content: next, card: await cardOf(next), shown: shownOf(next), act };
    await replaceShown(deps.table, written, { ...before, replaced: shown?.document });
    return next;
  });
