/** Reads pages that are pictures, a few at each call: the document says how far it has come. */
import type { Files } from '../../platform/files.ts';
import { log } from '../../platform/log.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { keepText, textOf } from './kept-text.ts';
import { greyPage, isOpened, type OpenPicture } from './picture.ts';
import { isBlank, pictureOfPage } from './recognition/page-pictures.ts';
import type { PagePicture, Recogniser } from './recognition/recogniser.ts';
import { hasWords, MOST_READINGS } from './rules.ts';
import { recognitionMessage, type RecognitionMessage } from './schema.ts';
import { beginRecognition, type DocumentToRead, documentToRead, goOn, step } from './store.ts';
import { withTemporaryFile } from './temporary-file.ts';
import { LONGEST_TEXT, PAGE_BREAK, tidied } from './text/bounded.ts';
import { withPdf } from './text/pdf.ts';

export interface RecognitionDependencies {
  table: Table;
  files: Pick<Files, 'read' | 'put'>;
  recogniser: Recogniser;
  openPicture: OpenPicture;
}

/** No page is begun after this in one call: the next call goes on. In milliseconds. */
const TIME_FOR_PAGES = 40_000;

/** A page and its text. */
type Recognised = Map<number, string>;

/**
 * Reads the next pages of the document that a message of the queue `recognition` names. Told twice, or told of pages
 * that are done, it does nothing.
 */
export async function recogniseText(deps: RecognitionDependencies, body: string): Promise<void> {
  const message = recognitionMessage.parse(JSON.parse(body));
  const document = await documentToRead(deps.table, message);
  if (document?.reading !== 'recognising' || document.recognised !== message.recognised) return;
  try {
    // What it has so far stays, and the person may ask again.
    if (document.readings >= MOST_READINGS) return await step(deps.table, message, 'fail');
    await beginRecognition(deps.table, message);
    const pages = await recognisedPages(deps, document);
    if (!pages) return await step(deps.table, message, 'fail');
    await record(deps, message, document, pages);
  } catch (error) {
    // Another delivery of the same message was faster.
    if (!conditionFailed(error)) throw error;
  } finally {
    await deps.recogniser.close();
  }
}

/** Undefined when the file does not open any more. */
async function recognisedPages(
  { files, recogniser, openPicture }: RecognitionDependencies,
  { scanned, recognised, ...file }: DocumentToRead,
): Promise<Recognised | undefined> {
  const until = performance.now() + TIME_FOR_PAGES;
  const left = scanned.slice(recognised);
  const fromPicture = async (path: string): Promise<Recognised> =>
    new Map([[1, await textOfPicture(recogniser, greyPage(await openPicture(path, file.type)))]]);
  const fromPages = (path: string): Promise<Recognised> =>
    withPdf(path, async (pdf) => {
      const pages: Recognised = new Map();
      for (const number of left) {
        if (pages.size > 0 && performance.now() >= until) break;
        pages.set(number, await textOfPicture(recogniser, await pictureOfPage(pdf, number)));
      }
      return pages;
    });
  return withTemporaryFile(files, file, (path) =>
    (isOpened(file.type) ? fromPicture(path) : fromPages(path)).catch(() => undefined),
  );
}

const textOfPicture = async (recogniser: Recogniser, picture: PagePicture): Promise<string> =>
  isBlank(picture) ? '' : tidied(await recogniser.textOf(picture)).replaceAll(PAGE_BREAK, '\n');

/** Keeps the text before it is said to be there. A page whose picture says nothing keeps the few words that it had. */
async function record(
  { table, files }: RecognitionDependencies,
  message: RecognitionMessage,
  { scanned, truncated }: DocumentToRead,
  recognised: Recognised,
): Promise<void> {
  const { siren, document } = message;
  const pages = (await textOf(files, siren, document)).split(PAGE_BREAK);
  for (const [number, text] of recognised) if (text) pages[number - 1] = text;
  const whole = pages.join(PAGE_BREAK);
  const text = whole.slice(0, LONGEST_TEXT);
  await keepText(files, siren, document, text);
  const found = {
    recognised: message.recognised + recognised.size,
    truncated: truncated || text.length < whole.length,
    ...(hasWords(text) ? { textLength: text.length } : {}),
  };
  log('reading.recognised', { document, pages: found.recognised, of: scanned.length });
  if (found.recognised < scanned.length) return goOn(table, message, found);
  await step(table, message, hasWords(text) ? 'finish' : 'findNothing', found);
}
