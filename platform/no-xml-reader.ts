/**
 * In the place of `sax` in bundles: the library of feeds writes XML, and never reads any.
 * @throws {Error} when something would read XML with it after all.
 */
export function parser(): never {
  throw new Error('No XML is read here.');
}
