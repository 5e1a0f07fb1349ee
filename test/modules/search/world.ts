/** Indexes over a real table, brought up to date as the stream and the queue would. */
import * as z from 'zod';
import { documentEntity } from '../../../modules/documents/index.ts';
import { repositoryEntities } from '../../../modules/repository/store/index.ts';
import { indexTogether, onSearchedChange, type SearchMessage } from '../../../modules/search/index.ts';
import { keepText } from '../../../modules/reading/kept-text.ts';
import { onRepositoryChange } from '../../../modules/repository/index.ts';
import { organisationScope } from '../../../platform/scope.ts';
import type { Caller, World } from '../content/world.ts';

const result = z.object({ category: z.string(), title: z.string(), detail: z.string().optional(), url: z.string() });
const results = z.object({
  total: z.number(),
  isBehind: z.boolean(),
  manner: z.string(),
  counts: z.record(z.string(), z.number()),
  results: z.array(result),
});
export type Found = z.infer<typeof results>;

export async function search(who: Caller, q: string): Promise<Found> {
  return results.parse((await who.get(`/recherche?q=${encodeURIComponent(q)}`, 'application/json')).json);
}

/** What somebody finds with every word, as `category title`. */
export async function found(who: Caller, q: string): Promise<string[]> {
  const { manner, results: all } = await search(who, q);
  return manner === 'all' ? all.map(({ category, title }) => `${category} ${title}`) : [];
}

/** The queue of the search, emptied by its worker until nothing is asked any more. */
export function searchQueue(world: World) {
  const waiting: SearchMessage[] = [];
  const deps = {
    table: world.table,
    clock: () => world.now.at,
    files: world.files,
    toIndex: async (messages: readonly SearchMessage[]) => void waiting.push(...messages),
  };
  return {
    ...deps,
    async drained(): Promise<void> {
      for (let one = waiting.shift(); one; one = waiting.shift()) await indexTogether(deps, [JSON.stringify(one)]);
    },
  };
}
export type SearchQueue = ReturnType<typeof searchQueue>;

type Kind = 'file' | 'folder' | 'document';

/** Does something, and has followed what it did to these items, as the stream tells it: each change twice. */
export async function followedBySearch(
  world: World,
  queue: SearchQueue,
  siren: string,
  items: readonly (readonly [Kind, string])[],
  change: () => Promise<unknown>,
): Promise<void> {
  const scope = organisationScope(siren);
  const { file, folder } = repositoryEntities(world.table);
  const document = documentEntity(world.table);
  const read = async (kind: Kind, id: string): Promise<Record<string, unknown> | undefined> => {
    const key = { scope, id };
    const options = { consistent: true };
    if (kind === 'file') return (await file.get(key).go(options)).data ?? undefined;
    if (kind === 'folder') return (await folder.get(key).go(options)).data ?? undefined;
    return (await document.get(key).go(options)).data ?? undefined;
  };
  const before = await Promise.all(items.map(([kind, id]) => read(kind, id)));
  await change();
  // Moments of changes are told apart.
  world.now.at = new Date(world.now.at.getTime() + 1000);
  for (const [at, [entity, id]] of items.entries()) {
    const after = await read(entity, id);
    const kind = after ? (before[at] ? 'modify' : 'insert') : 'remove';
    for (let time = 1; time <= 2; time += 1) {
      const told = { entity, kind, before: before[at], after, expired: false } as const;
      await onRepositoryChange(told, { table: world.table, files: world.files, clock: () => world.now.at });
      await onSearchedChange(told, queue);
    }
  }
}

/** The words of a document, as its reading keeps them. */
export async function readAs(world: World, siren: string, document: string, text: string): Promise<void> {
  await keepText(world.files, siren, document, text);
  await documentEntity(world.table)
    .patch({ scope: organisationScope(siren), id: document })
    .set({ reading: 'done', textLength: text.length })
    .go();
}
