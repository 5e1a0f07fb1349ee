import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AdminGetUserCommand,
  CreateIdentityProviderCommand,
  CreateUserPoolClientCommand,
  DeleteIdentityProviderCommand,
  DeleteUserPoolClientCommand,
  DescribeIdentityProviderCommand,
  DescribeUserPoolClientCommand,
  UpdateIdentityProviderCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import * as z from 'zod';
import { cognitoProvisioning } from '../../../modules/federation/index.ts';
import { providerName } from '../../../modules/federation/rules.ts';
import { provision } from '../iam/policies.ts';
import { Browser } from '../../support/browser.ts';
import { CLIENT, openOutsideProvider, unsigned } from '../../support/outside-provider.ts';
import type { OutsideProvider } from '../../support/outside-provider.ts';
import { createUser, EMAIL, REGION, refusal, signIn, startCloud } from './cloud.ts';
import type { TestCloud } from './cloud.ts';

const CALLBACK = 'http://localhost:4000/connexion/retour';
const NAME = 'org-214703301';

let cloud: TestCloud;
let outside: OutsideProvider;
let client: { id: string; secret: string };

const details = () => ({
  ...{ client_id: CLIENT.id, client_secret: CLIENT.secret, attributes_request_method: 'GET' },
  ...{ authorize_scopes: 'openid email profile', oidc_issuer: outside.issuer },
});
const AttributeMapping = { email: 'email', email_verified: 'email_verified', given_name: 'given_name' };
const creation = (ProviderName: string, ProviderDetails: Record<string, string> = details()) =>
  new CreateIdentityProviderCommand({
    ...{ UserPoolId: cloud.poolId, ProviderName, ProviderType: 'OIDC', ProviderDetails, AttributeMapping },
  });
const oauth = (provider: string, CallbackURLs = [CALLBACK]) => ({
  ...{ UserPoolId: cloud.poolId, CallbackURLs, SupportedIdentityProviders: [provider] },
  ...{ AllowedOAuthFlows: ['code' as const], AllowedOAuthFlowsUserPoolClient: true },
  AllowedOAuthScopes: ['openid', 'email', 'profile'],
});

beforeAll(async () => {
  const siret = { Name: 'siret', AttributeDataType: 'String', Mutable: true };
  cloud = await startCloud({ pool: { Schema: [siret] } });
  await provision(cloud.cognito, 'AWS::Cognito::UserPoolDomain', 'Domain', {
    ...{ Domain: 'parvis-test', UserPoolId: cloud.poolId },
  });
  outside = await openOutsideProvider(`${cloud.address.url}/oauth2/idpresponse`);
  await cloud.sdk.send(creation(NAME));
  const { UserPoolClient } = await cloud.sdk.send(
    new CreateUserPoolClientCommand({ ...oauth(NAME), ClientName: NAME, GenerateSecret: true }),
  );
  client = { id: UserPoolClient?.ClientId ?? '', secret: UserPoolClient?.ClientSecret ?? '' };
});
afterAll(async () => {
  await outside.close();
  await cloud.address.close();
  rmSync(cloud.directory, { recursive: true });
});
beforeEach(() => {
  outside.lie = undefined;
  outside.account = { sub: 'a-42', email: 'marie@nerac.fr', email_verified: true, given_name: 'Marie' };
});

const verifier = randomBytes(32).toString('base64url');
const challenge = createHash('sha256').update(verifier).digest('base64url');
const authorize = (changes: Record<string, string | undefined> = {}): string => {
  const given = {
    ...{ response_type: 'code', client_id: client.id, redirect_uri: CALLBACK, scope: 'openid email profile' },
    ...{ state: 'etat', nonce: 'une-fois', identity_provider: NAME },
    ...{ code_challenge: challenge, code_challenge_method: 'S256', ...changes },
  };
  const kept = Object.entries(given).flatMap(([k, v]): [string, string][] => (v === undefined ? [] : [[k, v]]));
  return `${cloud.address.url}/oauth2/authorize?${new URLSearchParams(kept).toString()}`;
};
/** The application's address that the browser ends at, as its parameters. */
const back = async (from = authorize(), browser = new Browser()): Promise<Record<string, string>> => {
  const url = await browser.until(from, (to) => to.startsWith(CALLBACK) || to.includes('/error?'));
  return Object.fromEntries(new URL(url).searchParams);
};
const exchange = (code: string, changes: Record<string, string> = {}, secret = client.secret): Promise<Response> =>
  fetch(`${cloud.address.url}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({
      ...{ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier: verifier, ...changes },
    }),
  });
const answer = z.object({
  ...{ id_token: z.string(), access_token: z.string(), refresh_token: z.string() },
  ...{ token_type: z.literal('Bearer'), expires_in: z.literal(3600) },
});
const errorOf = async (response: Response): Promise<string> => `${response.status} ${await response.text()}`;

describe('a sign-in at an outside provider', () => {
  it('gives tokens of the pool that name the provider, its subject and the mapped attributes', async () => {
    const { code = '', state } = await back();
    expect(state).toBe('etat');
    const tokens = answer.parse(await (await exchange(code)).json());
    const keys = createRemoteJWKSet(new URL(`${cloud.address.url}/${cloud.poolId}/.well-known/jwks.json`));
    const issuer = `https://cognito-idp.${REGION}.amazonaws.com/${cloud.poolId}`;
    const { payload } = await jwtVerify(tokens.id_token, keys, { issuer, audience: client.id, algorithms: ['RS256'] });
    const { sub, identities } = payload;
    expect(payload).toMatchObject({
      ...{ 'cognito:username': `${NAME}_a-42`, 'cognito:groups': [`${cloud.poolId}_${NAME}`], token_use: 'id' },
      ...{ email: 'marie@nerac.fr', email_verified: true, given_name: 'Marie', nonce: 'une-fois' },
    });
    expect(identities).toEqual([
      {
        ...{ userId: 'a-42', providerName: NAME, providerType: 'OIDC', issuer: null, primary: 'true' },
        dateCreated: expect.stringMatching(/^\d{13}$/),
      },
    ]);
    expect(sub).toMatch(/^[0-9a-f-]{36}$/);

    outside.account = { sub: 'a-42', email: 'm.durand@nerac.fr' };
    const again = answer.parse(await (await exchange((await back()).code ?? '')).json());
    const later = (await jwtVerify(again.id_token, keys)).payload;
    expect(later).toMatchObject({ sub, email: 'm.durand@nerac.fr', email_verified: false });
  });

  it('leaves the user of the same address with a password of her own alone', async () => {
    const sub = await createUser(cloud);
    await back();
    const found = await cloud.sdk.send(new AdminGetUserCommand({ UserPoolId: cloud.poolId, Username: EMAIL }));
    expect([found.Username, found.UserStatus]).toEqual([sub, 'CONFIRMED']);
    expect((await signIn(cloud)).AuthenticationResult?.IdToken).toBeDefined();
    const federated = await cloud.sdk.send(
      new AdminGetUserCommand({ UserPoolId: cloud.poolId, Username: `${NAME}_a-42` }),
    );
    expect(federated.UserStatus).toBe('EXTERNAL_PROVIDER');
  });

  it('spends its code once, for the client, the address and the verifier that it was given for', async () => {
    const invalid = '400 {"error":"invalid_grant"}';
    const { code = '' } = await back();
    expect((await exchange(code)).status).toBe(200);
    expect(await errorOf(await exchange(code))).toBe(invalid);
    const wrong: Record<string, string>[] = [
      { code_verifier: 'x'.repeat(43) },
      { redirect_uri: 'http://localhost:4000/' },
    ];
    for (const changes of wrong) {
      expect(await errorOf(await exchange((await back()).code ?? '', changes))).toBe(invalid);
    }
    const other = (await back()).code ?? '';
    expect(await errorOf(await exchange(other, {}, 'faux'))).toBe('400 {"error":"invalid_client"}');
    expect(await errorOf(await exchange(other, { grant_type: 'password' }))).toBe(
      '400 {"error":"unsupported_grant_type"}',
    );
  });

  it('goes nowhere but to a callback of the client, and says there what is wrong with the rest', async () => {
    expect(await back(authorize({ redirect_uri: 'https://ailleurs.fr/' }))).toEqual({ error: 'redirect_mismatch' });
    expect(await back(authorize({ client_id: 'inconnu' }))).toEqual({ error: 'invalid_request' });
    expect(await back(authorize({ response_type: 'token' }))).toEqual({ error: 'invalid_request', state: 'etat' });
    expect(await back(authorize({ scope: 'openid phone' }))).toEqual({ error: 'invalid_scope', state: 'etat' });
    const half = await back(authorize({ code_challenge_method: undefined }));
    expect(half).toEqual({ error: 'invalid_request', state: 'etat' });
    expect(await back(authorize({ identity_provider: 'autre' }))).toMatchObject({ error: 'invalid_request' });
  });

  it('is refused to a browser that did not begin it', async () => {
    const begun = new Browser();
    const answered = await begun.until(authorize(), (to) => to.includes('/oauth2/idpresponse'));
    expect(await back(answered)).toEqual({ error: 'invalid_request' });
    expect(await back(answered, begun)).toMatchObject({ state: 'etat', code: expect.any(String) });
    expect(await back(answered, begun)).toEqual({ error: 'invalid_request' });
  });
});

describe('a provider that lies', () => {
  const lies: Record<string, NonNullable<OutsideProvider['lie']>> = {
    'an unsigned token': ({ claims }) => unsigned(claims),
    'another nonce': ({ claims, sign }) => sign({ ...claims, nonce: 'autre' }),
    'no nonce': ({ claims, sign }) => sign({ ...claims, nonce: undefined }),
    'another issuer': ({ claims, sign }) => sign({ ...claims, iss: 'https://accounts.google.com' }),
    'another audience': ({ claims, sign }) => sign({ ...claims, aud: 'autre' }),
    'a token of yesterday': ({ claims, sign }) => sign({ ...claims, exp: Math.floor(Date.now() / 1000) - 86_400 }),
    'another subject than userinfo': ({ claims, sign }) => sign({ ...claims, sub: 'b-1' }),
    'a token that another key signed': ({ claims }) =>
      unsigned(claims).replace(/^[^.]+/, 'eyJhbGciOiJSUzI1NiIsImtpZCI6Im91dHNpZGUifQ') + 'AAAA',
  };
  it.each(Object.entries(lies))('is not believed: %s', async (_name, lie) => {
    outside.lie = lie;
    expect(await back()).toEqual({
      ...{ error: 'invalid_request', state: 'etat' },
      error_description: expect.stringMatching(/^(Bad id_token|Error retrieving user info)/),
    });
  });
});

describe('an attribute of the pool’s own', () => {
  const named = { UserPoolId: '', ProviderName: NAME };
  const attributes = {
    ReadAttributes: ['email', 'email_verified', 'given_name', 'custom:siret'],
    WriteAttributes: ['email', 'given_name', 'custom:siret'],
  };
  const change = (changes: object) =>
    cloud.sdk.send(new UpdateUserPoolClientCommand({ ...oauth(NAME), ClientId: client.id, ...changes }));
  const map = (siret: string) => {
    const mapping = { ...AttributeMapping, [siret]: 'siret' };
    const which = { ...named, UserPoolId: cloud.poolId, AttributeMapping: mapping };
    const ProviderDetails = { ...details(), authorize_scopes: 'openid email profile siret' };
    return cloud.sdk.send(new UpdateIdentityProviderCommand({ ...which, ProviderDetails }));
  };
  const said = async (siret?: string): Promise<unknown> => {
    outside.account = { sub: 'a-42', email: 'marie@nerac.fr', ...(siret === undefined ? {} : { siret }) };
    const { code, error_description } = await back();
    if (code === undefined) return error_description;
    const { id_token } = answer.parse(await (await exchange(code)).json());
    return decodeJwt(id_token)['custom:siret'];
  };
  afterAll(async () => {
    const which = { ...named, UserPoolId: cloud.poolId, ProviderDetails: details(), AttributeMapping };
    await cloud.sdk.send(new UpdateIdentityProviderCommand(which));
    await change({});
  });

  it('is in the token of a client that may read it, once it may be written', async () => {
    expect(await refusal(map('custom:autre'))).toMatch(/^InvalidParameterException.*\[custom:autre\]/);
    expect(await refusal(change({ WriteAttributes: ['email', 'email_verified'] }))).toMatch(/Invalid write attributes/);
    expect(await refusal(change({ ReadAttributes: ['custom:autre'] }))).toMatch(/Invalid read attributes/);
    await map('custom:siret');
    expect(await said('21470330100017')).toMatch(/^custom:siret: Attribute cannot be updated/);
    await change({ WriteAttributes: attributes.WriteAttributes });
    expect(await said('21470330100017')).toBeUndefined();
    await change(attributes);
    expect(await said('21470330100017')).toBe('21470330100017');
    expect(await said()).toBeUndefined();
  });

  it('stops the sign-in when it holds more than it may', async () => {
    expect(await said('1'.repeat(2048))).toBe('1'.repeat(2048));
    expect(await said('1'.repeat(2049))).toMatch(/^custom:siret: String must be at most 2048/);
  });
});

describe('identity providers and their clients', () => {
  it('are made, read, changed and removed', async () => {
    const made = await cloud.sdk.send(creation('autre-fournisseur'));
    expect(made.IdentityProvider).toMatchObject({
      ...{
        ProviderName: 'autre-fournisseur',
        ProviderType: 'OIDC',
        IdpIdentifiers: [],
        CreationDate: expect.any(Date),
      },
      AttributeMapping: { username: 'sub', ...AttributeMapping },
    });
    const which = { UserPoolId: cloud.poolId, ProviderName: 'autre-fournisseur' };
    const ProviderDetails = { ...details(), client_id: 'nouveau' };
    await cloud.sdk.send(new UpdateIdentityProviderCommand({ ...which, ProviderDetails }));
    const { IdentityProvider: read } = await cloud.sdk.send(new DescribeIdentityProviderCommand(which));
    expect(read?.ProviderDetails).toEqual(ProviderDetails);
    await cloud.sdk.send(new DeleteIdentityProviderCommand(which));
    const gone = 'ResourceNotFoundException: Identity provider autre-fournisseur does not exist.';
    expect(await refusal(cloud.sdk.send(new DescribeIdentityProviderCommand(which)))).toBe(gone);
    expect(await refusal(cloud.sdk.send(new DeleteIdentityProviderCommand(which)))).toBe(gone);
  });

  it('are refused when taken, badly named or incomplete', async () => {
    expect(await refusal(cloud.sdk.send(creation(NAME)))).toMatch(/^DuplicateProviderException/);
    expect(await refusal(cloud.sdk.send(creation('sous_tiret')))).toMatch(/^InvalidParameterException/);
    const without = { ...details(), oidc_issuer: '' };
    expect(await refusal(cloud.sdk.send(creation('sans', without)))).toMatch(/^InvalidParameterException.*oidc_issuer/);
    const scopes = { ...details(), authorize_scopes: 'email' };
    expect(await refusal(cloud.sdk.send(creation('sans', scopes)))).toMatch(/^InvalidParameterException: openid/);
  });

  it('have clients whose callbacks are HTTPS and whose providers exist', async () => {
    const create = (changes: object) =>
      cloud.sdk.send(new CreateUserPoolClientCommand({ ...oauth(NAME), ClientName: 'autre', ...changes }));
    expect(await refusal(create({ CallbackURLs: ['http://nerac.fr/'] }))).toMatch(/^InvalidParameterException.*HTTPS/);
    expect(await refusal(create({ SupportedIdentityProviders: ['rien'] }))).toMatch(/^InvalidParameterException.*rien/);
    const { UserPoolClient: made } = await create({});
    expect(made?.ClientSecret).toBeUndefined();
    const which = { UserPoolId: cloud.poolId, ClientId: made?.ClientId ?? '' };
    const update = { ...oauth(NAME, ['https://parvis.fr/retour']), ClientId: which.ClientId };
    await cloud.sdk.send(new UpdateUserPoolClientCommand(update));
    const { UserPoolClient: read } = await cloud.sdk.send(new DescribeUserPoolClientCommand(which));
    expect(read).toMatchObject({ ClientName: 'autre', CallbackURLs: ['https://parvis.fr/retour'] });
    await cloud.sdk.send(new DeleteUserPoolClientCommand(which));
    expect(await refusal(cloud.sdk.send(new DeleteUserPoolClientCommand(which)))).toMatch(/^ResourceNotFoundException/);
  });

  it('are made by nobody whose role does not say so, and outlive a restart', async () => {
    expect(await refusal(cloud.asFunction.send(creation('interdit')))).toMatch(
      /^AccessDeniedException: .*cognito-idp:CreateIdentityProvider/,
    );
    const restarted = await startCloud({ directory: cloud.directory });
    const which = { UserPoolId: cloud.poolId, ProviderName: NAME };
    const { IdentityProvider } = await restarted.sdk.send(new DescribeIdentityProviderCommand(which));
    await restarted.address.close();
    expect(IdentityProvider?.ProviderDetails?.oidc_issuer).toBe(outside.issuer);
    expect(IdentityProvider?.CreationDate).toBeInstanceOf(Date);
  });

  it('let nobody in once removed, even half-way', async () => {
    const browser = new Browser();
    const answered = await browser.until(authorize(), (to) => to.includes('/oauth2/idpresponse'));
    await cloud.sdk.send(new DeleteIdentityProviderCommand({ UserPoolId: cloud.poolId, ProviderName: NAME }));
    expect(await back(answered, browser)).toMatchObject({ error: 'invalid_request' });
    expect(await back()).toMatchObject({ error: 'invalid_request' });
  });
});

describe('the app client of an organisation', () => {
  it('is made once: a set-up cut short after it finds the one that it left', async () => {
    const siren = '214700155';
    await cloud.sdk.send(creation(providerName(siren)));
    const { putClient, removeClient } = cognitoProvisioning(cloud.client, cloud.poolId, CALLBACK);
    const settings = { siren, issuer: outside.issuer, withSiret: false };
    const left = await putClient(settings, undefined);
    expect(await putClient(settings, undefined)).toBe(left);
    await removeClient(left);
    expect(await putClient(settings, undefined)).not.toBe(left);
  });

  it('keeps its secret, and takes what is mapped now, when its provider is set up again', async () => {
    const siren = '214702352';
    await cloud.sdk.send(creation(providerName(siren)));
    const { putClient } = cognitoProvisioning(cloud.client, cloud.poolId, CALLBACK);
    const present = await putClient({ siren, issuer: outside.issuer, withSiret: false }, undefined);
    const described = async () => {
      const which = { UserPoolId: cloud.poolId, ClientId: present };
      return (await cloud.sdk.send(new DescribeUserPoolClientCommand(which))).UserPoolClient;
    };
    const before = await described();
    expect(await putClient({ siren, issuer: outside.issuer, withSiret: true }, present)).toBe(present);
    const { ClientSecret, CallbackURLs, WriteAttributes } = { ...(await described()) };
    expect([ClientSecret, CallbackURLs]).toEqual([before?.ClientSecret, [CALLBACK]]);
    expect(WriteAttributes).toEqual(['email', 'given_name', 'family_name', 'custom:siret']);
  });
});
