import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Assembly, assemblyOf, SYNTHESIS, type Resource } from './support/assembly.ts';
import { at, flat, named, places } from './support/reading.ts';

describe('web', () => {
  let assembly: Assembly;
  let local: Assembly;

  beforeAll(async () => {
    assembly = await assemblyOf('example');
    local = await assemblyOf('local');
  }, SYNTHESIS);

  const only = (type: string): Resource => {
    const [one, ...others] = assembly.ofType(type);
    if (!one || others.length > 0) throw new Error(`one ${type}, not ${others.length + (one ? 1 : 0)}`);
    return one;
  };

  it('sends each path to the function of its level of trust', () => {
    const integrations = new Map(
      assembly
        .ofType('AWS::ApiGatewayV2::Integration')
        .map(({ id, properties }) => [id, named(properties.IntegrationUri) ?? '']),
    );
    const routes = assembly.ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => {
      const target = z.tuple([z.string(), z.unknown()]).parse(parts(properties.Target));
      const fn = integrations.get(named(target[1]) ?? '') ?? '';
      return `${flat(properties.RouteKey)} → ${fn.replace(/Function.*$/, '').toLowerCase()}`;
    });
    expect(routes.sort()).toEqual(
      [
        '$default → intranet',
        'ANY / → public',
        'ANY /actes → repository',
        'ANY /actes/{proxy+} → repository',
        'ANY /api → public',
        'ANY /c/{proxy+} → public',
        'ANY /connexion → public',
        'ANY /connexion/{proxy+} → public',
        'ANY /documents → repository',
        'ANY /documents/{proxy+} → repository',
        'ANY /inscription → public',
        'ANY /inscription/{proxy+} → public',
        'ANY /l/{proxy+} → links',
        'ANY /recherche → search',
        'ANY /recherche/{proxy+} → search',
        'ANY /territoire → operator',
        'ANY /territoire/{proxy+} → operator',
        'ANY /u/{proxy+} → public',
      ].sort(),
    );
  });

  it('holds back floods and notes each call, without its query: a link must not be usable from a log', () => {
    const { properties } = only('AWS::ApiGatewayV2::Stage');
    expect(properties.DefaultRouteSettings).toEqual({ ThrottlingBurstLimit: 100, ThrottlingRateLimit: 50 });
    const format = flat(at(properties, 'AccessLogSettings', 'Format'));
    expect(format).toContain('$context.routeKey');
    expect(format).not.toMatch(/context\.path|querystring|sourceIp/i);
  });

  it('serves current protocols only, and logs who asks', () => {
    const config = at(only('AWS::CloudFront::Distribution').properties, 'DistributionConfig');
    expect(config).toMatchObject({
      HttpVersion: 'http2and3',
      Aliases: ['parvis.example.org'],
      ViewerCertificate: { MinimumProtocolVersion: 'TLSv1.2_2021', SslSupportMethod: 'sni-only' },
      Logging: { Prefix: 'site/' },
      DefaultCacheBehavior: { Compress: true, ViewerProtocolPolicy: 'redirect-to-https' },
    });
  });

  it('reaches the gateway with a key that the template only refers to', () => {
    const origins = z
      .array(z.record(z.string(), z.unknown()))
      .parse(at(only('AWS::CloudFront::Distribution').properties, 'DistributionConfig', 'Origins'));
    const [key] = z
      .array(z.unknown())
      .parse(origins.find(({ OriginCustomHeaders }) => OriginCustomHeaders)?.OriginCustomHeaders);
    expect(at(key, 'HeaderName')).toBe('x-origin-key');
    expect(flat(at(key, 'HeaderValue'))).toMatch(/^\{\{resolve:secretsmanager:.*:SecretString:::?\}\}$/);
  });

  it('keeps no page longer than its answer says, and gives none to another session', () => {
    const policy = at(only('AWS::CloudFront::CachePolicy').properties, 'CachePolicyConfig');
    expect(policy).toMatchObject({
      MinTTL: 0,
      DefaultTTL: 0,
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: 'all' },
        QueryStringsConfig: { QueryStringBehavior: 'all' },
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept'] },
      },
    });
  });

  it('never tells the functions the Host of the request, always the address of the visitor', () => {
    const headers = at(
      only('AWS::CloudFront::OriginRequestPolicy').properties,
      'OriginRequestPolicyConfig',
      'HeadersConfig',
    );
    const passed = z
      .object({ HeaderBehavior: z.literal('whitelist'), Headers: z.array(z.string()).max(10) })
      .parse(headers);
    expect(passed.Headers).toContain('CloudFront-Viewer-Address');
    expect(passed.Headers).not.toContain('Host');
  });

  it('tells browsers to be strict, with no inline script or style allowed by the policy', () => {
    const policies = assembly.ofType('AWS::CloudFront::ResponseHeadersPolicy');
    expect(policies).toHaveLength(2);
    for (const { properties } of policies) {
      const security = at(properties, 'ResponseHeadersPolicyConfig', 'SecurityHeadersConfig');
      expect(security).toMatchObject({
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY' },
        ReferrerPolicy: { ReferrerPolicy: 'same-origin' },
        StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000 },
      });
      expect(flat(at(security, 'ContentSecurityPolicy', 'ContentSecurityPolicy'))).toMatch(/^default-src 'none'/);
    }
    expect(JSON.stringify(policies)).not.toMatch(/unsafe-inline|unsafe-eval/);
  });

  it('has no resource that costs when nobody comes', () => {
    const idle = assembly.resources.filter(({ type }) =>
      /::(?:NatGateway|Instance|WebACL|LoadBalancer|DBCluster|VPC)$/.test(type),
    );
    expect(places(idle)).toEqual([]);
  });

  it('signs people in with a password and a secret, and says nothing about who exists', () => {
    expect(only('AWS::Cognito::UserPoolClient').properties).toMatchObject({
      GenerateSecret: true,
      PreventUserExistenceErrors: 'ENABLED',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
    expect(only('AWS::Cognito::UserPool').properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: { PasswordPolicy: { MinimumLength: 12 } },
      // Changed at each sign-in, and as long as Cognito allows: a longer value would keep people out.
      Schema: [{ Name: 'siret', Mutable: true, StringAttributeConstraints: { MaxLength: '2048' } }],
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    });
  });

  it('takes its addresses as parameters on a laptop, and from the configuration elsewhere', () => {
    const origins = (from: Assembly): string[] =>
      from
        .ofType('AWS::Lambda::Function')
        .map(({ properties }) => at(properties, 'Environment', 'Variables', 'SITE_ORIGIN'))
        .filter((origin) => origin !== undefined)
        .map((origin) => JSON.stringify(origin));
    expect(new Set(origins(assembly))).toEqual(new Set(['"https://parvis.example.org"']));
    expect(new Set(origins(local))).toEqual(new Set(['{"Ref":"SiteOrigin"}']));
  });
});

const parts = (target: unknown): unknown => z.tuple([z.string(), z.unknown()]).parse(at(target, 'Fn::Join'))[1];
