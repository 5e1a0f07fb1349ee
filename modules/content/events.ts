/** What follows from a publication: copies of its documents that the public may download. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import type { Files } from '../../platform/files.ts';
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { HANDOVER_ENTITY } from '../organisations/index.ts';
import { publicKey } from './public-key.ts';
import { isActName, KIND_NAMES } from './schema.ts';
import { handOverDrafts, SHOWN_ENTITY } from './store/index.ts';

const publicText = z.object({
  scope: z.string().startsWith('pub#'),
  id: z.string(),
  organisation: z.string(),
  kind: z.enum(KIND_NAMES),
  attachments: z.array(z.object({ document: z.string(), key: z.string(), version: z.string().optional() })),
});

const handedOver = z.object({ scope: z.string(), person: z.string(), to: z.string(), toName: z.string() });

/** What somebody who left had begun goes to whoever was named. May run twice. */
export async function onHandover(change: Change, { table }: { table: Table }): Promise<void> {
  if (change.entity !== HANDOVER_ENTITY || !change.after) return;
  const { scope, person, to, toName } = handedOver.parse(change.after);
  await handOverDrafts(table, organisationScope(scope.slice('org#'.length)), person, { id: to, name: toName });
}

/** Makes the public copies when a text becomes public, and removes them when it no longer is. May run twice. */
export async function onContentChange(
  change: Change,
  { files }: { files: Pick<Files, 'copy' | 'remove'> },
): Promise<void> {
  if (change.entity !== SHOWN_ENTITY) return;
  const { success, data } = publicText.safeParse(change.after ?? change.before);
  // Copies of acts are made and removed by the one who writes the register: in their order.
  if (!success || isActName(data.kind)) return;
  for (const attachment of data.attachments) {
    const copy = publicKey(data.organisation, data.id, attachment);
    if (change.after) await files.copy(attachment.key, copy, attachment.version);
    else await files.remove(copy);
  }
}
