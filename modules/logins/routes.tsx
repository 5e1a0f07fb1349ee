/** `/organisation/connexion`: how members sign in, as their référent chooses it. */
import { currentOf, signedIn } from '../../platform/actor.ts';
import { memberChrome, type Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../platform/http/route.ts';
import type { FieldError } from '../../platform/problems.ts';
import { ROLES } from '../../platform/rules.ts';
import { type Asked, askedOf, type SignInPolicy } from '../../platform/sign-in-policy.ts';
import { isSamePolicy, reachOf } from './rules.ts';
import { policyBody, policyQuery } from './schema.ts';
import { choosePolicy, type LoginsDeps, mustNotLockHerselfOut, policyToManage } from './service.ts';
import { ConfirmPolicyPage, PolicyPage, type PolicyValues } from './views.tsx';

const PATH = '/organisation/connexion';

const valuesOf = ({ method, secondFactorFor }: SignInPolicy): PolicyValues => ({
  method,
  ...Object.fromEntries(secondFactorFor.map((role) => [role, 'oui'])),
});

/** Where she proves what she is about to ask, and comes back with her choices as they are. */
function proofAddress(asked: Asked, values: PolicyValues): string {
  const choices = new URLSearchParams(
    (['method', ...ROLES] as const).flatMap((name): [string, string][] => (values[name] ? [[name, values[name]]] : [])),
  );
  return `/connexion/preuve?${new URLSearchParams({ pour: asked, retour: `${PATH}?${choices.toString()}` }).toString()}`;
}

export function loginsRoutes(deps: LoginsDeps & { territory: Territory }): Route[] {
  async function show(
    call: RequestContext,
    options: { typed?: PolicyValues | undefined; errors?: readonly FieldError[]; done?: boolean },
  ): Promise<Answer> {
    const member = signedIn(call);
    const { policy, counts, offersProvider } = await policyToManage(deps, member);
    const values = options.typed ?? valuesOf(policy);
    const { name, slug, role } = currentOf(member);
    const wanted = policyBody.safeParse({ ...values, version: '0' });
    const [missing] = wanted.success && options.errors ? askedOf(wanted.data, role, member.session.proofs) : [];
    return page({ policy, counts }, () => (
      <PolicyPage
        chrome={memberChrome(deps.territory, member, 'organisation', call.nonce)}
        name={name}
        slug={slug}
        counts={counts}
        offersProvider={offersProvider}
        values={values}
        version={policy.version}
        prove={missing && proofAddress(missing, values)}
        errors={options.errors}
        done={options.done}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: PATH,
      summary: 'Comment les membres de mon organisation se connectent',
      access: 'member',
      needs: 'manage-organisation',
      query: policyQuery,
      async handle(call) {
        const { fait, method, ...roles } = call.query;
        return show(call, { typed: method && { method, ...roles }, done: fait !== undefined });
      },
    }),
    defineRoute({
      method: 'post',
      path: PATH,
      summary: 'Choisit comment les membres de mon organisation se connectent',
      access: 'member',
      needs: 'manage-organisation',
      body: policyBody,
      async handle(call) {
        const member = signedIn(call);
        const { confirmed, ...next } = call.body;
        if (confirmed || call.wantsJson) {
          await choosePolicy(deps, member, next);
          return seeOther(`${PATH}?fait=choix`, { data: { version: next.version + 1 } });
        }
        mustNotLockHerselfOut(member, next);
        const { policy, counts } = await policyToManage(deps, member);
        if (isSamePolicy(policy, next)) return seeOther(PATH);
        return page({}, () => (
          <ConfirmPolicyPage
            chrome={memberChrome(deps.territory, member, 'organisation', call.nonce)}
            name={currentOf(member).name}
            policy={next}
            reach={reachOf(counts, policy, next)}
            values={valuesOf(next)}
            version={next.version}
          />
        ));
      },
      again: (call, errors) => show(call, { typed: call.typed, errors }),
    }),
  ];
}
