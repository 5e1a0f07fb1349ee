/** What the workers that read documents are told, and what they know of one. */
import * as z from 'zod';
import { isId } from '../../platform/ids.ts';

const siren = z.string().regex(/^\d{9}$/);
const document = z.string().refine((text) => isId('doc', text));

/** A document to read. */
export const readingMessage = z.object({ siren, document });
export type ReadingMessage = z.output<typeof readingMessage>;

/** Pages to read as pictures: `recognised` of them are done. */
export const recognitionMessage = readingMessage.extend({ recognised: z.number().int().min(0) });
export type RecognitionMessage = z.output<typeof recognitionMessage>;
