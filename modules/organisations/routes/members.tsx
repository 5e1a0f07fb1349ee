/** `/organisation`: the référent's page. */
import * as z from 'zod';
import { currentOf, may, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import type { FieldError } from '../../../platform/problems.ts';
import type { Signer } from '../../../platform/secrets.ts';
import { departureBody, invitationBody, invitationParams, memberParams, roleBody } from '../schema.ts';
import {
  departureOf,
  giveRole,
  inviteAgain,
  inviteOne,
  type MembersDeps,
  memberToManage,
  remove,
  revoke,
} from '../service/members.ts';
import { type LogoDeps, logoSource } from '../service/logo.ts';
import { requestsToJoin } from '../service/join-requests.ts';
import { type Invitation, invitationsOf } from '../store/invitation.ts';
import type { JoinRequest } from '../store/joining.ts';
import { membersOf } from '../store/member.ts';
import { listedBySlug } from '../store/organisation.ts';
import { DeparturePage } from '../views/departure.tsx';
import { MemberPage } from '../views/member.tsx';
import { InvitePage, OrganisationPage } from '../views/members.tsx';

const MEMBERS_A_PAGE = 50;

const DONE_NAMES = ['invite', 'renvoi', 'annulation', 'role', 'acceptee', 'refusee', 'retrait'] as const;

/** What was done. `to`: « à » and the address of who was invited, or nothing. */
const DONE: Readonly<Record<(typeof DONE_NAMES)[number], (to: string) => string>> = {
  invite: (to) => `L’invitation est partie${to}.`,
  renvoi: (to) => `L’invitation est repartie${to}, avec un nouveau lien.`,
  annulation: (to) => `L’invitation${to && ` envoyée${to}`} est annulée : son lien ne sert plus.`,
  role: () => 'Le rôle est changé : il vaut dès le prochain clic de cette personne.',
  acceptee: () => 'La demande est acceptée : un lien est parti par courriel.',
  refusee: () => 'La demande est refusée : la personne reçoit votre raison par courriel.',
  retrait: () => 'C’est fait : cette personne n’a plus accès à l’organisation.',
};

const listQuery = z.object({
  suite: z.string().max(2000).optional(),
  fait: z.enum(DONE_NAMES).optional().catch(undefined),
  /** The invitation that it was done to. */
  qui: z.string().max(40).optional().catch(undefined),
});

/** What programs read of an invitation: never its link. */
const invitationTold = ({ link: _link, ttl: _ttl, ...invitation }: Invitation) => invitation;

const requestTold = ({ ttl: _ttl, ...request }: JoinRequest) => request;

export function memberRoutes(deps: MembersDeps & LogoDeps & { territory: Territory; signer: Signer }): Route[] {
  const chromeOf = (call: RequestContext) => memberChrome(deps.territory, signedIn(call), 'organisation', call.nonce);

  const memberPage = async (
    call: RequestContext & { params: { person: string } },
    errors?: readonly FieldError[],
  ): Promise<Answer> => {
    const member = signedIn(call);
    const line = await memberToManage(deps, member, call.params.person);
    return page({ member: line }, () => (
      <MemberPage
        chrome={chromeOf(call)}
        errors={errors}
        member={line}
        organisation={currentOf(member).name}
        isSelf={line.person === member.person.id}
      />
    ));
  };

  const departurePage = async (
    call: RequestContext & { params: { person: string } },
    errors?: readonly FieldError[],
  ): Promise<Answer> => {
    const member = signedIn(call);
    const { line, isSelf, successors } = await departureOf(deps, member, call.params.person);
    const data = {
      member: line,
      successors: successors.map(({ person, firstName, lastName }) => ({ person, firstName, lastName })),
    };
    return page(data, () => (
      <DeparturePage
        chrome={chromeOf(call)}
        errors={errors}
        member={line}
        isSelf={isSelf}
        mayManage={may(member, 'manage-members')}
        organisation={currentOf(member).name}
        successors={successors}
      />
    ));
  };

  return [
    defineRoute({
      method: 'get',
      path: '/organisation',
      summary: 'Les membres et les invitations de mon organisation',
      access: 'member',
      needs: 'manage-members',
      query: listQuery,
      async handle(call) {
        const member = signedIn(call);
        const scope = organisationScopeOf(member);
        const cursor = await openCursor(deps.signer, ['members', scope], call.query.suite);
        const { name, slug } = currentOf(member);
        const [{ members, next }, invitations, requests, listed, logo] = await Promise.all([
          membersOf(deps.table, scope, { limit: MEMBERS_A_PAGE, cursor }),
          invitationsOf(deps.table, scope),
          requestsToJoin(deps, member),
          listedBySlug(deps.table, slug),
          logoSource(deps, member),
        ]);
        const sealed = await sealCursor(deps.signer, ['members', scope], next);
        const whom = invitations.find(({ id }) => id === call.query.qui);
        const nextPage = sealed && `/organisation?suite=${sealed}`;
        const data = {
          name,
          members,
          invitations: invitations.map(invitationTold),
          requests: requests.map(requestTold),
        };
        return page({ ...data, next: nextPage }, () => (
          <OrganisationPage
            chrome={chromeOf(call)}
            name={name}
            slug={slug}
            isBody={listed?.kind === 'epci'}
            logo={logo}
            members={members}
            next={nextPage}
            invitations={invitations.filter(({ state }) => state !== 'accepted')}
            requests={requests}
            self={member.person.id}
            now={deps.clock()}
            done={call.query.fait && DONE[call.query.fait](whom ? ` à ${whom.email}` : '')}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/organisation/invitations/nouvelle',
      summary: 'Le formulaire d’invitation',
      access: 'member',
      needs: 'manage-members',
      async handle(call) {
        const member = signedIn(call);
        const id = newId('inv');
        return page({ id }, () => (
          <InvitePage chrome={chromeOf(call)} id={id} name={currentOf(member).name} typed={{}} />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/invitations',
      summary: 'Invite une personne par courriel',
      access: 'member',
      needs: 'manage-members',
      body: invitationBody,
      async handle(call) {
        await inviteOne(deps, signedIn(call), call.body);
        return seeOther(`/organisation?fait=invite&qui=${call.body.id}`, { created: true, data: { id: call.body.id } });
      },
      async again(call, errors) {
        const member = signedIn(call);
        const id = call.typed.id ?? newId('inv');
        return page({}, () => (
          <InvitePage
            chrome={chromeOf(call)}
            errors={errors}
            id={id}
            name={currentOf(member).name}
            typed={call.typed}
          />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/invitations/:id/renvoyer',
      summary: 'Renvoie une invitation avec un nouveau lien',
      access: 'member',
      needs: 'manage-members',
      params: invitationParams,
      async handle(call) {
        await inviteAgain(deps, signedIn(call), call.params.id);
        return seeOther(`/organisation?fait=renvoi&qui=${call.params.id}`, { data: { id: call.params.id } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/invitations/:id/annuler',
      summary: 'Annule une invitation',
      access: 'member',
      needs: 'manage-members',
      params: invitationParams,
      async handle(call) {
        await revoke(deps, signedIn(call), call.params.id);
        return seeOther(`/organisation?fait=annulation&qui=${call.params.id}`, { data: { id: call.params.id } });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/organisation/membres/:person',
      summary: 'Un membre de mon organisation',
      access: 'member',
      needs: 'manage-members',
      params: memberParams,
      handle: (call) => memberPage(call),
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/membres/:person/role',
      summary: 'Change le rôle d’un membre',
      access: 'member',
      needs: 'manage-members',
      params: memberParams,
      body: roleBody,
      async handle(call) {
        await giveRole(deps, signedIn(call), call.params.person, call.body.role, call.body.version);
        return seeOther('/organisation?fait=role', { data: { role: call.body.role } });
      },
      again: (call, errors) => memberPage(call, errors),
    }),
    defineRoute({
      method: 'get',
      path: '/organisation/membres/:person/retirer',
      summary: 'Ce que fera le départ d’un membre, et qui peut reprendre ce qu’il a commencé',
      access: 'member',
      params: memberParams,
      handle: (call) => departurePage(call),
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/membres/:person/retirer',
      summary: 'Retire un membre de mon organisation, ou la quitte',
      access: 'member',
      params: memberParams,
      body: departureBody,
      async handle(call) {
        const member = signedIn(call);
        await remove(deps, member, call.params.person, call.body.to);
        const isSelf = call.params.person === member.person.id;
        return seeOther(isSelf ? '/' : '/organisation?fait=retrait', { data: { removed: call.params.person } });
      },
      again: (call, errors) => departurePage(call, errors),
    }),
  ];
}
