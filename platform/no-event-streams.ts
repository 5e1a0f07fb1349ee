/**
 * Takes the place of the SDK's streams of events in the bundles (`lib/constructs/bundling.ts`): no operation that Parvis
 * calls has one, and what is loaded when first needed keeps all beneath it from being compiled at once.
 */

/** What a client of S3 does to its settings: nothing, when none of its operations that stream is called. */
export const resolveEventStreamSerdeConfig = <Settings>(settings: Settings): Settings => settings;

/** @throws {Error} always: nothing calls it. */
export function eventStreamSerdeProvider(): never {
  throw new Error('No stream of events is read here.');
}

/** @throws {Error} always: nothing calls it. */
export function EventStreamSerde(): never {
  return eventStreamSerdeProvider();
}
