/** Publications read again before they appear: who decides, and what an organisation asks for. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../platform/actor.ts';
import { type ActItem, actFor } from '../../platform/journal.ts';
import { newMail } from '../../platform/mail/outbox.ts';
import { Problem } from '../../platform/problems.ts';
import { settled } from '../../platform/settled.ts';
import { conditionFailed } from '../../platform/table.ts';
import { readyDocument } from '../documents/index.ts';
import { memberOf } from '../organisations/index.ts';
import { mayReadDocument } from '../repository/index.ts';
import { mayStep, type Step, TRANSITIONS } from './rules.ts';
import type { ApprovalRule, Audience, Content } from './schema.ts';
import { attachmentOf, type AuthorsMail, putOnline, withRemark } from './sending.ts';
import { contentOf, nameOf, stale, type Stored } from './service.ts';
import { type Approval, approvalOf, saveApproval, saveDraft } from './store/index.ts';
import { TEXTS } from './texts.ts';
import { draftCardOf } from './writing.ts';

type Submitted = Content & { audience: Audience };

/** What waits always says for whom. */
export const isSubmitted = (content: Content): content is Submitted =>
  content.state === 'submitted' && content.audience !== undefined;

/** What she may do with a text that waits. */
export function decisionsOf(member: Member, content: Submitted): { mayDecide: boolean; mayTakeBack: boolean } {
  const who = { role: currentOf(member).role, isAuthor: content.author.id === member.person.id, rule: 'none' } as const;
  return {
    mayDecide: mayStep('approve', who, content.audience),
    mayTakeBack: mayStep('take-back', who, content.audience),
  };
}

/**
 * The documents of a text that waits, as she may open them: whoever decides opens what she is asked to approve, wherever
 * its author keeps it; others, what they may read where it lies. One read unit a document and folder.
 */
export async function awaitingDecision(
  { table }: Pick<Stored, 'table'>,
  member: Member,
  content: Submitted,
): Promise<Pick<Content, 'attachments'>> {
  const { mayDecide } = decisionsOf(member, content);
  const ids = [...content.documents, ...(content.annexes ?? [])];
  const found = await Promise.all(
    ids.map(async (id) =>
      mayDecide || (await mayReadDocument(table, member, id))
        ? readyDocument(table, organisationScopeOf(member), id)
        : undefined,
    ),
  );
  return { attachments: found.filter((one) => one !== undefined).map(attachmentOf) };
}

/**
 * A text that waits, as the reader saw it.
 * @throws {Problem} `conflict` when somebody has decided already, `stale` when it waits with other words.
 */
function asSeen(content: Content, version: number): Submitted {
  if (!isSubmitted(content)) throw new Problem('conflict', { extra: { state: content.state } });
  if (content.version !== version) throw stale(content, content);
  return content;
}

/** One decision on a text that waits; `done`: the very same was taken before, its answer is the same. */
const decide = (
  deps: Stored,
  member: Member,
  id: string,
  step: Extract<Step, 'approve' | 'send-back' | 'take-back'>,
  input: { version: number; done: (content: Content) => boolean },
  make: (content: Submitted) => Promise<Content>,
): Promise<Content> =>
  settled(async () => {
    const content = await contentOf(deps, member, id, { consistent: true });
    if (input.done(content)) return content;
    const { mayDecide, mayTakeBack } = decisionsOf(member, { ...content, audience: content.audience ?? 'public' });
    if (!(step === 'take-back' ? mayTakeBack : mayDecide)) {
      throw new Problem('forbidden', { detail: TEXTS.mayNotApprove });
    }
    return make(asSeen(content, input.version));
  });

/** Who wrote a text learns what was decided, unless it was she, or she has left. One read unit. */
async function mailToAuthor(
  { table, clock }: Stored,
  member: Member,
  { id, title, author }: Submitted,
  said: { template: 'publication-approved' | 'publication-sent-back'; remark?: string },
): Promise<AuthorsMail> {
  if (author.id === member.person.id) return undefined;
  const scope = organisationScopeOf(member);
  const line = await memberOf(table, scope, author.id);
  if (!line) return undefined;
  const { template, remark } = said;
  const parameters = { id, title, by: nameOf(member), firstName: line.firstName, ...(remark ? { remark } : {}) };
  return newMail(scope, clock, { template, to: line.email, parameters });
}

/** It appears, as it was read. Asked twice, it appears once. */
export const approve = (deps: Stored, member: Member, id: string, version: number): Promise<Content> =>
  decide(
    deps,
    member,
    id,
    'approve',
    { version, done: ({ state, approvedBy }) => state === 'published' && approvedBy?.id === member.person.id },
    async (content) => {
      const approvedBy = { id: member.person.id, name: nameOf(member) };
      const updatedAt = deps.clock().toISOString();
      const mail = await mailToAuthor(deps, member, content, { template: 'publication-approved' });
      const next = { ...content, approvedBy, version: content.version + 1, updatedAt };
      return putOnline(deps, member, next, content, mail);
    },
  );

/** A draft again, with the line that lists show. */
async function asDraft(
  deps: Stored,
  content: Submitted,
  remarks = content.remarks,
  told: { act?: ActItem; mail?: AuthorsMail } = {},
): Promise<Content> {
  const now = deps.clock();
  const draft: Content = {
    ...content,
    remarks,
    state: TRANSITIONS['send-back'].to,
    version: content.version + 1,
    updatedAt: now.toISOString(),
  };
  await saveDraft(deps.table, draft, draftCardOf(draft, now), content, told);
  return draft;
}

/** Back to who wrote it, with what is to be corrected. */
export const sendBack = (
  deps: Stored,
  member: Member,
  id: string,
  { version, remark }: { version: number; remark: string },
): Promise<Content> => {
  const isThisRemark = ({ state, remarks }: Content): boolean => {
    const last = remarks.at(-1);
    return state === 'draft' && last?.by.id === member.person.id && last.text === remark;
  };
  return decide(deps, member, id, 'send-back', { version, done: isThisRemark }, async (content) => {
    const { title, audience, author, organisation } = content;
    const details = { audience, author: author.name };
    const act = actFor(member, deps.clock, organisation, {
      name: 'publication-sent-back',
      about: { name: title },
      details,
    });
    const mail = await mailToAuthor(deps, member, content, { template: 'publication-sent-back', remark });
    return asDraft(deps, content, withRemark(content, member, 'send-back', remark, deps.clock()), { act, mail });
  });
};

/** Whoever sent it, or might publish it, goes on writing: it waits no more. */
export const takeBack = (deps: Stored, member: Member, id: string, version: number): Promise<Content> =>
  decide(deps, member, id, 'take-back', { version, done: ({ state }) => state === 'draft' }, (content) =>
    asDraft(deps, content),
  );

/** What her organisation has read again. */
export async function approvalToManage({ table }: Pick<Stored, 'table'>, member: Member): Promise<Approval> {
  mustMay(member, 'manage-organisation');
  return approvalOf(table, organisationScopeOf(member), { consistent: true });
}

/** @throws {Problem} `stale` when another référent chose meanwhile. Chosen twice, it is chosen once. */
export async function chooseApproval(deps: Stored, member: Member, rule: ApprovalRule, version: number): Promise<void> {
  const present = await approvalToManage(deps, member);
  if (present.rule === rule) return;
  const lost = (cause?: unknown): Problem => new Problem('stale', { cause, extra: { present: present.rule, rule } });
  if (present.version !== version) throw lost();
  try {
    const { organisation } = currentOf(member);
    const act = actFor(member, deps.clock, organisation, { name: 'approval-changed', details: { rule } });
    const chosen = { at: deps.clock().toISOString(), act };
    await saveApproval(deps.table, organisationScopeOf(member), rule, version, chosen);
  } catch (error) {
    throw conditionFailed(error) ? lost(error) : error;
  }
}
