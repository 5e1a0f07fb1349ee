/** Several files and folders at once: chosen, looked at again, then moved, copied or thrown away. */
import * as z from 'zod';
import { may, mustMay, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { refuseField } from '../../../platform/problems.ts';
import { chosen, place, ROOT, TRASH } from '../schema.ts';
import { ACTIONS, doWith, itemsOf, touchedBy } from '../service/choice.ts';
import { isOpen, roomOn, wayOf } from '../rules-rooms.ts';
import { checkMaySort, folderOf } from '../service/places.ts';
import { roomsFor } from '../service/rooms.ts';
import { entriesIn, foldersIn, parentOf } from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { ConfirmPage, DestinationPage } from '../views/choice.tsx';
import { TrashPage } from '../views/trash.tsx';
import { addressOf, chromeOf, PAGE_SIZE, type RepositoryDependencies, withDone } from './shared.ts';

const action = z.enum(ACTIONS);
/** Folders shown when a destination is looked for. */
const MOST_FOLDERS = 200;

export const choiceRoutes = (deps: RepositoryDependencies): Route[] => [
  defineRoute({
    method: 'post',
    path: '/documents/choix',
    summary: 'Ce qui a été coché dans une liste : mène à la page qui demande confirmation',
    access: 'member',
    body: z.object({ action, choix: chosen.optional(), de: z.string().max(40).optional() }),
    async handle(call) {
      checkMaySort(signedIn(call));
      const { action, choix, de = ROOT } = call.body;
      if (!choix) return seeOther(withDone(de === TRASH ? '/documents/corbeille' : addressOf(de), { fait: 'rien' }));
      return seeOther(`/documents/choix?action=${action}&choix=${choix.join(',')}`);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/documents/choix',
    summary: 'Où ranger ce qui a été choisi, ou ce que la suite va toucher',
    access: 'member',
    query: z.object({ action, choix: chosen, vers: place.optional() }),
    async handle(call) {
      const member = signedIn(call);
      checkMaySort(member);
      const scope = organisationScopeOf(member);
      const { action, choix } = call.query;
      const items = await itemsOf(deps.table, member, choix);
      const chrome = chromeOf(deps, member);
      if (action !== 'deplacer' && action !== 'copier') {
        if (action === 'effacer') mustMay(member, 'erase-documents', TEXTS.mayNotErase);
        const touched = await touchedBy(deps.table, member, items);
        return page({ action, items, touched }, () => (
          <ConfirmPage chrome={chrome} action={action} items={items} touched={touched} />
        ));
      }
      const first = items[0];
      const where = call.query.vers ?? (first ? parentOf(first) : ROOT);
      const [folder, { all, closed }, folders] = await Promise.all([
        where === ROOT ? undefined : folderOf(deps, member, where),
        roomsFor(deps.table, member),
        foldersIn(deps.table, scope, where, MOST_FOLDERS),
      ]);
      const open = folders.filter(({ id }) => !choix.includes(id) && !closed.has(id));
      const room = folder && roomOn(all, wayOf(folder));
      return page({ action, items, folder: folder ?? null, folders: open }, () => (
        <DestinationPage chrome={chrome} action={action} items={items} folder={folder} folders={open} room={room} />
      ));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/documents/classer',
    summary: 'Déplace, copie, jette, restaure ou efface ce qui a été choisi',
    access: 'member',
    body: z.object({ action, choix: chosen, vers: place.optional() }),
    async handle(call) {
      const member = signedIn(call);
      checkMaySort(member);
      const { action, choix, vers } = call.body;
      const goes = action === 'deplacer' || action === 'copier';
      if (goes && vers === undefined) throw refuseField('vers', TEXTS.folderGone);
      const [first] = await itemsOf(deps.table, member, choix.slice(0, 1));
      const from = first ? parentOf(first) : ROOT;
      const n = await doWith(deps, member, { action, ids: choix, to: goes ? vers : undefined });
      // Files carried elsewhere may be carried back: by whom they were chosen, and from where.
      const undone: Record<string, string> =
        action === 'copier' || action === 'effacer' ? {} : { choix: choix.join(','), de: from };
      const next = action === 'restaurer' || action === 'effacer' ? '/documents/corbeille' : addressOf(vers ?? from);
      return seeOther(withDone(next, { fait: action, n: String(n), ...undone }), { data: { done: n } });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/documents/corbeille',
    summary: 'Ce qui a été jeté depuis moins de trente jours',
    access: 'member',
    query: z.object({
      suite: z.string().max(2000).optional(),
      fait: z.enum(['restaurer', 'effacer', 'rien']).optional(),
      n: z.coerce.number().int().min(1).max(1000).optional(),
    }),
    async handle(call) {
      const member = signedIn(call);
      checkMaySort(member);
      const scope = organisationScopeOf(member);
      const binding = ['trash', scope];
      const position = await openCursor(deps.signer, binding, call.query.suite);
      const [{ entries: thrown, next }, { closed }] = await Promise.all([
        entriesIn(deps.table, scope, TRASH, { limit: PAGE_SIZE, position, newest: true }),
        roomsFor(deps.table, member),
      ]);
      const entries = thrown.filter(({ id, way = [] }) => isOpen(closed, [...way, id]));
      const sealed = await sealCursor(deps.signer, binding, next);
      const nextPage = sealed && `/documents/corbeille?suite=${encodeURIComponent(sealed)}`;
      return page({ entries, next: nextPage }, () => (
        <TrashPage
          chrome={chromeOf(deps, member)}
          entries={entries}
          next={nextPage}
          mayErase={may(member, 'erase-documents')}
          done={call.query}
        />
      ));
    },
  }),
];
