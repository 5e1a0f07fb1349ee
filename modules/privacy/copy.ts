/** Makes the files of a copy, one after the other; each can be made again without harm. */
import type { Files } from '../../platform/files.ts';
import { groupScope, journalScope, organisationScope, personScope, subscriberScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { subscriberKey } from '../lists/index.ts';
import { entityOf, fileOfOrganisation, isAbout, type Item, PART_SIZE, shownItem } from './rules.ts';
import { type DataRequest, itemsOf } from './store.ts';
import { Zip } from './zip.ts';

export interface CopyDeps {
  table: Table;
  files: Pick<Files, 'read'>;
}

/** Entity of the lines that say, in her own partition, in which groups she is. */
const GROUP_MEMBERSHIP = 'group-membership';

/** Entities of an address's subscriptions. */
const RECEIVES: ReadonlySet<string> = new Set(['subscriber', 'subscription']);

const README = `Cette copie contient vos données telles que Parvis les garde.

Dossier « donnees » : des fichiers JSON, que tout tableur ou logiciel peut relire.
Dossier « documents » : les fichiers eux-mêmes, sous leur nom.
S'il y a plusieurs fichiers à télécharger, les documents y sont répartis ; chacun s'ouvre seul.

Vos abonnements aux lettres par courriel ne tiennent pas à un compte. Ceux de l'adresse avec laquelle vous vous connectez sont ici ; ceux d'une autre adresse se téléchargent et s'effacent par le lien « préférences » que porte chaque lettre.
`;

/** Items sorted into files: `donnees/publications.json`, … */
class Sheets {
  readonly #sheets = new Map<string, Item[]>();

  add(name: string, item: Item): void {
    const sheet = this.#sheets.get(name) ?? [];
    sheet.push(shownItem(item));
    this.#sheets.set(name, sheet);
  }

  into(zip: Zip, at: Date): void {
    for (const [name, items] of this.#sheets)
      zip.addText('donnees', `${name}.json`, JSON.stringify(items, null, 2), at);
  }
}

/** What the table holds of an organisation. */
async function sheetsOfOrganisation(table: Table, siren: string): Promise<Sheets> {
  const sheets = new Sheets();
  for await (const item of itemsOf(table, organisationScope(siren))) {
    const name = fileOfOrganisation(entityOf(item));
    if (name) sheets.add(name, item);
  }
  for await (const item of itemsOf(table, journalScope(siren), { beginning: 'entry#' })) sheets.add('journal', item);
  return sheets;
}

/** Of her partition: her requests themselves, and what would open her account. */
const NOT_IN_A_COPY = new Set(['data-request', 'second-factor']);

/** What the table holds of a person: her own partition, her lines in groups, and whatever names her in her organisations. */
async function sheetsOfPerson(table: Table, { person, organisations, email }: DataRequest): Promise<Sheets> {
  const sheets = new Sheets();
  for await (const item of itemsOf(table, personScope(person))) {
    if (!NOT_IN_A_COPY.has(entityOf(item))) sheets.add(entityOf(item) || 'autres', item);
    if (entityOf(item) !== GROUP_MEMBERSHIP) continue;
    for await (const line of itemsOf(table, groupScope(textOf(item.group)), { beginning: `member#${person}` })) {
      sheets.add('groupes', line);
    }
  }
  // What her address receives, with the proof of her consent: neither keys nor marks of what was sent.
  for await (const item of itemsOf(table, subscriberScope(subscriberKey(email)))) {
    if (RECEIVES.has(entityOf(item))) sheets.add('abonnements', item);
  }
  for (const siren of organisations) {
    for await (const item of itemsOf(table, organisationScope(siren))) {
      if (isAbout(item, person)) sheets.add(`${siren}-${entityOf(item)}`, item);
    }
    for await (const item of itemsOf(table, journalScope(siren), { beginning: `person#${person}#` })) {
      sheets.add(`${siren}-journal`, item);
    }
  }
  return sheets;
}

interface DocumentToCopy {
  siren: string;
  id: string;
  name: string;
  key: string;
  version: string | undefined;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Documents of a copy after one of them, `<siren>/<id>`: all of an organisation's, or those that she deposited. */
async function* documentsOf(table: Table, request: DataRequest): AsyncGenerator<DocumentToCopy> {
  const [from = '', last = ''] = (request.cursor ?? '').split('/');
  for (const siren of [...request.organisations].sort()) {
    if (siren < from) continue;
    const after = siren === from && last ? `doc#${last}` : '';
    for await (const item of itemsOf(table, organisationScope(siren), { beginning: 'doc#', after })) {
      if (item.state !== 'ready' || !item.key) continue;
      if (request.kind === 'person' && !isAbout(item, request.person)) continue;
      const version = textOf(item.objectVersion) || undefined;
      yield { siren, id: textOf(item.id), name: textOf(item.name), key: textOf(item.key), version };
    }
  }
}

/** Adds a document, which is held whole meanwhile, to a folder of the file. */
export async function addDocument(
  zip: Zip,
  files: CopyDeps['files'],
  { key, version, name, folder = 'documents' }: Pick<DocumentToCopy, 'key' | 'version' | 'name'> & { folder?: string },
  at: Date,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  const { body } = await files.read(key, version);
  for await (const chunk of body) chunks.push(chunk);
  zip.addFile(folder, name, Buffer.concat(chunks), at);
}

/** One file of the copy. `cursor`: the last document in it, when others follow. */
export interface MadePart {
  bytes: Buffer;
  cursor: string | undefined;
  /** Of a folder's copy: the files of the repository that are in it. */
  files?: readonly string[];
}

/** The next file of a copy: data with the first, then as many documents as it holds. */
export async function nextPart(deps: CopyDeps, request: DataRequest, at: Date, size = PART_SIZE): Promise<MadePart> {
  const { table, files } = deps;
  const zip = new Zip();
  if (request.parts.length === 0) {
    const [siren = ''] = request.organisations;
    const isOrganisation = request.kind === 'organisation';
    const sheets = isOrganisation ? await sheetsOfOrganisation(table, siren) : await sheetsOfPerson(table, request);
    zip.addText('.', 'LISEZMOI.txt', README, at);
    sheets.into(zip, at);
  }
  let last: string | undefined;
  for await (const document of documentsOf(table, request)) {
    // There is one more, and this file is full.
    if (zip.isFull(size) && last !== undefined) return { bytes: zip.finish(), cursor: last };
    await addDocument(zip, files, document, at);
    last = `${document.siren}/${document.id}`;
  }
  return { bytes: zip.finish(), cursor: undefined };
}
