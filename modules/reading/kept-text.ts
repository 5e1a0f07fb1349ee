/** The text of documents, in the bucket. */
import type { Files } from '../../platform/files.ts';
import { textKey } from '../documents/index.ts';

/**
 * The text that was read of a document, its pages apart by form feeds. To be asked only for a document whose reading has
 * a `length`: without the right to list, the bucket refuses what is not there.
 */
export async function textOf(files: Pick<Files, 'read'>, siren: string, document: string): Promise<string> {
  const { body } = await files.read(textKey(siren, document));
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of body) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}

export const keepText = (files: Pick<Files, 'put'>, siren: string, document: string, text: string): Promise<void> =>
  files.put(textKey(siren, document), new TextEncoder().encode(text), 'text/plain; charset=utf-8');
