/** A real OpenID Connect provider on this machine, which can be made to lie in its token answers. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import Provider from 'oidc-provider';
import * as z from 'zod';

export interface OutsideAccount {
  sub: string;
  email?: string;
  email_verified?: boolean;
  given_name?: string;
  family_name?: string;
  usual_name?: string;
  siret?: string;
}

/** What a lie starts from: the claims of the genuine id_token, and how to sign others with the genuine key. */
interface Genuine {
  claims: Record<string, unknown>;
  sign: (claims: Record<string, unknown>) => Promise<string>;
}

export interface OutsideProvider {
  issuer: string;
  /** Who signs in from now on: nobody is asked anything. */
  account: OutsideAccount;
  /** Puts another id_token in place of the genuine one. */
  lie: ((genuine: Genuine) => Promise<string> | string) | undefined;
  /** Requests that the provider received: method and path. */
  readonly asked: string[];
  close(): Promise<void>;
}

export const CLIENT = { id: 'parvis', secret: 'un secret de fournisseur, assez long' };

const tokenAnswer = z.looseObject({ id_token: z.string() });

/** What the provider keeps, while the test lasts. */
const kept = new Map<string, Record<string, unknown>>();
class Memory {
  readonly #model: string;
  constructor(model: string) {
    this.#model = model;
  }
  #key = (id: string): string => `${this.#model}/${id}`;
  upsert = async (id: string, payload: Record<string, unknown>): Promise<void> => {
    kept.set(this.#key(id), payload);
  };
  find = async (id: string): Promise<Record<string, unknown> | undefined> => kept.get(this.#key(id));
  findByUid = async (uid: string): Promise<Record<string, unknown> | undefined> =>
    [...kept].find(([key, payload]) => key.startsWith(`${this.#model}/`) && payload.uid === uid)?.[1];
  consume = async (id: string): Promise<void> => {
    kept.set(this.#key(id), { ...kept.get(this.#key(id)), consumed: Math.floor(Date.now() / 1000) });
  };
  destroy = async (id: string): Promise<void> => void kept.delete(this.#key(id));
  revokeByGrantId = async (grantId: string): Promise<void> => {
    for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key);
  };
}

/** @param redirectUri where the relying party is sent back to. */
export async function openOutsideProvider(redirectUri: string): Promise<OutsideProvider> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: 'outside', alg: 'RS256', use: 'sig' };
  let serve: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => serve(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The provider listens on no port.');
  const issuer = `http://127.0.0.1:${bound.port}`;

  const provider = new Provider(issuer, {
    adapter: Memory,
    clients: [
      {
        ...{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri] },
        ...{ response_types: ['code'], grant_types: ['authorization_code'] },
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [jwk] },
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['given_name', 'family_name'],
      given_name: ['given_name'],
      usual_name: ['usual_name'],
      siret: ['siret'],
    },
    cookies: { keys: ['a key of the tests'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => false },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 60, IdToken: 600, AuthorizationCode: 30 },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: async (_context, id) => ({ accountId: id, claims: async () => ({ ...outside.account, sub: id }) }),
    async loadExistingGrant({ oidc }) {
      const { clientId } = oidc.client;
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
      grant.addOIDCScope(oidc.params.scope);
      await grant.save();
      return grant;
    },
  });

  const sign: Genuine['sign'] = (claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'outside' }).sign(privateKey);

  const outside: OutsideProvider = {
    issuer,
    account: { sub: 'personne' },
    lie: undefined,
    asked: [],
    close: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };

  const callback = provider.callback();
  serve = (request, response) => {
    const { url = '/', method = '' } = request;
    outside.asked.push(`${method} ${url.split('?', 1)[0]}`);
    if (url.startsWith('/interaction/')) {
      const result = { login: { accountId: outside.account.sub } };
      void provider.interactionFinished(request, response, result);
      return;
    }
    if (url === '/token' && outside.lie) lieInAnswer(response, outside.lie, sign);
    callback(request, response);
  };
  return outside;
}

/** Has the answer's last write carry the lie's id_token. */
function lieInAnswer(response: ServerResponse, lie: NonNullable<OutsideProvider['lie']>, sign: Genuine['sign']): void {
  const end = response.end.bind(response);
  const replaced = async (body: string): Promise<void> => {
    const said = tokenAnswer.safeParse(JSON.parse(body));
    if (!said.success) return void end(body);
    const payload = said.data.id_token.split('.')[1] ?? '';
    const claims = z.looseObject({}).parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    const changed = JSON.stringify({ ...said.data, id_token: await lie({ claims, sign }) });
    response.setHeader('content-length', Buffer.byteLength(changed));
    end(changed);
  };
  response.end = (chunk?: unknown) => {
    void replaced(String(chunk));
    return response;
  };
}

/** An unsigned token, as `alg: none` allows them. */
export function unsigned(claims: Record<string, unknown>): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}
