import { ArnPrincipal, Effect, PolicyStatement, PrincipalWithConditions, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { Conditions, ParvisFunction } from './parvis-function.ts';

/** Session tag that names the organisation, by its SIREN. */
export const ORGANISATION_TAG = 'organisation';

/** No tag but this one, and this one a SIREN. Without it, the session may touch no organisation's partition. */
const TAGGED = {
  'ForAllValues:StringEquals': { 'aws:TagKeys': [ORGANISATION_TAG] },
  StringLikeIfExists: { [`aws:RequestTag/${ORGANISATION_TAG}`]: '?????????' },
};

/**
 * What a function may do on behalf of one organisation: a role that it alone assumes, for one organisation at a time
 * (docs/adr/0012-iam-isolation.md).
 */
export class OrganisationRole extends Construct {
  private readonly role: Role;
  private readonly fn: ParvisFunction;

  constructor(fn: ParvisFunction) {
    super(fn, 'Organisation');
    this.fn = fn;
    this.role = new Role(this, 'Role', {
      assumedBy: new PrincipalWithConditions(new ArnPrincipal(fn.roleArn), TAGGED).withSessionTags(),
    });
    fn.grant('WorkForOrganisations', ['sts:AssumeRole', 'sts:TagSession'], [this.role.roleArn]);
    fn.set('ORGANISATION_ROLE_ARN', this.role.roleArn);
  }

  /** Allows exact actions on exact resources. The Sid says what for. */
  grant(sid: string, actions: readonly string[], resources: readonly string[], conditions?: Conditions): void {
    this.role.addToPrincipalPolicy(
      new PolicyStatement({
        sid,
        effect: Effect.ALLOW,
        actions: [...actions],
        resources: [...resources],
        ...(conditions && { conditions }),
      }),
    );
  }

  /** Like {@link grant}, for all objects under a prefix. */
  grantUnder(
    sid: string,
    actions: readonly string[],
    resource: `${string}*`,
    reason: string,
    conditions?: Conditions,
  ): void {
    this.grant(sid, actions, [resource], conditions);
    acknowledgeWildcard(this.role, resource, reason);
  }

  /** Sets a variable of the function's environment. */
  set(variable: string, value: string): void {
    this.fn.set(variable, value);
  }
}
