/**
 * The cloud assembly that `cdk synth` writes: which stacks there are, in which order they deploy, and
 * where their assets (function bundles, static files) lie on disk.
 */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';

import { inDeploymentOrder } from './order.ts';

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      dependencies: z.array(z.string()).default([]),
      properties: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

const StackProperties = z.object({ templateFile: z.string(), stackName: z.string().optional() });

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  Condition: z.string().optional(),
});

const Parameter = z.object({ Type: z.string(), Default: z.unknown().optional() });

const Output = z.object({
  Value: z.unknown().optional(),
  Condition: z.string().optional(),
  Export: z.object({ Name: z.unknown().optional() }).optional(),
});

const Template = z.object({
  Resources: z.record(z.string(), Resource).default({}),
  Parameters: z.record(z.string(), Parameter).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Outputs: z.record(z.string(), Output).default({}),
});

export type Template = z.infer<typeof Template>;
export type TemplateResource = z.infer<typeof Resource>;

const AssetFiles = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string(), packaging: z.string() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

export interface Stack {
  name: string;
  template: Template;
}

export interface Assembly {
  /** In the order of deployment: a stack comes after those whose outputs it imports. */
  stacks: Stack[];
  /** Where an asset's file or folder is, by the key of its object in the bootstrap bucket. */
  assetPath(objectKey: string): string;
}

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));

/** @throws {Error} When the folder holds no assembly, or one of another shape. */
export async function readAssembly(directory: string): Promise<Assembly> {
  const { artifacts } = Manifest.parse(await readJson(join(directory, 'manifest.json')));
  const stacks = new Map<string, Stack>();
  const assets = new Map<string, string>();
  for (const [id, artifact] of Object.entries(artifacts)) {
    if (artifact.type === 'aws:cloudformation:stack') {
      const { templateFile, stackName } = StackProperties.parse(artifact.properties);
      const template = Template.parse(await readJson(join(directory, templateFile)));
      stacks.set(id, { name: stackName ?? id, template });
    }
    if (artifact.type === 'cdk:asset-manifest') {
      const { file } = z.object({ file: z.string() }).parse(artifact.properties);
      for (const asset of Object.values(AssetFiles.parse(await readJson(join(directory, file))).files)) {
        for (const { objectKey } of Object.values(asset.destinations)) {
          assets.set(objectKey, resolve(directory, asset.source.path));
        }
      }
    }
    if (artifact.type === 'cdk:cloud-assembly') {
      throw new Error(`${id}: a nested cloud assembly (a CDK Stage) cannot be provisioned locally`);
    }
  }
  const order = inDeploymentOrder([...stacks.keys()], (id) => artifacts[id]?.dependencies ?? []);
  return {
    stacks: order.flatMap((id) => stacks.get(id) ?? []),
    assetPath(objectKey) {
      const path = assets.get(objectKey);
      if (path === undefined) throw new Error(`The assembly has no asset "${objectKey}"`);
      return path;
    },
  };
}
