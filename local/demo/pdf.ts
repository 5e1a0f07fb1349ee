/** The demonstration's own acts: real PDFs, of invented councils, without anybody's name. */
import { PDFDocument, StandardFonts } from 'pdf-lib';

export interface ActText {
  commune: string;
  /** In full: « 19 novembre 2026 ». */
  session: string;
  number: string;
  subject: string;
  paragraphs: readonly string[];
}

const WIDTH = 595;
const HEIGHT = 842;
const MARGIN = 64;
const LINE = 17;
const CHARACTERS_A_LINE = 82;

function linesOf(paragraph: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line.length + word.length >= CHARACTERS_A_LINE) {
      lines.push(line);
      line = '';
    }
    line = line ? `${line} ${word}` : word;
  }
  return [...lines, line, ''];
}

/** One page of A4. */
export async function actPdf(act: ActText): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.setTitle(act.subject);
  pdf.setLanguage('fr-FR');
  const [regular, bold] = [
    await pdf.embedFont(StandardFonts.TimesRoman),
    await pdf.embedFont(StandardFonts.TimesRomanBold),
  ];
  const page = pdf.addPage([WIDTH, HEIGHT]);
  let y = HEIGHT - MARGIN;
  const write = (text: string, font = regular, size = 11) => {
    page.drawText(text, { x: MARGIN, y, font, size });
    y -= LINE * (size / 11);
  };
  write('RÉPUBLIQUE FRANÇAISE', bold, 10);
  write(`Commune de ${act.commune}`, bold, 16);
  write(`Séance du ${act.session}`);
  y -= LINE;
  write(`Délibération n° ${act.number}`, bold, 13);
  for (const line of linesOf(act.subject)) write(line, bold, 12);
  for (const paragraph of act.paragraphs) for (const line of linesOf(paragraph)) write(line);
  return pdf.save();
}
