import { describe, expect, it } from 'vitest';
import { isAllowed, isReachable, readJson } from '../../../modules/federation/outside.ts';
import {
  attributesFor,
  claimsMapped,
  findingsOf,
  isProConnect,
  isSound,
  type Metadata,
  providerName,
  scopesFor,
  speaksForHer,
  tellsSiret,
  waysToKnow,
} from '../../../modules/federation/rules.ts';
import { idTokenClaims, requestBody } from '../../../modules/federation/schema.ts';

const away = { loopback: false };
const here = { loopback: true };

describe('an address that somebody typed', () => {
  it.each([
    ...['169.254.169.254', '127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', '0.0.0.0', '224.0.0.1'],
    ...['::1', '::', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', '2001:db8::1'],
  ])('is not spoken to at %s', (address) => {
    expect(isReachable(address, away)).toBe(false);
    const host = address.includes(':') ? `[${address}]` : address;
    expect(isAllowed(`https://${host}/`, away)).toBe(false);
  });

  it.each(['91.134.35.10', '2a01:e0a::1'])('is spoken to at %s', (address) => {
    expect(isReachable(address, away)).toBe(true);
  });

  it.each([
    ...['http://connexion.essai.test', 'https://connexion.essai.test:8443', 'https://moi:secret@essai.test'],
    ...['ftp://essai.test', 'https://2130706433/', 'https://0x7f.1/', 'pas une adresse'],
  ])('is refused as %s', (address) => {
    expect(isAllowed(address, away)).toBe(false);
  });

  it('is this very machine where the stage says so, and no other private one', () => {
    expect(isAllowed('http://127.0.0.1:4000/', here)).toBe(true);
    expect(isAllowed('http://127.0.0.1:4000/', away)).toBe(false);
    expect(isAllowed('http://169.254.169.254/', here)).toBe(false);
    expect(isAllowed('http://10.0.0.1/', here)).toBe(false);
    expect(isReachable('169.254.169.254', here)).toBe(false);
  });

  it('is looked up when the connection is made: a public name of a private machine is refused', async () => {
    await expect(readJson('https://localhost/', away)).rejects.toThrow(/localhost leads to (127\.0\.0\.1|::1)/);
  });
});

const metadata: Metadata = {
  issuer: 'https://id.essai.test',
  authorization_endpoint: 'https://id.essai.test/authorize',
  token_endpoint: 'https://id.essai.test/token',
  userinfo_endpoint: 'https://id.essai.test/userinfo',
  jwks_uri: 'https://id.essai.test/jwks',
  response_types_supported: ['code'],
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['client_secret_post'],
};
const found = (changes: Partial<Metadata>, keys: (string | undefined)[] = ['a']) =>
  findingsOf('https://id.essai.test', { ...metadata, ...changes }, keys, (address) => isAllowed(address, away));

describe('what a provider says of itself', () => {
  it('is sound when every part is', () => {
    expect(isSound(found({}))).toBe(true);
  });

  it.each([
    ['issuer', { issuer: 'https://id.essai.test/' }],
    ['addresses', { token_endpoint: 'https://10.0.0.1/token' }],
    ['addresses', { userinfo_endpoint: 'http://id.essai.test/userinfo' }],
    ['code', { response_types_supported: ['id_token'] }],
    ['signature', { id_token_signing_alg_values_supported: ['none', 'HS256'] }],
    ['secret', { token_endpoint_auth_methods_supported: ['client_secret_basic'] }],
    ['secret', { token_endpoint_auth_methods_supported: undefined }],
  ] as const)('is not without %s: %j', (check, changes) => {
    expect(found(changes)).toMatchObject({ [check]: false });
    expect(isSound(found(changes))).toBe(false);
  });

  it('is not when a key has no name, or there is none', () => {
    expect(found({}, ['a', undefined]).keys).toBe(false);
    expect(found({}, []).keys).toBe(false);
  });
});

describe('a subject seen for the first time', () => {
  const vouched = (emailVerified: boolean, email?: string) => ({ subject: 's', emailVerified, email });

  it.each([
    ['address', vouched(true, 'a@essai.test'), undefined],
    ['none', vouched(false, 'a@essai.test'), undefined],
    ['none', vouched(true), undefined],
    ['session', vouched(false, 'A@essai.test'), 'a@essai.test'],
    ['session', vouched(true, 'a@essai.test'), 'a@essai.test'],
    ['none', vouched(true, 'b@essai.test'), 'a@essai.test'],
  ] as const)('is known by %s: %j, signed in as %s', (way, said, signedInAs) => {
    expect(waysToKnow(said, signedInAs)).toBe(way);
  });
});

describe('ProConnect', () => {
  it('is asked in its own words, and its address proves nothing by itself', () => {
    const issuer = 'https://auth.agentconnect.gouv.fr/api/v2';
    expect(isProConnect(issuer)).toBe(true);
    expect(isProConnect('https://proconnect.gouv.fr.example.org')).toBe(false);
    expect(scopesFor(issuer, false)).toBe('openid given_name usual_name email');
    expect(scopesFor(issuer, true)).toBe('openid given_name usual_name email siret');
    const names = { email: 'email', given_name: 'given_name', family_name: 'usual_name' };
    expect(claimsMapped(issuer, false)).toEqual(names);
    expect(claimsMapped(issuer, true)).toEqual({ ...names, 'custom:siret': 'siret' });
  });
});

describe('a SIRET', () => {
  const issuer = 'https://id.essai.test';

  it('is asked of a provider that says so of itself, and of no other', () => {
    expect(tellsSiret({ scopes_supported: ['openid', 'siret'] })).toBe(true);
    expect([tellsSiret({ scopes_supported: ['openid', 'siren'] }), tellsSiret({})]).toEqual([false, false]);
    expect(scopesFor(issuer, false)).toBe('openid email profile');
  });

  it('is an attribute that the app client may read and write, beside all that is mapped', () => {
    expect(attributesFor(issuer, false)).toEqual({});
    expect(attributesFor(issuer, true)).toEqual({
      ReadAttributes: ['email', 'given_name', 'family_name', 'email_verified', 'custom:siret'],
      WriteAttributes: ['email', 'given_name', 'family_name', 'custom:siret'],
    });
  });

  it.each([
    ['21470330100017', '21470330100017'],
    ...['214 703 301 00017', '2147033010001', '21470330100017'.repeat(700), '<b>21470330100017</b>', ''].map(
      (said) => [said, undefined] as const,
    ),
  ] as const)('said as %j is read as %j', (said, read) => {
    const claims = {
      ...{ token_use: 'id', nonce: 'n', 'cognito:username': 'org-1_s' },
      ...{ identities: [{ userId: 's', providerName: 'org-1' }], 'custom:siret': said },
    };
    expect(idTokenClaims.parse(claims)['custom:siret']).toBe(read);
  });
});

describe('a request', () => {
  const typed = {
    label: 'Agglo',
    issuer: 'https://id.essai.test',
    clientId: 'parvis',
    secret: 'assez long',
    version: '0',
  };

  it('keeps the issuer letter by letter', () => {
    const issuer = 'https://login.microsoftonline.com/Une-Mairie/v2.0/';
    expect(requestBody.parse({ ...typed, issuer: ` ${issuer} ` }).issuer).toBe(issuer);
  });

  it.each(['id.essai.test', 'https://id.essai.test/?a=b', 'https://a@id.essai.test', 'javascript:alert(1)', ''])(
    'takes no issuer like « %s »',
    (issuer) => {
      expect(requestBody.safeParse({ ...typed, issuer }).success).toBe(false);
    },
  );

  it('names a provider as Cognito lets it', () => {
    expect(providerName('214703301')).toMatch(/^[^_]{3,32}$/);
  });
});

describe('a session that would tie an account elsewhere', () => {
  const awaiting = (...asked: ('code' | 'provider' | 'totp')[]) => ({
    session: {},
    awaits: asked.length > 0 ? { name: 'Virazeil', asked } : undefined,
  });

  it('speaks for its person when it has proved all, or all but what the provider proves', () => {
    expect([speaksForHer(awaiting()), speaksForHer(awaiting('provider'))]).toEqual([true, true]);
  });

  it('does not while it awaits something else, nor when a provider opened it', () => {
    expect([speaksForHer(awaiting('totp')), speaksForHer(awaiting('provider', 'totp'))]).toEqual([false, false]);
    expect(speaksForHer({ session: { only: '214703250' }, awaits: undefined })).toBe(false);
  });
});
