/** Reads the XML that operators of télétransmission serve. */
import type { SaxesTagNS } from 'saxes';
import { refuseField } from '../../platform/problems.ts';
import { cleanLine } from '../../platform/text.ts';
import type { Classification, Matter, Nature } from './schema.ts';
import { TEXTS } from './texts.ts';

const NAMESPACE = 'http://www.interieur.gouv.fr/ACTES#v1.1-20040216';
/** Matters have five levels; the State writes them one within another. */
const MATTER = /^Matiere[1-5]$/;

/** The value of an attribute, qualified as the schema asks, or not as some operators write it. */
const attribute = ({ attributes }: SaxesTagNS, name: string): string =>
  cleanLine(Object.values(attributes).find(({ local }) => local === name)?.value ?? '');

type Built = { date: string; natures: (Nature & { pieces: string[] })[]; matters: Matter[] };

/** @throws {Problem} `invalid` on the field `xml`. */
export async function readClassification(xml: string): Promise<Classification> {
  const built: Built = { date: '', natures: [], matters: [] };
  /** Codes of the matters that are open, from the first level down. */
  const path: string[] = [];
  let root: string | undefined;
  let text = '';
  // What declares entities declares what it likes: none of these files does.
  if (/<!DOCTYPE/i.test(xml)) throw refuseField('xml', TEXTS.notClassification);
  // Loaded by whoever imports one: the parser is not needed to read what is known.
  const { SaxesParser } = await import('saxes');
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', (tag) => {
    root ??= tag.uri === NAMESPACE ? tag.local : '';
    text = '';
    if (tag.local === 'NatureActe') {
      const [code, label, abbreviation] = ['CodeNatureActe', 'Libelle', 'TypeAbrege'].map((name) =>
        attribute(tag, name),
      );
      built.natures.push({ code: code ?? '', label: label ?? '', abbreviation: abbreviation ?? '', pieces: [] });
    } else if (tag.local === 'TypePJNatureActe') {
      built.natures.at(-1)?.pieces.push(attribute(tag, 'CodeTypePJ'));
    } else if (MATTER.test(tag.local)) {
      path.push(attribute(tag, 'CodeMatiere'));
      built.matters.push({ code: path.join('.'), label: attribute(tag, 'Libelle') });
    }
  });
  parser.on('text', (part) => {
    text += part;
  });
  parser.on('closetag', ({ local }) => {
    if (local === 'DateClassification') built.date = text.trim();
    else if (MATTER.test(local)) path.pop();
  });
  let failure: Error | undefined;
  parser.on('error', (error) => {
    failure ??= error;
  });
  // A text that was pasted has no encoding any more, whatever its first line says.
  parser.write(xml.replace(/^\ufeff?\s*<\?xml[^?]*\?>/, '')).close();
  if (failure) throw refuseField('xml', TEXTS.notXml);
  const isWhole =
    root === 'RetourClassification' &&
    /^\d{4}-\d{2}-\d{2}$/.test(built.date) &&
    built.natures.length > 0 &&
    built.matters.some(({ code }) => /^\d+\.\d+$/.test(code)) &&
    built.matters.every(({ code, label }) => /^\d+(?:\.\d+){0,4}$/.test(code) && label !== '');
  if (!isWhole) throw refuseField('xml', TEXTS.notClassification);
  return built;
}
