/** What comes in and goes out of publications. */
import * as z from 'zod';
import { isId } from '../../platform/ids.ts';
import { cleanLine, cleanText } from '../../platform/text.ts';
import { documentId, type Flag } from '../documents/index.ts';
import { LIMITS, TEXTS } from './texts.ts';

/** Who may read: the organisation, the members of one group, every member of the territory, everybody. */
export const AUDIENCES = ['organisation', 'group', 'network', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** A group that reads, with its name when it was chosen. */
export interface ReadingGroup {
  id: string;
  name: string;
}

const chosenGroup = z.templateLiteral(['group:', z.string().regex(/grp_[0-9A-HJKMNP-TV-Z]{26}|\d{9}/)]);

/** What a form sends: an audience, or `group:` and the id of one of her groups. */
const choice = z.union([z.enum(['organisation', 'network', 'public']), chosenGroup], { error: TEXTS.audienceNeeded });
export type Choice = z.output<typeof choice>;

/** The choice that a text is, if it is one. */
export const choiceOf = (text: string | undefined): Choice | undefined => choice.safeParse(text).data;

/** `submitted`: whole, it waits for somebody who may publish it. */
export const CONTENT_STATES = ['draft', 'submitted', 'published', 'withdrawn'] as const;
export type ContentState = (typeof CONTENT_STATES)[number];

/** In the order in which lists show them, last first. */
export const DRAFT_STATES = ['draft', 'submitted'] as const satisfies readonly ContentState[];
export type DraftState = (typeof DRAFT_STATES)[number];

/** Which publications of contributors are read again by a publisher or a référent before they appear. */
export const APPROVAL_RULES = ['none', 'outside', 'everything'] as const;
export type ApprovalRule = (typeof APPROVAL_RULES)[number];

/** What those who write and those who publish tell each other about a text before it appears. */
export interface Remark {
  step: 'submit' | 'send-back';
  by: { id: string; name: string };
  at: string;
  text: string;
}

/** Acts of the authority, by their nature. */
export const ACT_NAMES = ['deliberation', 'arrete', 'decision', 'minutes', 'budget', 'agreement'] as const;
export type ActName = (typeof ACT_NAMES)[number];

export const KIND_NAMES = ['news', ...ACT_NAMES] as const;
export type KindName = (typeof KIND_NAMES)[number];

export const isActName = (kind: KindName): kind is ActName => ACT_NAMES.some((one) => one === kind);

/** What a kind has of its own, by the names of its form: short texts, as the kind's schema made them. */
export type Particulars = Readonly<Record<string, string>>;

export const contentId = z.string().refine((text) => isId('pub', text));
export const siren = z.string().regex(/^\d{9}$/);

/** A form sends an empty text for what was not chosen, and a list when a name comes twice. */
const lastChosen = (value: unknown): unknown => {
  const one: unknown = Array.isArray(value) ? value.at(-1) : value;
  return one === '' ? undefined : one;
};

/** A form sends one text or several, or none. */
const everyChosen = (value: unknown): unknown =>
  (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== '');

/** Fields that every form of publication has; each kind adds its own. Drafts may lack anything. */
export const commonFields = {
  /** Made when the form is shown: posted twice, it publishes once. */
  id: z.preprocess(lastChosen, contentId.optional()),
  /** The version that the form was made from; 0 for a new one. */
  version: z.coerce.number().int().min(0).default(0),
  /** Names one showing of the form: a later text from the same form replaces what it saved itself. */
  form: z.string().max(64).optional(),
  /**
   * `submit`: have it read again in any case. `file`, `annexe`: keep the draft and choose its file, or one more annexe,
   * on the next page, without script.
   */
  action: z.enum(['publish', 'submit', 'draft', 'file', 'annexe']).default('draft'),
  /** A word to whoever will read it again before it appears. */
  note: z
    .string()
    .optional()
    .transform((text) => cleanText(text ?? ''))
    .pipe(z.string().max(LIMITS.remark, { error: TEXTS.remarkTooLong })),
  audience: z.preprocess(lastChosen, choice.optional()),
  title: z
    .string()
    .optional()
    .transform((text) => cleanLine(text ?? ''))
    .pipe(
      z.string().max(LIMITS.title, {
        error: ({ input }) => TEXTS.titleTooLong(typeof input === 'string' ? input.length : 0),
      }),
    ),
  body: z.string().max(LIMITS.typedBody, { error: TEXTS.bodyTooLong }).optional(),
  bodyFormat: z.enum(['html', 'text']).default('text'),
  document: z.preprocess(lastChosen, documentId.optional()),
} as const;

/** Documents that go with the main one, each once. */
export const annexesField = z.preprocess(
  everyChosen,
  z
    .array(documentId)
    .max(LIMITS.annexes, { error: TEXTS.tooManyAnnexes })
    .transform((ids) => [...new Set(ids)]),
);

/** What was typed, whatever the kind, once its schema has read it. */
export interface TypedContent {
  id?: string | undefined;
  version: number;
  form?: string | undefined;
  action: 'publish' | 'submit' | 'draft' | 'file' | 'annexe';
  note: string;
  audience?: Choice | undefined;
  title: string;
  body?: string | undefined;
  bodyFormat: 'html' | 'text';
  document?: string | undefined;
  annexes?: readonly string[];
  particulars: Particulars;
}

/** The words of a publication, before anybody may read it. */
export interface DraftText {
  title: string;
  /** Safe HTML. */
  body: string;
  particulars: Particulars;
  /** Id of its document, if it has one: what is published is that one first, then its annexes. */
  documents: readonly string[];
  annexes?: readonly string[] | undefined;
}

/** A document as it was when published. */
export interface Attachment {
  document: string;
  name: string;
  /** In bytes. */
  size: number;
  /** Media type. */
  type: string;
  pages?: number | undefined;
  /** What it holds beside what one reads. */
  flags?: readonly Flag[] | undefined;
  /** Where the object that was checked is. */
  key: string;
  version?: string | undefined;
  /** Of its bytes, hexadecimal. */
  sha256?: string | undefined;
}

/** The organisation that publishes, as written on what it published. */
export interface Publisher {
  /** SIREN. */
  organisation: string;
  organisationName: string;
  slug: string;
}

/** What others read: nothing of who wrote it. */
export interface ShownContent extends Publisher {
  id: string;
  kind: KindName;
  audience: Audience;
  /** The one that reads it, when the audience is a group. */
  group?: ReadingGroup | undefined;
  title: string;
  body: string;
  particulars: Particulars;
  attachments: readonly Attachment[];
  publishedAt: string;
}

/** The truth of a publication, in its organisation's partition. */
export interface Content extends DraftText, Publisher {
  id: string;
  kind: KindName;
  state: ContentState;
  version: number;
  form?: string | undefined;
  audience?: Audience | undefined;
  group?: ReadingGroup | undefined;
  attachments: readonly Attachment[];
  author: { id: string; name: string };
  /** Who let it appear, when it was read again. */
  approvedBy?: { id: string; name: string } | undefined;
  /** For those who write, oldest first. */
  remarks: readonly Remark[];
  createdAt: string;
  updatedAt: string;
  publishedAt?: string | undefined;
  withdrawnAt?: string | undefined;
  /** Why an act was taken away, as its register says it. */
  withdrawal?: string | undefined;
  /** Its document was replaced by one in which passages are hidden. */
  redaction?: Redaction | undefined;
}

/** That the document of an act was replaced by a redacted one, the last time. */
export interface Redaction {
  reason: string;
  at: string;
  by: { id: string; name: string };
  /** The document that it had before: its organisation keeps it. */
  replaced: string;
}

/** What a list shows of a publication. */
export interface Card extends Publisher {
  id: string;
  kind: KindName;
  audience: Audience;
  group?: ReadingGroup | undefined;
  title: string;
  /** First words. */
  excerpt?: string | undefined;
  particulars: Particulars;
  /** Media type and size of its document. */
  file?: { type: string; size: number; pages?: number | undefined } | undefined;
  publishedAt: string;
}

/** What a list shows of what is not yet published. */
export interface DraftCard {
  id: string;
  state: DraftState;
  /** Who asks that it be corrected, when it was sent back. */
  sentBackBy?: string | undefined;
  kind: KindName;
  title: string;
  /** Fields that publication still needs. */
  lacking: readonly string[];
  author: { id: string; name: string };
  updatedAt: string;
}

const version = z.coerce.number().int().min(1);
export const versionBody = z.object({ version });
export const annexeBody = z.object({ document: documentId });
/** Why an act leaves the public register. */
export const withdrawalBody = z.object({
  reason: z
    .string()
    .optional()
    .transform((text) => cleanLine(text ?? ''))
    .pipe(z.string().max(LIMITS.reason, { error: TEXTS.reasonTooLong })),
});
/** The document that was sent for it, without script. */
export const redactionQuery = z.object({
  document: documentId.optional().catch(undefined),
  /** The bucket has sent the browser back. */
  envoye: z.literal('oui').optional().catch(undefined),
});
export const redactionBody = withdrawalBody.extend({
  document: z.preprocess(lastChosen, documentId.optional()),
  version: z.coerce.number().int().min(1),
});
export const sendBackBody = z.object({
  version,
  remark: z
    .string({ error: TEXTS.remarkNeeded })
    .transform(cleanText)
    .pipe(z.string().min(1, { error: TEXTS.remarkNeeded }).max(LIMITS.remark, { error: TEXTS.remarkTooLong })),
});
export const approvalBody = z.object({
  rule: z.enum(APPROVAL_RULES, { error: TEXTS.ruleNeeded }),
  /** 0 when nobody chose yet. */
  version: z.coerce.number().int().min(0),
});
