/** Makes the templates' user pools and their clients real. Ids stay over restarts. */
import { createHash, randomBytes } from 'node:crypto';
import { USER_POOL_AWS_DEFAULTS } from 'cognito-local/lib/services/cognitoService.js';
import type { UserPool } from 'cognito-local/lib/services/userPoolService.js';
import * as z from 'zod';
import { arn } from '../aws.ts';
import type { ResourceProvider } from '../aws.ts';
import { CONTEXT, clock } from './pools.ts';
import type { PoolClient, Pools } from './pools.ts';

/** CloudFormation gives numbers and booleans as text here and there. */
const number = z.coerce.number();
const flag = z.union([z.boolean(), z.stringbool()]);
const texts = z.array(z.string());

const passwordPolicy = z.object({
  MinimumLength: number.default(8),
  RequireUppercase: flag.default(false),
  RequireLowercase: flag.default(false),
  RequireNumbers: flag.default(false),
  RequireSymbols: flag.default(false),
  TemporaryPasswordValidityDays: number.default(7),
});

const schemaAttribute = z.looseObject({ Name: z.string(), AttributeDataType: z.string().optional() });

const poolProperties = z.object({
  UserPoolName: z.string().optional(),
  AccountRecoverySetting: z
    .object({ RecoveryMechanisms: z.array(z.object({ Name: z.string(), Priority: number })).optional() })
    .optional(),
  AdminCreateUserConfig: z
    .object({
      AllowAdminCreateUserOnly: flag.optional(),
      InviteMessageTemplate: z.object({ EmailMessage: z.string(), EmailSubject: z.string() }).partial().optional(),
    })
    .optional(),
  AutoVerifiedAttributes: texts.optional(),
  EmailConfiguration: z.looseObject({ From: z.string().optional() }).optional(),
  EmailVerificationMessage: z.string().optional(),
  EmailVerificationSubject: z.string().optional(),
  EnabledMfas: texts.default([]),
  // The other triggers are not called on this machine: a pool that has one is refused, not half served.
  LambdaConfig: z.strictObject({ CustomMessage: z.string().optional() }).optional(),
  MfaConfiguration: z.enum(['OFF', 'ON', 'OPTIONAL']).default('OFF'),
  Policies: z.object({ PasswordPolicy: passwordPolicy.optional() }).optional(),
  Schema: z.array(schemaAttribute).default([]),
  UsernameAttributes: texts.optional(),
  UsernameConfiguration: z.object({ CaseSensitive: flag }).optional(),
  VerificationMessageTemplate: z
    .object({ EmailMessage: z.string().optional(), EmailSubject: z.string().optional() })
    .optional(),
});

const unit = z.enum(['seconds', 'minutes', 'hours', 'days']);
const clientProperties = z.object({
  UserPoolId: z.string(),
  ClientName: z.string().optional(),
  GenerateSecret: flag.default(false),
  ExplicitAuthFlows: texts.optional(),
  PreventUserExistenceErrors: z.enum(['ENABLED', 'LEGACY']).default('LEGACY'),
  AuthSessionValidity: number.optional(),
  AccessTokenValidity: number.optional(),
  IdTokenValidity: number.optional(),
  RefreshTokenValidity: number.optional(),
  TokenValidityUnits: z.object({ AccessToken: unit, IdToken: unit, RefreshToken: unit }).partial().optional(),
  EnableTokenRevocation: flag.optional(),
});

/**
 * @param key secret of this installation that ids are derived from, so that they are stable and its own.
 * @param withDomain ids of the pools that have a domain; added to here.
 */
export function cognitoProviders(
  pools: Pools,
  key: string,
  region: string,
  withDomain: Set<string>,
): Readonly<Record<string, ResourceProvider>> {
  const idOf = (stack: string, logicalId: string, length: number): string => {
    const hash = createHash('sha256').update(`${key}/${stack}/${logicalId}`).digest();
    return Array.from(hash.subarray(0, length), (byte) =>
      'abcdefghijklmnopqrstuvwxyz0123456789'.charAt(byte % 36),
    ).join('');
  };

  return {
    'AWS::Cognito::UserPool': async ({ stack, logicalId, defaultName, properties }) => {
      const id = `${region}_${idOf(stack, logicalId, 9)}`;
      const read = poolProperties.parse(properties);
      const options = poolOptions(id, arn('cognito-idp', region, `userpool/${id}`), read, defaultName);
      await pools.put(options);
      const provider = `cognito-idp.${region}.amazonaws.com/${id}`;
      const attributes = { Arn: options.Arn ?? '', UserPoolId: id, ProviderName: provider };
      return { ref: id, attributes: { ...attributes, ProviderURL: `https://${provider}` } };
    },

    'AWS::Cognito::UserPoolClient': async ({ stack, logicalId, defaultName, properties }) => {
      const { GenerateSecret: withSecret, ...read } = clientProperties.parse(properties);
      const id = idOf(stack, logicalId, 26);
      const before = await pools.client(id);
      const secret = before?.ClientSecret ?? randomBytes(26).toString('hex').slice(0, 51);
      const client: PoolClient = {
        ...read,
        ClientId: id,
        ClientName: read.ClientName ?? defaultName,
        ClientSecret: withSecret ? secret : undefined,
        CreationDate: before?.CreationDate ?? clock.get(),
        LastModifiedDate: clock.get(),
      };
      await pools.byId(read.UserPoolId).saveAppClient(CONTEXT, client);
      return {
        ref: id,
        attributes: { ClientId: id, Name: client.ClientName, ...(withSecret ? { ClientSecret: secret } : {}) },
      };
    },

    // One address serves the domain of every pool: the app client tells which pool is meant.
    'AWS::Cognito::UserPoolDomain': async ({ properties }) => {
      const { Domain: domain, UserPoolId: poolId } = z
        .object({ Domain: z.string(), UserPoolId: z.string() })
        .parse(properties);
      withDomain.add(pools.byId(poolId).id);
      return { ref: domain, attributes: { CloudFrontDistribution: `${domain}.auth.${region}.amazoncognito.com` } };
    },
  };
}

function poolOptions(
  id: string,
  poolArn: string,
  { UserPoolName, Schema, EnabledMfas, ...read }: z.infer<typeof poolProperties>,
  defaultName: string,
): UserPool {
  return {
    ...read,
    Id: id,
    Arn: poolArn,
    Name: UserPoolName ?? defaultName,
    SchemaAttributes: schema(Schema),
    SoftwareTokenMfaConfiguration: { Enabled: EnabledMfas.includes('SOFTWARE_TOKEN_MFA') },
    CreationDate: clock.get(),
    LastModifiedDate: clock.get(),
  };
}

/** Standard attributes as the template changes them, then its own, under `custom:`. */
function schema(given: readonly z.infer<typeof schemaAttribute>[]): UserPool['SchemaAttributes'] {
  const standard = USER_POOL_AWS_DEFAULTS.SchemaAttributes ?? [];
  const isStandard = (name: string): boolean => standard.some(({ Name }) => Name === name);
  const custom = given.filter(({ Name }) => !isStandard(Name));
  return [
    ...standard.map((one) => ({ ...one, ...given.find(({ Name }) => Name === one.Name) })),
    ...custom.map((one) => ({ AttributeDataType: 'String', Mutable: true, ...one, Name: `custom:${one.Name}` })),
  ];
}
