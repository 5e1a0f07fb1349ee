/** What comes in and goes out of publications. */
import * as z from 'zod';
import { isId } from '../../platform/ids.ts';
import { cleanLine } from '../../platform/text.ts';
import { documentId } from '../documents/index.ts';
import { LIMITS, TEXTS } from './texts.ts';

/** Who may read, each including those before: the organisation, every member of the territory, everybody. */
export const AUDIENCES = ['organisation', 'network', 'public'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const CONTENT_STATES = ['draft', 'published', 'withdrawn'] as const;
export type ContentState = (typeof CONTENT_STATES)[number];

export const KIND_NAMES = ['news', 'deliberation'] as const;
export type KindName = (typeof KIND_NAMES)[number];

/** What a kind has of its own, by the names of its form: short texts, as the kind's schema made them. */
export type Particulars = Readonly<Record<string, string>>;

export const contentId = z.string().refine((text) => isId('pub', text));
export const siren = z.string().regex(/^\d{9}$/);

/** A form sends an empty text for what was not chosen, and a list when a name comes twice. */
const lastChosen = (value: unknown): unknown => {
  const one: unknown = Array.isArray(value) ? value.at(-1) : value;
  return one === '' ? undefined : one;
};

/** Fields that every form of publication has; each kind adds its own. Drafts may lack anything. */
export const commonFields = {
  /** Made when the form is shown: posted twice, it publishes once. */
  id: z.preprocess(lastChosen, contentId.optional()),
  /** The version that the form was made from; 0 for a new one. */
  version: z.coerce.number().int().min(0).default(0),
  /** Names one showing of the form: a later text from the same form replaces what it saved itself. */
  form: z.string().max(64).optional(),
  /** `file`: keep the draft and choose its file on the next page, without script. */
  action: z.enum(['publish', 'draft', 'file']).default('draft'),
  audience: z.preprocess(lastChosen, z.enum(AUDIENCES, { error: TEXTS.audienceNeeded }).optional()),
  title: z
    .string()
    .optional()
    .transform((text) => cleanLine(text ?? ''))
    .pipe(z.string().max(LIMITS.title, { error: TEXTS.titleTooLong })),
  body: z.string().max(LIMITS.typedBody, { error: TEXTS.bodyTooLong }).optional(),
  bodyFormat: z.enum(['html', 'text']).default('text'),
  document: z.preprocess(lastChosen, documentId.optional()),
} as const;

/** What was typed, whatever the kind, once its schema has read it. */
export interface TypedContent {
  id?: string | undefined;
  version: number;
  form?: string | undefined;
  action: 'publish' | 'draft' | 'file';
  audience?: Audience | undefined;
  title: string;
  body?: string | undefined;
  bodyFormat: 'html' | 'text';
  document?: string | undefined;
  particulars: Particulars;
}

/** The words of a publication, before anybody may read it. */
export interface DraftText {
  title: string;
  /** Safe HTML. */
  body: string;
  particulars: Particulars;
  /** Ids of documents. */
  documents: readonly string[];
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
  /** Where the object that was checked is. */
  key: string;
  version?: string | undefined;
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
  attachments: readonly Attachment[];
  author: { id: string; name: string };
  createdAt: string;
  updatedAt: string;
  publishedAt?: string | undefined;
  withdrawnAt?: string | undefined;
}

/** What a list shows of a publication. */
export interface Card extends Publisher {
  id: string;
  kind: KindName;
  audience: Audience;
  title: string;
  /** First words. */
  excerpt?: string | undefined;
  particulars: Particulars;
  /** Media type and size of its document. */
  file?: { type: string; size: number; pages?: number | undefined } | undefined;
  publishedAt: string;
}

/** What a list shows of a draft. */
export interface DraftCard {
  id: string;
  kind: KindName;
  title: string;
  /** Fields that publication still needs. */
  lacking: readonly string[];
  author: { id: string; name: string };
  updatedAt: string;
}
