/**
 * The parts of dynalite 4 used here. It is taken as a library, not as a server: its validations
 * (types, limits, expressions), its actions, its key encoding and its database on disk.
 */
declare module 'dynalite/db/index.js' {
  type Item = import('./types.ts').Item;
  type KeyElement = import('./types.ts').KeyElement;
  type TableShape = import('./types.ts').TableShape;

  export type Done<T = void> = (error?: unknown, result?: T) => void;

  /** Bounds of a range of keys, in `abstract-level`'s terms. `limit: -1` is no limit. */
  export interface KeyRange {
    gt?: string;
    gte?: string;
    lt?: string;
    lte?: string;
    limit?: number;
    reverse?: boolean;
  }

  export type BatchOperation = { type: 'put'; key: string; value: unknown } | { type: 'del'; key: string };

  /** What each iteration step gives: values, keys, or pairs. Must be closed, or it stays pinned until the end. */
  export interface LevelIterator<T> {
    nextv(size: number): Promise<T[]>;
    all(): Promise<T[]>;
    close(): Promise<void>;
  }

  /** The `Level` that dynalite opens. Values are JSON; the caller names the type it stored. */
  export interface Level {
    open(): Promise<void>;
    close(): Promise<void>;
    getSync<V>(key: string): V | undefined;
    batch(operations: readonly BatchOperation[], options: { sync: boolean }): Promise<void>;
    clear(range: KeyRange): Promise<void>;
    iterator<V>(range: KeyRange): LevelIterator<[string, V]>;
    keys(range: KeyRange): LevelIterator<string>;
    values<V>(range: KeyRange): LevelIterator<V>;
  }

  /** The access to one table's items or one index's entries that an action works with. */
  export interface ActionDatabase {
    lock(key: string, locked: (release: <F>(done: F) => F) => void): void;
    get(key: string, done: Done<Item>): void;
    put(key: string, item: Item, done: Done): void;
    del(key: string, done: Done): void;
    createValueStream(range: KeyRange): import('node:stream').Readable;
  }

  export interface ActionStore {
    options: { maxItemSize: number };
    getTable(name: string, done: Done<TableShape>): void;
    getItemDb(tableName: string): ActionDatabase;
    getIndexDb(indexType: string, tableName: string, indexName: string): ActionDatabase;
  }

  interface Dynalite {
    create(options: { path: string }): { db: Level };
    createKey(item: Item, table: TableShape, keySchema?: KeyElement[]): string;
    /** The error when the key does not fit the schema; null or undefined otherwise. */
    validateKey(key: Item, table: TableShape): Error | null | undefined;
    /** The error when the condition of the request does not hold; null or undefined otherwise. */
    checkConditional(request: object, existing: Item | undefined): Error | null | undefined;
  }

  const dynalite: Dynalite;
  export default dynalite;
}

declare module 'dynalite/validations/index.js' {
  interface Validation<Request> {
    types: object;
    custom?: (request: Request, store: object) => string | undefined;
  }
  const validations: {
    /** Drops what is unknown from `body`, and copies the rest. Throws on a wrong type. */
    checkTypes<Request>(body: object, types: Validation<Request>['types']): Request;
    checkValidations<Request>(
      request: Request,
      types: Validation<Request>['types'],
      custom: Validation<Request>['custom'],
      store: object,
    ): void;
  };
  export default validations;
}

declare module 'dynalite/validations/*' {
  type AnyRequest = import('./types.ts').Requests[keyof import('./types.ts').Requests];
  const validation: { types: object; custom?: (request: AnyRequest, store: object) => string | undefined };
  export default validation;
}

declare module 'dynalite/actions/*' {
  type Store = import('dynalite/db/index.js').ActionStore;
  const action: <Request, Result>(
    store: Store,
    request: Request,
    done: (error: unknown, result?: Result) => void,
  ) => void;
  export default action;
}
