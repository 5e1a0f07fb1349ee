import { describe, expect, it } from 'vitest';
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  NOTHING_PASSED,
  passedHeaders,
  readCachePolicy,
  readOriginRequestPolicy,
  tellsViewerAddress,
} from '../../../local/gateway/request-headers.ts';
import { applyPolicy, readResponseHeadersPolicy } from '../../../local/gateway/response-headers.ts';

const viewer = {
  host: 'localhost:4747',
  connection: 'keep-alive',
  accept: 'text/html',
  'accept-encoding': 'gzip, deflate, br, zstd',
  cookie: 'a=1',
  'user-agent': 'Firefox',
  'cloudfront-viewer-address': '6.6.6.6:66',
  'x-origin-key': 'guess',
};
const noCache = readCachePolicy({});

describe('the headers that reach the origin', () => {
  it('are those of the list, and those of the key of the cache', () => {
    const request = readOriginRequestPolicy({
      OriginRequestPolicyConfig: {
        HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['User-Agent', 'CloudFront-Viewer-Address'] },
      },
    });
    const cache = readCachePolicy({
      CachePolicyConfig: {
        ParametersInCacheKeyAndForwardedToOrigin: {
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept'] },
          CookiesConfig: { CookieBehavior: 'all' },
          EnableAcceptEncodingBrotli: true,
          EnableAcceptEncodingGzip: true,
        },
      },
    });
    expect(passedHeaders(viewer, request, cache)).toEqual({
      'user-agent': 'Firefox',
      accept: 'text/html',
      cookie: 'a=1',
      'accept-encoding': 'br,gzip',
    });
    expect(tellsViewerAddress(request)).toBe(true);
  });

  it('are none of the viewer without a policy', () => {
    expect(passedHeaders(viewer, NOTHING_PASSED, noCache)).toEqual({});
  });

  it('never hold what the viewer says in the name of CloudFront, nor what is meant for one hop', () => {
    const all = MANAGED_ORIGIN_REQUEST_POLICIES['b689b0a8-53d0-40ab-baf2-68738e2966ac'] ?? NOTHING_PASSED;
    const passed = passedHeaders(viewer, all, noCache);
    expect(Object.keys(passed).sort()).toEqual(['accept', 'accept-encoding', 'cookie', 'user-agent', 'x-origin-key']);
  });

  it('do not ask for an encoding that the viewer does not take', () => {
    const cache = MANAGED_CACHE_POLICIES['658327ea-f89d-4fab-a63d-7e88639e58f6'] ?? noCache;
    expect(passedHeaders({ 'accept-encoding': 'zstd' }, NOTHING_PASSED, cache)).toEqual({});
  });
});

describe('the headers that the distribution adds', () => {
  const policy = readResponseHeadersPolicy({
    ResponseHeadersPolicyConfig: {
      SecurityHeadersConfig: {
        ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: false },
        ContentTypeOptions: { Override: true },
        FrameOptions: { FrameOption: 'DENY', Override: true },
        ReferrerPolicy: { ReferrerPolicy: 'same-origin', Override: true },
        StrictTransportSecurity: {
          AccessControlMaxAgeSec: 60,
          IncludeSubdomains: true,
          Preload: false,
          Override: true,
        },
      },
      CustomHeadersConfig: { Items: [{ Header: 'Permissions-Policy', Value: 'camera=()', Override: true }] },
      RemoveHeadersConfig: { Items: [{ Header: 'apigw-requestid' }] },
    },
  });

  it('replace those of the origin only where the policy says so', () => {
    const headers: Record<string, string | string[]> = {
      'content-security-policy': "default-src 'self'",
      'x-frame-options': 'SAMEORIGIN',
      'apigw-requestid': 'x',
    };
    applyPolicy(headers, policy);
    expect(headers).toEqual({
      'content-security-policy': "default-src 'self'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'strict-transport-security': 'max-age=60; includeSubDomains',
      'permissions-policy': 'camera=()',
    });
  });

  it('are refused when the gateway does not apply them', () => {
    const properties = { ResponseHeadersPolicyConfig: { CorsConfig: {} } };
    expect(() => readResponseHeadersPolicy(properties)).toThrow('CorsConfig');
  });
});
