import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { Users } from '../constructs/users.ts';
import { customMessage } from '../functions/custom-message.ts';
import type { DataStack } from './data.ts';

/** Who may sign in. */
export class IdentityStack extends Stack {
  readonly users: Users;

  constructor(scope: Construct, id: string, stage: StageConfig, data: DataStack, props: StackProps) {
    super(scope, id, props);
    this.users = new Users(this, 'Users', stage);
    this.users.writeMailsWith(customMessage(this, { stage, data }));
  }
}
