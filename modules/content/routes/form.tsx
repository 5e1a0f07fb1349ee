/** The form of a publication with what it shows: typed, from a draft, or new. */
import { currentOf, type Member, organisationScopeOf } from '../../../platform/actor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { page } from '../../../platform/http/define-route.ts';
import type { Answer, Call, RequestContext } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { newToken } from '../../../platform/tokens.ts';
import { documentById, documentId } from '../../documents/index.ts';
import { groupsReached } from '../../groups/index.ts';
import { membersReached } from '../../organisations/index.ts';
import { formAids, proposedParticulars } from '../acts.ts';
import type { FormValues, Kind } from '../kinds/index.ts';
import { sending, textOfHtml } from '../rules.ts';
import { AUDIENCES, type Audience, type Choice, choiceOf, type Content, type Remark } from '../schema.ts';
import { approvalRuleFor } from '../sending.ts';
import { type ContentDependencies, mayAttach, mayRead } from '../service.ts';
import { contentById } from '../store/index.ts';
import { type AudienceReach, PublishFormPage } from '../views/form.tsx';

/** Enough to tell apart the forms that somebody has open. In characters. */
const FORM_NAME = 16;

export interface FormState {
  id: string;
  version: number;
  form: string;
  values: FormValues;
  audience: Choice | undefined;
  /** A word to whoever will read it again. */
  note: string;
  remarks: readonly Remark[];
  isDraft: boolean;
}

const newFormName = (): string => newToken().slice(0, FORM_NAME);

/**
 * Documents that are there, to show under the field; one whose file never came is left out, and one that is not for her
 * to attach to that text.
 */
export async function documentsShown(
  { table }: Pick<ContentDependencies, 'table'>,
  member: Member,
  ids: readonly string[],
  text: Pick<Content, 'documents' | 'annexes'> | undefined,
) {
  const scope = organisationScopeOf(member);
  const isHers = mayAttach(table, member, text);
  const found = await Promise.all(
    ids.map(async (id) => ((await isHers(id)) ? documentById(table, scope, id) : undefined)),
  );
  return found.flatMap((document) =>
    document && (document.state === 'ready' || document.state === 'checking')
      ? [{ id: document.id, name: document.name, size: document.size ?? 0 }]
      : [],
  );
}

/** A new form, with a document chosen beforehand if there is one. */
export async function newForm(
  deps: ContentDependencies,
  member: Member,
  kind: Kind,
  id: string,
  { document, group }: { document: string | undefined; group: string | undefined },
): Promise<FormState> {
  const documents = await documentsShown(deps, member, document ? [document] : [], undefined);
  const particulars = await proposedParticulars(deps, member, kind);
  const values = { title: '', body: '', html: undefined, particulars, documents, annexes: [] };
  const audience = group ? choiceOf(`group:${group}`) : undefined;
  return { id, version: 0, form: newFormName(), values, audience, note: '', remarks: [], isDraft: false };
}

/** The form of a draft. */
export async function formOfDraft(deps: ContentDependencies, member: Member, draft: Content): Promise<FormState> {
  const { id, version, title, body, particulars, documents, annexes = [], remarks } = draft;
  return {
    id,
    version,
    form: newFormName(),
    values: {
      title,
      body: textOfHtml(body),
      html: body || undefined,
      particulars,
      documents: await documentsShown(deps, member, documents, draft),
      annexes: await documentsShown(deps, member, annexes, draft),
    },
    audience: choiceOf(draft.group ? `group:${draft.group.id}` : draft.audience),
    note: '',
    remarks,
    isDraft: true,
  };
}

const isDocument = (text: string): boolean => documentId.safeParse(text).success;

/** The form as it was sent, nothing lost. */
export async function formAsTyped(
  deps: ContentDependencies,
  member: Member,
  { typed, typedLists }: Pick<Call<unknown, unknown, unknown>, 'typed' | 'typedLists'>,
  id: string,
  replaces: 'what was read' | 'what is there now',
): Promise<FormState> {
  const { title = '', body = '', bodyFormat, audience, document, version, form, note = '', ...particulars } = typed;
  const annexes = typedLists['annexes'] ?? [typed['annexes'] ?? ''];
  const found = await contentById(deps.table, organisationScopeOf(member), id);
  const stored = found && mayRead(member, found) ? found : undefined;
  const isHtml = bodyFormat === 'html';
  const html = isHtml ? (await import('../../../platform/rich-text.ts')).safeHtml(body) : undefined;
  return {
    id,
    version: (replaces === 'what is there now' && stored?.version) || Number(version) || 0,
    form: form || newFormName(),
    values: {
      title,
      body: html === undefined ? body : textOfHtml(html),
      html,
      particulars,
      documents: await documentsShown(deps, member, [document ?? ''].filter(isDocument), stored),
      annexes: await documentsShown(deps, member, annexes.filter(isDocument), stored),
    },
    audience: choiceOf(audience),
    note,
    remarks: [],
    isDraft: Number(version) > 0,
  };
}

/** The page of a form, and what a program needs to fill it. */
export async function formPage(
  deps: ContentDependencies,
  call: Pick<RequestContext, 'nonce'>,
  member: Member,
  kind: Kind,
  state: FormState,
  errors?: readonly FieldError[],
): Promise<Answer> {
  const { name: organisation, role } = currentOf(member);
  const [own, network, groups, letter, rule, aids] = await Promise.all([
    membersReached(deps.table, member, 'organisation'),
    membersReached(deps.table, member, 'network'),
    groupsReached(deps.table, member),
    deps.nextLetter(deps.table, organisationScopeOf(member), deps.clock()),
    approvalRuleFor(deps, member),
    formAids(deps, kind),
  ]);
  const reach: AudienceReach = { organisation: own, network, groups, letter };
  const mayChoose = AUDIENCES.filter((audience) => audience !== 'group' || groups.length > 0);
  const after = mayChoose.map((audience) => ({ audience, goesTo: sending(role, audience, rule) }));
  const thatGo = (where: 'publish' | 'submit'): Audience[] =>
    after.filter(({ goesTo }) => goesTo === where).map(({ audience }) => audience);
  const audiences = { publish: thatGo('publish'), submit: thatGo('submit') };
  const data = {
    id: state.id,
    version: state.version,
    kind: kind.name,
    audiences: audiences.publish,
    afterApproval: audiences.submit,
    remarks: state.remarks,
    reach,
    ...(aids ? { particulars: state.values.particulars, matters: aids.matters } : {}),
  };
  return page(data, () => (
    <PublishFormPage
      {...state}
      chrome={memberChrome(deps.territory, member, 'publish', call.nonce)}
      kind={kind}
      aids={aids}
      reach={reach}
      organisation={organisation}
      audiences={audiences}
      now={deps.clock()}
      errors={errors}
    />
  ));
}
