/**
 * Checks a document or the whole register in the browser: the file is hashed here and goes nowhere, the entries are
 * fetched part by part and checked by the same code as the server's.
 */
import { BEGINNING, checker, type EntryRow, type PublicKey, sha256Of } from '../../platform/register-chain.ts';
import { all, one, pressable } from './dom.ts';

function say(place: HTMLElement, sentence: string): void {
  const said = one('[data-verify-said]', HTMLElement, place);
  if (said) said.textContent = sentence;
}

/** Compares a chosen file with the hashes known here, or asks the register which act has it. */
function enhanceFile(place: HTMLElement): void {
  const input = one('input[type=file]', HTMLInputElement, place);
  const { verifyFile: known = '', verifyAt: address = '' } = place.dataset;
  if (!input || !('crypto' in globalThis) || crypto.subtle === undefined) return;
  place.hidden = false;
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (!file) return;
    say(place, 'Calcul de l’empreinte…');
    void file.arrayBuffer().then(async (buffer) => {
      const sha256 = await sha256Of(new Uint8Array(buffer));
      if (known === '') location.href = `${address}?empreinte=${sha256}`;
      else if (known.split(' ').includes(sha256)) say(place, 'C’est bien le document mis en ligne, au bit près.');
      else say(place, `Ce n’est pas le document mis en ligne : son empreinte est ${sha256}.`);
    });
  });
}

interface Line {
  type?: string;
  register?: string;
  head?: { seq: number; hash: string };
  keys?: PublicKey[];
  after?: number;
}

/** One part of the export: its lines. */
async function partAt(address: string): Promise<(Line & Partial<EntryRow>)[]> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.text())
    .split('\n')
    .filter(Boolean)
    .map((line): Line & Partial<EntryRow> => JSON.parse(line));
}

const isEntry = (line: Line & Partial<EntryRow>): line is Line & EntryRow =>
  line.type === 'entry' && typeof line.seq === 'number' && typeof line.entry === 'string';

/** Fetches and checks the whole register, telling how far it is. @returns what is to be said. */
async function checkAll(address: string, register: string, tell: (sentence: string) => void): Promise<string> {
  let position = BEGINNING;
  for (let after: number | undefined = 0; after !== undefined;) {
    const lines = await partAt(`${address}?depuis=${after}`);
    const [first] = lines;
    const { next } = checker(register, first?.keys ?? []);
    for (const row of lines.filter(isEntry)) {
      const found = await next(row, position);
      if ('fault' in found) return `Le registre ne se vérifie pas à l’écriture n° ${row.seq}.`;
      ({ position } = found);
    }
    tell(`${position.seq} écritures vérifiées…`);
    after = lines.find(({ type }) => type === 'next')?.after;
    const end = first?.head;
    if (after === undefined && end && (end.seq !== position.seq || end.hash !== position.hash)) {
      return `Il manque des écritures après la n° ${position.seq}.`;
    }
  }
  return `Tout le registre est intact : ${position.seq} écritures, signées et dans leur ordre. Empreinte de la dernière : ${position.hash}.`;
}

function enhanceRegister(place: HTMLElement): void {
  const { verifyRegister: register = '', verifyExport: address = '' } = place.dataset;
  if (!('crypto' in globalThis) || crypto.subtle === undefined) return;
  const tell = (sentence: string) => say(place, sentence);
  const button = pressable('Vérifier tout le registre dans ce navigateur', () => {
    button.setAttribute('aria-disabled', 'true');
    void checkAll(address, register, tell)
      .catch(() => 'La ligne a été coupée. Réessayez.')
      .then((sentence) => {
        tell(sentence);
        button.removeAttribute('aria-disabled');
      });
  });
  place.append(button);
}

all('[data-verify-file]', HTMLElement).forEach(enhanceFile);
all('[data-verify-register]', HTMLElement).forEach(enhanceRegister);
