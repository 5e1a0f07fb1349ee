/**
 * Takes the place of the SDK's cache of discovered endpoints in the bundles (`lib/constructs/bundling.ts`): the table's
 * client makes one, and no command of it discovers an endpoint.
 */
export class EndpointCache {
  /** Nothing was discovered: the region's own endpoint is asked. */
  getEndpoint(): undefined {
    return undefined;
  }

  get(): undefined {
    return undefined;
  }

  set(): void {}

  delete(): void {}
}
