/** `AWS::ApiGatewayV2::*`: the HTTP APIs of the templates, and which function answers which route. */
import { createHash } from 'node:crypto';
import type { ResourceProvider } from '../aws.ts';
import { isRecord, numberOf, recordOf, textOf } from '../provision/values.ts';
import { routeMatcher, type Route, type RouteMatcher } from './routes.ts';
import { throttle, type ThrottleSettings } from './throttle.ts';

export interface LambdaIntegration {
  functionArn: string;
  timeoutMs: number;
}

export interface HttpApi {
  id: string;
  domainName: string;
  match: RouteMatcher<LambdaIntegration>;
  /** Whether the stage's throttling lets one more request through. */
  admits(now: number): boolean;
}

export interface HttpApis {
  providers: Readonly<Record<string, ResourceProvider>>;
  /** The API that answers under a domain name. */
  at(domainName: string): HttpApi | undefined;
}

/** An HTTP API waits no longer for a function. */
const LONGEST_INTEGRATION_MS = 30_000;

interface Declared {
  domainName: string;
  integrations: Map<string, LambdaIntegration>;
  routes: Route<LambdaIntegration>[];
  throttling: ThrottleSettings | undefined;
}

export function createHttpApis(region: string): HttpApis {
  const declared = new Map<string, Declared>();
  const built = new Map<string, HttpApi>();
  const api = (id: unknown): Declared => {
    const found = declared.get(textOf(id));
    if (!found) throw new Error(`There is no API ${textOf(id)}`);
    return found;
  };
  const providers: Record<string, ResourceProvider> = {
    'AWS::ApiGatewayV2::Api': async ({ properties, defaultName }) => {
      if (properties['ProtocolType'] !== 'HTTP') throw new Error('Only HTTP APIs are served');
      if ('CorsConfiguration' in properties) throw new Error('The local gateway does not answer CORS for an API');
      // Ten lower-case characters, as AWS makes them.
      const id = createHash('sha256').update(defaultName).digest('hex').slice(0, 10);
      const domainName = `${id}.execute-api.${region}.amazonaws.com`;
      declared.set(id, { domainName, integrations: new Map(), routes: [], throttling: undefined });
      return { ref: id, attributes: { ApiId: id, ApiEndpoint: `https://${domainName}` } };
    },
    'AWS::ApiGatewayV2::Integration': async ({ properties, defaultName }) => {
      const { ApiId, IntegrationType, IntegrationUri, PayloadFormatVersion, TimeoutInMillis } = properties;
      if (IntegrationType !== 'AWS_PROXY' || PayloadFormatVersion !== '2.0') {
        throw new Error('Only proxy integrations of functions with payload format 2.0 are served');
      }
      const uri = textOf(IntegrationUri);
      api(ApiId).integrations.set(defaultName, {
        functionArn: /functions\/(arn:[^/]+)\/invocations$/.exec(uri)?.[1] ?? uri,
        timeoutMs: Math.min(numberOf(TimeoutInMillis, LONGEST_INTEGRATION_MS), LONGEST_INTEGRATION_MS),
      });
      return { ref: defaultName, attributes: {} };
    },
    'AWS::ApiGatewayV2::Route': async ({ properties, defaultName }) => {
      const target = api(properties['ApiId']).integrations.get(
        textOf(properties['Target']).replace(/^integrations\//, ''),
      );
      if (!target) throw new Error(`${textOf(properties['Target'])} is not an integration of this API`);
      api(properties['ApiId']).routes.push({ routeKey: textOf(properties['RouteKey']), target });
      return { ref: defaultName, attributes: {} };
    },
    'AWS::ApiGatewayV2::Stage': async ({ properties }) => {
      if (properties['StageName'] !== '$default') throw new Error('Only the $default stage is served');
      if (isRecord(properties['RouteSettings'])) throw new Error('Throttling of single routes is not applied');
      const settings = recordOf(properties['DefaultRouteSettings']);
      if ('ThrottlingRateLimit' in settings) {
        const rate = numberOf(settings['ThrottlingRateLimit'], 0);
        api(properties['ApiId']).throttling = { rate, burst: numberOf(settings['ThrottlingBurstLimit'], rate) };
      }
      return { ref: '$default', attributes: {} };
    },
  };
  return {
    providers,
    at(domainName) {
      const kept = built.get(domainName);
      if (kept) return kept;
      const found = [...declared].find(([, { domainName: own }]) => own === domainName);
      if (!found) return undefined;
      const [id, { routes, throttling }] = found;
      const admits = throttling ? throttle(throttling) : () => true;
      const made: HttpApi = { id, domainName, match: routeMatcher(routes), admits };
      built.set(domainName, made);
      return made;
    },
  };
}
