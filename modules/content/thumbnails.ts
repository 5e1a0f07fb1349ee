/** First pages of what is joined to a publication, as small pictures: they follow its audience, as its documents do. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import type { LinkedFiles } from '../../platform/deposits.ts';
import type { Files } from '../../platform/files.ts';
import { organisationScope, publicScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { documentById, thumbnailKey } from '../documents/index.ts';
import { publicKey } from './public-key.ts';
import type { Attachment, ShownContent } from './schema.ts';
import { shownById, SHOWN_ENTITY } from './store/index.ts';

/** Addresses of pictures, by document. */
export type Thumbnails = ReadonlyMap<string, string>;

/** Each asks the bucket whether it is there: the first ones of a long list are enough. */
const MOST_SHOWN = 4;

/** A public page is kept for two minutes, and read for a while. In seconds. */
const LIFE = 10 * 60;

/** Types of which a picture may have been made. */
const DRAWN = ['application/pdf', 'image/jpeg', 'image/png'];

type Shown = Pick<ShownContent, 'organisation' | 'id'> & { attachments: readonly Named[] };
type Named = Pick<Attachment, 'document' | 'name' | 'type'>;

async function thumbnailsAt(
  files: Pick<LinkedFiles, 'exists' | 'link'>,
  attachments: readonly Named[],
  keyOf: (document: string) => string,
): Promise<Thumbnails> {
  const drawn = attachments.filter(({ type }) => DRAWN.includes(type)).slice(0, MOST_SHOWN);
  const found = await Promise.all(
    drawn.map(async ({ document, name }) => {
      const key = keyOf(document);
      if (!(await files.exists(key))) return [];
      const url = await files.link(key, { name: `${name}.webp`, type: 'image/webp', inline: true, life: LIFE });
      return [[document, url] as const];
    }),
  );
  return new Map(found.flat());
}

/** For members who may read the publication. No read unit: the bucket is asked. */
export const memberThumbnails = (
  files: Pick<LinkedFiles, 'exists' | 'link'>,
  { organisation, attachments }: Shown,
): Promise<Thumbnails> => thumbnailsAt(files, attachments, (document) => thumbnailKey(organisation, document));

/** Where the public's copy of a thumbnail is, beside that of its document. */
const publicThumbnailKey = (organisation: string, content: string, document: string): string =>
  `${publicKey(organisation, content, { document })}.webp`;

/** For everybody: public copies alone. */
export const publicThumbnails = (
  files: Pick<LinkedFiles, 'exists' | 'link'>,
  { organisation, id, attachments }: Shown,
): Promise<Thumbnails> =>
  thumbnailsAt(files, attachments, (document) => publicThumbnailKey(organisation, id, document));

interface Followers {
  table: Table;
  files: Pick<Files, 'copy' | 'remove'>;
}

const drawnDocument = z.object({
  scope: z.string().startsWith('org#'),
  id: z.string(),
  thumbnail: z.boolean().optional(),
  uses: z.set(z.string()).optional(),
});

const publicText = z.object({
  scope: z.string().startsWith('pub#'),
  id: z.string(),
  organisation: z.string(),
  attachments: z.array(z.object({ document: z.string() })),
});

/**
 * Copies thumbnails to where everybody reads, when a text becomes public or when one is drawn afterwards, and removes
 * them when it no longer is. May run twice. One or two reads each.
 */
export async function onThumbnailChange(change: Change, deps: Followers): Promise<void> {
  if (change.entity === 'document') return onDrawn(change, deps);
  if (change.entity !== SHOWN_ENTITY) return;
  const [before, after] = [change.before, change.after].map((image) => publicText.safeParse(image).data);
  const kept = new Set(after?.attachments.map(({ document }) => document));
  for (const { document } of before?.attachments ?? []) {
    if (before && !kept.has(document)) {
      await deps.files.remove(publicThumbnailKey(before.organisation, before.id, document));
    }
  }
  if (!after) return;
  for (const document of kept) {
    const known = await documentById(deps.table, organisationScope(after.organisation), document);
    if (known?.thumbnail) await copied(deps, after.organisation, after.id, document);
  }
}

/** A document that is public already, whose first page has just been drawn. */
async function onDrawn({ before, after }: Change, deps: Followers): Promise<void> {
  const { success, data } = drawnDocument.safeParse(after);
  if (!success || !data.thumbnail || drawnDocument.safeParse(before).data?.thumbnail) return;
  const siren = data.scope.slice('org#'.length);
  for (const content of data.uses ?? []) await copied(deps, siren, content, data.id);
}

/** Only while the public may read it: looked at before, and after, as it may be withdrawn meanwhile. */
async function copied({ table, files }: Followers, siren: string, content: string, document: string): Promise<void> {
  const isPublic = async (): Promise<boolean> => {
    const shown = await shownById(table, publicScope(siren), content);
    return shown?.attachments.some((one) => one.document === document) ?? false;
  };
  if (!(await isPublic())) return;
  const key = publicThumbnailKey(siren, content, document);
  await files.copy(thumbnailKey(siren, document), key);
  if (!(await isPublic())) await files.remove(key);
}
