/** `/actes`: the acts of one's own organisation, for its members. */
import * as z from 'zod';
import { currentOf, may, signedIn } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { organisationScope, publicScope } from '../../../platform/scope.ts';
import type { Signer } from '../../../platform/secrets.ts';
import type { Table } from '../../../platform/table.ts';
import { draftsOf, isActName, withQuery } from '../../content/index.ts';
import { changeSettings, settingsBody, settingsToManage } from '../settings.ts';
import { awaitedLists, latestSessions } from '../sessions.ts';
import { cardsOf, settingsOf } from '../store/index.ts';
import { ActsSettingsPage, MembersRegisterPage } from '../views/members.tsx';

export interface ActsDependencies {
  table: Table;
  clock: Clock;
  signer: Signer;
  territory: Territory;
}

const PAGE_SIZE = 20;
/** Drafts and texts that wait, looked at for those that are acts. */
const DRAFTS = 20;

export function memberActsRoutes(deps: ActsDependencies): Route[] {
  const { table, territory } = deps;

  async function settingsPage(
    call: RequestContext & { query: { fait?: 'oui' | undefined } },
    typed?: Typed,
    errors?: readonly FieldError[],
  ): Promise<Answer> {
    const member = signedIn(call);
    const { settings, mayChoose } = await settingsToManage(deps, member);
    const { publicity, decidedBy = '', siret = '', version } = settings;
    const present = { publicity, decidedBy, siret, version: String(version) };
    return page({ ...settings, mayChoose }, () => (
      <ActsSettingsPage
        chrome={memberChrome(territory, member, 'documents', call.nonce)}
        typed={{ ...present, ...typed }}
        mayChoose={mayChoose}
        done={call.query.fait !== undefined}
        errors={errors}
      />
    ));
  }
  const settingsQuery = z.object({ fait: z.enum(['oui']).optional().catch(undefined) });

  return [
    defineRoute({
      method: 'get',
      path: '/actes',
      summary: 'Le registre des actes de votre organisation, et les actes qui attendent d’être publiés',
      access: 'member',
      query: z.object({ suite: z.string().max(2000).optional() }),
      async handle(call) {
        const member = signedIn(call);
        const { organisation: siren, slug, isSuspended } = currentOf(member);
        const scope = publicScope(siren);
        const binding = ['own-acts', scope];
        const cursor = await openCursor(deps.signer, binding, call.query.suite);
        const mayWrite = may(member, 'write-drafts');
        const mayList = may(member, 'publish-outside') && !isSuspended;
        const [found, drafts, settings, sessions] = await Promise.all([
          cardsOf(table, scope, { list: 'all' }, { limit: PAGE_SIZE, cursor }),
          mayWrite ? draftsOf(table, organisationScope(siren), { limit: DRAFTS }) : { cards: [] },
          settingsOf(table, scope),
          mayList ? latestSessions(deps, siren) : [],
        ]);
        const listsAwaited = awaitedLists(sessions, deps.clock());
        const waiting = drafts.cards.filter(({ kind }) => isActName(kind));
        const sealed = await sealCursor(deps.signer, binding, found.next);
        const next = sealed && withQuery('/actes', { suite: sealed });
        return page({ acts: found.cards, waiting, listsAwaited, next }, () => (
          <MembersRegisterPage
            chrome={memberChrome(territory, member, 'documents', call.nonce)}
            slug={slug}
            cards={found.cards}
            drafts={waiting}
            me={member.person.id}
            mayWrite={mayWrite && !isSuspended}
            mayApprove={may(member, 'approve-publications')}
            mayManage={may(member, 'manage-organisation')}
            lacksSiret={settings.siret === undefined}
            awaitedLists={listsAwaited}
            next={next}
            now={deps.clock()}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/actes/reglages',
      summary: 'Comment les actes de votre organisation sont publiés',
      access: 'member',
      needs: 'manage-organisation',
      query: settingsQuery,
      handle: (call) => settingsPage(call),
    }),
    defineRoute({
      method: 'post',
      path: '/actes/reglages',
      summary: 'Choisit comment les actes sont publiés, et le SIRET des données ouvertes',
      access: 'member',
      needs: 'manage-organisation',
      query: settingsQuery,
      body: settingsBody,
      async handle(call) {
        await changeSettings(deps, signedIn(call), call.body);
        return seeOther('/actes/reglages?fait=oui', { data: { publicity: call.body.publicity } });
      },
      again: (call, errors) => settingsPage(call, call.typed, errors),
    }),
  ];
}
