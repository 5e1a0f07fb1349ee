/** How far the reading of a document has come, on the document itself. */
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { documentEntity, type ReadingState } from '../documents/index.ts';
import { STEPS } from './rules.ts';
import type { ReadingMessage, RecognitionMessage } from './schema.ts';

/** A document as its readers need it. */
export interface DocumentToRead {
  key: string;
  version: string | undefined;
  type: string;
  /** In bytes. */
  size: number;
  reading: ReadingState | undefined;
  /** Readings begun before. */
  readings: number;
  scanned: readonly number[];
  recognised: number;
  truncated: boolean;
}

/** Read consistently: a message follows its change at once. Undefined when there is nothing ready to read. */
export async function documentToRead(
  table: Table,
  { siren, document }: ReadingMessage,
): Promise<DocumentToRead | undefined> {
  const primary = { scope: organisationScope(siren), id: document };
  const { data } = await documentEntity(table).get(primary).go({ consistent: true });
  if (data?.state !== 'ready' || !data.key || !data.type) return undefined;
  const { key, type, reading, readings = 0, size = 0, scanned = [], recognised = 0, truncated = false } = data;
  return { key, version: data.objectVersion, type, size, reading, readings, scanned, recognised, truncated };
}

/** What a step writes beside the state. */
export interface StepFindings {
  textLength?: number;
  truncated?: boolean;
  pages?: number;
  scanned?: number[];
  recognised?: number;
  unread?: number;
  thumbnail?: boolean;
  /** Begun at the point that is reached. */
  readings?: number;
}

/** @throws when the document is not where the step begins: somebody else was faster. */
export async function step(
  table: Table,
  { siren, document }: ReadingMessage,
  name: Exclude<keyof typeof STEPS, 'begin'>,
  found: StepFindings = {},
): Promise<void> {
  const { from, to } = STEPS[name];
  await documentEntity(table)
    .patch({ scope: organisationScope(siren), id: document })
    .set({ reading: to, ...found })
    .where(({ reading }, { eq }) => from.map((one) => eq(reading, one)).join(' OR '))
    .go();
}

/** Counts the reading that begins. @throws as {@link step}. */
export async function beginReading(table: Table, { siren, document }: ReadingMessage): Promise<void> {
  const { from, to } = STEPS.begin;
  await documentEntity(table)
    .patch({ scope: organisationScope(siren), id: document })
    .set({ reading: to })
    .add({ readings: 1 })
    .where(({ reading }, { eq }) => from.map((one) => eq(reading, one)).join(' OR '))
    .go();
}

/** Counts the call that reads the next pages. @throws as {@link step}, also when these pages are read. */
export async function beginRecognition(
  table: Table,
  { siren, document, recognised: done }: RecognitionMessage,
): Promise<void> {
  await documentEntity(table)
    .patch({ scope: organisationScope(siren), id: document })
    .add({ readings: 1 })
    .where(({ reading, recognised }, { eq }) => `${eq(reading, 'recognising')} AND ${eq(recognised, done)}`)
    .go();
}

/** More pages are read, others are left. @throws as {@link beginRecognition}. */
export async function goOn(
  table: Table,
  { siren, document, recognised: done }: RecognitionMessage,
  found: StepFindings & { recognised: number },
): Promise<void> {
  await documentEntity(table)
    .patch({ scope: organisationScope(siren), id: document })
    .set({ ...found, readings: 0 })
    .where(({ reading, recognised }, { eq }) => `${eq(reading, 'recognising')} AND ${eq(recognised, done)}`)
    .go();
}
