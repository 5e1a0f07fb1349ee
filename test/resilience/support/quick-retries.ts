/** The synthesized app with one setting changed: what failed is tried again at once, not after twelve minutes. */
import { cp, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as z from 'zod';

/** More than a check or a mail takes here. */
const VISIBILITY_SECONDS = 2;

const resource = z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() });
const template = z.looseObject({ Resources: z.record(z.string(), resource) });

/** A copy of an assembly. @returns its folder, which the caller removes. */
export async function withQuickRetries(assembly: string): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'parvis-assembly-'));
  for (const name of await readdir(assembly)) {
    const [from, to] = [resolve(assembly, name), join(copy, name)];
    // Bundles are many megabytes, and are the same.
    if (name.startsWith('asset.')) await symlink(from, to);
    else if (name.endsWith('.template.json')) await writeFile(to, await changed(from));
    else await cp(from, to);
  }
  return copy;
}

async function changed(file: string): Promise<string> {
  const read = template.parse(JSON.parse(await readFile(file, 'utf8')));
  for (const { Type: type, Properties: properties } of Object.values(read.Resources)) {
    if (type === 'AWS::SQS::Queue' && properties?.VisibilityTimeout !== undefined) {
      properties.VisibilityTimeout = VISIBILITY_SECONDS;
    }
  }
  return JSON.stringify(read);
}
