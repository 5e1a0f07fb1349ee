/** `/compte`: what a person sees and ends of her own. */
import * as z from 'zod';
import { type Role, signedIn } from '../../platform/actor.ts';
import { memberChrome, type Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { Route } from '../../platform/http/route.ts';
import { Problem } from '../../platform/problems.ts';
import { personScope } from '../../platform/scope.ts';
import { noSessionCookie, personEntities, sessionsOf, switchOrganisation } from '../../platform/sessions.ts';
import { recoveryCodesLeft } from './second-factor-store.ts';
import { lastOther } from './rules.ts';
import { sessionParams } from './schema.ts';
import { type AccountDeps, closeOtherSessions, closeOwnSession, signOut } from './service.ts';
import { AccountPage } from './account-views.tsx';

const DONE = {
  'double-verification': 'La double vérification est en place.',
  deconnecte: 'C’est fait : cette connexion est fermée.',
  partout: 'C’est fait : vous n’êtes plus connecté qu’ici.',
} as const;

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  reader: 'lecteur',
  contributor: 'contributeur',
  publisher: 'rédacteur',
  referent: 'référent',
};

const accountQuery = z.object({
  fait: z.enum(['double-verification', 'deconnecte', 'partout']).optional().catch(undefined),
});
const switchBody = z.object({ organisation: z.string().regex(/^\d{9}$/) });

export function accountRoutes(deps: AccountDeps & { territory: Territory }): Route[] {
  const { table, territory } = deps;
  return [
    defineRoute({
      method: 'get',
      path: '/compte',
      summary: 'Mon compte et mes connexions',
      access: 'member',
      query: accountQuery,
      async handle(call) {
        const member = signedIn(call);
        const [sessions, { data: profile }] = await Promise.all([
          sessionsOf(table, member.person.id),
          personEntities(table)
            .profile.get({ scope: personScope(member.person.id) })
            .go(),
        ]);
        const memberships = member.memberships.map(({ name, role }) => ({ name, role: ROLE_NAMES[role] }));
        const secondFactor = profile?.secondFactor ?? false;
        const recoveryCodes = secondFactor ? await recoveryCodesLeft(table, member.person.id) : undefined;
        const current = sessions.find(({ id }) => id === member.session.id);
        const lastSignIn = current && profile ? lastOther(profile, current.openedAt) : undefined;
        const data = {
          lastSignIn,
          person: member.person,
          memberships,
          secondFactor,
          recoveryCodes,
          sessions: sessions.map(({ id, device, openedAt, proofs }) => ({ id, device, openedAt, proofs })),
        };
        return page(data, () => (
          <AccountPage
            chrome={memberChrome(territory, member, 'account', call.nonce)}
            person={member.person}
            memberships={memberships}
            sessions={sessions}
            lastSignIn={lastSignIn}
            currentSession={member.session.id}
            secondFactor={secondFactor}
            recoveryCodes={recoveryCodes}
            leave={
              member.current && {
                href: `/organisation/membres/${member.person.id}/retirer`,
                name: member.current.name,
              }
            }
            done={call.query.fait && DONE[call.query.fait]}
          />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/compte/connexions/:id/fermer',
      summary: 'Ferme une de mes connexions',
      access: 'member',
      whileSuspended: true,
      params: sessionParams,
      async handle(call) {
        await closeOwnSession(deps, signedIn(call), call.params.id);
        return seeOther('/compte?fait=deconnecte', { data: { closed: call.params.id } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/compte/connexions/fermer',
      summary: 'Ferme toutes mes autres connexions',
      access: 'member',
      whileSuspended: true,
      async handle(call) {
        await closeOtherSessions(deps, signedIn(call));
        return seeOther('/compte?fait=partout', { data: {} });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/compte/organisation',
      summary: 'Travailler pour une autre de mes organisations',
      access: 'visitor',
      beforeProof: true,
      body: switchBody,
      async handle(call) {
        const member = signedIn(call);
        const { organisation } = call.body;
        if (!member.memberships.some((membership) => membership.organisation === organisation)) {
          throw new Problem('not-found');
        }
        await switchOrganisation(table, member, organisation);
        return seeOther('/accueil', { data: { organisation } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/deconnexion',
      summary: 'Ferme la session',
      access: 'visitor',
      beforeProof: true,
      async handle(call) {
        const { member } = call;
        if (member) await signOut(deps, member);
        return seeOther('/', { cookies: [noSessionCookie], data: {} });
      },
    }),
  ];
}
