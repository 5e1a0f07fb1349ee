/** Who reads a folder: said by those who publish. */
import * as z from 'zod';
import { type Member, mustMay, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Route } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { unitsOf } from '../../directory/index.ts';
import { membersOf } from '../../organisations/index.ts';
import { roomOn, wayOf } from '../rules-rooms.ts';
import { folderId, readersBody } from '../schema.ts';
import { folderAndRooms } from '../service/places.ts';
import { changeReaders } from '../service/rooms.ts';
import { TEXTS } from '../texts.ts';
import { FolderReadersPage } from '../views/readers.tsx';
import { addressOf, chromeOf, type RepositoryDependencies, withDone } from './shared.ts';

const oneFolder = z.object({ id: folderId });

/** Members that the page proposes: a town hall has fewer. */
const MOST_PROPOSED = 300;

interface Given {
  typed: { lecteurs?: string | undefined; services: readonly string[]; personnes: readonly string[]; version: number };
  errors: readonly FieldError[];
}

export function readerRoutes(deps: RepositoryDependencies): Route[] {
  async function readersPage(member: Member, id: string, given?: Given): Promise<Answer> {
    mustMay(member, 'choose-folder-readers', TEXTS.mayNotChooseReaders);
    const scope = organisationScopeOf(member);
    const [{ folder, rooms }, { members }, units] = await Promise.all([
      folderAndRooms(deps, member, id),
      membersOf(deps.table, scope, { limit: MOST_PROPOSED }),
      unitsOf(deps.table, scope),
    ]);
    const room = rooms.all.find((one) => one.folder === id);
    const present = {
      lecteurs: room?.readers ?? 'everybody',
      services: room?.units ?? [],
      personnes: room?.persons ?? [],
      version: room?.version ?? 0,
    };
    const around = roomOn(rooms.all, wayOf(folder).slice(0, -1));
    return page({ folder, readers: present }, () => (
      <FolderReadersPage
        chrome={chromeOf(deps, member)}
        folder={folder}
        typed={given?.typed ?? present}
        isWithinRoom={around !== undefined}
        members={members}
        units={units}
        me={member.person.id}
        errors={given?.errors ?? []}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/documents/dossiers/:id/lecteurs',
      summary: 'Qui lit un dossier : tous les membres, ceux qui publient, ou quelques personnes et services',
      access: 'member',
      params: oneFolder,
      handle: (call) => readersPage(signedIn(call), call.params.id),
    }),
    defineRoute({
      method: 'post',
      path: '/documents/dossiers/:id/lecteurs',
      summary: 'Choisit qui lit un dossier et tout ce qu’il contient',
      access: 'member',
      params: oneFolder,
      body: readersBody,
      async handle(call) {
        const member = signedIn(call);
        const { folder } = await folderAndRooms(deps, member, call.params.id);
        const { lecteurs: readers, services: units, personnes: persons, version } = call.body;
        await changeReaders(deps, member, folder, { readers, units, persons, version });
        return seeOther(withDone(addressOf(folder.id), { fait: 'lecteurs' }), { data: { readers } });
      },
      again(call, errors) {
        const list = (name: string): readonly string[] =>
          call.typedLists[name] ?? (call.typed[name] ? [call.typed[name]] : []);
        const typed = {
          lecteurs: call.typed['lecteurs'],
          services: list('services'),
          personnes: list('personnes'),
          // That which her form was made from: what somebody else chose meanwhile is not written over.
          version: Number(call.typed['version']) || 0,
        };
        return readersPage(signedIn(call), call.params.id, { typed, errors });
      },
    }),
  ];
}
