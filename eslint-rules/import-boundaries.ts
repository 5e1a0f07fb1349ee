/**
 * Who may import whom. The house stands on it: a module can be deleted with its folder, rules can be tested
 * without a cloud, and nothing of the laptop reaches the product.
 */
import { dirname, relative, resolve } from 'node:path';
import type { Rule } from 'eslint';

type Reason =
  | 'platform and web import no module'
  | 'a module imports another only through its index.ts'
  | 'only functions put things together'
  | 'lib names functions by path and imports none of the product'
  | 'bin imports only lib'
  | 'local runs the bundles and imports none of the product'
  | 'local is for the laptop, nothing of the product imports it'
  | 'tests and lint rules are imported by tests only'
  | 'answers.ts is for the document of /api, and in no bundle'
  | 'rules.ts decides, it does no input or output';

/** A file by the house's names: `modules/lists/store.ts` is in `modules`, of the module `lists`. */
interface Place {
  folder: string;
  module: string | undefined;
  file: string;
}

/** What each folder may import of the others; a module's files are looked at more closely. */
const OPEN: Readonly<Record<string, readonly string[]>> = {
  bin: ['lib'],
  lib: [],
  functions: ['modules', 'platform', 'web'],
  modules: ['platform', 'web'],
  platform: ['web'],
  web: ['platform'],
  // The look of the house, for the pages of the laptop itself.
  local: ['web'],
};

/** Folders that only tests import. */
const FOR_TESTS = ['test', 'eslint-rules'];

/** Packages and parts of Node that read, write, ask or send. */
const INPUT_OUTPUT =
  /^(?:node:(?!assert$|buffer$|crypto$|path$|punycode$|querystring$|string_decoder$|url$|util$)|@aws-sdk\/|@aws-lambda-powertools\/|@middy\/|aws-|electrodb$|hono(?:\/|$)|nodemailer|unpdf|file-type)/;

/** Files of the platform that reach the outside, or lead there. */
const REACHES_OUT =
  /^platform\/(?:table|entities|files|secrets|sessions|changes|config|log|meter|http\/.*|mail\/.*)\.tsx?$/;

/** Files of a module that rules may stand on. */
const PURE_SIBLING = /\/(?:schema|texts|rules(?:[-/][^/]*)?|kinds?(?:\/[^/]*)?)\.ts$/;

function placeOf(path: string): Place {
  const [folder = '', second, ...rest] = path.split('/');
  return { folder, module: folder === 'modules' && rest.length > 0 ? second : undefined, file: path };
}

/** Why the import is refused; undefined when it may stand. Paths are relative to the root of the house. */
export function refusal(from: string, to: string, typesOnly: boolean): Reason | undefined {
  const [importer, imported] = [placeOf(from), placeOf(to)];
  const open = OPEN[importer.folder];
  if (open === undefined) return undefined;
  if (isAnswers(to)) return isAnswers(from) ? undefined : 'answers.ts is for the document of /api, and in no bundle';
  if (isRules(from) && !typesOnly && !isPure(importer, imported)) return 'rules.ts decides, it does no input or output';
  if (importer.folder === imported.folder) return betweenModules(importer, imported);
  if (open.includes(imported.folder)) return throughIndex(imported);
  return closed(importer, imported);
}

/** Why a package is refused; undefined when it may stand. */
export function packageRefusal(from: string, name: string, typesOnly: boolean): Reason | undefined {
  const reaches = isRules(from) && !typesOnly && INPUT_OUTPUT.test(name);
  return reaches ? 'rules.ts decides, it does no input or output' : undefined;
}

const isRules = (path: string): boolean => /^modules\/[^/]+\/rules(?:\.ts|[-/][^/]*\.ts)$/.test(path);

/** What programs are told, by route: printed into `/api`, which is a file. */
const isAnswers = (path: string): boolean => /^modules\/[^/]+\/answers\.ts$/.test(path);

function isPure(importer: Place, imported: Place): boolean {
  if (imported.folder === 'platform') return !REACHES_OUT.test(imported.file);
  return imported.module === importer.module && PURE_SIBLING.test(imported.file);
}

function betweenModules(importer: Place, imported: Place): Reason | undefined {
  if (importer.module === imported.module || importer.module === undefined) return undefined;
  return throughIndex(imported);
}

function throughIndex({ module, file }: Place): Reason | undefined {
  const inside = module !== undefined && !/^modules\/[^/]+\/index\.tsx?$/.test(file);
  return inside ? 'a module imports another only through its index.ts' : undefined;
}

function closed(importer: Place, imported: Place): Reason {
  if (FOR_TESTS.includes(imported.folder)) return 'tests and lint rules are imported by tests only';
  if (importer.folder === 'bin') return 'bin imports only lib';
  if (importer.folder === 'lib') return 'lib names functions by path and imports none of the product';
  if (importer.folder === 'local') return 'local runs the bundles and imports none of the product';
  if (imported.folder === 'local') return 'local is for the laptop, nothing of the product imports it';
  if (imported.folder === 'modules') return 'platform and web import no module';
  return 'only functions put things together';
}

export const importBoundaries: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Keep to who may import whom' },
    schema: [],
    messages: { refused: '{{reason}}: {{from}} may not import {{to}}.' },
  },
  create(context) {
    const from = relative(context.cwd, context.filename);

    const check = (node: Rule.Node, source: unknown, typesOnly: boolean): void => {
      if (typeof source !== 'string') return;
      const isOurs = source.startsWith('.');
      const to = isOurs ? relative(context.cwd, resolve(dirname(context.filename), source)) : source;
      const reason = isOurs ? refusal(from, to, typesOnly) : packageRefusal(from, source, typesOnly);
      if (reason) context.report({ node, messageId: 'refused', data: { reason, from, to } });
    };

    return {
      ImportDeclaration: (node) => check(node, node.source.value, isTypesOnly(node, 'importKind')),
      ExportNamedDeclaration: (node) => check(node, node.source?.value, isTypesOnly(node, 'exportKind')),
      ExportAllDeclaration: (node) => check(node, node.source.value, isTypesOnly(node, 'exportKind')),
      ImportExpression: (node) => check(node, 'value' in node.source ? node.source.value : undefined, false),
    };
  },
};

/** TypeScript's parser says so on the node; ESTree's types do not know it. */
const isTypesOnly = (node: object, property: 'importKind' | 'exportKind'): boolean =>
  Object.entries(node).some(([name, value]) => name === property && value === 'type');
