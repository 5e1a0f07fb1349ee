/**
 * Takes the place of the SDK's chain of credential providers in the bundles (`lib/constructs/bundling.ts`): a function
 * always has its role's credentials in its environment, and the chain's other links (single sign-on, instance
 * metadata, …) weigh 100 kB that would be loaded at each cold start.
 */
import { fromEnv } from '@aws-sdk/credential-provider-env';

/** What the SDK calls when a client was given no credentials: they are the same for the life of a container. */
export const defaultProvider: typeof fromEnv = (init) => {
  const read = fromEnv(init);
  let credentials: ReturnType<typeof read> | undefined;
  return () => (credentials ??= read());
};
