import { RemovalPolicy } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { ParvisFunction } from './parvis-function.ts';

/**
 * A random key that the stack makes and nobody types. Functions accept the current version and the
 * one before it, so a rotation never invalidates what was signed a moment ago.
 */
export class SecretKey extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, description: string) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      description,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(
      this.secret,
      'AwsSolutions-SMG4',
      'Rotated by hand, with an overlap (docs/operations.md): CloudFront must learn the new origin key by a deployment, and links sent by mail must stay good for weeks.',
    );
  }

  /** Lets a function read the key, and tells it where: `variable` holds the ARN. */
  grantTo(fn: ParvisFunction, variable: string): void {
    fn.grant(`Read${this.node.id}`, ['secretsmanager:GetSecretValue'], [this.secret.secretArn]);
    fn.set(variable, this.secret.secretArn);
  }
}
