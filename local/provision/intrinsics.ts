/**
 * CloudFormation's intrinsic functions, as far as CDK writes them.
 * An intrinsic function that is not known is an error: a guessed value would only fail later, and elsewhere.
 */
import { isRecord, isIntrinsic, textOf } from './values.ts';

/** What the functions look up: everything that is known when a resource's turn has come. */
export interface Scope {
  /** @throws {Error} For a name that is neither parameter nor provisioned resource. */
  ref(name: string): unknown;
  /** @throws {Error} For a resource that is not provisioned, or an attribute that it does not have. */
  attribute(logicalId: string, name: string): string;
  /** @throws {Error} For a name that no stack before this one exports. */
  imported(exportName: string): unknown;
  condition(name: string): boolean;
  mapping(map: string, first: string, second: string): unknown;
  region: string;
}

/** `AWS::NoValue`: the property or list item that resolves to it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** Resolves every intrinsic function in a value, outermost first where conditions decide. */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown) => resolve(item, scope)).filter((item) => item !== NO_VALUE);
  }
  if (!isRecord(value)) return value;
  if (isIntrinsic(value)) {
    const [name, argument] = Object.entries(value)[0] ?? ['', undefined];
    return evaluate(name, argument, scope);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, resolve(item, scope)] as const)
      .filter(([, item]) => item !== NO_VALUE),
  );
}

/** The value of a named condition's expression. */
export function decides(expression: unknown, scope: Scope): boolean {
  const value = resolve(expression, scope);
  if (typeof value !== 'boolean') throw new Error(`Not a condition: ${JSON.stringify(expression)}`);
  return value;
}

function evaluate(name: string, argument: unknown, scope: Scope): unknown {
  const list = (): unknown[] => {
    const resolved = resolve(argument, scope);
    if (!Array.isArray(resolved)) throw new Error(`${name} takes a list, not ${JSON.stringify(argument)}`);
    return resolved;
  };
  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? NO_VALUE : scope.ref(textOf(argument));
    case 'Fn::GetAtt': {
      const [logicalId, ...rest] = Array.isArray(argument) ? argument.map(textOf) : textOf(argument).split('.');
      return scope.attribute(logicalId ?? '', rest.join('.'));
    }
    case 'Fn::Join': {
      const [separator, items] = list();
      if (!Array.isArray(items)) throw new Error(`Fn::Join takes a list of items, not ${JSON.stringify(items)}`);
      return items.map(textOf).join(textOf(separator));
    }
    case 'Fn::Sub':
      return substitute(argument, scope);
    case 'Fn::Select': {
      const [index, items] = list();
      const item: unknown = Array.isArray(items) ? items[Number(index)] : undefined;
      if (item === undefined)
        throw new Error(`Fn::Select finds nothing at ${textOf(index)} of ${JSON.stringify(items)}`);
      return item;
    }
    case 'Fn::Split': {
      const [separator, text] = list();
      return textOf(text).split(textOf(separator));
    }
    case 'Fn::ImportValue':
      return scope.imported(textOf(resolve(argument, scope)));
    case 'Fn::FindInMap': {
      const [map, first, second] = list();
      return scope.mapping(textOf(map), textOf(first), textOf(second));
    }
    case 'Fn::Base64':
      return Buffer.from(textOf(resolve(argument, scope))).toString('base64');
    case 'Fn::GetAZs':
      return ['a', 'b', 'c'].map((zone) => scope.region + zone);
    case 'Fn::If': {
      // The branch not taken may name a resource that its condition leaves out: it stays unresolved.
      const [condition, whenTrue, whenFalse] = Array.isArray(argument) ? argument : [];
      return resolve(scope.condition(textOf(condition)) ? whenTrue : whenFalse, scope);
    }
    case 'Condition':
      return scope.condition(textOf(argument));
    case 'Fn::Equals': {
      const [left, right] = list();
      return JSON.stringify(left) === JSON.stringify(right);
    }
    case 'Fn::Not':
      return list()[0] !== true;
    case 'Fn::And':
      return list().every((item) => item === true);
    case 'Fn::Or':
      return list().some((item) => item === true);
    default:
      throw new Error(`The intrinsic function ${name} is not known to the local provisioner`);
  }
}

function substitute(argument: unknown, scope: Scope): string {
  const [template, given] = Array.isArray(argument) ? argument : [argument, {}];
  const variables = isRecord(given) ? given : {};
  return textOf(template).replace(/\$\{(!?)([^}]+)\}/g, (whole, literal: string, name: string) => {
    if (literal !== '') return `\${${name}}`;
    if (name in variables) return textOf(resolve(variables[name], scope));
    if (name.startsWith('AWS::') || !name.includes('.')) return textOf(scope.ref(name));
    const [logicalId = whole, ...attribute] = name.split('.');
    return scope.attribute(logicalId, attribute.join('.'));
  });
}

/** Logical ids that a value names through Ref, GetAtt or Sub: what must be provisioned before it. */
export function namedBy(value: unknown, names: Set<string> = new Set()): Set<string> {
  if (Array.isArray(value)) for (const item of value) namedBy(item, names);
  if (!isRecord(value)) return names;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'Ref' && typeof item === 'string') names.add(item);
    else if (key === 'Fn::GetAtt')
      names.add(Array.isArray(item) ? textOf(item[0]) : (textOf(item).split('.')[0] ?? ''));
    else if (key === 'Fn::Sub') {
      const [template, variables] = Array.isArray(item) ? item : [item, {}];
      for (const [, name = ''] of textOf(template).matchAll(/\$\{([^!}]+)\}/g)) names.add(name.split('.')[0] ?? '');
      namedBy(variables, names);
    } else namedBy(item, names);
  }
  return names;
}
