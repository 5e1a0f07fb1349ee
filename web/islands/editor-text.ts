/** Between Trix's HTML and ours: pure text, so that it is tested without a browser. */

/**
 * Trix writes a paragraph as `<div>` and an empty line as `<br><br>`; everybody else expects `<p>`. Single line
 * breaks stay. Trix's text blocks hold no other blocks and no attributes, so plain replacing is enough.
 */
export function paragraphs(html: string): string {
  return html
    .replace(/<div>(.*?)<\/div>/gs, (_, inside: string) =>
      inside
        .split(/(?:<br\s*\/?>\s*){2,}/)
        .map((part) => part.replace(/^(?:<br\s*\/?>)+|(?:<br\s*\/?>)+$/g, '').trim())
        .filter((part) => part !== '')
        .map((part) => `<p>${part}</p>`)
        .join(''),
    )
    .trim();
}

/** Plain text as HTML: an empty line separates paragraphs, a line end is a line break. */
export function fromPlainText(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped
    .split(/(?:\r?\n[ \t]*){2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => `<p>${part.replace(/\r?\n/g, '<br>')}</p>`)
    .join('');
}

/** True of what the editor sends, whole blocks: a browser that goes back puts it in the textarea, tags and all. */
export const isFormatted = (text: string): boolean =>
  /^<(?:p|h[23]|ul|ol|blockquote)>[^]*<\/(?:p|h[23]|ul|ol|blockquote)>$/.test(text);
