/** Which changes of a document are the search's, told as the stream tells them: only attributes that are there. */
import { describe, expect, it } from 'vitest';
import { documentSource } from '../../../modules/documents/index.ts';
import { organisationScope } from '../../../platform/scope.ts';

const scope = organisationScope('214701682');
const awaited = { __edb_e__: 'document', scope, id: 'doc_1', name: 'Arrêté.pdf', state: 'awaited' };
const ready = { ...awaited, state: 'ready' };
const read = { ...ready, reading: 'done', textLength: 12 };
const filed = { ...read, files: new Set(['fil_1']) };

type Image = Readonly<Record<string, unknown>>;
const placesOf = (before: Image | undefined, after: Image | undefined) =>
  documentSource.changed({ entity: 'document', kind: 'modify', before, after, expired: false });

describe('a change of a document', () => {
  it('that no file holds concerns the search once it is ready', () => {
    const places = [{ scope, id: 'doc_1' }];
    expect(placesOf(undefined, awaited)).toEqual([]);
    expect(placesOf(awaited, ready)).toEqual(places);
    expect(placesOf(ready, read)).toEqual(places);
    expect(placesOf(read, { ...read, recognised: 3 })).toEqual([]);
    expect(placesOf(read, undefined)).toEqual(places);
  });

  it('concerns it when a file takes it, and when the last one lets go', () => {
    const places = [{ scope, id: 'doc_1' }];
    expect(placesOf(read, filed)).toEqual(places);
    expect(placesOf(filed, { ...filed, files: new Set(['fil_1', 'fil_2']) })).toEqual([]);
    expect(placesOf(filed, read)).toEqual(places);
  });
});
