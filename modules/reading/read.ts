/** Reads a document that is ready: its text, and which of its pages are pictures. */
import type { Files } from '../../platform/files.ts';
import { log } from '../../platform/log.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { thumbnailKey } from '../documents/index.ts';
import { keepText } from './kept-text.ts';
import { isOpened, type OpenPicture } from './picture.ts';
import { hasWords, LARGEST_READ_PDF, MOST_READINGS, MOST_RECOGNISED, type Reader, readerOf } from './rules.ts';
import { readingMessage, type ReadingMessage } from './schema.ts';
import { beginReading, type DocumentToRead, documentToRead, step, type StepFindings } from './store.ts';
import { withTemporaryFile } from './temporary-file.ts';
import type { Thumbnails } from './thumbnail.ts';
import type { ReadText } from './text/bounded.ts';
import { textOfHtml } from './text/html.ts';
import { textOfOffice } from './text/office.ts';
import { type OpenedPdf, textOfPdf, withPdf } from './text/pdf.ts';
import { textOfPlain } from './text/plain.ts';

export interface ReadingDependencies {
  table: Table;
  files: Pick<Files, 'read' | 'put'>;
  thumbnails: Thumbnails;
  openPicture: OpenPicture;
}

/** The text of a PDF is read no longer than this; what is left is said to be. In milliseconds. */
const TIME_FOR_TEXT = 30_000;

/** What was found in a file. */
interface Found extends ReadText {
  pages?: number;
  scanned: number[];
  thumbnail?: Uint8Array | undefined;
}

type Openers = Pick<ReadingDependencies, 'thumbnails' | 'openPicture'>;

const NOTHING: Found = { text: '', truncated: false, scanned: [] };

/** Reads the document that a message of the queue `reading` names. Told twice, it does nothing the second time. */
export async function readDocument(deps: ReadingDependencies, body: string): Promise<void> {
  const message = readingMessage.parse(JSON.parse(body));
  const document = await documentToRead(deps.table, message);
  if (!document || (document.reading !== 'awaited' && document.reading !== 'reading')) return;
  try {
    if (document.readings >= MOST_READINGS && document.reading === 'reading') {
      return await step(deps.table, message, 'fail');
    }
    await beginReading(deps.table, message);
    await record(deps, message, await found(deps, message.document, document));
  } catch (error) {
    // Another delivery of the same message was faster.
    if (!conditionFailed(error)) throw error;
  }
}

/** Undefined when the file cannot be read. Only what the bucket answers is an error: it is tried again. */
async function found(
  { files, ...openers }: ReadingDependencies,
  id: string,
  document: DocumentToRead,
): Promise<Found | undefined> {
  const reader = readerOf(document.type);
  if (!reader || (reader === 'pdf' && document.size > LARGEST_READ_PDF)) return NOTHING;
  return withTemporaryFile(files, document, async (path) => {
    try {
      return await contentsOf(reader, path, document.type, openers);
    } catch (error) {
      // Not the error itself: it may quote the document.
      log('reading.unreadable', { document: id, fault: error instanceof Error ? error.name : 'unknown' });
      return undefined;
    }
  });
}

async function contentsOf(reader: Reader, path: string, type: string, openers: Openers): Promise<Found> {
  switch (reader) {
    case 'pdf':
      return withPdf(path, (pdf) => contentsOfPdf(pdf, openers.thumbnails));
    case 'picture':
      return isOpened(type) ? contentsOfPicture(path, type, openers) : NOTHING;
    case 'html':
      return { ...(await textOfHtml(path)), scanned: [] };
    case 'plain':
      return { ...(await textOfPlain(path)), scanned: [] };
    default:
      return { ...(await textOfOffice(path, reader)), scanned: [] };
  }
}

/** A scan or a photograph is one page, read as such. */
async function contentsOfPicture(path: string, type: string, { thumbnails, openPicture }: Openers): Promise<Found> {
  const picture = await openPicture(path, type);
  return { ...NOTHING, scanned: [1], thumbnail: await thumbnails.ofPicture(picture) };
}

async function contentsOfPdf(pdf: OpenedPdf, thumbnails: Thumbnails): Promise<Found> {
  const text = textOfPdf(pdf, performance.now() + TIME_FOR_TEXT);
  // A page that cannot be drawn can be read all the same.
  const thumbnail = await thumbnails.ofPdf(pdf).catch(() => undefined);
  return { ...text, thumbnail };
}

/** Keeps the text before it is said to be there. */
async function record(
  { table, files }: ReadingDependencies,
  message: ReadingMessage,
  contents: Found | undefined,
): Promise<void> {
  if (!contents) return step(table, message, 'fail');
  const { text, truncated, pages, scanned, thumbnail } = contents;
  const hasText = hasWords(text);
  const hasPictures = scanned.length > 0;
  if (hasText || hasPictures) await keepText(files, message.siren, message.document, text);
  if (thumbnail) await files.put(thumbnailKey(message.siren, message.document), thumbnail, 'image/webp');
  const findings: StepFindings = {
    truncated,
    ...(thumbnail ? { thumbnail: true } : {}),
    ...(pages === undefined ? {} : { pages }),
    ...(hasText ? { textLength: text.length } : {}),
  };
  log('reading.read', { document: message.document, characters: text.length, pictures: scanned.length });
  if (!hasPictures) return step(table, message, hasText ? 'finish' : 'findNothing', findings);
  await step(table, message, 'recognise', {
    ...findings,
    scanned: scanned.slice(0, MOST_RECOGNISED),
    recognised: 0,
    readings: 0,
    unread: Math.max(0, scanned.length - MOST_RECOGNISED),
  });
}
