/** What follows from a file that arrived in the bucket. */
import type { S3EventRecord } from 'aws-lambda';
import { type Clock, DAY, timeToLive } from '../../platform/clock.ts';
import type { Files } from '../../platform/files.ts';
import { isId } from '../../platform/ids.ts';
import { log } from '../../platform/log.ts';
import { organisationScope, type Scope } from '../../platform/scope.ts';
import type { Scanner, ScanVerdict } from '../../platform/scanner.ts';
import { conditionFailed, type Table, wasInTheWay } from '../../platform/table.ts';
import { inspect } from './inspection.ts';
import { cleanFileName, TRANSITIONS } from './rules.ts';
import type { DocumentPlace, Refusal } from './schema.ts';
import { accept, documentForCheck, receive, refuse } from './store.ts';

export interface UploadDependencies {
  table: Table;
  clock: Clock;
  files: Pick<Files, 'read' | 'remove'>;
  scanner: Scanner;
  /** Gives a document that was found good its place among the organisation's files, before it is ready. */
  file: (scope: Scope<'org'>, document: FoundGood) => Promise<void>;
}

/** A document that was found good. */
export interface FoundGood {
  id: string;
  name: string;
  type: string;
  size: number;
  sha256: string;
  pages: number | undefined;
  depositor: { id: string; name: string };
  createdAt: string;
  place: DocumentPlace | undefined;
}

/** A refused document says why for a week, then leaves the list. */
const REFUSED_FOR = 7 * DAY;

interface Arrival {
  scope: Scope<'org'>;
  id: string;
  key: string;
  /** The last part of the key: the file's own name when it was sent without script. */
  fileName: string;
  version: string | undefined;
}

/** S3 writes keys in its events as forms do: `+` for a space. */
const decodedKey = (key: string): string => decodeURIComponent(key.replace(/\+/g, ' '));

/** The document that an object is for; undefined for anything that Parvis did not ask for. */
export function arrivalOf(record: S3EventRecord): Arrival | undefined {
  const { key: encoded, versionId } = record.s3.object;
  const key = decodedKey(encoded);
  const [, siren, id = '', name = ''] = /^org\/(\d{9})\/([^/]+)\/(.+)$/s.exec(key) ?? [];
  if (!siren || !isId('doc', id)) return undefined;
  return { scope: organisationScope(siren), id, key, fileName: cleanFileName(name), version: versionId };
}

const refusalOf = (scan: ScanVerdict): { refused: Refusal } | undefined => {
  if (scan === 'infected') return { refused: 'infected' };
  return scan === 'unscannable' ? { refused: 'unscannable' } : undefined;
};

/**
 * Checks the file and makes its document ready or refused. Told twice, it does nothing the second time; a file put
 * afterwards under the same key is not looked at, since a document names the version that was checked.
 */
export async function onUploaded(record: S3EventRecord, dependencies: UploadDependencies): Promise<void> {
  const arrival = arrivalOf(record);
  if (!arrival) return;
  const { table, clock, files, scanner } = dependencies;
  const { scope, id, key, version } = arrival;
  const document = await documentForCheck(table, scope, id);
  // Its sender gave it up, or its place was forgotten, before it came: nothing knows it, so nothing of it stays.
  if (!document) return files.remove(key);
  if (!TRANSITIONS.receive.from.includes(document.state)) return;
  if (document.objectVersion && document.objectVersion !== version) return;
  try {
    const name = document.name || arrival.fileName;
    await receive(table, scope, id, { key, version, name });
    const { body } = await files.read(key, version);
    const { size, sha256, verdict: found } = await inspect(name, body);
    // What is refused anyway waits for no scan.
    const verdict = 'refused' in found ? found : (refusalOf(await scanner.verdictOn(key, version)) ?? found);
    const checkedAt = clock().toISOString();
    if ('refused' in verdict) {
      const { refused: refusal } = verdict;
      await refuse(table, scope, id, { refusal, size, checkedAt, ttl: timeToLive(clock(), REFUSED_FOR) });
      log('upload.refused', { document: id, refusal });
    } else {
      const { depositor, createdAt, place } = document;
      await dependencies.file(scope, { id, ...verdict, size, sha256, depositor, createdAt, place });
      await accept(table, scope, id, { ...verdict, size, sha256, checkedAt });
      log('upload.checked', { document: id, bytes: size });
    }
  } catch (error) {
    // Another delivery of the same event was faster; a file that came beside it is no reason to leave it.
    if (!conditionFailed(error) || wasInTheWay(error)) throw error;
  }
}
