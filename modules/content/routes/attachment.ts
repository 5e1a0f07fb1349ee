/** The way to a document of a publication that a member may read. */
import * as z from 'zod';
import { seeOther } from '../../../platform/http/define-route.ts';
import type { Answer } from '../../../platform/http/route.ts';
import { Problem } from '../../../platform/problems.ts';
import { documentId, fileLink } from '../../documents/index.ts';
import type { ShownContent } from '../schema.ts';
import type { ContentDependencies } from '../service.ts';

export const attachmentQuery = z.object({ document: documentId, telecharger: z.string().optional() });

/** An address that is good for a minute. @throws {Problem} `not-found` when it is not attached to it. */
export async function toAttachment(
  { files }: Pick<ContentDependencies, 'files'>,
  { attachments }: Pick<ShownContent, 'attachments'>,
  { document: wanted, telecharger }: z.output<typeof attachmentQuery>,
): Promise<Answer> {
  const attachment = attachments.find(({ document }) => document === wanted);
  if (!attachment) throw new Problem('not-found');
  const url = await fileLink(files, attachment, telecharger !== undefined);
  return seeOther(url, { data: { url } });
}
