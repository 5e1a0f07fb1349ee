/** What the members of a group read in it. */
import * as z from 'zod';
import { currentOf, groupScopeOf, type Member, signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page } from '../../../platform/http/define-route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { Problem } from '../../../platform/problems.ts';
import type { GroupShelf } from '../../groups/index.ts';
import { groupAddress, withQuery } from '../addresses.ts';
import { contentId, type ShownContent } from '../schema.ts';
import type { ContentDependencies } from '../service.ts';
import { recentCards, shownById } from '../store/index.ts';
import { memberThumbnails } from '../thumbnails.ts';
import { GroupPublications } from '../views/list.tsx';
import { SharedPublicationPage } from '../views/publication.tsx';
import { attachmentQuery, toAttachment } from './attachment.ts';
import { presentShown } from './present.ts';

/** Publications on a page of a group's space. */
const PAGE_SIZE = 20;

/** The publications of a group, for its space. */
export const groupShelf =
  (deps: Pick<ContentDependencies, 'table' | 'signer' | 'clock'>): GroupShelf =>
  async (member, group, suite) => {
    const scope = groupScopeOf(member, group);
    const binding = ['group-publications', scope];
    const cursor = await openCursor(deps.signer, binding, suite);
    const found = await recentCards(deps.table, scope, { limit: PAGE_SIZE, cursor });
    const sealed = await sealCursor(deps.signer, binding, found.next);
    const next = sealed && withQuery(`/groupes/${group}`, { suite: sealed });
    return {
      data: { publications: found.cards, next },
      view: () => (
        <GroupPublications
          cards={found.cards}
          organisation={currentOf(member).organisation}
          next={next}
          now={deps.clock()}
        />
      ),
    };
  };

const inGroup = z.object({ id: z.string().max(40), content: contentId });

export function groupReadingRoutes(deps: ContentDependencies): Route[] {
  /** A publication of a group that she is in: one of another group and none are the same. */
  async function sharedWith(member: Member, { id, content }: z.output<typeof inGroup>): Promise<ShownContent> {
    const shown = await shownById(deps.table, groupScopeOf(member, id), content);
    if (!shown) throw new Problem('not-found');
    return shown;
  }

  return [
    defineRoute({
      method: 'get',
      path: '/groupes/:id/publications/:content',
      summary: 'Une publication d’un groupe dont vous êtes membre',
      access: 'member',
      params: inGroup,
      async handle(call) {
        const member = signedIn(call);
        const content = await sharedWith(member, call.params);
        const here = groupAddress(call.params.id, content.id);
        const thumbnails = call.wantsJson ? undefined : await memberThumbnails(deps.files, content);
        return page(presentShown(content), () => (
          <SharedPublicationPage
            chrome={memberChrome(deps.territory, member, 'groups')}
            content={content}
            here={here}
            thumbnails={thumbnails}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/groupes/:id/publications/:content/fichier',
      summary: 'Un document joint à une publication d’un groupe, par une adresse qui vaut une minute',
      access: 'member',
      params: inGroup,
      query: attachmentQuery,
      async handle(call) {
        const content = await sharedWith(signedIn(call), call.params);
        return toAttachment(deps, content, call.query);
      },
    }),
  ];
}
