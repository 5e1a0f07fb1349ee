/** `/listes`: the référent's lists. */
import { currentOf, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { RequestContext, Route } from '../../../platform/http/route.ts';
import { Problem } from '../../../platform/problems.ts';
import type { Signer } from '../../../platform/secrets.ts';
import { previewQuery, readerOfListParams, readersParams, readersQuery } from '../schema.ts';
import { type LetterDeps, nextLetterFrom, previewOf, readerToRemove, removeFromList } from '../service/letter.ts';
import { type List, listOf, listsOf, readersOf } from '../store/list.ts';
import { ListsPage, ReadersPage, RemoveReaderPage } from '../views/lists.tsx';
import { asMail, PreviewPage } from '../views/preview.tsx';

const READERS_A_PAGE = 50;

export function listRoutes(deps: LetterDeps & { signer: Signer }): Route[] {
  const chromeOf = (call: RequestContext) => memberChrome(deps.territory, signedIn(call), 'lists', call.nonce);

  /** A list of her own organisation. */
  async function listOfHers(call: RequestContext & { params: { list: string } }): Promise<List> {
    const member = signedIn(call);
    const list = await listOf(deps.table, organisationScopeOf(member), call.params.list);
    if (!list) throw new Problem('not-found');
    return list;
  }

  return [
    defineRoute({
      method: 'get',
      path: '/listes',
      summary: 'Les listes de mon organisation et la prochaine lettre',
      access: 'member',
      needs: 'manage-lists',
      async handle(call) {
        const member = signedIn(call);
        const [lists, next] = await Promise.all([
          listsOf(deps.table, organisationScopeOf(member)),
          nextLetterFrom(deps, member),
        ]);
        const shareUrl = `${deps.origin}/c/${currentOf(member).slug}/s-abonner`;
        const data = { lists, shareUrl, next: { at: next.at.toISOString(), publications: next.cards.length } };
        return page(data, () => <ListsPage chrome={chromeOf(call)} lists={lists} next={next} shareUrl={shareUrl} />);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/listes/apercu',
      summary: 'La part de mon organisation dans la prochaine lettre',
      access: 'member',
      needs: 'manage-lists',
      query: previewQuery,
      async handle(call) {
        const member = signedIn(call);
        const preview = previewOf(deps, await nextLetterFrom(deps, member));
        return page(preview ?? {}, () =>
          preview && call.query.forme === 'courriel' ? (
            asMail(preview, call.nonce)
          ) : (
            <PreviewPage
              chrome={chromeOf(call)}
              preview={preview}
              breadcrumb={[{ href: '/listes', label: 'Listes' }]}
              path="/listes/apercu"
            />
          ),
        );
      },
    }),
    defineRoute({
      method: 'get',
      path: '/listes/:list',
      summary: 'Les abonnés d’une liste, sans leur adresse',
      access: 'member',
      needs: 'manage-lists',
      params: readersParams,
      query: readersQuery,
      async handle(call) {
        const list = await listOfHers(call);
        const scope = organisationScopeOf(signedIn(call));
        const binding = ['readers', scope, list.id];
        const cursor = await openCursor(deps.signer, binding, call.query.suite);
        const { readers, next } = await readersOf(deps.table, scope, list.id, { limit: READERS_A_PAGE, cursor });
        const sealed = await sealCursor(deps.signer, binding, next);
        const nextPage = sealed && `/listes/${list.id}?suite=${sealed}`;
        return page({ list, readers, next: nextPage }, () => (
          <ReadersPage
            chrome={chromeOf(call)}
            list={list}
            readers={readers}
            next={nextPage}
            isRemoved={call.query.fait === 'retrait'}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/listes/:list/abonnes/:reader/retirer',
      summary: 'Ce que retirer un abonné veut dire : ne retire rien',
      access: 'member',
      needs: 'manage-lists',
      params: readerOfListParams,
      async handle(call) {
        const list = await listOfHers(call);
        const reader = await readerToRemove(deps, signedIn(call), list.id, call.params.reader);
        return page({ list, reader }, () => <RemoveReaderPage chrome={chromeOf(call)} list={list} reader={reader} />);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/listes/:list/abonnes/:reader/retirer',
      summary: 'Retire un abonné d’une liste',
      access: 'member',
      needs: 'manage-lists',
      params: readerOfListParams,
      async handle(call) {
        const { list, reader } = call.params;
        await removeFromList(deps, signedIn(call), list, reader);
        return seeOther(`/listes/${list}?fait=retrait`, { data: { list, removed: reader } });
      },
    }),
  ];
}
