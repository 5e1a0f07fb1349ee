import { join } from 'node:path';
import * as z from 'zod';
import type { Emulator, ProvisionedResource, ResourceToProvision } from '../aws.ts';
import { Keys } from './keys.ts';
import { KmsService } from './service.ts';

export interface KmsOptions {
  /** Data of the whole local cloud; the keys are kept in its folder `kms`. */
  directory: string;
  region: string;
}

const keyProperties = z.object({
  KeySpec: z.enum(['ECC_NIST_P256', 'ECC_NIST_P384'], { error: 'only keys that sign with ECDSA are emulated' }),
  KeyUsage: z.literal('SIGN_VERIFY'),
  KeyPolicy: z.unknown().optional(),
});
const aliasProperties = z.object({ AliasName: z.string().startsWith('alias/'), TargetKeyId: z.string() });

/** KMS on disk: `<directory>/kms/<id>.json`, for the owner of the files alone. Keys that sign, and no others. */
export async function createKms({ directory, region }: KmsOptions): Promise<Emulator> {
  const keys = await Keys.open(join(directory, 'kms'), region);

  async function provisionKey({ properties, stack, logicalId }: ResourceToProvision): Promise<ProvisionedResource> {
    const { KeySpec, KeyPolicy } = keyProperties.parse(properties);
    const { id, arn } = await keys.declare(`${stack}/${logicalId}`, KeySpec, KeyPolicy);
    return { ref: id, attributes: { Arn: arn, KeyId: id } };
  }

  async function provisionAlias({ properties }: ResourceToProvision): Promise<ProvisionedResource> {
    const { AliasName, TargetKeyId } = aliasProperties.parse(properties);
    keys.alias(AliasName, TargetKeyId);
    return Promise.resolve({ ref: AliasName, attributes: {} });
  }

  return {
    providers: { 'AWS::KMS::Key': provisionKey, 'AWS::KMS::Alias': provisionAlias },
    services: [new KmsService(keys, region)],
    close: () => Promise.resolve(),
  };
}
