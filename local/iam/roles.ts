/** The roles of the templates with all their policies: inline, attached, and managed by AWS. */
import { AwsError } from '../aws.ts';
import { AWS_MANAGED_POLICIES, grantsOf, withoutGrant } from './documents.ts';
import type { Grant, PolicyDocument, Statement } from './documents.ts';

export interface Role {
  logicalId: string;
  name: string;
  arn: string;
  trust: PolicyDocument;
}

/** A statement with the place it comes from. */
export interface PlacedStatement {
  policy: string;
  /** Sid, or place in the policy counted from 1. */
  label: string;
  statement: Statement;
}

/** Restores what was changed. */
export type Undo = () => void;

export interface RoleRegistry {
  setRole(role: Role, inline: Readonly<Record<string, PolicyDocument>>, managedPolicyArns: readonly string[]): void;
  /** A policy under its name or ARN, attached to the roles named. */
  setPolicy(name: string, document: PolicyDocument, roleNames: readonly string[]): void;
  /** @throws {AwsError} `NoSuchEntity` */
  role(arn: string): Role;
  /** Changes with every change of a policy: what was decided before no longer holds. */
  readonly version: number;
  statements(roleArn: string): readonly PlacedStatement[];
  grants(): Grant[];
  /** Replaces the document of a policy (named as {@link Grant.policy} names it) until undone. */
  replacePolicy(name: string, document: PolicyDocument): Undo;
  /** Takes one action and resource pair away from the role, in whatever statement holds it, until undone. */
  removeGrant(grant: Pick<Grant, 'role' | 'action' | 'resourcePattern'>): Undo;
}

export function createRoleRegistry(): RoleRegistry {
  const roles = new Map<string, Role>();
  const policies = new Map<string, PolicyDocument>(Object.entries(AWS_MANAGED_POLICIES));
  /** Role name → policies it has; policy → roles that its resource attaches it to. */
  const ofRole = new Map<string, readonly string[]>();
  const attachedTo = new Map<string, readonly string[]>();
  /** Pairs taken away by {@link RoleRegistry.removeGrant}. */
  const removed = new Set<Pick<Grant, 'role' | 'action' | 'resourcePattern'>>();
  const compiled = new Map<string, readonly PlacedStatement[]>();
  let version = 0;
  const changed = (): void => {
    version += 1;
    compiled.clear();
  };

  const roleByArn = (arn: string): Role => {
    const role = roles.get(arn);
    if (role === undefined) throw new AwsError('NoSuchEntity', `The role with ARN ${arn} cannot be found.`, 404);
    return role;
  };

  const policiesOf = (role: Role): string[] => {
    const attached = [...attachedTo].filter(([, names]) => names.includes(role.name)).map(([policy]) => policy);
    return [...new Set([...(ofRole.get(role.name) ?? []), ...attached])];
  };

  const compile = (role: Role): PlacedStatement[] =>
    policiesOf(role).flatMap((policy) => {
      const document = policies.get(policy);
      if (document === undefined) {
        throw new AwsError(
          'NoSuchEntity',
          `Role ${role.logicalId} has policy ${policy}, which is not known here.`,
          404,
        );
      }
      return document.Statement.flatMap((statement, index) => {
        const label = statement.Sid ?? String(index + 1);
        const gone = [...removed].filter((pair) => pair.role === role.logicalId && statement.Effect === 'Allow');
        const left = gone.reduce((kept, pair) => kept.flatMap((one) => withoutGrant(one, pair)), [statement]);
        return left.map((one) => ({ policy, label, statement: one }));
      });
    });

  const statements = (roleArn: string): readonly PlacedStatement[] => {
    const kept = compiled.get(roleArn);
    if (kept !== undefined) return kept;
    const fresh = compile(roleByArn(roleArn));
    compiled.set(roleArn, fresh);
    return fresh;
  };

  return {
    get version() {
      return version;
    },
    role: roleByArn,
    statements,
    setRole(role, inline, managedPolicyArns) {
      roles.set(role.arn, role);
      const names = Object.entries(inline).map(([name, document]) => {
        policies.set(`${role.logicalId}/${name}`, document);
        return `${role.logicalId}/${name}`;
      });
      ofRole.set(role.name, [...names, ...managedPolicyArns]);
      changed();
    },
    setPolicy(name, document, roleNames) {
      policies.set(name, document);
      attachedTo.set(name, roleNames);
      changed();
    },
    grants: () =>
      [...roles.values()].flatMap((role) =>
        statements(role.arn).flatMap(({ policy, label, statement }) =>
          grantsOf(statement).map((pair) => ({ role: role.logicalId, policy, statement: label, ...pair })),
        ),
      ),
    replacePolicy(name, document) {
      const before = policies.get(name);
      if (before === undefined) throw new AwsError('NoSuchEntity', `Policy ${name} was not found.`, 404);
      policies.set(name, document);
      changed();
      return () => {
        policies.set(name, before);
        changed();
      };
    },
    removeGrant(grant) {
      removed.add(grant);
      changed();
      return () => {
        removed.delete(grant);
        changed();
      };
    },
  };
}
