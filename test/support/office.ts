/** Office documents made for the tests: the parts that programs need to open them, and no more. */
import { strToU8, type Zippable, zipSync } from 'fflate';

const OOXML = 'http://schemas.openxmlformats.org';
const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Further parts of a file, by path. */
export type Parts = Readonly<Record<string, string | Uint8Array>>;

function zipped(parts: Parts): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const [path, part] of Object.entries(parts)) {
    const bytes = typeof part === 'string' ? strToU8(part) : part;
    // OpenDocument says its type in a first entry that is not packed.
    entries[path] = path === 'mimetype' ? [bytes, { level: 0 }] : bytes;
  }
  return new Uint8Array(zipSync(entries));
}

const contentTypes = (path: string, type: string): string =>
  `${DECLARATION}<Types xmlns="${OOXML}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/${path}" ContentType="${type}"/></Types>`;

const relationships = (target: string): string =>
  `${DECLARATION}<Relationships xmlns="${OOXML}/package/2006/relationships"><Relationship Id="rId1" Type="${OOXML}/officeDocument/2006/relationships/officeDocument" Target="${target}"/></Relationships>`;

const MAIN = 'application/vnd.openxmlformats-officedocument';

export interface OfficeOptions {
  /** Beside those that every file has; they take the place of one of the same path. */
  parts?: Parts;
  /** The type of the main part, for documents with macros. */
  mainType?: string;
}

export function docx(paragraphs: readonly string[], { parts, mainType }: OfficeOptions = {}): Uint8Array<ArrayBuffer> {
  const body = paragraphs.map((text) => `<w:p><w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r></w:p>`);
  return zipped({
    '[Content_Types].xml': contentTypes('word/document.xml', mainType ?? `${MAIN}.wordprocessingml.document.main+xml`),
    '_rels/.rels': relationships('word/document.xml'),
    'word/document.xml': `${DECLARATION}<w:document xmlns:w="${OOXML}/wordprocessingml/2006/main"><w:body>${body.join('')}</w:body></w:document>`,
    ...parts,
  });
}

/** Texts are shared, numbers are not: as Excel writes them. */
export function xlsx(
  rows: readonly (readonly (string | number)[])[],
  { parts, mainType }: OfficeOptions = {},
): Uint8Array<ArrayBuffer> {
  const texts = [...new Set(rows.flat().filter((cell) => typeof cell === 'string'))];
  const cell = (value: string | number) =>
    typeof value === 'string' ? `<c t="s"><v>${texts.indexOf(value)}</v></c>` : `<c><v>${value}</v></c>`;
  const sheet = rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
  const namespace = `xmlns="${OOXML}/spreadsheetml/2006/main"`;
  return zipped({
    '[Content_Types].xml': contentTypes('xl/workbook.xml', mainType ?? `${MAIN}.spreadsheetml.sheet.main+xml`),
    '_rels/.rels': relationships('xl/workbook.xml'),
    'xl/workbook.xml': `${DECLARATION}<workbook ${namespace}><sheets><sheet name="Feuille1" sheetId="1"/></sheets></workbook>`,
    'xl/sharedStrings.xml': `${DECLARATION}<sst ${namespace}>${texts.map((text) => `<si><t>${escapeXml(text)}</t></si>`).join('')}</sst>`,
    'xl/worksheets/sheet1.xml': `${DECLARATION}<worksheet ${namespace}><sheetData>${sheet}</sheetData></worksheet>`,
    ...parts,
  });
}

export function pptx(slides: readonly string[]): Uint8Array<ArrayBuffer> {
  const namespaces = `xmlns:p="${OOXML}/presentationml/2006/main" xmlns:a="${OOXML}/drawingml/2006/main"`;
  const made = slides.map((text, at) => [
    `ppt/slides/slide${at + 1}.xml`,
    `${DECLARATION}<p:sld ${namespaces}><a:p><a:r><a:t>${escapeXml(text)}</a:t></a:r></a:p></p:sld>`,
  ]);
  return zipped({
    '[Content_Types].xml': contentTypes('ppt/presentation.xml', `${MAIN}.presentationml.presentation.main+xml`),
    '_rels/.rels': relationships('ppt/presentation.xml'),
    'ppt/presentation.xml': `${DECLARATION}<p:presentation ${namespaces}/>`,
    ...Object.fromEntries(made),
  });
}

const OASIS = 'urn:oasis:names:tc:opendocument:xmlns';

/** `body`: what stands within `office:body`. */
export const openDocument = (kind: 'text' | 'spreadsheet' | 'presentation', body: string): Uint8Array<ArrayBuffer> =>
  zipped({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `${DECLARATION}<office:document-content xmlns:office="${OASIS}:office:1.0" xmlns:text="${OASIS}:text:1.0" xmlns:table="${OASIS}:table:1.0" xmlns:draw="${OASIS}:drawing:1.0"><office:body>${body}</office:body></office:document-content>`,
    'META-INF/manifest.xml': `${DECLARATION}<manifest:manifest xmlns:manifest="${OASIS}:manifest:1.0"/>`,
  });

/** The same file, whose directory says another size for an entry than it has: what a bomb does. */
export function sayingSize(file: Uint8Array<ArrayBuffer>, entry: string, size: number): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(file);
  const name = bytes.lastIndexOf(entry);
  // A header of the directory is 46 bytes long, with the unpacked size at 24.
  bytes.writeUInt32LE(size, name - 46 + 24);
  return new Uint8Array(bytes);
}
