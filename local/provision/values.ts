/** The JSON values that templates are made of. */

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An intrinsic function is an object of one key, `Ref`, `Condition` or `Fn::…`. */
export function isIntrinsic(value: Record<string, unknown>): boolean {
  const keys = Object.keys(value);
  const [key = ''] = keys;
  if (keys.length !== 1) return false;
  // IAM statements have a `Condition` too, but theirs is an object.
  return key === 'Ref' || key.startsWith('Fn::') || (key === 'Condition' && typeof value[key] === 'string');
}

/**
 * Text, or a number or boolean as CloudFormation writes it in text.
 *
 * @throws {Error} For anything else.
 */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`Text was expected, not ${JSON.stringify(value)}`);
}

/** A property as CloudFormation accepts it: numbers and booleans also come as text. */
export const numberOf = (value: unknown, fallback: number): number =>
  value === undefined || value === '' ? fallback : Number(textOf(value));

export const flagOf = (value: unknown): boolean => value === true || value === 'true';

export const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const textsOf = (value: unknown): string[] => listOf(value).map(textOf);
