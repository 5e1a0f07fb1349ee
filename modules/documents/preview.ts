/** What a page shows of a document without its being downloaded, and asking for its text again. */
import { type Member, mustMay, organisationScopeOf } from '../../platform/actor.ts';
import type { PreviewFiles } from '../../platform/deposits.ts';
import { Problem } from '../../platform/problems.ts';
import { type Scope, scopeId } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { textKey, thumbnailKey } from './rules.ts';
import type { DocumentCard, ReadyDocument } from './schema.ts';
import { askToReadAgain, readyDocument } from './store.ts';
import { TEXTS } from './texts.ts';

/** What there is to see. Addresses are signed for some minutes. */
export type Preview =
  | { kind: 'pdf'; url: string; firstPage: string | undefined }
  | { kind: 'picture'; url: string }
  | { kind: 'text'; text: string; isWhole: boolean };

/** A page may be read for a while before its preview is scrolled to. In seconds. */
const PREVIEW_LIFE = 5 * 60;

/** Shown of a text: about five pages. In bytes. */
const TEXT_SHOWN = 12_000;

/** A PDF above this is not shown in the page, where it would come whole, unasked. In bytes: 15 MiB. */
const LARGEST_SHOWN = 15 * 1024 * 1024;

export interface PreviewDependencies {
  table: Table;
  files: PreviewFiles;
}

/** Undefined for what cannot be shown, or not yet. */
export async function previewOf(
  { files }: Pick<PreviewDependencies, 'files'>,
  scope: Scope<'org'>,
  document: ReadyDocument,
): Promise<Preview | undefined> {
  const { reading, type } = document;
  const isPdf = type === 'application/pdf';
  if ((isPdf || type.startsWith('image/')) && document.size <= LARGEST_SHOWN) {
    const url = await shown(files, document);
    return isPdf ? { kind: 'pdf', url, firstPage: await firstPage(files, scope, document) } : { kind: 'picture', url };
  }
  if (!reading?.length) return undefined;
  const text = await files.beginning(textKey(scopeId(scope), document.id), TEXT_SHOWN);
  return { kind: 'text', text, isWhole: reading.length <= text.length };
}

const shown = (files: PreviewFiles, { key, version, name, type }: ReadyDocument): Promise<string> =>
  files.link(key, { name, type, inline: true, version, life: PREVIEW_LIFE });

async function firstPage(
  files: PreviewFiles,
  scope: Scope<'org'>,
  { id, name, thumbnail }: DocumentCard,
): Promise<string | undefined> {
  if (!thumbnail) return undefined;
  return files.link(thumbnailKey(scopeId(scope), id), { name, type: 'image/webp', inline: true, life: PREVIEW_LIFE });
}

/** The whole text of a document. @throws {Problem} `not-found` when it has none. */
export async function linkToText(
  { table, files }: PreviewDependencies,
  member: Member,
  document: string,
): Promise<string> {
  const scope = organisationScopeOf(member);
  const ready = await readyDocument(table, scope, document);
  if (!ready?.reading?.length) throw new Problem('not-found');
  // Plain text, whatever is written in it: a browser runs nothing of it.
  const options = { name: `${ready.name}.txt`, type: 'text/plain; charset=utf-8', inline: true };
  return files.link(textKey(scopeId(scope), document), options);
}

/** Asks for the text of a document again. @throws {Problem} `conflict` unless its reading has failed. */
export async function readAgain(table: Table, member: Member, document: string): Promise<void> {
  mustMay(member, 'deposit-documents', TEXTS.mayNotDeposit);
  const scope = organisationScopeOf(member);
  const ready = await readyDocument(table, scope, document);
  if (!ready) throw new Problem('not-found');
  if (ready.reading?.state !== 'failed' || !(await askToReadAgain(table, scope, document))) {
    throw new Problem('conflict', { detail: TEXTS.alreadyRead });
  }
}
