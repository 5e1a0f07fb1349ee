/** A PDF that asks for a password, written by hand (ISO 32000-1, 7.6: the standard security handler, revision 2). */

/** What 32 bytes stand for: no password gives these, so that the reader has to ask. */
const KEY = 'ab'.repeat(32);

const OBJECTS = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>',
  `<< /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <${KEY}> /U <${KEY}> >>`,
];

export function lockedPdf(): Uint8Array<ArrayBuffer> {
  let text = '%PDF-1.4\n';
  const offsets = OBJECTS.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = OBJECTS.length + 1;
  const id = '<00112233445566778899aabbccddeeff>';
  const trailer = `<< /Size ${size} /Root 1 0 R /Encrypt ${OBJECTS.length} 0 R /ID [${id} ${id}] >>`;
  const start = text.length;
  return new TextEncoder().encode(
    `${text}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n${trailer}\nstartxref\n${start}\n%%EOF\n`,
  );
}
