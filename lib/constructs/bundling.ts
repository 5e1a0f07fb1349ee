import { type BundlingOptions, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

/** Stand-ins for modules of Node: `platform/builtins/README.md`. */
const builtins = (...names: string[]): Record<string, string> =>
  Object.fromEntries(
    names.map((name) => [`--alias:node:${name}`, `./platform/builtins/${name.replace('/', '-')}.cjs`]),
  );

/** How a function becomes one file. */
export const bundling = {
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  // The SDK is bundled too: pinned, and faster to load than the runtime's whole copy.
  externalModules: [],
  esbuildArgs: {
    // Known to Node: left as it is written, an expression is made once, not each time that its function is called.
    '--supported:regexp-unicode-property-escapes': 'true',
    // A function has its credentials in its environment: see the file.
    '--alias:@aws-sdk/credential-provider-node': './platform/aws-credentials.ts',
    // Of the parser of HTML, the parser alone: its index brings tables to write and to search documents, 95 kB.
    '--alias:htmlparser2': './node_modules/htmlparser2/dist/esm/Parser.js',
    // Parvis allows no styles in texts: sanitize-html's parser of styles is never called.
    '--alias:postcss': './platform/no-style-parser.ts',
    // The library of feeds writes XML, and never reads any.
    '--alias:sax': './platform/no-xml-reader.ts',
    // A helper of sanitize-html reads dates with it: texts have none.
    '--alias:dayjs': './platform/no-dates.ts',
    // Of the SDK's client ElectroDB takes the commands alone: see the file.
    '--alias:@aws-sdk/lib-dynamodb': './platform/dynamodb/commands.ts',
    // Node's own modules, without all that an `import` of them loads: see the folder.
    ...builtins('crypto', 'fs', 'fs/promises', 'http', 'https', 'process'),
    // No operation has streams of events: see the file.
    '--alias:@smithy/core/event-streams': './platform/no-event-streams.ts',
    // No command of the table discovers endpoints: the SDK's cache of them weighs 6 kB.
    '--alias:@aws-sdk/endpoint-cache': './platform/no-endpoint-cache.ts',
    // Models are checked by the types and in the tests: not again at each cold start.
    '--alias:jsonschema': './platform/no-model-check.ts',
  },
  // Packages in CommonJS still call require() for Node's own modules.
  banner: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);",
} satisfies BundlingOptions;
