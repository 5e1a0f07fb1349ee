/** How heavy the functions are, and how long a cold start spends importing them. */
import { join } from 'node:path';
import * as z from 'zod';
import { run } from '../../local/host/run.ts';
import { type Bundle, HTTP_FUNCTIONS } from './bundle.ts';
import { type Figure, median, repeated } from './figures.ts';
import type { Ground } from './ground.ts';

const MOST_BYTES = 1_200_000;
const MOST_IMPORT_MS = 150;
const IMPORTS = 7;

/** What the runtime sets beside the variables of the template. */
const RUNTIME = {
  AWS_REGION: 'eu-west-3',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
};

/** An import calls nobody: one value does for all variables, of the shape that the strictest asks for. */
const environmentOf = ({ name, variables }: Bundle): Record<string, string> => ({
  ...Object.fromEntries(variables.map((variable) => [variable, 'https://bench.example'])),
  ...RUNTIME,
  AWS_LAMBDA_FUNCTION_NAME: name,
});

/** In milliseconds. Other programs on the machine lengthen the time that elapses, hardly that of the processor. */
const times = z.object({ processor: z.number(), elapsed: z.number() });

async function importTimes(bundle: Bundle): Promise<z.infer<typeof times>> {
  const child = join(import.meta.dirname, 'import-time.ts');
  return times.parse(
    JSON.parse(await run(process.execPath, [child, bundle.file], { cwd: '/', env: environmentOf(bundle) })),
  );
}

export async function bundles(ground: Ground): Promise<Figure[]> {
  const all = await ground.bundles();
  const figures: Figure[] = all
    .filter(({ name }) => HTTP_FUNCTIONS.includes(name))
    .map(({ name, bytes }) => ({
      subject: 'bundles',
      name: `${name}, minified`,
      value: bytes / 1000,
      unit: 'kB',
      limit: { most: MOST_BYTES / 1000 },
    }));
  for (const bundle of all) {
    const imports = await repeated(IMPORTS, () => importTimes(bundle));
    figures.push({
      subject: 'bundles',
      name: `${bundle.name}, imported`,
      value: median(imports.map(({ processor }) => processor)),
      unit: 'ms',
      // A page waits for these; workers carry the tracer, and nobody waits for them.
      ...(HTTP_FUNCTIONS.includes(bundle.name) && { limit: { most: MOST_IMPORT_MS } }),
      note: `processor, median of ${IMPORTS} fresh processes; ${Math.round(median(imports.map(({ elapsed }) => elapsed)))} ms elapsed`,
    });
  }
  return figures;
}
