/** Where documents that are sent are to be kept, and what remains to be done once they are there. */
import { type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import {
  awaitedFrom,
  type Deposit,
  DOCUMENT_TEXTS,
  type DocumentPlace,
  type Keeping,
  keepPlace,
  readyDocuments,
} from '../../documents/index.ts';
import { addressOf, withDone } from '../addresses.ts';
import { extensionOf } from '../rules.ts';
import { type File, fileId, folderId, note, PUBLICATIONS, ROOT } from '../schema.ts';
import { fileById, keepPlaceIn, noteVersion, versionsOf, waitingFrom } from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { fileOf } from './filing.ts';
import { openPlace } from './places.ts';
import { noteMember } from './openings.ts';
import { giveUpPlace, keepRoom, type RoomDependencies } from './room.ts';
import { checkMayRead } from './rooms.ts';
import { checkNotLocked } from './versions.ts';

/** Documents sent with one form, of which one may be a new version. */
const sentDocuments = ({ document }: Deposit): readonly string[] =>
  document === undefined ? [] : typeof document === 'string' ? [document] : document;

/** Copies of a file hold the same document: so many of them know that it was opened. */
const MOST_NOTED = 10;

/** Documents sent with one form of which it is said that their name was taken. */
const MOST_TOLD = 100;

/** Which version of a file that document is. */
async function numberOf(table: Table, scope: Scope<'org'>, file: File, document: string): Promise<number> {
  if (file.document === document) return file.number;
  return (
    (await versionsOf(table, scope, file.id)).find((version) => version.document === document)?.number ?? file.number
  );
}

export function keepingIn({ table, clock, quota }: RoomDependencies): Keeping {
  async function renewing(member: Member, deposit: Deposit & { fichier: string }): Promise<DocumentPlace> {
    const { fichier, name, motif } = deposit;
    if (!fileId.safeParse(fichier).success) throw new Problem('not-found');
    const file = await fileOf(table, member, fichier, { consistent: true });
    if (file.trashedAt) throw new Problem('not-found');
    checkNotLocked(member, file);
    // Without script its name comes with the file, and is looked at then.
    if (name && extensionOf(name) !== extensionOf(file.name)) throw refuseField('document', TEXTS.otherFormat);
    return { file: file.id, folder: file.folder, note: note.parse(motif) };
  }

  /** Where a file goes. @throws {Problem} when nothing may be put there. */
  async function placeFor(member: Member, deposit: Deposit): Promise<DocumentPlace> {
    const { fichier, dossier = ROOT } = deposit;
    if (fichier) return renewing(member, { ...deposit, fichier });
    if (dossier === ROOT || dossier === PUBLICATIONS) return { folder: dossier };
    if (!folderId.safeParse(dossier).success) throw new Problem('not-found');
    await openPlace(table, member, dossier);
    return { folder: dossier };
  }

  return {
    async awaitFile(member, deposit, heldFor) {
      const scope = organisationScopeOf(member);
      const { name, size } = deposit;
      const place = await placeFor(member, deposit);
      const awaited = awaitedFrom(member, clock(), { name, size, place }, heldFor);
      const document = awaited.id;
      // An act is put online even when there is no room left: the law does not wait.
      if (place.folder === PUBLICATIONS && !place.file) {
        await keepPlace(table, scope, awaited);
        return { document };
      }
      const largest = await keepRoom(
        { table, clock, quota },
        scope,
        { size },
        (kept, room) => keepPlaceIn(table, scope, { ...awaited, kept }, room),
        ({ left, awaited: onItsWay }) => TEXTS.full({ quota, left, awaited: onItsWay, size }),
      );
      return { document, largest };
    },
    async giveUp(member, document) {
      mustMay(member, 'deposit-documents', DOCUMENT_TEXTS.mayNotDeposit);
      const scope = organisationScopeOf(member);
      const { id: depositor } = member.person;
      const waiting = await waitingFrom(table, scope, { id: document, depositor });
      if (waiting === undefined) throw new Problem('not-found');
      const isGivenUp = waiting !== 'come' && (await giveUpPlace({ table, clock }, scope, waiting));
      if (!isGivenUp) throw new Problem('conflict', { detail: DOCUMENT_TEXTS.alreadyCome });
    },
    async opened(member, { id, files = [] }) {
      const scope = organisationScopeOf(member);
      for (const each of files.slice(0, MOST_NOTED)) {
        const file = await fileById(table, scope, each);
        if (file) await noteMember({ table, clock }, member, file, await numberOf(table, scope, file, id));
      }
    },
    checkMayRead: (member, document) => checkMayRead(table, member, document),
    async sent(member, deposit) {
      const { fichier, dossier, motif } = deposit;
      if (fichier && fileId.safeParse(fichier).success) {
        const said = note.parse(motif);
        const scope = organisationScopeOf(member);
        await fileOf(table, member, fichier);
        if (said)
          for (const document of sentDocuments(deposit)) await noteVersion(table, scope, fichier, document, said);
        return `/documents/fichiers/${fichier}`;
      }
      const sent = sentDocuments(deposit);
      const there = await readyDocuments(table, organisationScopeOf(member), sent.slice(0, MOST_TOLD), {
        consistent: false,
      });
      const taken = there.flatMap(({ namesake }) => namesake ?? []);
      const doubles = taken.filter(({ isSame }) => isSame).map(({ file }) => file);
      const renamed = taken.length - doubles.length;
      return withDone(addressOf(folderId.safeParse(dossier).data ?? ROOT), {
        fait: 'ajouter',
        n: String(sent.length),
        ...(doubles.length > 0 ? { choix: doubles.join(',') } : {}),
        ...(renamed > 0 ? { renommes: String(renamed) } : {}),
      });
    },
  };
}
