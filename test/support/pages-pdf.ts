/** A PDF of any number of pages, written by hand: a library takes seconds for ten thousand. */

/** Each page says « Une phrase de la page 12 ». `catalog`: further entries of the catalogue. */
export function pagesPdf(count: number, catalog = ''): Uint8Array<ArrayBuffer> {
  let text = '%PDF-1.4\n';
  const offsets: number[] = [];
  const add = (object: string): void => {
    offsets.push(text.length);
    text += `${offsets.length} 0 obj\n${object}\nendobj\n`;
  };
  const page = (at: number): number => 4 + 2 * at;
  add(`<< /Type /Catalog /Pages 2 0 R ${catalog} >>`);
  const kids = Array.from({ length: count }, (_, at) => `${page(at)} 0 R`).join(' ');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${count} >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (let at = 0; at < count; at += 1) {
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${page(at) + 1} 0 R >>`,
    );
    const content = `BT /F1 24 Tf 60 700 Td (Une phrase de la page ${at + 1}) Tj ET`;
    add(`<< /Length ${content.length} >>\nstream\n${content}\nendstream`);
  }
  const start = text.length;
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = offsets.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new TextEncoder().encode(text + end);
}
