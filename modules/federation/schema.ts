import * as z from 'zod';
import { line, optionalLine } from '../../platform/text.ts';
import { SIRET_ATTRIBUTE } from './rules.ts';
import { TEXTS } from './texts.ts';

const version = z.coerce.number().int().min(0);

/** As the provider writes it: compared letter by letter with what it says of itself. */
const issuer = z
  .string({ error: TEXTS.issuer })
  .trim()
  .max(500, { error: TEXTS.issuer })
  .refine((text) => URL.canParse(text), { error: TEXTS.issuer, abort: true })
  .refine((text) => !/[?#@\s]/.test(text) && /^https?:$/.test(new URL(text).protocol), { error: TEXTS.issuer });

export const requestBody = z.object({
  label: line('le nom que vos collègues connaissent', 40),
  issuer,
  clientId: line('l’identifiant client', 200),
  secret: z.string({ error: TEXTS.secret }).trim().min(8, { error: TEXTS.secret }).max(256, { error: TEXTS.secret }),
  version,
});

export const decisionBody = z.object({ version });
/** What is removed, and what its référents are told of it. */
export const removalBody = decisionBody.extend({ reason: optionalLine('la raison', 300) });
export const sirenParams = z.object({ siren: z.string().regex(/^\d{9}$/) });
export const slugParams = z.object({ slug: z.string().regex(/^[a-z0-9-]{1,80}$/) });

/** What a provider says of itself (OpenID Connect Discovery 1.0, 3), as far as it is read. */
export const metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  userinfo_endpoint: z.url(),
  jwks_uri: z.url(),
  response_types_supported: z.array(z.string()).optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  scopes_supported: z.array(z.string()).optional(),
});

export const keySet = z.object({ keys: z.array(z.object({ kid: z.string().optional() })).max(100) });

/** What comes back to `/connexion/retour`. */
export const returnQuery = z.object({
  code: z.string().max(2000).optional(),
  state: z.string().max(200).optional(),
  error: z.string().max(200).optional(),
  error_description: z.string().max(2000).optional(),
});

/** What is read of Cognito's id_token. */
export const idTokenClaims = z.object({
  token_use: z.literal('id'),
  nonce: z.string(),
  'cognito:username': z.string(),
  identities: z.array(z.object({ userId: z.string(), providerName: z.string() })).length(1),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  given_name: z.string().max(80).optional().catch(undefined),
  family_name: z.string().max(80).optional().catch(undefined),
  [SIRET_ATTRIBUTE]: z
    .string()
    .regex(/^\d{14}$/)
    .optional()
    .catch(undefined),
});

export const tokenAnswer = z.object({ id_token: z.string() });
