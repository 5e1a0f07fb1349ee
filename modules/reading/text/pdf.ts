/** PDFs, opened with PDFium: their text page by page, and pages as pictures. */
import { readFile } from 'node:fs/promises';
import { PDFiumLibrary, type PDFiumPage } from '@hyzyla/pdfium';
import { BoundedText, PAGE_BREAK, type ReadText } from './bounded.ts';

/** Pages read for their text; the rest is said not to be. */
export const MOST_PAGES = 1000;

/** A page with fewer letters is looked at as a picture. */
const FEWEST_LETTERS = 15;

export interface PdfText extends ReadText {
  pages: number;
  /** Pages, from 1, that hold a picture and hardly any text: scans. */
  scanned: number[];
}

export interface OpenedPdf {
  pages: number;
  page(number: number): PDFiumPage;
}

/**
 * Opens a PDF for as long as `use` takes.
 * @throws when it cannot be opened. The library is started anew each time: a hostile file may leave it broken.
 */
export async function withPdf<Result>(path: string, use: (pdf: OpenedPdf) => Promise<Result>): Promise<Result> {
  const library = await PDFiumLibrary.init();
  try {
    const document = await library.loadDocument(await readFile(path));
    const result = await use({
      pages: document.getPageCount(),
      page: (number) => document.getPage(number - 1),
    });
    document.destroy();
    return result;
  } finally {
    library.destroy();
  }
}

/** @param until the reading stops there, in milliseconds of `performance.now()`: a page may be made to be slow. */
export function textOfPdf(pdf: OpenedPdf, until: number): PdfText {
  const into = new BoundedText();
  const scanned: number[] = [];
  let read = 0;
  while (read < Math.min(pdf.pages, MOST_PAGES) && !into.isFull && performance.now() < until) {
    read += 1;
    const page = pdf.page(read);
    const text = page.getText();
    if (lettersIn(text) < FEWEST_LETTERS && hasPicture(page)) scanned.push(read);
    into.add(text);
    // Also after the last one that is read: pages are counted by their breaks.
    into.add(PAGE_BREAK);
  }
  const { text, truncated } = into.done();
  return { text, truncated: truncated || read < pdf.pages, pages: pdf.pages, scanned };
}

const lettersIn = (text: string): number => text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

/** Objects of a page that are looked at: a scan is one picture, sometimes a few. */
const OBJECTS_LOOKED_AT = 50;

function hasPicture(page: PDFiumPage): boolean {
  const count = Math.min(page.getObjectCount(), OBJECTS_LOOKED_AT);
  for (let at = 0; at < count; at += 1) {
    const { type } = page.getObject(at);
    // Some scanners put their picture into a form.
    if (type === 'image' || type === 'form') return true;
  }
  return false;
}
