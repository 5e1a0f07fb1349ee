import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface StackToWrite {
  name: string;
  template: object;
  dependsOn?: readonly string[];
}

/** Files of an asset, by their path in it. */
export type AssetToWrite = Readonly<Record<string, string>>;

/** Writes a cloud assembly by hand, as `cdk synth` lays it out. @returns its folder. */
export async function writeAssembly(
  stacks: readonly StackToWrite[],
  assets: Readonly<Record<string, AssetToWrite>> = {},
): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'parvis-assembly-'));
  const artifacts: Record<string, object> = {};
  const files: Record<string, object> = {};
  for (const [name, asset] of Object.entries(assets)) {
    for (const [path, content] of Object.entries(asset)) {
      await mkdir(join(directory, `asset.${name}`, path, '..'), { recursive: true });
      await writeFile(join(directory, `asset.${name}`, path), content);
    }
    files[name] = {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { here: { bucketName: 'assets', objectKey: `${name}.zip` } },
    };
  }
  await writeFile(join(directory, 'assets.json'), JSON.stringify({ version: '36.0.0', files }));
  artifacts['assets'] = { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } };
  for (const { name, template, dependsOn = [] } of stacks) {
    await writeFile(join(directory, `${name}.template.json`), JSON.stringify(template));
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: `${name}.template.json`, stackName: name },
      dependencies: ['assets', ...dependsOn],
    };
  }
  await writeFile(join(directory, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts }));
  return directory;
}
