/**
 * Documents of an organisation that no file holds, as its members find them: by name and by their text. The others are
 * found as the files that hold them, which wait for their text (modules/repository).
 */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { type Scope, scopeId, scopeKind } from '../../platform/scope.ts';
import {
  type Place,
  type Searched,
  type SearchedScope,
  searchedScope,
  type SearchSource,
} from '../../platform/search/source.ts';
import { documentsOf } from './store.ts';
import { readyUnfiled } from './store-together.ts';
import type { ReadyDocument } from './schema.ts';

const image = z.object({
  scope: z.string(),
  id: z.string(),
  name: z.string(),
  state: z.string(),
  reading: z.string().optional(),
  // Most documents are held by no file when they are made: an unknown value that is not there is refused.
  files: z.unknown().optional(),
});

/**
 * What is found changes with its name, when it is ready or filed, and when its text is there: not with each page that
 * is read.
 */
const foundBy = ({ name, state, reading, files }: z.infer<typeof image>): string =>
  `${state} ${reading} ${files === undefined} ${name}`;

function changed({ entity, before, after }: Change): readonly Place[] {
  if (entity !== 'document') return [];
  const [was, is] = [before && image.parse(before), after && image.parse(after)];
  const [one] = [is ?? was];
  const isReady = was?.state === 'ready' || is?.state === 'ready';
  if (!one || !isReady || (was && is && foundBy(was) === foundBy(is))) return [];
  return [{ scope: searchedScope(one.scope), id: one.id }];
}

const isOrganisation = (scope: SearchedScope): scope is Scope<'org'> => scopeKind(scope) === 'org';

const searchedOf =
  (scope: Scope<'org'>) =>
  ({ id, name, createdAt }: ReadyDocument): Searched => ({
    category: 'documents',
    title: name,
    text: '',
    audience: 'organisation',
    date: createdAt,
    documents: [{ siren: scopeId(scope), document: id }],
    address: () => `/documents/${id}`,
  });

const PAGE = 50;

export const documentSource: SearchSource = {
  name: 'document',
  changed,
  async read(table, scope, ids, { consistent }) {
    if (!isOrganisation(scope)) return new Map();
    const ready = await readyUnfiled(table, scope, ids, { consistent });
    return new Map(ready.map((one) => [one.id, searchedOf(scope)(one)]));
  },
  async all(table, scope, cursor) {
    if (!isOrganisation(scope)) return { ids: [], next: null };
    const { documents, next } = await documentsOf(table, scope, { limit: PAGE, position: cursor });
    return { ids: documents.map(({ id }) => id), next };
  },
};
