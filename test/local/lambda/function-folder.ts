import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResourceToProvision } from '../../../local/aws.ts';

/** A folder that goes with the operating system's temporary files. */
export const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'parvis-test-'));

/** The code of a function, as an asset of the assembly would hold it. */
export async function functionFolder(code: string): Promise<string> {
  const directory = await temporaryFolder();
  await writeFile(join(directory, 'index.mjs'), code);
  return directory;
}

/** `AWS::Lambda::Function` as the provisioner hands it over, its code in the folder that `S3Key` names. */
export const functionResource = (
  name: string,
  directory: string,
  properties: Record<string, unknown> = {},
): ResourceToProvision => ({
  stack: 'test',
  logicalId: name,
  type: 'AWS::Lambda::Function',
  defaultName: name,
  properties: {
    FunctionName: name,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: `arn:aws:iam::000000000000:role/${name}`,
    Code: { S3Bucket: 'assets', S3Key: directory },
    ...properties,
  },
});
