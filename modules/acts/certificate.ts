/** The certificate of publication of an act, as a PDF: what the register says of it, and how to check it. */
import type { EntryRow } from '../../platform/register-chain.ts';
import { formatDate, formatDateTime } from '../../web/format.ts';
import { authorInWords, KINDS } from '../content/index.ts';
import type { ActLine } from './schema.ts';
import { EVENT_WORDS } from './texts.ts';

export interface Certified {
  organisation: { name: string; slug: string };
  /** Scheme, host and port of the site: where it is checked. */
  origin: string;
  line: ActLine;
  row: EntryRow;
}

/** The document under which the certificate of an entry lies beside the copies of its act. */
export const certificateName = ({ seq }: Pick<ActLine, 'seq'>): string => `certificat-${seq}.pdf`;

/** Sizes of A4, in points; a margin of 2 cm. */
const PAGE = [595.28, 841.89] as const;
const MARGIN = 57;
const WIDTH = PAGE[0] - 2 * MARGIN;

/** The standard fonts write Windows-1252: what it has not is written as near as it can be. */
const inFont = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u202f\u2009\u00a0]/g, ' ')
    .replace(/[^\u0020-\u007e\u00a0-\u00ff\u0152\u0153\u0178\u20ac\u2013\u2014\u2018\u2019\u201c\u201d\u2026]/gu, '?');

/** `measure` says how wide a text is. A word that is wider than a line is cut. */
function linesOf(text: string, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of inFont(text).split(/\s+/)) {
    let rest = word;
    if (line && measure(`${line} ${rest}`) <= WIDTH) {
      line = `${line} ${rest}`;
      continue;
    }
    if (line) lines.push(line);
    while (measure(rest) > WIDTH) {
      let length = rest.length;
      while (measure(rest.slice(0, length)) > WIDTH) length -= 1;
      lines.push(rest.slice(0, length));
      rest = rest.slice(length);
    }
    line = rest;
  }
  return [...lines, line].filter(Boolean);
}

/** « mardi 24 novembre 2026 à 10 h, 0 min 12 s » would be too much: the minute, then the moment as programs write it. */
const moment = (at: string): string => `${formatDateTime(at)}, heure de Paris (${at})`;

/** What it says, paragraph by paragraph; a title stands before what is under it. */
function said({ organisation, origin, line, row }: Certified): { title?: string; text: string }[] {
  const here = `${origin}/c/${organisation.slug}/actes`;
  const { words } = KINDS[line.kind];
  return [
    { text: `${organisation.name} certifie que l’acte suivant figure à son registre public des actes.` },
    { title: 'L’acte', text: line.title },
    { text: `${words.one} n° ${line.number}${line.date ? `, du ${formatDate(line.date)}` : ''}.` },
    { text: `Auteur : ${authorInWords(line.particulars) ?? 'non indiqué'}.` },
    { title: 'Sa publication', text: '' },
    ...line.history.map(({ event, at, reason }) => ({
      text: `${EVENT_WORDS[event]} le ${moment(at)}${reason ? ` : ${reason}` : ''}`,
    })),
    ...(line.state === 'online'
      ? line.files.map(({ name, sha256 }) => ({ text: `${name} : empreinte SHA-256 ${sha256}` }))
      : []),
    { title: 'Sa preuve', text: `Écriture n° ${row.seq} du registre, empreinte ${row.hash}` },
    { text: `Signature (ECDSA P-256, SHA-256) : ${row.signature}` },
    { text: `Clé : ${row.key}` },
    { title: 'La vérifier', text: `${here}/${line.address}/preuve` },
    { text: `Un document se compare à son empreinte sur ${here}/verification, sans y être envoyé.` },
  ];
}

/** In French, with its title and its language; text that is read and searched. */
export async function certificateOf(certified: Certified): Promise<Uint8Array> {
  const { PDFDocument, StandardFonts } = await import('pdf-lib');
  const { line, organisation, row } = certified;
  const pdf = await PDFDocument.create();
  const moments = line.history.map(({ at }) => at);
  pdf.setTitle(`Certificat de publication : n° ${line.number}`, { showInWindowTitleBar: true });
  pdf.setAuthor(organisation.name);
  pdf.setSubject(line.title);
  pdf.setLanguage('fr-FR');
  pdf.setProducer('Parvis');
  // Made again, it is the same: its moment is that of the entry.
  const at = new Date(moments.at(-1) ?? 0);
  pdf.setCreationDate(at);
  pdf.setModificationDate(at);
  const [plain, bold] = [
    await pdf.embedFont(StandardFonts.Helvetica),
    await pdf.embedFont(StandardFonts.HelveticaBold),
  ];

  let page = pdf.addPage([...PAGE]);
  let y = PAGE[1] - MARGIN;
  const write = (text: string, size: number, font: typeof plain, before: number): void => {
    y -= before;
    for (const part of linesOf(text, (one) => font.widthOfTextAtSize(one, size))) {
      y -= size * 1.4;
      if (y < MARGIN) {
        page = pdf.addPage([...PAGE]);
        y = PAGE[1] - MARGIN - size * 1.4;
      }
      page.drawText(part, { x: MARGIN, y, size, font });
    }
  };
  write('Certificat de publication', 22, bold, 0);
  write(`Registre des actes, ${organisation.name}, écriture n° ${row.seq}`, 12, plain, 4);
  for (const { title, text } of said(certified)) {
    if (title) write(title, 14, bold, 14);
    if (text) write(text, 11, plain, 6);
  }
  return pdf.save();
}
