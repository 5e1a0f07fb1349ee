/** A kind of publication: declared whole in one file of this folder. */
import type { Child } from 'hono/jsx';
import type * as z from 'zod';
import type { FieldError } from '../../../platform/problems.ts';
import type { Html } from '../../../platform/http/route.ts';
import type { IconName } from '../../../web/components/index.ts';
import type { Matter } from '../../classification/index.ts';
import type { ActTraits } from './act.tsx';
import type {
  Attachment,
  Audience,
  Card,
  commonFields,
  Content,
  DraftText,
  KindName,
  Particulars,
  TypedContent,
} from '../schema.ts';

/** What a form shows: as typed, or from the draft. */
export interface FormValues {
  title: string;
  /** For the textarea. */
  body: string;
  /** For the editor: the same with its formatting. */
  html: string | undefined;
  particulars: Particulars;
  documents: readonly { id: string; name: string; size: number }[];
  annexes: readonly { id: string; name: string; size: number }[];
}

/** What the form of an act offers. */
export interface FormAids {
  /** None while the operator has given no classification. */
  matters: readonly Matter[];
}

export interface FieldsProps {
  values: FormValues;
  errors: readonly FieldError[] | undefined;
  aids?: FormAids | undefined;
}

export interface Kind {
  name: KindName;
  /** Last part of the address of its form: `/publier/deliberation`. */
  path: string;
  /** In public addresses: `/c/nerac/actes/…`. */
  section: string;
  icon: IconName;
  words: {
    one: string;
    several: string;
    /** Heading of its form. */
    publish: string;
    /** Under its name where one chooses what to publish. */
    choice: string;
    /** « Votre délibération est en ligne ». */
    done: string;
    /** An empty list of it on a public page. */
    none: string;
  };
  /** Reads a form or JSON; a draft may lack anything, so nothing is required here. */
  schema: z.ZodType<TypedContent>;
  needsDocument: boolean;
  /** Why this document may not be published as that kind, if it may not. */
  refusesDocument?: (document: Pick<Attachment, 'type' | 'flags'>) => string | undefined;
  /** It is an act of the authority. */
  act?: ActTraits;
  /** What publication still needs, beside the document; `audience`: for whom. `today` as `2026-11-24`. */
  lacks: (draft: DraftText, today: string, audience?: Audience) => FieldError[];
  /** How the fields that may be lacking are called: « la date de séance ». */
  fieldNames: Readonly<Record<string, string>>;
  /** Which particulars its card keeps. */
  onCard: readonly string[];
  /** One line under the title in lists and digests; none when the first words say it. */
  line: (card: Pick<Card, 'particulars' | 'excerpt'>) => string | undefined;
  /** Beside the text on its page. */
  facts: (particulars: Particulars) => { term: string; description: Child }[];
  /** What to know before taking it away from the public. */
  beforeWithdrawal?: (content: Pick<Content, 'audience' | 'publishedAt'>, now: Date) => string | undefined;
  /** The fields of its form, the audience and buttons left out. */
  Fields: (props: FieldsProps) => Html;
}

/** What the schema of common fields gives. */
export type CommonFields = z.output<z.ZodObject<typeof commonFields>>;

/** Keeps the particulars that were given. */
export const given = (particulars: Readonly<Record<string, string | undefined>>): Particulars =>
  Object.fromEntries(Object.entries(particulars).flatMap(([name, text]) => (text ? [[name, text]] : [])));
