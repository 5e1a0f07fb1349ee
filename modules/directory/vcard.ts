/** People and organisations as files that address books and spreadsheets read. Pure. */

/** RFC 6350, 3.4: what would end a value or add a line is escaped. */
const escaped = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/\r?\n/g, '\\n').replace(/,/g, '\\,').replace(/;/g, '\\;');

/** RFC 6350, 3.2: lines of 75 bytes at most, never cut within a character. */
function folded(line: string): string {
  const lines: string[] = [];
  let present = '';
  for (const character of line) {
    if (Buffer.byteLength(present + character) > (lines.length === 0 ? 75 : 74)) {
      lines.push(present);
      present = '';
    }
    present += character;
  }
  return [...lines, present].join('\r\n ');
}

type Line = readonly [property: string, value: string | undefined];

const card = (lines: readonly Line[]): string =>
  [
    'BEGIN:VCARD',
    'VERSION:4.0',
    ...lines.flatMap(([property, value]) => (value ? [folded(`${property}:${value}`)] : [])),
    'END:VCARD',
    '',
  ].join('\r\n');

const text = (value: string | undefined): string | undefined => value && escaped(value);

/** A telephone as an address: digits alone. */
const telephone = (number: string | undefined): string | undefined =>
  number && `tel:${number.replace(/[^\d+]/g, '').replace(/^0(?=\d{9}$)/, '+33')}`;

export interface PersonForCard {
  person: string;
  firstName: string;
  lastName: string;
  organisations: readonly {
    organisation: string;
    title?: string | undefined;
    phone?: string | undefined;
    mobile?: string | undefined;
    email?: string | undefined;
    hours?: string | undefined;
  }[];
}

export const personCard = ({ person, firstName, lastName, organisations }: PersonForCard): string =>
  card([
    ['UID', `urn:uuid:${person}`],
    ['FN', text(`${firstName} ${lastName}`)],
    ['N', `${escaped(lastName)};${escaped(firstName)};;;`],
    ...organisations.flatMap((one, at): Line[] => {
      const group = `o${at + 1}.`;
      return [
        [`${group}ORG`, text(one.organisation)],
        [`${group}TITLE`, text(one.title)],
        [`${group}TEL;TYPE=work,voice;VALUE=uri`, telephone(one.phone)],
        [`${group}TEL;TYPE=cell;VALUE=uri`, telephone(one.mobile)],
        [`${group}EMAIL;TYPE=work`, text(one.email)],
        [`${group}NOTE`, text(one.hours)],
      ];
    }),
  ]);

export interface OrganisationForCard {
  name: string;
  telephone?: string | undefined;
  email?: string | undefined;
  website?: string | undefined;
  address?: string | undefined;
  hours?: string | undefined;
}

export const organisationCard = (one: OrganisationForCard): string =>
  card([
    ['KIND', 'org'],
    ['FN', text(one.name)],
    ['ORG', text(one.name)],
    ['TEL;TYPE=work,voice;VALUE=uri', telephone(one.telephone)],
    ['EMAIL;TYPE=work', text(one.email)],
    ['URL', one.website],
    ['ADR;TYPE=work', one.address && `;;${escaped(one.address)};;;;`],
    ['NOTE', text(one.hours)],
  ]);

/** A spreadsheet would run a cell that begins so: an apostrophe makes it a text (OWASP, CSV injection). */
const harmless = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

const quoted = (cell: string): string => (/[";\r\n]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell);

/** Semicolons and a mark of byte order: what French spreadsheets open without a question. */
export const csvOf = (rows: readonly (readonly (string | undefined)[])[]): string =>
  `\ufeff${rows.map((row) => row.map((cell) => quoted(harmless(cell ?? ''))).join(';')).join('\r\n')}\r\n`;
