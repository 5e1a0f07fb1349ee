/** The text of office documents: Word, Excel, PowerPoint and LibreOffice's, zips of XML read in a stream. */
import { Parser } from 'htmlparser2';
import { type Archive, openArchive } from '../../../platform/archive.ts';
import { BoundedText, PAGE_BREAK, type ReadText } from './bounded.ts';

/** The largest part that is unpacked, and all of them together: what is shown of a document is less. In bytes. */
const LARGEST_PART = 256 * 1024 * 1024;
const LARGEST_WHOLE = 512 * 1024 * 1024;

export type OfficeFamily = 'word' | 'excel' | 'powerpoint' | 'opendocument';

/** What the elements of a part mean; names as they stand, with their prefixes. */
interface Grammar {
  /** Whose content is text. */
  text: ReadonlySet<string>;
  /** What is added at the end of an element. */
  after: ReadonlyMap<string, string>;
  /** Elements whose content is left out, whatever is in them. */
  skipped: ReadonlySet<string>;
}

const WORD: Grammar = {
  text: new Set(['w:t']),
  after: new Map([
    ['w:p', '\n'],
    ['w:tab', '\t'],
    ['w:br', '\n'],
    ['w:cr', '\n'],
    ['w:tc', ' '],
  ]),
  // What was crossed out while changes are followed, and the copy of a drawing for old programs.
  skipped: new Set(['w:del', 'mc:Fallback']),
};

const POWERPOINT: Grammar = {
  text: new Set(['a:t']),
  after: new Map([
    ['a:p', '\n'],
    ['a:br', '\n'],
    ['a:tc', ' '],
  ]),
  skipped: new Set(['mc:Fallback']),
};

const OPENDOCUMENT: Grammar = {
  text: new Set(['text:p', 'text:h']),
  after: new Map([
    ['text:p', '\n'],
    ['text:h', '\n'],
    ['text:line-break', '\n'],
    ['text:tab', '\t'],
    ['text:s', ' '],
    ['table:table-row', '\n'],
    ['table:table', PAGE_BREAK],
    ['draw:page', PAGE_BREAK],
  ]),
  skipped: new Set(['text:tracked-changes', 'office:annotation', 'office:scripts']),
};

/** @throws {ArchiveProblem} when the file is damaged, or unpacks to more than is read. */
export async function textOfOffice(path: string, family: OfficeFamily): Promise<ReadText> {
  const archive = await openArchive(path);
  try {
    const into = new BoundedText();
    const parts = new Parts(archive);
    if (family === 'word') await readWord(parts, into);
    else if (family === 'powerpoint') await readSlides(parts, into);
    else if (family === 'excel') await readSheets(parts, into);
    else await readGrammar(parts, 'content.xml', OPENDOCUMENT, into);
    return into.done();
  } finally {
    archive.close();
  }
}

/** Parts of the document, unpacked within a budget. */
class Parts {
  #left = LARGEST_WHOLE;
  readonly #archive: Archive;

  constructor(archive: Archive) {
    this.#archive = archive;
  }

  /** Names that fit, in the order of their numbers: slide2 before slide10. */
  named(pattern: RegExp): string[] {
    const numbered = new Intl.Collator('en', { numeric: true });
    return this.#archive.entries
      .map(({ name }) => name)
      .filter((name) => pattern.test(name))
      .sort(numbered.compare);
  }

  /** Gives the part's XML to a parser; `enough` stops the reading. */
  async parse(name: string, parser: Parser, enough: () => boolean): Promise<void> {
    const decoder = new TextDecoder();
    for await (const piece of this.#archive.read(name, Math.min(LARGEST_PART, this.#left))) {
      this.#left -= piece.length;
      parser.write(decoder.decode(piece, { stream: true }));
      if (enough()) return;
    }
    parser.end();
  }
}

/** No entity but XML's own five is known to the parser: none can unfold, nor fetch. */
const XML = { xmlMode: true, decodeEntities: true } as const;

async function readGrammar(parts: Parts, name: string, grammar: Grammar, into: BoundedText): Promise<void> {
  let inText = 0;
  let skipped = 0;
  const parser = new Parser(
    {
      onopentagname(element) {
        if (grammar.skipped.has(element)) skipped += 1;
        if (grammar.text.has(element)) inText += 1;
      },
      ontext(piece) {
        if (inText > 0 && skipped === 0) into.add(piece);
      },
      onclosetag(element) {
        if (grammar.skipped.has(element)) skipped -= 1;
        if (grammar.text.has(element)) inText -= 1;
        const ending = grammar.after.get(element);
        if (ending && skipped === 0) into.add(ending);
      },
    },
    XML,
  );
  await parts.parse(name, parser, () => into.isFull);
}

async function readWord(parts: Parts, into: BoundedText): Promise<void> {
  const names = [...parts.named(/^word\/document\d*\.xml$/), ...parts.named(/^word\/(footnotes|endnotes)\.xml$/)];
  for (const name of names) {
    if (into.isFull) return;
    await readGrammar(parts, name, WORD, into);
  }
}

async function readSlides(parts: Parts, into: BoundedText): Promise<void> {
  for (const name of parts.named(/^ppt\/slides\/slide\d+\.xml$/)) {
    if (into.isFull) return;
    await readGrammar(parts, name, POWERPOINT, into);
    into.add(PAGE_BREAK);
  }
}

/** Texts that cells share are read once: at most what is kept of a document. */
async function sharedTexts(parts: Parts): Promise<string[]> {
  const texts: string[] = [];
  let room = 4 * 1024 * 1024;
  let current = '';
  let inText = false;
  let phonetic = 0;
  const parser = new Parser(
    {
      onopentagname(element) {
        if (element === 't') inText = true;
        else if (element === 'rPh') phonetic += 1;
      },
      ontext(piece) {
        if (inText && phonetic === 0) current += piece;
      },
      onclosetag(element) {
        if (element === 't') inText = false;
        else if (element === 'rPh') phonetic -= 1;
        else if (element === 'si') {
          texts.push(current);
          room -= current.length + 16;
          current = '';
        }
      },
    },
    XML,
  );
  await parts.parse('xl/sharedStrings.xml', parser, () => room <= 0);
  return texts;
}

async function readSheets(parts: Parts, into: BoundedText): Promise<void> {
  const shared = await sharedTexts(parts);
  for (const name of parts.named(/^xl\/worksheets\/sheet\d+\.xml$/)) {
    if (into.isFull) return;
    await readSheet(parts, name, shared, into);
    into.add(PAGE_BREAK);
  }
}

async function readSheet(parts: Parts, name: string, shared: readonly string[], into: BoundedText): Promise<void> {
  let kind = '';
  let value = '';
  let inValue = false;
  const parser = new Parser(
    {
      onopentag(element, { t }) {
        if (element === 'c') [kind, value] = [t ?? '', ''];
        // `v`: a value, or the number of a shared text; `t`: a text of the cell's own.
        inValue = element === 'v' || element === 't';
      },
      ontext(piece) {
        if (inValue) value += piece;
      },
      onclosetag(element) {
        inValue = false;
        if (element === 'row') into.add('\n');
        if (element !== 'c') return;
        const said = kind === 's' ? (shared[Number(value)] ?? '') : value;
        if (said) into.add(`${said}\t`);
      },
    },
    XML,
  );
  await parts.parse(name, parser, () => into.isFull);
}
