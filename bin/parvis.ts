/** The CDK application: `npx cdk synth`, `npx cdk deploy -c stage=…`. The only reader of CDK context. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { stageNamed, territoryServed } from '../lib/config/index.ts';
import { addStacks } from '../lib/stacks/index.ts';

const { context } = z
  .object({ context: z.record(z.string(), z.unknown()) })
  .parse(JSON.parse(readFileSync(new URL('../cdk.json', import.meta.url), 'utf8')));

// The feature flags of cdk.json shape the templates, so they hold without the command line tool too;
// what `cdk -c` says stands above them.
const app = new App({ context });
const stage = stageNamed(app.node.tryGetContext('stage'));
addStacks(app, territoryServed(stage, app.node.tryGetContext('territory')), {
  staticFiles: z.string().parse(app.node.tryGetContext('staticFiles') ?? 'dist/static'),
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: true }));
app.synth();
