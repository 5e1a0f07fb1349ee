/** What lies in a folder at every depth, as somebody takes it all at once. */
import { Problem } from '../../../platform/problems.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { entriesIn } from '../store/index.ts';
import { TEXTS } from '../texts.ts';

export interface FileWithin {
  id: string;
  name: string;
  /** In bytes. */
  size: number;
  /** Names of the folders between, the outermost first. */
  path: readonly string[];
}

/** Most files and folders that are taken at once. */
const MOST_WITHIN = 2000;

/**
 * Files in a folder and in those within it that are not closed to whoever takes them. Half a read unit for a dozen.
 * @throws {Problem} `conflict` when there are too many.
 */
export async function filesWithin(
  table: Table,
  scope: Scope<'org'>,
  folder: string,
  closed: ReadonlySet<string>,
): Promise<FileWithin[]> {
  const files: FileWithin[] = [];
  const left: { place: string; path: readonly string[] }[] = [{ place: folder, path: [] }];
  let seen = 0;
  for (let next = left.pop(); next; next = left.pop()) {
    const { place, path } = next;
    const { entries, next: more } = await entriesIn(table, scope, place, { limit: MOST_WITHIN, position: null });
    for (const { kind, id, name, size = 0 } of entries) {
      if (kind === 'file') files.push({ id, name, size, path });
      else if (!closed.has(id)) left.push({ place: id, path: [...path, name] });
    }
    seen += entries.length;
    if (more || seen > MOST_WITHIN) throw new Problem('conflict', { detail: TEXTS.tooMuchWithin(MOST_WITHIN) });
  }
  return files;
}
