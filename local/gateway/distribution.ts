/** `AWS::CloudFront::Distribution`: which origin answers which path, and under which policies. */
import { flagOf, isRecord, listOf, recordOf, textOf, textsOf } from '../provision/values.ts';
import {
  MANAGED_CACHE_POLICIES,
  MANAGED_ORIGIN_REQUEST_POLICIES,
  NOTHING_PASSED,
  type CachePolicy,
  type OriginRequestPolicy,
} from './request-headers.ts';
import type { ResponseHeadersPolicy } from './response-headers.ts';

export interface Origin {
  domainName: string;
  path: string;
  /** Added to each request, the secret of the origin among them. Lower-case names. */
  customHeaders: Record<string, string>;
}

export interface Behaviour {
  pattern: RegExp;
  origin: Origin;
  methods: ReadonlySet<string>;
  compress: boolean;
  cache: CachePolicy;
  originRequest: OriginRequestPolicy;
  responseHeaders: ResponseHeadersPolicy | undefined;
}

export interface Distribution {
  domainName: string;
  behaviourFor(path: string): Behaviour;
}

/** Policies of the templates, by their id. */
export interface Policies {
  cache: Map<string, CachePolicy>;
  originRequest: Map<string, OriginRequestPolicy>;
  responseHeaders: Map<string, ResponseHeadersPolicy>;
}

/** @throws {Error} For a policy or a feature that the local gateway does not have. */
export function readDistribution(
  properties: Readonly<Record<string, unknown>>,
  domainName: string,
  policies: Policies,
): Distribution {
  const config = recordOf(properties['DistributionConfig']);
  if (listOf(config['CustomErrorResponses']).length > 0) {
    throw new Error('The local gateway serves no custom error responses');
  }
  const origins = new Map(
    listOf(config['Origins'])
      .map(recordOf)
      .map((origin) => [textOf(origin['Id']), readOrigin(origin)]),
  );
  const read = (behaviour: Record<string, unknown>, pattern: string): Behaviour => {
    for (const feature of ['FunctionAssociations', 'LambdaFunctionAssociations']) {
      if (listOf(behaviour[feature]).length > 0) throw new Error(`The local gateway runs no ${feature}`);
    }
    const origin = origins.get(textOf(behaviour['TargetOriginId']));
    if (!origin) throw new Error(`The behaviour "${pattern}" names an origin that is not there`);
    const headersPolicy = behaviour['ResponseHeadersPolicyId'];
    const requestPolicy = behaviour['OriginRequestPolicyId'];
    return {
      pattern: pathPattern(pattern),
      origin,
      methods: new Set(textsOf(behaviour['AllowedMethods'] ?? ['GET', 'HEAD'])),
      compress: flagOf(behaviour['Compress']),
      cache: found('cache', textOf(behaviour['CachePolicyId'] ?? ''), policies.cache, MANAGED_CACHE_POLICIES),
      originRequest:
        requestPolicy === undefined
          ? NOTHING_PASSED
          : found('origin request', textOf(requestPolicy), policies.originRequest, MANAGED_ORIGIN_REQUEST_POLICIES),
      responseHeaders:
        headersPolicy === undefined
          ? undefined
          : found('response headers', textOf(headersPolicy), policies.responseHeaders, {}),
    };
  };
  const behaviours = listOf(config['CacheBehaviors'])
    .map(recordOf)
    .map((behaviour) => read(behaviour, textOf(behaviour['PathPattern'])));
  const otherwise = read(recordOf(config['DefaultCacheBehavior']), '*');
  return {
    domainName,
    behaviourFor: (path) => behaviours.find(({ pattern }) => pattern.test(path)) ?? otherwise,
  };
}

function found<T>(kind: string, id: string, own: Map<string, T>, managed: Readonly<Record<string, T>>): T {
  const policy = own.get(id) ?? managed[id];
  if (!policy) throw new Error(`The ${kind} policy "${id}" is not known to the local gateway`);
  return policy;
}

function readOrigin(origin: Record<string, unknown>): Origin {
  const headers = listOf(origin['OriginCustomHeaders']).filter(isRecord);
  return {
    domainName: textOf(origin['DomainName']),
    path: textOf(origin['OriginPath'] ?? ''),
    customHeaders: Object.fromEntries(
      headers.map((header) => [textOf(header['HeaderName']).toLowerCase(), textOf(header['HeaderValue'])]),
    ),
  };
}

/** `*` stands for any number of characters, `?` for one. */
function pathPattern(pattern: string): RegExp {
  const source = pattern
    .replace(/^\/?/, pattern.startsWith('*') ? '' : '/')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}
