/** `AWS::CloudFront::ResponseHeadersPolicy`: the headers that the distribution adds to every answer. */
import { flagOf, isRecord, listOf, recordOf, textOf } from '../provision/values.ts';

export interface HeaderRule {
  name: string;
  value: string;
  /** Also replaces what the origin sent. */
  override: boolean;
}

export interface ResponseHeadersPolicy {
  set: HeaderRule[];
  remove: string[];
}

/** @throws {Error} For a part of the policy that the local gateway does not apply. */
export function readResponseHeadersPolicy(properties: Readonly<Record<string, unknown>>): ResponseHeadersPolicy {
  const config = recordOf(properties['ResponseHeadersPolicyConfig']);
  for (const part of ['CorsConfig', 'ServerTimingHeadersConfig']) {
    if (part in config) throw new Error(`${part} of a response headers policy is not applied by the local gateway`);
  }
  const set: HeaderRule[] = [];
  const security = recordOf(config['SecurityHeadersConfig']);
  const add = (part: string, name: string, value: (rule: Record<string, unknown>) => string): void => {
    const rule = security[part];
    if (isRecord(rule)) set.push({ name, value: value(rule), override: flagOf(rule['Override']) });
  };
  add('ContentSecurityPolicy', 'content-security-policy', (rule) => textOf(rule['ContentSecurityPolicy']));
  add('ContentTypeOptions', 'x-content-type-options', () => 'nosniff');
  add('FrameOptions', 'x-frame-options', (rule) => textOf(rule['FrameOption']));
  add('ReferrerPolicy', 'referrer-policy', (rule) => textOf(rule['ReferrerPolicy']));
  add('StrictTransportSecurity', 'strict-transport-security', transportSecurity);
  add('XSSProtection', 'x-xss-protection', (rule) =>
    flagOf(rule['Protection']) ? `1${flagOf(rule['ModeBlock']) ? '; mode=block' : ''}` : '0',
  );
  for (const item of listOf(recordOf(config['CustomHeadersConfig'])['Items']).map(recordOf)) {
    set.push({
      name: textOf(item['Header']).toLowerCase(),
      value: textOf(item['Value']),
      override: flagOf(item['Override']),
    });
  }
  const removed = listOf(recordOf(config['RemoveHeadersConfig'])['Items']).map(recordOf);
  return { set, remove: removed.map((item) => textOf(item['Header']).toLowerCase()) };
}

function transportSecurity(rule: Record<string, unknown>): string {
  const parts = [`max-age=${textOf(rule['AccessControlMaxAgeSec'])}`];
  if (flagOf(rule['IncludeSubdomains'])) parts.push('includeSubDomains');
  if (flagOf(rule['Preload'])) parts.push('preload');
  return parts.join('; ');
}

/** Changes the headers of an answer as the policy says. */
export function applyPolicy(headers: Record<string, string | string[]>, policy: ResponseHeadersPolicy): void {
  for (const name of policy.remove) delete headers[name];
  for (const { name, value, override } of policy.set) {
    if (override || !(name in headers)) headers[name] = value;
  }
}
