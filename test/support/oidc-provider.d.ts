/** The parts of oidc-provider 9 that the tests use. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }
  interface Context {
    oidc: {
      provider: { Grant: new (properties: { clientId: string; accountId: string }) => Grant };
      client: { clientId: string };
      session: { accountId: string };
      params: { scope: string };
    };
  }
  export interface Configuration {
    adapter: new (model: string) => object;
    clients: readonly Record<string, unknown>[];
    jwks: { keys: readonly object[] };
    claims: Record<string, readonly string[]>;
    cookies: { keys: readonly string[] };
    features: Record<string, { enabled: boolean }>;
    pkce: { required: () => boolean };
    ttl: Record<string, number>;
    interactions: { url: (context: Context, interaction: { uid: string }) => string };
    findAccount: (context: Context, id: string) => Promise<{ accountId: string; claims: () => Promise<object> }>;
    loadExistingGrant: (context: Context) => Promise<Grant>;
  }
  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
  }
}
