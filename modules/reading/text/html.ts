/** The text of a page of HTML: what a reader would see of it, and nothing that runs. */
import { Parser } from 'htmlparser2';
import { BoundedText, type ReadText } from './bounded.ts';
import { decodedText } from './plain.ts';

/** Whose content is not text. */
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'head', 'svg', 'object', 'iframe']);

/** After which a new line begins. */
const BLOCKS = new Set(
  'address article aside blockquote br dd div dl dt figcaption footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table title tr ul'.split(
    ' ',
  ),
);

/** Between cells of a row. */
const CELLS = new Set(['td', 'th']);

export async function textOfHtml(path: string): Promise<ReadText> {
  const { text, whole } = await decodedText(path);
  const bounded = new BoundedText();
  let unseen = 0;
  const parser = new Parser(
    {
      onopentag(name) {
        if (UNSEEN.has(name)) unseen += 1;
      },
      ontext(piece) {
        if (unseen === 0) bounded.add(piece.replace(/\s+/g, ' '));
      },
      onclosetag(name) {
        if (UNSEEN.has(name)) unseen -= 1;
        if (BLOCKS.has(name)) bounded.add('\n');
        if (CELLS.has(name)) bounded.add(' ');
      },
    },
    { decodeEntities: true },
  );
  parser.write(text);
  parser.end();
  const read = bounded.done();
  return { ...read, truncated: read.truncated || !whole };
}
