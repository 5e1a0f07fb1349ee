/** What a member comes back to: her favourites, and what she opened last. */
import * as z from 'zod';
import { type Member, signedIn } from '../../../platform/actor.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Route } from '../../../platform/http/route.ts';
import { fileId, folderId, kindOf } from '../schema.ts';
import { chooseFavourite, onShelf } from '../service/shelf.ts';
import { cardOf } from '../store/index.ts';
import { ShelfPage } from '../views/shelf.tsx';
import { addressOf, chromeOf, type RepositoryDependencies, withDone } from './shared.ts';

export function shelfRoutes(deps: RepositoryDependencies): Route[] {
  async function shelfPage(member: Member, which: 'favourites' | 'recents'): Promise<Answer> {
    const entries = (await onShelf(deps.table, member, which)).map(cardOf);
    return page({ entries }, () => (
      <ShelfPage chrome={chromeOf(deps, member)} which={which} entries={entries} now={deps.clock()} />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/documents/favoris',
      summary: 'Les dossiers et les fichiers que vous avez gardés sous la main',
      access: 'member',
      handle: (call) => shelfPage(signedIn(call), 'favourites'),
    }),
    defineRoute({
      method: 'get',
      path: '/documents/recents',
      summary: 'Les derniers fichiers que vous avez ouverts',
      access: 'member',
      handle: (call) => shelfPage(signedIn(call), 'recents'),
    }),
    defineRoute({
      method: 'post',
      path: '/documents/favoris',
      summary: 'Ajoute un dossier ou un fichier à vos favoris, ou l’en retire',
      access: 'member',
      whileSuspended: true,
      body: z.object({ id: z.union([folderId, fileId]), action: z.enum(['ajouter', 'retirer']) }),
      async handle(call) {
        const { id, action } = call.body;
        await chooseFavourite(deps.table, signedIn(call), id, action === 'ajouter');
        const isChosen = action === 'ajouter';
        const to = !isChosen
          ? '/documents/favoris'
          : kindOf(id) === 'folder'
            ? withDone(addressOf(id), { fait: 'favori' })
            : `/documents/fichiers/${id}`;
        return seeOther(to, { data: { isFavourite: isChosen } });
      },
    }),
  ];
}
