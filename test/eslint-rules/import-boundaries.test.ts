import { describe, expect, it } from 'vitest';
import { RuleTester } from 'eslint';
import { parser } from 'typescript-eslint';
import { importBoundaries } from '../../eslint-rules/import-boundaries.ts';

// Each case is a test here, so the tester's own grouping is passed through.
RuleTester.describe = (_title: string, run: () => void) => run();
RuleTester.it = (_title: string, run: () => void) => run();
RuleTester.itOnly = RuleTester.it;

const tester = new RuleTester({ languageOptions: { parser } });

type Case = [file: string, code: string];

const accepted = ([filename, code]: Case): void =>
  tester.run('import-boundaries', importBoundaries, { valid: [{ filename, code }], invalid: [] });

const refused = ([filename, code]: Case, reason: string): void =>
  tester.run('import-boundaries', importBoundaries, {
    valid: [],
    invalid: [{ filename, code, errors: [{ message: new RegExp(`^${reason}: ${filename} may not import `) }] }],
  });

const ACCEPTED: Case[] = [
  ['bin/parvis.ts', "import { addStacks } from '../lib/stacks/index.ts';"],
  ['bin/parvis.ts', "import { App } from 'aws-cdk-lib';"],
  ['lib/stacks/web.ts', "import { Front } from '../constructs/front.ts';"],
  ['functions/public/handler.ts', "import { routes } from '../../modules/lists/index.ts';"],
  ['functions/public/handler.ts', "import { pages } from '../pages.ts';"],
  ['functions/public/handler.ts', "import { readConfig } from '../../platform/config.ts';"],
  ['modules/content/service.ts', "import { membersReached } from '../organisations/index.ts';"],
  ['modules/content/store.ts', "import { Entity } from 'electrodb';"],
  ['modules/content/kinds/news.ts', "import { rules } from '../rules.ts';"],
  ['modules/content/views.tsx', "import { Button } from '../../web/components/button.tsx';"],
  ['modules/content/rules.ts', "import { MINUTE } from '../../platform/clock.ts';"],
  ['modules/content/rules.ts', "import { audience } from './schema.ts';"],
  ['modules/content/rules.ts', "import type { Content } from './store.ts';"],
  ['modules/content/rules.ts', "import * as z from 'zod';"],
  ['modules/content/rules.ts', "import { createHash } from 'node:crypto';"],
  ['modules/home/answers.ts', "import { card } from '../content/answers.ts';"],
  ['test/support/answers.ts', "import { card } from '../../modules/content/answers.ts';"],
  ['platform/http/app.ts', "import { layout } from '../../web/layout.tsx';"],
  ['web/layout.tsx', "import { mark } from './mark.tsx';"],
  ['local/sqs/queue.ts', "import { AwsError } from '../aws.ts';"],
  ['local/ses/pages/style.ts', "import { tokens } from '../../../web/css/tokens.ts';"],
  ['test/modules/content/rules.test.ts', "import { mayPublish } from '../../../modules/content/rules.ts';"],
  ['test/lib/config.test.ts', "import { stageNamed } from '../../lib/config/index.ts';"],
];

const INSIDE = 'a module imports another only through its index.ts';
const PURE = 'rules.ts decides, it does no input or output';

const BUNDLED = 'answers.ts is for the document of /api, and in no bundle';

const REFUSED: [...Case, reason: string][] = [
  ['modules/content/routes.tsx', "import { card } from './answers.ts';", BUNDLED],
  ['modules/content/index.ts', "export { card } from './answers.ts';", BUNDLED],
  ['functions/public/api.tsx', "import { card } from '../../modules/content/answers.ts';", BUNDLED],
  ['bin/parvis.ts', "import { routes } from '../modules/lists/index.ts';", 'bin imports only lib'],
  ['bin/parvis.ts', "import { handler } from '../functions/public/handler.ts';", 'bin imports only lib'],
  ['lib/stacks/web.ts', "import { handler } from '../../functions/public/handler.ts';", 'lib names functions by path'],
  ['lib/stacks/web.ts', "import type { Scope } from '../../platform/scope.ts';", 'lib names functions by path'],
  ['functions/public/handler.ts', "import { find } from '../../modules/lists/store.ts';", INSIDE],
  ['functions/public/handler.ts', "import { aws } from '../../local/aws.ts';", 'local is for the laptop'],
  [
    'functions/public/handler.ts',
    "import { Front } from '../../lib/constructs/front.ts';",
    'only functions put things together',
  ],
  ['modules/content/service.ts', "import { find } from '../organisations/store.ts';", INSIDE],
  ['modules/content/service.ts', "export * from '../organisations/store.ts';", INSIDE],
  ['modules/content/service.ts', "export { find } from '../organisations/store.ts';", INSIDE],
  ['modules/content/service.ts', "const store = await import('../organisations/store.ts');", INSIDE],
  ['modules/content/service.ts', "import type { Row } from '../organisations/store.ts';", INSIDE],
  ['modules/content/kinds/news.ts', "import { find } from '../../organisations/store.ts';", INSIDE],
  [
    'modules/content/routes.tsx',
    "import { handler } from '../../functions/public/handler.ts';",
    'only functions put things together',
  ],
  ['modules/content/routes.tsx', "import { at } from '../../test/lib/support/reading.ts';", 'tests and lint rules'],
  [
    'platform/http/app.ts',
    "import { routes } from '../../modules/lists/index.ts';",
    'platform and web import no module',
  ],
  [
    'web/layout.tsx',
    "import type { Member } from '../modules/organisations/index.ts';",
    'platform and web import no module',
  ],
  ['local/main.ts', "import { routes } from '../modules/lists/index.ts';", 'local runs the bundles'],
  ['local/main.ts', "import { readConfig } from '../platform/config.ts';", 'local runs the bundles'],
  ['local/main.ts', "await import('../functions/public/handler.ts');", 'local runs the bundles'],
  ['modules/content/rules.ts', "import { readFileSync } from 'node:fs';", PURE],
  ['modules/content/rules.ts', "import { S3Client } from '@aws-sdk/client-s3';", PURE],
  ['modules/content/rules.ts', "import { Entity } from 'electrodb';", PURE],
  ['modules/content/rules.ts', "import { Hono } from 'hono';", PURE],
  ['modules/content/rules.ts', "import { createTable } from '../../platform/table.ts';", PURE],
  ['modules/content/rules.ts', "import { publish } from './service.ts';", PURE],
  ['modules/content/rules.ts', "import { find } from '../organisations/index.ts';", PURE],
  ['modules/content/rules/life.ts', "import { find } from '../store.ts';", PURE],
];

describe('who may import whom', () => {
  it.each(ACCEPTED)('%s may: %s', (...accept) => {
    expect(() => accepted(accept)).not.toThrow();
  });

  it.each(REFUSED)('%s may not: %s', (file, code, reason) => {
    expect(() => refused([file, code], `${reason}[^:]*`)).not.toThrow();
  });
});
