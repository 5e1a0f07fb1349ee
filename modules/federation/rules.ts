/** Decisions about an organisation's own identity provider. Pure. */
import type { Member } from '../../platform/actor.ts';

/**
 * `asked`: a référent has said where it is; `ready`: the operator has checked it and set it up, référents try it;
 * `offered`: it stands on the organisation's login page.
 */
export const PROVIDER_STATES = ['asked', 'ready', 'offered'] as const;
export type ProviderState = (typeof PROVIDER_STATES)[number];

/** Cognito's name for it: no underscore, which parts it from the subject in a user's name. */
export const providerName = (siren: string): string => `org-${siren}`;

/** ProConnect says who somebody is in claims of its own, each asked for by a scope of its name. */
export const isProConnect = (issuer: string): boolean =>
  /(?:^|\.)proconnect\.gouv\.fr$|(?:^|\.)agentconnect\.gouv\.fr$/.test(new URL(issuer).hostname);

/** The pool's attribute for where somebody works, as her provider says: it proposes, and proves nothing. */
export const SIRET_ATTRIBUTE = 'custom:siret';

/** Whether a provider says it: asked of nobody else, who could refuse a scope that he does not know. */
export const tellsSiret = ({ scopes_supported }: Pick<Metadata, 'scopes_supported'>): boolean =>
  scopes_supported?.includes('siret') ?? false;

/** What is asked of the provider: no more than what is read. */
export const scopesFor = (issuer: string, withSiret: boolean): string =>
  (isProConnect(issuer) ? 'openid given_name usual_name email' : 'openid email profile') + (withSiret ? ' siret' : '');

/** From the pool's attributes to the provider's claims. */
export const claimsMapped = (issuer: string, withSiret: boolean): Readonly<Record<string, string>> => ({
  email: 'email',
  given_name: 'given_name',
  family_name: isProConnect(issuer) ? 'usual_name' : 'family_name',
  // ProConnect says nothing of it: the address then proves nothing by itself.
  ...(isProConnect(issuer) ? {} : { email_verified: 'email_verified' }),
  ...(withSiret ? { [SIRET_ATTRIBUTE]: 'siret' } : {}),
});

/** Cognito writes these itself, and lets no app client list them among what it writes. */
const isCognitosOwn = (attribute: string): boolean => attribute.endsWith('_verified');

/**
 * What an app client may read and write. Left out, it is every standard attribute and none of the pool's own; a list
 * must name all that is mapped: "CreateUserPoolClient", WriteAttributes.
 */
export function attributesFor(
  issuer: string,
  withSiret: boolean,
): { ReadAttributes?: string[]; WriteAttributes?: string[] } {
  if (!withSiret) return {};
  const mapped = Object.keys(claimsMapped(issuer, withSiret));
  return { ReadAttributes: mapped, WriteAttributes: mapped.filter((attribute) => !isCognitosOwn(attribute)) };
}

/** What a provider publishes of itself, as far as a sign-in needs it. */
export interface Metadata {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  userinfo_endpoint: string;
  jwks_uri: string;
  response_types_supported?: readonly string[] | undefined;
  id_token_signing_alg_values_supported?: readonly string[] | undefined;
  token_endpoint_auth_methods_supported?: readonly string[] | undefined;
  scopes_supported?: readonly string[] | undefined;
}

/** What is looked at before a provider is set up, in the order in which it is told. */
export const CHECKS = ['issuer', 'addresses', 'code', 'signature', 'secret', 'keys'] as const;
export type Check = (typeof CHECKS)[number];
export type Findings = Readonly<Record<Check, boolean>>;

/** Signatures that Cognito checks, without those made with a shared secret. */
const SIGNATURES = /^(?:RS|PS|ES)(?:256|384|512)$/;

/**
 * Cognito speaks to ports 80 and 443 over HTTPS only, shows the client secret in the form (`client_secret_post`), and
 * wants a key id: "Using OIDC identity providers with a user pool", prerequisites.
 * @param isAllowed whether an address may be spoken to.
 * @param keys the ids of the provider's public keys, undefined for a key without one.
 */
export function findingsOf(
  issuer: string,
  metadata: Metadata,
  keys: readonly (string | undefined)[],
  isAllowed: (address: string) => boolean,
): Findings {
  const { authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri } = metadata;
  return {
    issuer: metadata.issuer === issuer,
    addresses: [authorization_endpoint, token_endpoint, userinfo_endpoint, jwks_uri].every(isAllowed),
    code: metadata.response_types_supported?.includes('code') ?? true,
    signature: metadata.id_token_signing_alg_values_supported?.some((name) => SIGNATURES.test(name)) ?? true,
    // Left out, OpenID Connect Discovery says that it is `client_secret_basic`, which Cognito does not speak.
    secret: metadata.token_endpoint_auth_methods_supported?.includes('client_secret_post') ?? false,
    keys: keys.length > 0 && keys.every((id) => id !== undefined && id !== ''),
  };
}

export const isSound = (findings: Findings): boolean => CHECKS.every((check) => findings[check]);

/** Who somebody is, as the provider says and Cognito passes on. */
export interface Vouched {
  /** The provider's own name for her, which never changes. */
  subject: string;
  email?: string | undefined;
  emailVerified: boolean;
}

/**
 * On whose word a subject seen for the first time becomes a person: her own, by a session she opened otherwise, when
 * the addresses agree; or the provider's, when it calls the address verified. Anything else is nobody.
 */
export function waysToKnow(vouched: Vouched, signedInAs: string | undefined): 'session' | 'address' | 'none' {
  const email = vouched.email?.toLowerCase();
  if (!email) return 'none';
  if (signedInAs !== undefined) return signedInAs === email ? 'session' : 'none';
  return vouched.emailVerified ? 'address' : 'none';
}

/**
 * Whether a session ties its person to an account elsewhere: nobody else's word opened it, and nothing is missing but
 * what the provider itself would prove. A tie would stand for the rest at each later visit.
 */
export const speaksForHer = ({
  session,
  awaits,
}: Pick<Member, 'awaits'> & { session: { only?: string | undefined } }) =>
  session.only === undefined && (awaits?.asked ?? []).every((asked) => asked === 'provider');
