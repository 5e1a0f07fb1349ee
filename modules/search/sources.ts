/** All that is found: one more is one line here. */
import type { SearchSource } from '../../platform/search/source.ts';
import { publicationSource } from '../content/index.ts';
import { peopleSource } from '../directory/index.ts';
import { documentSource } from '../documents/index.ts';
import { organisationSource } from '../organisations/index.ts';
import { fileSource, folderSource } from '../repository/index.ts';

export const SOURCES: readonly SearchSource[] = [
  publicationSource,
  documentSource,
  folderSource,
  fileSource,
  organisationSource,
  peopleSource,
];

/** An entry of any source: `publication:214701682/pub_01K…`. */
export const referenceOf = (source: string, id: string): string => `${source}:${id}`;

export function partsOf(reference: string): { source: string; id: string } {
  const at = reference.indexOf(':');
  return { source: reference.slice(0, at), id: reference.slice(at + 1) };
}

/** @throws {Error} on a source that there is not. */
export function sourceNamed(name: string): SearchSource {
  const found = SOURCES.find((source) => source.name === name);
  if (!found) throw new Error(`Nothing called ${name} is searched.`);
  return found;
}
