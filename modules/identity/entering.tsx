/** What every way in comes to: a session, or the page that asks for the next thing. */
import type { Territory } from '../../platform/http/chrome.ts';
import { page, seeOther } from '../../platform/http/define-route.ts';
import type { Answer, RequestContext } from '../../platform/http/route.ts';
import { type FieldError, Problem } from '../../platform/problems.ts';
import { sessionCookie } from '../../platform/sessions.ts';
import type { Chrome } from '../../web/layout.tsx';
import type { Door, Doors } from './door.ts';
import { ClosedDoorPage, DoorPage } from './door-views.tsx';
import { type CodeNeeded, type IdentityDeps, type Proved, signIn } from './service.ts';
import { KeptFormPage, SecondFactorPage } from './views.tsx';

export interface IdentityRoutesDeps extends IdentityDeps {
  territory: Territory;
  doors: Doors;
}

/** What goes along from page to page until the session is open. */
export interface AfterSignIn {
  email: string;
  /** Address of the organisation by whose door she came. */
  organisation?: string | undefined;
  /** Where she wanted to go. */
  retour?: string | undefined;
  /** What she was writing when her session ended. */
  suite: readonly (readonly [string, string])[];
}

export const bareChrome = ({ territory }: IdentityRoutesDeps, { nonce }: RequestContext): Chrome => ({
  kind: 'bare',
  territory,
  nonce,
});

/** Signed in, or the page that asks for the code; what she was writing goes along. */
export async function goOn(
  deps: IdentityRoutesDeps,
  proof: Proved | CodeNeeded,
  input: AfterSignIn,
  call: RequestContext,
): Promise<Answer> {
  const { retour, organisation, suite } = input;
  const chrome = bareChrome(deps, call);
  if (proof.kind === 'code-needed') {
    const { challenge } = proof;
    const along = { email: input.email, challenge, organisation, back: retour, kept: keptText(suite) };
    return page({ codeNeeded: true, defi: challenge }, () => <SecondFactorPage chrome={chrome} {...along} />);
  }
  const { opened, rights } = await signIn(deps, { ...proof, door: organisation }, call);
  const cookies = [sessionCookie(opened)];
  if (retour && suite.length > 0) {
    const view = () => <KeptFormPage chrome={chrome} action={retour} fields={suite} />;
    return page({ person: proof.person }, view, { cookies });
  }
  const home = rights && rights.memberships.length === 0 && rights.isOperator ? '/territoire' : '/accueil';
  return seeOther(retour ?? home, { cookies, data: { person: proof.person } });
}

/** What she was writing, as it travels in a form. */
export const keptText = (suite: AfterSignIn['suite']): string | undefined =>
  suite.length > 0 ? JSON.stringify(suite) : undefined;

export interface FormAtDoor {
  errors?: readonly FieldError[];
  email?: string | undefined;
  back?: string | undefined;
  kept?: string | undefined;
}

/** The organisation's own page, in its colour, with its own way in. */
export function atDoor(deps: IdentityRoutesDeps, call: RequestContext, door: Door, form: FormAtDoor): Answer {
  const { name, slug, accent, logo, method } = door;
  const organisation = { name, ...(accent ? { accent } : {}), ...(logo ? { logo } : {}) };
  const chrome: Chrome = { kind: 'bare', territory: deps.territory, organisation, nonce: call.nonce };
  return page({ name, slug, method }, () => <DoorPage chrome={chrome} door={door} {...form} />, { leadsIn: true });
}

/** @throws {Problem} `not-found` for what has never joined. */
export async function closedDoor(deps: IdentityRoutesDeps, call: RequestContext, slug: string): Promise<Answer> {
  const door = await deps.doors.closed(slug);
  if (!door) throw new Problem('not-found');
  const { name, leftAt, until } = door;
  const view = () => <ClosedDoorPage chrome={bareChrome(deps, call)} door={door} />;
  return page({ name, leftAt, until }, view, { status: 410 });
}
