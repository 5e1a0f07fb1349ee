/** `/territoire/comptes`: the operator helps somebody whom no référent can. */
import { signedIn } from '../../../platform/actor.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { RequestContext, Route } from '../../../platform/http/route.ts';
import { refuseField } from '../../../platform/problems.ts';
import type { Chrome } from '../../../web/layout.tsx';
import { operatorChrome } from '../../organisations/index.ts';
import { helpQuery, newAddressBody, personParams, vouchBody } from '../schema.ts';
import { type HelpDeps, helpedByOperator, removeSecondFactor, vouch } from '../service/helping.ts';
import { TEXTS } from '../texts.ts';
import { FindAccountPage, HelpPage } from '../views/help.tsx';
import { DONE, shownOf } from './help.ts';

const LIST = '/territoire/comptes';
const PATH = `${LIST}/:person`;

interface Deps extends HelpDeps {
  territory: Territory;
  /** The subject of whoever signs in with that address. */
  accountWith: (email: string) => Promise<string | undefined>;
}

export function helpByOperatorRoutes(deps: Deps): Route[] {
  const chrome = (call: RequestContext): Chrome =>
    operatorChrome(deps.territory, signedIn(call), 'accounts', call.nonce);

  return [
    defineRoute({
      method: 'get',
      path: LIST,
      summary: 'Trouver le compte de quelqu’un à aider',
      access: 'operator',
      needs: 'look-after-accounts',
      handle: async (call) => page({}, () => <FindAccountPage chrome={chrome(call)} />),
    }),
    defineRoute({
      method: 'post',
      path: LIST,
      summary: 'Trouve un compte par son adresse de connexion',
      access: 'operator',
      needs: 'look-after-accounts',
      body: newAddressBody,
      async handle(call) {
        const person = await deps.accountWith(call.body.email);
        if (!person) throw refuseField('email', TEXTS.unknownAddress);
        return seeOther(`${LIST}/${person}`, { data: { person } });
      },
      again: async (call, errors) =>
        page({}, () => <FindAccountPage chrome={chrome(call)} typed={call.typed.email} errors={errors} />),
    }),
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'Un compte : adresse et téléphone perdus',
      access: 'operator',
      needs: 'look-after-accounts',
      params: personParams,
      query: helpQuery,
      async handle(call) {
        const { person } = call.params;
        const helped = await helpedByOperator(deps, signedIn(call), person);
        return page(shownOf(helped), () => (
          <HelpPage
            chrome={chrome(call)}
            breadcrumb={[{ href: LIST, label: 'Comptes' }]}
            here={`${LIST}/${person}`}
            helped={helped}
            done={call.query.fait && DONE[call.query.fait]}
          />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/adresse`,
      summary: 'Se porte garant de quelqu’un dont l’ancienne adresse est perdue',
      access: 'operator',
      needs: 'look-after-accounts',
      params: personParams,
      body: vouchBody,
      async handle(call) {
        const operator = signedIn(call);
        const { person } = call.params;
        await vouch(deps, operator, await helpedByOperator(deps, operator, person), call.body.change);
        return seeOther(`${LIST}/${person}?fait=garant`, { data: { vouched: person } });
      },
    }),
    defineRoute({
      method: 'post',
      path: `${PATH}/second-facteur`,
      summary: 'Retire la double vérification de quelqu’un dont le téléphone est perdu',
      access: 'operator',
      needs: 'look-after-accounts',
      params: personParams,
      async handle(call) {
        const operator = signedIn(call);
        const { person } = call.params;
        await removeSecondFactor(deps, operator, await helpedByOperator(deps, operator, person));
        return seeOther(`${LIST}/${person}?fait=second-facteur`, { data: { removed: person } });
      },
    }),
  ];
}
