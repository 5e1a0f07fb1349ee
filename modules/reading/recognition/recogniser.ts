/** Words in pictures: Tesseract, in French, in a thread of its own that can be ended. */
import { createWorker, OEM, type Worker } from 'tesseract.js';

/** A page as a picture, one byte a pixel from black to white. */
export interface PagePicture {
  width: number;
  height: number;
  data: Uint8Array;
}

/** Where Tesseract's own files are: nothing is fetched at run time. */
export interface RecogniserFiles {
  /** Folder of `fra.traineddata.gz`. */
  languages: string;
  /** The thread's script, when it is not the package's own. */
  script?: string;
}

/** A page that takes longer is given up. In milliseconds. */
const LONGEST_PAGE = 60_000;

/** Below this the words are guesses: a photograph has no text. In percent. */
const LEAST_CONFIDENCE = 45;

/** Reads pages one after the other; started when the first one comes. */
export class Recogniser {
  readonly #files: RecogniserFiles;
  #worker: Promise<Worker> | undefined;

  constructor(files: RecogniserFiles) {
    this.#files = files;
  }

  /** The text of a page, empty when it has none or takes too long. @throws when Tesseract cannot be started. */
  async textOf(picture: PagePicture): Promise<string> {
    this.#worker ??= start(this.#files);
    const worker = await this.#worker;
    const recognised = worker.recognize(portableGraymap(picture), {}, { text: true, blocks: false });
    // It rejects when the thread is ended, after the race is over.
    recognised.catch(() => undefined);
    const timer = Promise.withResolvers<undefined>();
    const timeout = setTimeout(() => timer.resolve(undefined), LONGEST_PAGE);
    try {
      const found = await Promise.race([recognised, timer.promise]);
      if (!found) await this.close();
      return found && found.data.confidence >= LEAST_CONFIDENCE ? found.data.text : '';
    } catch {
      // What a page does to Tesseract is not kept for the next one.
      await this.close();
      return '';
    } finally {
      clearTimeout(timeout);
    }
  }

  /** Ends the thread, and gives its memory back. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await (await worker)?.terminate();
  }
}

const start = ({ languages, script }: RecogniserFiles): Promise<Worker> =>
  createWorker('fra', OEM.LSTM_ONLY, {
    langPath: languages,
    cacheMethod: 'none',
    ...(script ? { workerPath: script } : {}),
    // Without one, an error of the thread is thrown where nobody can catch it.
    errorHandler: () => undefined,
  });

/** The plainest picture file that Tesseract reads. */
const portableGraymap = ({ width, height, data }: PagePicture): Buffer =>
  Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), data]);
