import type { EventSources } from '../../../local/lambda/event-sources.ts';

const none = async (): Promise<never[]> => [];

/** No queue and no table: for functions that are only called. */
export const noSources: EventSources = {
  queues: { receive: none, remove: async () => undefined, send: async () => undefined },
  streams: { read: none, wait: async () => false, latest: async () => undefined },
  authoriser: { authorise: async () => undefined },
};
