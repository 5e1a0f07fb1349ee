/**
 * The policy of a browser's upload: what the signer allowed the form to hold.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 */
import * as z from 'zod';
import { AwsError } from '../aws.ts';
import { accessDenied } from './errors.ts';

/** Fields that no condition needs to cover; those beginning with `x-ignore-` neither. */
const UNCOVERED: ReadonlySet<string> = new Set(['policy', 'x-amz-signature', 'file']);

const conditionSchema = z.union([
  z.tuple([z.literal('content-length-range'), z.coerce.number().int().min(0), z.coerce.number().int().min(0)]),
  z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
  z.record(z.string(), z.string()).refine((condition) => Object.keys(condition).length === 1),
]);

const policySchema = z.object({ expiration: z.iso.datetime(), conditions: z.array(conditionSchema) });

type Condition = z.infer<typeof conditionSchema>;
export type PostPolicy = z.infer<typeof policySchema>;

/** Bounds of the file, in bytes. */
export interface SizeRange {
  minimumSize: number;
  maximumSize: number | undefined;
}

const invalidPolicy = (message: string): AwsError =>
  new AwsError('InvalidPolicyDocument', `Invalid Policy: ${message}`);

const notAllowed = (reason: string): AwsError => accessDenied(`Invalid according to Policy: ${reason}`);

/**
 * @param encoded in base64, as in the form.
 * @throws {AwsError} `InvalidPolicyDocument`.
 */
export function parsePolicy(encoded: string): PostPolicy {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    throw invalidPolicy('Invalid JSON.');
  }
  const policy = policySchema.safeParse(document);
  if (!policy.success) throw invalidPolicy(z.prettifyError(policy.error));
  return policy.data;
}

/** A condition on a field as operator, lower-case name and value; undefined for the one on the size. */
function fieldCondition(
  condition: Condition,
): { operator: 'eq' | 'starts-with'; field: string; value: string } | undefined {
  if (!Array.isArray(condition)) {
    const [[field, value] = ['', '']] = Object.entries(condition);
    return { operator: 'eq', field: field.toLowerCase(), value };
  }
  if (condition[0] === 'content-length-range') return undefined;
  const [operator, variable, value] = condition;
  return { operator, field: variable.slice(1).toLowerCase(), value };
}

/**
 * Holds a form against its policy.
 * @param fields by lower-case name, the bucket and the final key among them.
 * @param now milliseconds since the epoch.
 * @returns the bounds that the file must keep to.
 * @throws {AwsError} `AccessDenied`, naming what is not allowed.
 */
export function checkPolicy(policy: PostPolicy, fields: ReadonlyMap<string, string>, now: number): SizeRange {
  if (Date.parse(policy.expiration) <= now) throw notAllowed('Policy expired.');
  const covered = new Set<string>();
  for (const condition of policy.conditions.map(fieldCondition)) {
    if (!condition) continue;
    const { operator, field, value } = condition;
    const given = fields.get(field) ?? '';
    if (operator === 'eq' ? given !== value : !given.startsWith(value)) {
      throw notAllowed(`Policy Condition failed: ${JSON.stringify([operator, `$${field}`, value])}`);
    }
    covered.add(field);
  }
  const extra = [...fields.keys()].filter(
    (field) => !covered.has(field) && !UNCOVERED.has(field) && !field.startsWith('x-ignore-'),
  );
  if (extra.length > 0) throw notAllowed(`Extra input fields: ${extra.join(', ')}`);
  return sizeRange(policy.conditions);
}

/** Several ranges must all hold. */
function sizeRange(conditions: readonly Condition[]): SizeRange {
  const range: SizeRange = { minimumSize: 0, maximumSize: undefined };
  for (const condition of conditions) {
    if (!Array.isArray(condition) || condition[0] !== 'content-length-range') continue;
    const [, minimum, maximum] = condition;
    range.minimumSize = Math.max(range.minimumSize, minimum);
    range.maximumSize = Math.min(range.maximumSize ?? maximum, maximum);
  }
  return range;
}
