import type { AttributeValue, Item } from './types.ts';

/**
 * Bytes of an item as DynamoDB counts them: names and values in UTF-8, numbers two digits to a byte.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name in item) size += Buffer.byteLength(name) + valueSize(item[name]);
  return size;
}

function valueSize(value: AttributeValue | undefined): number {
  if (value === undefined) return 0;
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64');
  if (value.SS !== undefined) return sum(value.SS, (text) => Buffer.byteLength(text));
  if (value.NS !== undefined) return sum(value.NS, numberSize);
  if (value.BS !== undefined) return sum(value.BS, (bytes) => Buffer.byteLength(bytes, 'base64'));
  if (value.L !== undefined) return 3 + sum(value.L, (element) => 1 + valueSize(element));
  if (value.M !== undefined) return 3 + Object.keys(value.M).length + itemSize(value.M);
  return 1;
}

function numberSize(text: string): number {
  const digits = text.replace(/^-|\./g, '').replace(/^0+|0+$/g, '');
  return 1 + Math.ceil(digits.length / 2) + (text.startsWith('-') ? 1 : 0);
}

const sum = <T>(values: readonly T[], size: (value: T) => number): number =>
  values.reduce((total, value) => total + size(value), 0);

/** True when a write from one to the other changes nothing. Sets have no order. */
export function sameItem(before: Item | undefined, after: Item | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  const names = Object.keys(before);
  return (
    names.length === Object.keys(after).length &&
    names.every((name) => name in after && sameValue(before[name], after[name]))
  );
}

function sameValue(before: AttributeValue | undefined, after: AttributeValue | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  if (before.M && after.M) return sameItem(before.M, after.M);
  if (before.L && after.L) {
    const other = after.L;
    return before.L.length === other.length && before.L.every((element, place) => sameValue(element, other[place]));
  }
  for (const type of ['SS', 'NS', 'BS'] as const) {
    const members = before[type];
    const others = after[type];
    if (members && others)
      return members.length === others.length && new Set([...members, ...others]).size === members.length;
  }
  return (
    before.S === after.S &&
    before.N === after.N &&
    before.B === after.B &&
    before.BOOL === after.BOOL &&
    before.NULL === after.NULL &&
    !before.M === !after.M &&
    !before.L === !after.L &&
    !before.SS === !after.SS &&
    !before.NS === !after.NS &&
    !before.BS === !after.BS
  );
}

/** The named attributes of an item, those that it has. */
export function pick(item: Item, names: readonly string[]): Item {
  const picked: Item = {};
  for (const name of names) {
    const value = item[name];
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
