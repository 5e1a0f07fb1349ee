/** `/organisation/services/*`: the référent draws the chart; `/annuaire/<slug>/organigramme`: everybody reads it. */
import * as z from 'zod';
import { currentOf, may, type Member, networkScopeOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Call, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import { type FieldError, Problem } from '../../../platform/problems.ts';
import { listedBySlug, slugSchema } from '../../organisations/index.ts';
import { newUnitBody, unitBody, unitParams } from '../schema.ts';
import {
  changeUnit,
  chartForForm,
  chartOfOwn,
  createUnit,
  deleteUnit,
  unitIn,
  type UnitDeps,
} from '../service/units.ts';
import { unitsShown } from '../store/units.ts';
import { ChartPage } from '../views/chart.tsx';
import { NewUnitPage, RemoveUnitPage, UnitPage, UnitsPage } from '../views/units.tsx';

const DONE = {
  creation: 'Le service est créé : l’organigramme est à jour.',
  changement: 'C’est enregistré : l’organigramme est à jour.',
  suppression: 'Le service est supprimé.',
} as const;
const listQuery = z.object({ fait: z.enum(['creation', 'changement', 'suppression']).optional().catch(undefined) });

type UnitCall = RequestContext & Pick<Call<{ id: string }, unknown, unknown>, 'params' | 'typed'>;

export function unitRoutes(deps: UnitDeps & { territory: Territory }): Route[] {
  const { table, territory } = deps;
  const needs = 'manage-organisation' as const;
  const chromeOf = (member: Member, { nonce }: RequestContext) =>
    memberChrome(territory, member, 'organisation', nonce);

  async function newUnit(call: RequestContext & { typed: Typed }, errors?: readonly FieldError[]): Promise<Answer> {
    const member = signedIn(call);
    const chart = await chartForForm(table, member);
    const id = call.typed.id ?? newId('unt');
    const typed = errors && call.typed;
    return page({ id }, () => (
      <NewUnitPage chrome={chromeOf(member, call)} chart={chart} id={id} typed={typed} errors={errors} />
    ));
  }

  async function oneUnit(call: UnitCall, errors?: readonly FieldError[]): Promise<Answer> {
    const member = signedIn(call);
    const chart = await chartForForm(table, member);
    const unit = unitIn(chart, call.params.id);
    const typed = errors && call.typed;
    return page({ unit }, () => (
      <UnitPage chrome={chromeOf(member, call)} chart={chart} unit={unit} typed={typed} errors={errors} />
    ));
  }

  async function unitToRemove(call: UnitCall, errors?: readonly FieldError[]): Promise<Answer> {
    const member = signedIn(call);
    const unit = unitIn(await chartOfOwn(table, member), call.params.id);
    return page({ unit }, () => (
      <RemoveUnitPage
        chrome={chromeOf(member, call)}
        organisation={currentOf(member).name}
        unit={unit}
        errors={errors}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/organisation/services',
      summary: 'Les services de mon organisation',
      access: 'member',
      needs,
      query: listQuery,
      async handle(call) {
        const member = signedIn(call);
        const { units } = await chartOfOwn(table, member);
        return page({ units }, () => (
          <UnitsPage
            chrome={chromeOf(member, call)}
            organisation={currentOf(member)}
            units={units}
            done={call.query.fait && DONE[call.query.fait]}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/organisation/services/nouveau',
      summary: 'Le formulaire d’un nouveau service',
      access: 'member',
      needs,
      handle: (call) => newUnit(call),
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/services',
      summary: 'Crée un service',
      access: 'member',
      needs,
      body: newUnitBody,
      async handle(call) {
        await createUnit(deps, signedIn(call), call.body.id, call.body.edit);
        return seeOther('/organisation/services?fait=creation', { created: true, data: { id: call.body.id } });
      },
      again: (call, errors) => newUnit(call, errors),
    }),
    defineRoute({
      method: 'get',
      path: '/organisation/services/:id',
      summary: 'Un service de mon organisation',
      access: 'member',
      needs,
      params: unitParams,
      handle: (call) => oneUnit(call),
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/services/:id',
      summary: 'Change un service, ou le place ailleurs',
      access: 'member',
      needs,
      params: unitParams,
      body: unitBody,
      async handle(call) {
        await changeUnit(deps, signedIn(call), call.params.id, call.body.version, call.body.edit);
        return seeOther('/organisation/services?fait=changement', { data: { version: call.body.version + 1 } });
      },
      again: (call, errors) => oneUnit(call, errors),
    }),
    defineRoute({
      method: 'get',
      path: '/organisation/services/:id/supprimer',
      summary: 'Ce qui disparaît avec un service',
      access: 'member',
      needs,
      params: unitParams,
      handle: (call) => unitToRemove(call),
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/services/:id/supprimer',
      summary: 'Supprime un service qui n’en contient pas d’autre',
      access: 'member',
      needs,
      params: unitParams,
      async handle(call) {
        await deleteUnit(deps, signedIn(call), call.params.id);
        return seeOther('/organisation/services?fait=suppression', { data: { removed: call.params.id } });
      },
      again: (call, errors) => unitToRemove(call, errors),
    }),
    defineRoute({
      method: 'get',
      path: '/annuaire/:slug/organigramme',
      summary: 'L’organigramme d’une organisation du réseau',
      access: 'member',
      params: z.object({ slug: slugSchema }),
      async handle(call) {
        const member = signedIn(call);
        const scope = networkScopeOf(member);
        const organisation = await listedBySlug(table, call.params.slug);
        if (!organisation) throw new Problem('not-found');
        const units = await unitsShown(table, scope, organisation.siren);
        const isOwn = currentOf(member).organisation === organisation.siren;
        return page({ siren: organisation.siren, units }, () => (
          <ChartPage
            chrome={memberChrome(territory, member, 'directory', call.nonce)}
            organisation={organisation}
            units={units}
            mayChange={isOwn && may(member, 'manage-organisation')}
          />
        ));
      },
    }),
  ];
}
