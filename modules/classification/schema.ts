/** The classification of acts that the State serves (ACTES, « RetourClassification »): its matters, its natures. */
import * as z from 'zod';
import { TEXTS } from './texts.ts';

/** A matter: `8.4`, under its own matter `8`. */
export interface Matter {
  /** Numbers from the first level down, joined by dots. */
  code: string;
  label: string;
}

/** A nature of acts, with the codes of the pieces that go with it. */
export interface Nature {
  /** `1` délibération … `6` autre. */
  code: string;
  abbreviation: string;
  label: string;
  /** As `99_DE`, `41_NC`. */
  pieces: readonly string[];
}

export interface Classification {
  /** Day of its version, as `2019-03-01`: télétransmission names it. */
  date: string;
  natures: readonly Nature[];
  matters: readonly Matter[];
}

/** The longest file taken. In characters: those that operators serve hold 14,000 to 50,000. */
export const LONGEST = 200_000;

export const importBody = z.object({
  xml: z
    .string({ error: TEXTS.xmlNeeded })
    .trim()
    .min(1, { error: TEXTS.xmlNeeded })
    .max(LONGEST, { error: TEXTS.tooLong }),
  action: z.enum(['preview', 'import']).default('preview'),
});
