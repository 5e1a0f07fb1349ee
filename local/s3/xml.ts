/** The little XML that S3 speaks: answers built from plain values, and the two bodies that clients send. */
import { malformedXml } from './errors.ts';

/** A value of an answer. An array repeats its element; an undefined child is left out. */
export type XmlValue =
  string | number | boolean | readonly XmlValue[] | { readonly [name: string]: XmlValue | undefined };

/** One element of a parsed body; its text is empty when it has children. */
export interface XmlElement {
  name: string;
  text: string;
  children: XmlElement[];
}

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escape = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- a key may hold control characters, which AWS gives as references
  text.replace(/[&<>"'\u0000-\u001f\u007f]/g, (found) => ESCAPES[found] ?? `&#x${found.charCodeAt(0).toString(16)};`);

function write(name: string, value: XmlValue | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item: XmlValue) => write(name, item)).join('');
  const content =
    typeof value === 'object'
      ? Object.entries(value)
          .map(([child, childValue]) => write(child, childValue))
          .join('')
      : escape(String(value));
  return `<${name}>${content}</${name}>`;
}

/** A whole document with S3's namespace on its root. */
export const xmlDocument = (root: string, value: XmlValue): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${write(root, value).replace(`<${root}>`, `<${root} xmlns="${NAMESPACE}">`)}`;

/** An error document, which carries no namespace on AWS. */
export const xmlError = (value: XmlValue): string => `<?xml version="1.0" encoding="UTF-8"?>\n${write('Error', value)}`;

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const unescape = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (_, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) {
      const character = NAMED[name];
      if (character === undefined) throw malformedXml();
      return character;
    }
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (point > 0x10ffff) throw malformedXml();
    return String.fromCodePoint(point);
  });

/**
 * Parses a body without attributes of meaning, comments inside text, or document types (refused: no entity is ever
 * expanded).
 * @throws {AwsError} `MalformedXML`.
 */
export function parseXml(body: string): XmlElement {
  const document: XmlElement = { name: '', text: '', children: [] };
  const open: XmlElement[] = [document];
  const token =
    /<\?[^>]*\?>|<!--[\s\S]*?-->|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/y;
  while (token.lastIndex < body.length) {
    const found = token.exec(body);
    const current = open.at(-1);
    if (!found || !current) throw malformedXml();
    const [, closing, opening, , selfClosing, text] = found;
    if (closing !== undefined) {
      if (open.length === 1 || current.name !== closing) throw malformedXml();
      open.pop();
    } else if (opening !== undefined) {
      const element: XmlElement = { name: opening, text: '', children: [] };
      current.children.push(element);
      if (selfClosing === '') open.push(element);
    } else if (text !== undefined) {
      current.text += unescape(text);
    }
  }
  const [root, ...others] = document.children;
  if (open.length !== 1 || !root || others.length > 0) throw malformedXml();
  return root;
}

/** Text of the first child of that name. */
export const childText = (element: XmlElement, name: string): string | undefined =>
  element.children.find((child) => child.name === name)?.text;
