/** The functions as they are deployed: one file each, in the assembly. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { readAssembly } from '../../local/provision/assembly.ts';

export interface Bundle {
  /** As its folder in `functions/`. */
  name: string;
  /** The file that Lambda imports. */
  file: string;
  bytes: number;
  /** Names of the variables that its template sets. */
  variables: readonly string[];
}

/** Those that answer pages. */
export const HTTP_FUNCTIONS: readonly string[] = ['public', 'intranet', 'repository', 'search', 'links', 'operator'];

const properties = z.object({
  FunctionName: z.string(),
  Handler: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
});

/** Every function of ours: those that CDK brings for its own needs have no name of the stage. */
export async function bundlesOf(assembly: string): Promise<Bundle[]> {
  const { stacks, assetPath } = await readAssembly(assembly);
  const bundles: Bundle[] = [];
  for (const { template } of stacks) {
    for (const { Type, Properties } of Object.values(template.Resources)) {
      if (Type !== 'AWS::Lambda::Function') continue;
      const { success, data } = properties.safeParse(Properties);
      if (!success) continue;
      const file = join(assetPath(data.Code.S3Key), `${data.Handler.split('.')[0]}.mjs`);
      bundles.push({
        name: data.FunctionName.replace(/^parvis-[^-]+-/, ''),
        file,
        bytes: (await stat(file)).size,
        variables: Object.keys(data.Environment.Variables),
      });
    }
  }
  return bundles.toSorted((a, b) => a.name.localeCompare(b.name));
}
