/**
 * Keeps cognito-local's data, in place of its own store: that one writes over the file in place, so
 * that a crash at the wrong moment leaves half of it, and finds `constructor` where a user's name is.
 */
import { join } from 'node:path';
import type { DataStore } from 'cognito-local/lib/services/dataStore/dataStore.js';
import type { DataStoreFactory } from 'cognito-local/lib/services/dataStore/factory.js';
import { readIfPresent, writeDurably } from '../durable/files.ts';

type Branch = Record<string, unknown>;

/** One JSON file per store, replaced whole at each write, and on disk before the call is answered. */
export function createStoreFactory(directory: string): DataStoreFactory {
  return {
    async create(_context, id, defaults) {
      const path = join(directory, `${id}.json`);
      const text = await readIfPresent(path);
      const root = text === undefined ? { ...defaults } : parse(text);
      const store = storeOn(root, (content) => writeDurably(path, content, 0o600));
      if (text === undefined) await store.save();
      return store;
    },
  };
}

function storeOn(root: Branch, write: (content: string) => Promise<void>): DataStore & { save(): Promise<void> } {
  // Writes follow each other: the last one to reach the disk must be the last one asked for.
  let last: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    const content = JSON.stringify(root, undefined, 1);
    last = last.catch(() => undefined).then(() => write(content));
    return last;
  };
  const find = (path: readonly string[]): unknown =>
    path.reduce<unknown>((at, key) => (isBranch(at) && Object.hasOwn(at, key) ? at[key] : undefined), root);
  const branch = (path: readonly string[]): Branch =>
    path.reduce<Branch>((at, key) => {
      const next = Object.hasOwn(at, key) ? at[key] : undefined;
      if (isBranch(next)) return next;
      const created: Branch = {};
      at[key] = created;
      return created;
    }, root);

  // What a path holds is known to the caller alone: the store gives back what was put there.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const get = async (_context: unknown, key: string | string[], fallback: unknown = null): Promise<any> =>
    find([key].flat()) ?? fallback;

  return {
    save,
    get,
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    getRoot: async (): Promise<any> => root,
    async set(_context, key, value) {
      const path = [key].flat();
      const name = path.pop();
      if (name === undefined) throw new Error('A path names at least one key.');
      branch(path)[name] = value;
      await save();
    },
    async delete(_context, key) {
      const path = [key].flat();
      const name = path.pop();
      const holder = find(path);
      if (name === undefined || !isBranch(holder)) return;
      delete holder[name];
      await save();
    },
  };
}

const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null;

/** Dates come back as dates: cognito-local names them all `…Date`. */
function parse(text: string): Branch {
  const root: unknown = JSON.parse(text, (key, value: unknown) =>
    key.endsWith('Date') && typeof value === 'string' ? new Date(value) : value,
  );
  if (!isBranch(root)) throw new Error('A store is a JSON object.');
  return root;
}
