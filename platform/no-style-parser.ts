/**
 * Takes the place of PostCSS in the bundles (`lib/constructs/bundling.ts`): sanitize-html would read the declarations
 * of `style` attributes with it, which no rich text of ours may have, and it weighs 90 kB.
 */

/** @throws {Error} always: the attribute is then left out. */
export function parse(): never {
  throw new Error('Rich text has no style attributes.');
}
