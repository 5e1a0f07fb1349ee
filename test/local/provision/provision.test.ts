import { describe, expect, it } from 'vitest';
import type { ResourceProvider, ResourceToProvision } from '../../../local/aws.ts';
import { readAssembly } from '../../../local/provision/assembly.ts';
import { defaultName } from '../../../local/provision/names.ts';
import { provision, type Deployment } from '../../../local/provision/provision.ts';
import { writeAssembly, type StackToWrite } from './assembly-folder.ts';

interface Provisioned {
  deployment: Deployment;
  /** In the order in which they were made. */
  made: ResourceToProvision[];
}

async function provisioned(stacks: StackToWrite[], parameters: Record<string, string> = {}): Promise<Provisioned> {
  const made: ResourceToProvision[] = [];
  const thing: ResourceProvider = async (resource) => {
    made.push(resource);
    return { ref: resource.defaultName, attributes: { Arn: `arn:${resource.logicalId}` } };
  };
  const deployment = await provision({
    assembly: await readAssembly(await writeAssembly(stacks)),
    region: 'eu-west-3',
    parameters,
    providers: { 'Test::Thing': thing },
    readReferences: async (text) => text.replace('{{resolve:secretsmanager:key:SecretString:::}}', 'hidden'),
  });
  return { deployment, made };
}

const thing = (properties: object = {}, more: object = {}): object => ({
  Type: 'Test::Thing',
  Properties: properties,
  ...more,
});

describe('the provisioner', () => {
  it('makes a resource after those that it names or depends on', async () => {
    const { made } = await provisioned([
      {
        name: 'one',
        template: {
          Resources: {
            Last: thing({ a: { 'Fn::GetAtt': ['Middle', 'Arn'] } }),
            Middle: thing({}, { DependsOn: ['First'] }),
            First: thing(),
          },
        },
      },
    ]);
    expect(made.map(({ logicalId }) => logicalId)).toEqual(['First', 'Middle', 'Last']);
    expect(made[2]?.properties).toEqual({ a: 'arn:Middle' });
  });

  it('names the members of a circle', async () => {
    const Resources = { A: thing({ b: { Ref: 'B' } }), B: thing({ a: { Ref: 'A' } }) };
    await expect(provisioned([{ name: 'one', template: { Resources } }])).rejects.toMatchObject({
      cause: { message: 'Circular dependency: A → B → A' },
    });
  });

  it('hands exports to the stacks that import them, whatever their order in the manifest', async () => {
    const { made, deployment } = await provisioned([
      {
        name: 'later',
        dependsOn: ['earlier'],
        template: { Resources: { Reader: thing({ table: { 'Fn::ImportValue': 'the-table' } }) } },
      },
      {
        name: 'earlier',
        template: {
          Resources: { Table: thing() },
          Outputs: { Table: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] }, Export: { Name: 'the-table' } } },
        },
      },
    ]);
    expect(made.map(({ logicalId }) => logicalId)).toEqual(['Table', 'Reader']);
    expect(made[1]?.properties).toEqual({ table: 'arn:Table' });
    expect(deployment.outputs).toEqual({ 'earlier.Table': 'arn:Table' });
  });

  it('takes the given parameters, else their defaults, and leaves out what its condition excludes', async () => {
    const template = {
      Parameters: { SiteOrigin: { Type: 'String', Default: 'https://a.test' }, Size: { Type: 'Number', Default: 3 } },
      Conditions: { IsLocal: { 'Fn::Equals': [{ Ref: 'SiteOrigin' }, 'http://localhost:1'] } },
      Resources: {
        Here: thing({ origin: { Ref: 'SiteOrigin' }, size: { Ref: 'Size' } }, { Condition: 'IsLocal' }),
        Elsewhere: thing({}, { Condition: 'Never' }),
      },
    };
    const conditions = { ...template.Conditions, Never: { 'Fn::Not': [{ Condition: 'IsLocal' }] } };
    const { made } = await provisioned([{ name: 'one', template: { ...template, Conditions: conditions } }], {
      SiteOrigin: 'http://localhost:1',
    });
    expect(made).toMatchObject([{ logicalId: 'Here', properties: { origin: 'http://localhost:1', size: 3 } }]);
  });

  it('reads secrets that properties refer to', async () => {
    const { made } = await provisioned([
      {
        name: 'one',
        template: {
          Resources: { A: thing({ headers: [{ value: 'x {{resolve:secretsmanager:key:SecretString:::}}' }] }) },
        },
      },
    ]);
    expect(made[0]?.properties).toEqual({ headers: [{ value: 'x hidden' }] });
  });

  it('passes over what has no effect, whose names can still be referred to', async () => {
    const { made } = await provisioned([
      {
        name: 'one',
        template: {
          Resources: {
            Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/parvis/x' } },
            A: thing({ logs: { 'Fn::GetAtt': ['Logs', 'Arn'] } }),
          },
        },
      },
    ]);
    expect(made[0]?.properties).toEqual({ logs: 'arn:aws:logs:eu-west-3:000000000000:log-group:/parvis/x:*' });
  });

  it('stops at a type that it does not know, naming it and where it stands', async () => {
    const Resources = { Cluster: { Type: 'AWS::Redshift::Cluster', Properties: {} } };
    await expect(provisioned([{ name: 'one', template: { Resources } }])).rejects.toThrow(
      'one/Cluster (AWS::Redshift::Cluster): The local cloud does not know the resource type AWS::Redshift::Cluster',
    );
  });

  it('names the resource that could not be made', async () => {
    const Resources = { A: thing({ b: { Ref: 'Missing' } }) };
    await expect(provisioned([{ name: 'one', template: { Resources } }])).rejects.toThrow(
      'one/A (Test::Thing): "Missing" is neither a parameter nor a resource provisioned so far',
    );
  });
});

describe('a name that the template does not give', () => {
  it('is legal for a bucket, the same each time, and another for another resource', () => {
    const name = defaultName('parvis-local-data', 'DocumentsBucketWithAVeryLongNameIndeedThatGoesOnAndOn1A2B3C4D');
    expect(name).toMatch(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
    expect(defaultName('parvis-local-data', 'DocumentsBucketWithAVeryLongNameIndeedThatGoesOnAndOn1A2B3C4D')).toBe(
      name,
    );
    expect(defaultName('parvis-local-web', 'Bucket')).not.toBe(defaultName('parvis-local-data', 'Bucket'));
  });
});
