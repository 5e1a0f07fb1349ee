/** `AWS::CloudFront::*`: the distribution of the templates and its policies. */
import { createHash } from 'node:crypto';
import { ACCOUNT, type ResourceProvider } from '../aws.ts';
import { readDistribution, type Distribution, type Policies } from './distribution.ts';
import { readCachePolicy, readOriginRequestPolicy } from './request-headers.ts';
import { readResponseHeadersPolicy } from './response-headers.ts';

export interface Cdn {
  providers: Readonly<Record<string, ResourceProvider>>;
  /** The distribution that is the site. @throws {Error} When the templates have none, or several. */
  site(): Distribution;
}

export function createCdn(): Cdn {
  const policies: Policies = { cache: new Map(), originRequest: new Map(), responseHeaders: new Map() };
  const distributions: Distribution[] = [];

  const policyProvider =
    <T>(kept: Map<string, T>, read: (properties: Readonly<Record<string, unknown>>) => T): ResourceProvider =>
    async ({ properties, defaultName }) => {
      kept.set(defaultName, read(properties));
      return { ref: defaultName, attributes: { Id: defaultName } };
    };

  return {
    providers: {
      'AWS::CloudFront::CachePolicy': policyProvider(policies.cache, readCachePolicy),
      'AWS::CloudFront::OriginRequestPolicy': policyProvider(policies.originRequest, readOriginRequestPolicy),
      'AWS::CloudFront::ResponseHeadersPolicy': policyProvider(policies.responseHeaders, readResponseHeadersPolicy),
      'AWS::CloudFront::Distribution': async ({ properties, defaultName }) => {
        const hash = createHash('sha256').update(defaultName).digest('hex');
        const id = `E${hash.slice(0, 13).toUpperCase()}`;
        const domainName = `d${hash.slice(0, 13)}.cloudfront.net`;
        distributions.push(readDistribution(properties, domainName, policies));
        const arn = `arn:aws:cloudfront::${ACCOUNT}:distribution/${id}`;
        return { ref: id, attributes: { Id: id, DomainName: domainName, Arn: arn } };
      },
    },
    site() {
      const [site, another] = distributions;
      if (!site || another)
        throw new Error(`The templates have ${distributions.length} distributions; the site is one`);
      return site;
    },
  };
}
