import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolEmail,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { acknowledge } from './acknowledge.ts';
import { domainPrefix, poolKeysOrigin, signInOrigin } from './addresses.ts';
import type { ParvisFunction } from './parvis-function.ts';

export type UserAction =
  | 'DescribeUserPoolClient'
  | 'AdminCreateUser'
  | 'AdminSetUserPassword'
  | 'AdminGetUser'
  | 'AdminDeleteUser'
  | 'AdminUpdateUserAttributes'
  | 'AdminSetUserMFAPreference'
  | 'CreateIdentityProvider'
  | 'UpdateIdentityProvider'
  | 'DeleteIdentityProvider'
  | 'CreateUserPoolClient'
  | 'UpdateUserPoolClient'
  | 'DeleteUserPoolClient'
  | 'ListUserPoolClients';

/** Who may sign in. Cognito proves the person; sessions and rights are Parvis' own. */
export class Users extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;

  constructor(scope: Construct, id: string, stage: StageConfig) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      userPoolName: `parvis-${stage.stage}`,
      featurePlan: FeaturePlan.LITE,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      // For which establishment an organisation's own provider says that somebody works. A value longer than its
      // attribute has Cognito refuse the sign-in: it is as long as it may be.
      customAttributes: { siret: new StringAttribute({ mutable: true, maxLen: 2048 }) },
      autoVerify: { email: true },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: stage.production,
      removalPolicy: stage.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      email: UserPoolEmail.withSES({
        fromEmail: stage.mail.sender,
        fromName: `Parvis ${stage.territory.name}`,
        sesRegion: stage.region,
        sesVerifiedDomain: stage.mail.domain,
      }),
    });
    // Where an organisation's own identity provider sends its members back; nobody sees a page of it.
    this.pool.addDomain('Domain', { cognitoDomain: { domainPrefix: domainPrefix(stage) } });
    this.client = this.pool.addClient('Client', {
      generateSecret: true,
      authFlows: { userPassword: true },
      preventUserExistenceErrors: true,
      disableOAuth: true,
      // Time to look for the telephone, or for a recovery code on paper.
      authSessionValidity: Duration.minutes(15),
      // The tokens prove the password once and are thrown away: the session is a cookie of our own.
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.hours(1),
    });
    acknowledge(
      this.pool,
      'AwsSolutions-COG1',
      'Twelve characters at least, free of composition rules, which make people write passwords down (NIST SP 800-63B, 3.1.1.2).',
    );
    acknowledge(
      this.pool,
      'AwsSolutions-COG2',
      'A second factor is offered to everybody and asked of nobody: many secretaries have no work phone.',
    );
    acknowledge(
      this.pool,
      'AwsSolutions-COG8',
      'The Plus plan is paid per user; repeated failures are counted and locked by Parvis itself.',
    );
  }

  /** Writes the mails that the pool sends. */
  writeMailsWith(fn: ParvisFunction): void {
    this.pool.addTrigger(UserPoolOperation.CUSTOM_MESSAGE, fn.lambda);
  }

  /** Lets a function do exactly this in the pool, and names the pool and the client to it. */
  grantTo(fn: ParvisFunction, sid: string, actions: readonly UserAction[]): void {
    fn.grant(
      sid,
      actions.map((action) => `cognito-idp:${action}`),
      [this.pool.userPoolArn],
    );
    fn.set('USER_POOL_ID', this.pool.userPoolId);
    fn.set('USER_POOL_CLIENT_ID', this.client.userPoolClientId);
  }

  /** Tells a function where the pool's domain is, and how its tokens are known. */
  tellDomain(scope: Construct, fn: ParvisFunction, stage: StageConfig): void {
    fn.set('SIGN_IN_ORIGIN', signInOrigin(scope, stage));
    fn.set('POOL_ISSUER', this.pool.userPoolProviderUrl);
    fn.set('POOL_KEYS', `${poolKeysOrigin(scope, stage)}/${this.pool.userPoolId}/.well-known/jwks.json`);
  }
}
