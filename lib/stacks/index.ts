import { type App, Tags } from 'aws-cdk-lib';
import type { StageConfig } from '../config/index.ts';
import { DataStack } from './data.ts';
import { IdentityStack } from './identity.ts';
import { MailStack } from './mail.ts';
import { WebStack } from './web.ts';
import { WorkStack } from './work.ts';

/** Stacks by lifecycle: what is kept for ever, who signs in, what is sent, what works behind, what is seen. */
export function addStacks(app: App, stage: StageConfig, { staticFiles }: { staticFiles: string }): void {
  const named = (name: string) => ({
    env: { region: stage.region },
    stackName: `parvis-${stage.stage}-${name}`,
    terminationProtection: stage.production,
  });
  const data = new DataStack(app, 'Data', stage, named('data'));
  const mail = new MailStack(app, 'Mail', stage, data, named('mail'));
  const identity = new IdentityStack(app, 'Identity', stage, data, named('identity'));
  // The pool sends from the domain, which must have been verified.
  identity.addStackDependency(mail);
  new WorkStack(app, 'Work', stage, { data, mail, identity, ...named('work') });
  new WebStack(app, 'Web', stage, { data, identity, staticFiles, ...named('web') });
  Tags.of(app).add('parvis:stage', stage.stage);
}
