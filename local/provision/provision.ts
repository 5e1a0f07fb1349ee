/**
 * Makes the stacks of a cloud assembly real on the emulators, as CloudFormation would: parameters,
 * conditions, references, order of creation, exports from one stack to the next.
 */
import { ACCOUNT, type ProvisionedResource, type ResourceProvider } from '../aws.ts';
import type { Assembly, Stack, TemplateResource } from './assembly.ts';
import { resolveDynamicReferences, type ReferenceReader } from './dynamic-references.ts';
import { decides, namedBy, resolve, type Scope } from './intrinsics.ts';
import { defaultName } from './names.ts';
import { inDeploymentOrder } from './order.ts';
import { recordOf, textOf } from './values.ts';
import { describe, WITHOUT_EFFECT } from './without-effect.ts';

export interface ProvisionOptions {
  assembly: Assembly;
  region: string;
  /** Values for the templates' parameters, by name; the others take their default. */
  parameters: Readonly<Record<string, string>>;
  providers: Readonly<Record<string, ResourceProvider>>;
  readReferences: ReferenceReader;
}

export interface DeployedResource extends ProvisionedResource {
  stack: string;
  logicalId: string;
  type: string;
}

export interface Deployment {
  resources: DeployedResource[];
  /** Outputs by `<stack>.<logical id>`. */
  outputs: Record<string, string>;
}

/** @throws {Error} Naming the stack and the resource that could not be made. */
export async function provision(options: ProvisionOptions): Promise<Deployment> {
  const exported = new Map<string, unknown>();
  const deployment: Deployment = { resources: [], outputs: {} };
  for (const stack of options.assembly.stacks) {
    const scope = stackScope(stack, options, exported);
    for (const logicalId of creationOrder(stack, scope)) {
      const provisioned = await provisionOne(stack, logicalId, scope, options);
      scope.resources.set(logicalId, provisioned);
      const type = stack.template.Resources[logicalId]?.Type ?? '';
      deployment.resources.push({ stack: stack.name, logicalId, type, ...provisioned });
    }
    for (const [name, output] of Object.entries(stack.template.Outputs)) {
      if (output.Condition !== undefined && !scope.condition(output.Condition)) continue;
      const value = resolve(output.Value, scope);
      deployment.outputs[`${stack.name}.${name}`] = String(value);
      if (output.Export) exported.set(textOf(resolve(output.Export.Name, scope)), value);
    }
  }
  return deployment;
}

interface StackScope extends Scope {
  resources: Map<string, ProvisionedResource>;
}

function stackScope(stack: Stack, options: ProvisionOptions, exported: Map<string, unknown>): StackScope {
  const { template, name: stackName } = stack;
  const resources = new Map<string, ProvisionedResource>();
  const pseudo: Record<string, string> = {
    'AWS::Partition': 'aws',
    'AWS::Region': options.region,
    'AWS::AccountId': ACCOUNT,
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stackName,
    'AWS::StackId': `arn:aws:cloudformation:${options.region}:${ACCOUNT}:stack/${stackName}/${stackName}`,
  };
  const provisioned = (logicalId: string): ProvisionedResource => {
    const resource = resources.get(logicalId);
    if (!resource) throw new Error(`"${logicalId}" is neither a parameter nor a resource provisioned so far`);
    return resource;
  };
  const scope: StackScope = {
    resources,
    region: options.region,
    ref(name) {
      if (name in pseudo) return pseudo[name];
      const parameter = template.Parameters[name];
      if (!parameter) return provisioned(name).ref;
      const value = options.parameters[name] ?? parameter.Default;
      if (value === undefined) throw new Error(`The parameter ${name} has no value and no default`);
      return value;
    },
    attribute(logicalId, name) {
      const value = provisioned(logicalId).attributes[name];
      if (value === undefined) {
        throw new Error(`${logicalId} (${template.Resources[logicalId]?.Type}) has no attribute "${name}" here`);
      }
      return value;
    },
    imported(name) {
      if (!exported.has(name)) throw new Error(`No stack before this one exports "${name}"`);
      return exported.get(name);
    },
    condition(name) {
      if (!(name in template.Conditions)) throw new Error(`The template has no condition "${name}"`);
      return decides(template.Conditions[name], scope);
    },
    mapping(map, first, second) {
      const value = template.Mappings[map]?.[first]?.[second];
      if (value === undefined) throw new Error(`The mapping ${map} has nothing at ${first}, ${second}`);
      return value;
    },
  };
  return scope;
}

function creationOrder({ name, template }: Stack, scope: Scope): string[] {
  const wanted = Object.entries(template.Resources).filter(
    ([, resource]) => resource.Condition === undefined || scope.condition(resource.Condition),
  );
  const ofThisStack = (names: Iterable<string>): string[] => [...names].filter((id) => id in template.Resources);
  try {
    return inDeploymentOrder(
      wanted.map(([logicalId]) => logicalId),
      (logicalId) => {
        const resource = template.Resources[logicalId];
        return resource ? ofThisStack([...namedBy(resource.Properties), ...[resource.DependsOn ?? []].flat()]) : [];
      },
    );
  } catch (cause) {
    throw new Error(`Stack ${name} cannot be ordered`, { cause });
  }
}

async function provisionOne(
  stack: Stack,
  logicalId: string,
  scope: Scope,
  options: ProvisionOptions,
): Promise<ProvisionedResource> {
  const resource: TemplateResource | undefined = stack.template.Resources[logicalId];
  const type = resource?.Type ?? '';
  const base = { stack: stack.name, logicalId, type, defaultName: defaultName(stack.name, logicalId) };
  try {
    const provider = options.providers[type];
    if (!provider) {
      if (!(type in WITHOUT_EFFECT)) throw new Error(`The local cloud does not know the resource type ${type}`);
      // Left unresolved apart from names: an alarm may read an attribute that nothing here has.
      const properties = type === 'AWS::Logs::LogGroup' ? recordOf(resolve(resource?.Properties, scope)) : {};
      return describe({ ...base, properties }, options.region);
    }
    const properties = recordOf(resolve(resource?.Properties, scope));
    return await provider({
      ...base,
      properties: recordOf(await resolveDynamicReferences(properties, options.readReferences)),
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${stack.name}/${logicalId} (${type}): ${reason}`, { cause });
  }
}
