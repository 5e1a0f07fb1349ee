/** Rich text as the editor makes it: a short list of elements, nothing that runs, loads or frames. */
import sanitizeHtml from 'sanitize-html';
import { cleanText } from './clean-text.ts';

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: ['p', 'br', 'strong', 'em', 'a', 'h2', 'h3', 'ul', 'ol', 'li', 'blockquote'],
  allowedAttributes: { a: ['href'] },
  allowedSchemes: ['https', 'http', 'mailto', 'tel'],
  allowProtocolRelative: false,
  parseStyleAttributes: false,
  transformTags: {
    // The editor's own words for them; headings stay below those of the page.
    div: 'p',
    b: 'strong',
    i: 'em',
    h1: 'h2',
    h4: 'h3',
    h5: 'h3',
    h6: 'h3',
  },
  exclusiveFilter: (frame) => frame.tag === 'p' && frame.text.trim() === '' && !frame.mediaChildren?.length,
};

/** HTML safe to show inside a page, from HTML as typed. */
export const safeHtml = (html: string): string => sanitizeHtml(cleanText(html), ALLOWED).trim();

const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** Paragraphs and line ends, from text typed without the editor. */
export const htmlOfText = (text: string): string =>
  cleanText(text)
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escapeHtml(paragraph.trim()).replace(/\n/g, '<br />')}</p>`)
    .join('');

/** The words alone: for cards, digests and excerpts. Cut at a word, at most `most` characters. */
export function excerpt(html: string, most: number): string {
  const spaced = html.replace(/<(?:br|\/p|\/li|\/h2|\/h3|\/blockquote)[^>]*>/g, ' ');
  const text = sanitizeHtml(spaced, { allowedTags: [], allowedAttributes: {} })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2))}…`;
}
