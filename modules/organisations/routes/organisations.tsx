/** `/territoire/organisations`: those that have joined, and those that the operator adds. */
import * as z from 'zod';
import { signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { plainKey } from '../../../platform/text.ts';
import type { Signer } from '../../../platform/secrets.ts';
import { operatorChrome } from '../views/operator-chrome.ts';
import { ORGANISATION_KINDS } from '../kinds.ts';
import { isWanted, LIFE_STATES } from '../rules.ts';
import { messageBody, organisationParams, reactivationBody, suspensionBody, unlistedBody } from '../schema.ts';
import { decideLife, organisationSeen, writeToReferents } from '../service/life.ts';
import { addOrganisation, type OperatorDeps } from '../service/operator.ts';
import { everyOrganisation, networkReach, organisationsLeft, organisationsListed } from '../store/organisation.ts';
import { OrganisationSeenPage } from '../views/organisation-seen.tsx';
import { AddOrganisationPage, OrganisationsPage } from '../views/organisations.tsx';

const PAGE = 50;
const PATH = '/territoire/organisations';

const DONE = {
  ajout: 'L’organisation est ajoutée : le lien est parti.',
  suspendue: 'C’est fait : ses référents reçoivent la raison par courriel.',
  active: 'C’est fait : ses membres peuvent de nouveau écrire et publier.',
  partie: 'C’est fait : son espace est fermé. Ses membres et ses abonnés sont prévenus par courriel.',
  retablie: 'C’est fait : son espace se rouvre dans un instant. Ses membres sont prévenus par courriel.',
  message: 'Le message part à ses référents.',
} as const;

const done = z.enum(['ajout', 'suspendue', 'active', 'partie', 'retablie', 'message']).optional().catch(undefined);

const listQuery = z.object({
  suite: z.string().max(2000).optional(),
  fait: done,
  type: z.enum(ORGANISATION_KINDS).optional().catch(undefined),
  etat: z.enum(LIFE_STATES).optional().catch(undefined),
  q: z.string().max(100).optional(),
});
const doneQuery = z.object({ fait: done });

export function organisationsRoutes(deps: OperatorDeps & { territory: Territory; signer: Signer }): Route[] {
  const chromeOf = (call: RequestContext) =>
    operatorChrome(deps.territory, signedIn(call), 'organisations', call.nonce);

  const seenPage = async (
    call: RequestContext & { params: { siren: string }; typed: Typed },
    shown: { errors?: readonly FieldError[]; done?: keyof typeof DONE | undefined },
  ): Promise<Answer> => {
    const seen = await organisationSeen(deps, call.params.siren);
    return page(seen, () => (
      <OrganisationSeenPage
        chrome={chromeOf(call)}
        errors={shown.errors}
        seen={seen}
        id={call.typed.id ?? newId('msg')}
        typed={call.typed}
        done={shown.done && DONE[shown.done]}
        now={deps.clock()}
      />
    ));
  };

  return [
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'Les organisations inscrites',
      access: 'operator',
      needs: 'manage-organisations',
      query: listQuery,
      async handle(call) {
        const { type, etat, q = '', suite } = call.query;
        const wanted = { kind: type, state: etat, name: plainKey(q) };
        const isFiltered = type !== undefined || etat !== undefined || wanted.name !== '';
        const cursor = await openCursor(deps.signer, ['listed'], suite);
        const [{ organisations, next }, left, reach] = await Promise.all([
          isFiltered
            ? { organisations: (await everyOrganisation(deps.table)).filter(isWanted(wanted)), next: null }
            : organisationsListed(deps.table, { limit: PAGE, cursor }),
          // Few, and all on the first page: each has a delay that runs.
          suite ? [] : organisationsLeft(deps.table),
          networkReach(deps.table),
        ]);
        const sealed = await sealCursor(deps.signer, ['listed'], next);
        const leaving = left.filter((one) => isWanted(wanted)({ ...one, state: 'left' }));
        const nextPage = sealed && `/territoire/organisations?suite=${sealed}`;
        return page({ organisations, left: leaving, reach, next: nextPage }, () => (
          <OrganisationsPage
            chrome={chromeOf(call)}
            organisations={organisations}
            left={leaving}
            now={deps.clock()}
            next={nextPage}
            filter={{ type, etat, q }}
            reach={reach}
            done={call.query.fait && DONE[call.query.fait]}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/nouvelle`,
      summary: 'Le formulaire d’ajout d’une organisation',
      access: 'operator',
      needs: 'manage-organisations',
      async handle(call) {
        const id = newId('sgn');
        return page({ id }, () => <AddOrganisationPage chrome={chromeOf(call)} id={id} typed={{}} />);
      },
    }),
    defineRoute({
      method: 'post',
      path: PATH,
      summary: 'Ajoute une organisation et invite son premier référent par courriel',
      access: 'operator',
      needs: 'manage-organisations',
      body: unlistedBody,
      async handle(call) {
        const { id, name, slug, state } = await addOrganisation(deps, signedIn(call), call.body);
        return seeOther(`${PATH}?fait=ajout`, { created: true, data: { id, organisation: name, slug, state } });
      },
      async again(call, errors) {
        const id = call.typed.id ?? newId('sgn');
        return page({}, () => (
          <AddOrganisationPage chrome={chromeOf(call)} id={id} typed={call.typed} errors={errors} />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: `${PATH}/:siren`,
      summary: 'Une organisation : son état, et ce qui lui a été écrit',
      access: 'operator',
      needs: 'manage-organisations',
      params: organisationParams,
      query: doneQuery,
      handle: (call) => seenPage(call, { done: call.query.fait }),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/:siren/suspendre`,
      summary: 'Suspend une organisation, avec la raison : tout se lit, rien ne s’ajoute',
      access: 'operator',
      needs: 'manage-organisations',
      params: organisationParams,
      body: suspensionBody,
      async handle(call) {
        const { siren } = call.params;
        await decideLife(deps, signedIn(call), siren, { state: 'suspended', ...call.body });
        return seeOther(`${PATH}/${siren}?fait=suspendue`, { data: { siren, state: 'suspended' } });
      },
      again: (call, errors) => seenPage(call, { errors }),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/:siren/reactiver`,
      summary: 'Rend une organisation active',
      access: 'operator',
      needs: 'manage-organisations',
      params: organisationParams,
      body: reactivationBody,
      async handle(call) {
        const { siren } = call.params;
        await decideLife(deps, signedIn(call), siren, { state: 'active', ...call.body });
        return seeOther(`${PATH}/${siren}?fait=active`, { data: { siren, state: 'active' } });
      },
      again: (call, errors) => seenPage(call, { errors }),
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/:siren/ecrire`,
      summary: 'Écrit aux référents d’une organisation, sans voir leurs adresses',
      access: 'operator',
      needs: 'manage-organisations',
      params: organisationParams,
      body: messageBody,
      async handle(call) {
        const { siren } = call.params;
        await writeToReferents(deps, signedIn(call), siren, call.body);
        return seeOther(`${PATH}/${siren}?fait=message`, { created: true, data: { siren, id: call.body.id } });
      },
      again: (call, errors) => seenPage(call, { errors }),
    }),
  ];
}
