/** From what was typed to what is stored and shown: no table here, only texts. */
import { isoDay } from '../../web/format.ts';
import type { FieldError } from '../../platform/problems.ts';
import { KINDS } from './kinds/index.ts';
import { textOfHtml } from './rules.ts';
import type {
  Attachment,
  Audience,
  Card,
  Content,
  DraftCard,
  DraftText,
  ShownContent,
  TypedContent,
} from './schema.ts';
import { LIMITS } from './texts.ts';

/** Loaded when a text is saved: its parser is large, and most pages only read. */
const richText = () => import('../../platform/rich-text.ts');

/**
 * The body as safe HTML. A text that came through a plain textarea unchanged keeps the formatting it had.
 * Longer than the limit, it comes back whole: `bodyIsTooLong` says so.
 */
async function bodyOf({ body = '', bodyFormat }: TypedContent, before: string | undefined): Promise<string> {
  if (body.trim() === '') return '';
  const { safeHtml, htmlOfText } = await richText();
  if (bodyFormat === 'html') return safeHtml(body);
  const typed = htmlOfText(body);
  return before && textOfHtml(typed) === textOfHtml(before) ? before : typed;
}

export const bodyIsTooLong = (text: DraftText): boolean => text.body.length > LIMITS.body;

/** What was typed, cleaned. `before`: the body of the draft that it replaces. */
export async function textOf(typed: TypedContent, before: string | undefined): Promise<DraftText> {
  return {
    title: typed.title,
    body: await bodyOf(typed, before),
    particulars: typed.particulars,
    documents: typed.document ? [typed.document] : [],
    ...(typed.annexes?.length ? { annexes: typed.annexes } : {}),
  };
}

/** What publication still needs, beside the document's own check. */
export function lacksOf(
  kind: Content['kind'],
  text: DraftText & Pick<Partial<Content>, 'audience'>,
  now: Date,
): FieldError[] {
  return KINDS[kind].lacks(text, isoDay(now), text.audience);
}

/** The line of a draft in lists. */
export function draftCardOf(content: Content, now: Date): DraftCard {
  const { id, kind, title, author, updatedAt, documents } = content;
  const noDocument = KINDS[kind].needsDocument && documents.length === 0;
  const lacking = [...(noDocument ? ['document'] : []), ...lacksOf(kind, content, now).map(({ field }) => field)];
  const last = content.remarks.at(-1);
  return {
    id,
    state: content.state === 'submitted' ? 'submitted' : 'draft',
    kind,
    title,
    author,
    updatedAt,
    lacking,
    ...(content.state === 'draft' && last?.step === 'send-back' ? { sentBackBy: last.by.name } : {}),
  };
}

type PublishedContent = Content & { audience: Audience; publishedAt: string };

/** Whether a content is, or was, before readers. */
export const isPublished = (content: Content): content is PublishedContent =>
  content.state === 'published' && content.audience !== undefined && content.publishedAt !== undefined;

/** What others read of a publication: nothing of its author. */
export function shownOf(content: PublishedContent): ShownContent {
  const { id, kind, audience, group, title, body, particulars, attachments } = content;
  const { organisation, organisationName, slug, publishedAt } = content;
  return {
    id,
    kind,
    audience,
    ...(group ? { group } : {}),
    title,
    body,
    particulars,
    attachments,
    organisation,
    organisationName,
    slug,
    publishedAt,
  };
}

/** What lists show of a publication. */
export async function cardOf(content: PublishedContent): Promise<Card> {
  const { id, kind, audience, group, title, body, organisation, organisationName, slug, publishedAt } = content;
  const particulars = Object.fromEntries(
    Object.entries(content.particulars).filter(([name]) => KINDS[kind].onCard.includes(name)),
  );
  const [document] = content.attachments;
  return {
    id,
    kind,
    audience,
    ...(group ? { group } : {}),
    title,
    particulars,
    organisation,
    organisationName,
    slug,
    publishedAt,
    ...(body ? { excerpt: (await richText()).excerpt(body, LIMITS.excerpt) } : {}),
    ...(document ? { file: fileOf(document) } : {}),
  };
}

const fileOf = ({ type, size, pages }: Attachment) => ({ type, size, ...(pages === undefined ? {} : { pages }) });
