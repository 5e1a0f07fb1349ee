/** Policy documents as the templates write them, and the grants (action and resource pairs) they hold. */
import * as z from 'zod';

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

/** Values of a condition may be booleans or numbers in a template. */
const condition = z.record(z.string(), z.record(z.string(), z.unknown()));

export const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMany.optional(),
  NotAction: oneOrMany.optional(),
  Resource: oneOrMany.optional(),
  NotResource: oneOrMany.optional(),
  Principal: z.unknown().optional(),
  Condition: condition.optional(),
});

export const policyDocument = z.object({
  Version: z.string().default('2012-10-17'),
  Statement: z.union([statementSchema.transform((one) => [one]), z.array(statementSchema)]),
});

export type Statement = z.infer<typeof statementSchema>;
export type PolicyDocument = z.infer<typeof policyDocument>;

/** One action on one resource pattern, as a statement of a role's policies allows it. */
export interface Grant {
  /** Logical name of the role in its template. */
  role: string;
  /** Name of the policy that holds the statement. */
  policy: string;
  /** Sid of the statement, or its place in the policy, counted from 1. */
  statement: string;
  action: string;
  resourcePattern: string;
}

/** Every action and resource pair that the statement allows. */
export function grantsOf(statement: Statement): Pick<Grant, 'action' | 'resourcePattern'>[] {
  if (statement.Effect !== 'Allow') return [];
  const actions = statement.Action ?? (statement.NotAction ?? []).map((action) => `not ${action}`);
  const resources = statement.Resource ?? (statement.NotResource ?? []).map((resource) => `not ${resource}`);
  return actions.flatMap((action) => resources.map((resourcePattern) => ({ action, resourcePattern })));
}

/** The statement without one pair: what remains may take two statements. */
export function withoutGrant(statement: Statement, pair: Pick<Grant, 'action' | 'resourcePattern'>): Statement[] {
  const { Action: actions = [], Resource: resources = [] } = statement;
  if (!actions.includes(pair.action) || !resources.includes(pair.resourcePattern)) return [statement];
  const otherActions = actions.filter((action) => action !== pair.action);
  const otherResources = resources.filter((resource) => resource !== pair.resourcePattern);
  return [
    ...(otherActions.length > 0 ? [{ ...statement, Action: otherActions }] : []),
    ...(otherResources.length > 0 ? [{ ...statement, Action: [pair.action], Resource: otherResources }] : []),
  ];
}

/** Whether the action may concern the statement: only those that may are simulated. */
export function mayConcern(statement: Statement, action: string): boolean {
  return statement.Action?.some((pattern) => matches(pattern, action)) ?? true;
}

/** Whether an action pattern covers the action, letter case aside as in IAM. */
const matches = (pattern: string, action: string): boolean => likePattern(pattern, 'i').test(action);

/** A pattern as IAM writes them: `*` is any characters, `?` is one. */
export function likePattern(pattern: string, flags = ''): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, `${flags}s`);
}

/** Managed policies of AWS that templates attach by name. Others are refused, so that none is silently empty. */
export const AWS_MANAGED_POLICIES: Readonly<Record<string, PolicyDocument>> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: ['*'],
      },
    ],
  },
};
