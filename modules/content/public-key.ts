/** Where the public finds the documents of publications, in the bucket. */
import type { Attachment } from './schema.ts';

/**
 * Where the public's copy of a document is. Each publication has its own, so that withdrawing one leaves the same
 * document of another in place.
 */
export const publicKey = (organisation: string, content: string, { document }: Pick<Attachment, 'document'>): string =>
  `public/${organisation}/${content}/${document}`;
