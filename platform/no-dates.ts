/**
 * Takes the place of dayjs in the bundles (`lib/constructs/bundling.ts`): a helper of sanitize-html brings it for
 * fields of dates, which texts have not.
 */

/** @throws {Error} always: nothing calls it. */
export function dayjs(): never {
  throw new Error('Rich text has no dates to read.');
}
