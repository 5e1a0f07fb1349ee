/** Reading templates: what refers to what, what a policy says. */
import * as z from 'zod';
import type { Assembly, Resource } from './assembly.ts';

/** Logical id that a `Ref` or `Fn::GetAtt` names; undefined for anything else. */
export function named(value: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': attribute } = references.catch({}).parse(value);
  return Ref ?? attribute?.[0];
}
const references = z.object({ Ref: z.string().optional(), 'Fn::GetAtt': z.array(z.string()).optional() });

/** A property at a path: `at(queue, 'RedrivePolicy', 'deadLetterTargetArn')`; undefined when a step is missing. */
export function at(from: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined,
    from,
  );
}

/** A text with its references flattened: `<Documents.Arn>/org/*`. */
export function flat(value: unknown): string {
  if (typeof value === 'string') return value;
  const join = joined.safeParse(value);
  if (join.success) return join.data['Fn::Join'][1].map(flat).join(join.data['Fn::Join'][0]);
  return `<${JSON.stringify(value)}>`;
}
const joined = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

const list = <T extends z.ZodType>(of: T) => z.union([of.transform((one) => [one]), z.array(of)]);

const statement = z.object({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: list(z.string()),
  Resource: list(z.unknown()).default([]),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

export interface Permission extends z.infer<typeof statement> {
  /** Logical id of the role. */
  role: string;
}

/** Every statement of the policies attached to roles, CDK's own copier of files aside: it runs at deployments only. */
export function permissionsOf({ ofType }: Assembly): Permission[] {
  return ofType('AWS::IAM::Policy').flatMap(({ properties }) => {
    const roles = z
      .array(z.unknown())
      .parse(properties.Roles)
      .map((role) => named(role) ?? '');
    const statements = z.array(statement).parse(at(properties, 'PolicyDocument', 'Statement'));
    return roles.filter((role) => !isCopier(role)).flatMap((role) => statements.map((one) => ({ role, ...one })));
  });
}

const isCopier = (id: string): boolean => id.startsWith('CustomCDKBucketDeployment');

/** The functions of the product, CDK's own copier of files aside. */
export const functionsOf = ({ ofType }: Assembly): Resource[] =>
  ofType('AWS::Lambda::Function').filter(({ id }) => !isCopier(id));

/** `parvis-example-send-mail` → `send-mail`. */
export const shortName = (name: unknown, stage: string): string => flat(name).replace(`parvis-${stage}-`, '');

/** Resources as a failure names them: `Work/DigestQueue…`. */
export const places = (resources: readonly Resource[]): string[] => resources.map(({ stack, id }) => `${stack}/${id}`);
