import { RemovalPolicy } from 'aws-cdk-lib';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import type { ParvisFunction } from './parvis-function.ts';

/** The only algorithm that it is used with. */
const ALGORITHM = 'ECDSA_SHA_256';

/**
 * A key of KMS that signs and never leaves it. Asymmetric keys have no rotation of their own: a new one takes its place
 * in this construct, under another id, and the public halves of those before stay published with what they signed
 * (docs/operations.md). Its policy leaves the decision to the roles, as every other policy here; nobody but the worker
 * is granted to sign. Kept when the stack goes: what it signed outlives the stack.
 */
export class SigningKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, stage: StageConfig, description: string) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description,
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: stage.production ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Lets a function sign with it and know its public half, and tells it which key: `variable` holds the ARN. */
  grantSignTo(fn: ParvisFunction, variable: string): void {
    fn.grant(`SignWith${this.node.id}`, ['kms:Sign'], [this.key.keyArn], {
      StringEquals: { 'kms:SigningAlgorithm': ALGORITHM, 'kms:MessageType': 'RAW' },
    });
    fn.grant(`Know${this.node.id}`, ['kms:GetPublicKey'], [this.key.keyArn]);
    fn.set(variable, this.key.keyArn);
  }
}
