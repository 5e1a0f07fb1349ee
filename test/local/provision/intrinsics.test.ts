import { describe, expect, it } from 'vitest';
import { decides, namedBy, resolve, type Scope } from '../../../local/provision/intrinsics.ts';

const scope: Scope = {
  region: 'eu-west-3',
  ref: (name) => ({ Table: 'parvis-table', 'AWS::Region': 'eu-west-3', Port: '4747' })[name] ?? `ref of ${name}`,
  attribute: (logicalId, name) => `${logicalId}.${name}`,
  imported: (name) => `import of ${name}`,
  condition: (name) => name === 'IsLocal',
  mapping: (map, first, second) => `${map}/${first}/${second}`,
};

describe('an intrinsic function', () => {
  it.each([
    ['Ref', { Ref: 'Table' }, 'parvis-table'],
    ['GetAtt as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'Queue.Arn'],
    ['GetAtt as text, its attribute with a dot', { 'Fn::GetAtt': 'Db.Endpoint.Port' }, 'Db.Endpoint.Port'],
    ['Join', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Region' }, 5]] }, 'arn:eu-west-3:5'],
    [
      'Sub',
      { 'Fn::Sub': 'arn:${AWS::Region}:${Table}/${Queue.Arn}/${!Literal}' },
      'arn:eu-west-3:parvis-table/Queue.Arn/${Literal}',
    ],
    ['Sub with variables', { 'Fn::Sub': ['${Who}@${Table}', { Who: { Ref: 'Port' } }] }, '4747@parvis-table'],
    ['Select', { 'Fn::Select': ['1', ['a', { Ref: 'Table' }]] }, 'parvis-table'],
    ['Select of Split', { 'Fn::Select': [2, { 'Fn::Split': ['/', 'https://host'] }] }, 'host'],
    ['ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'data-${Table}' } }, 'import of data-parvis-table'],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, 'Sizes/eu-west-3/small'],
    ['Base64', { 'Fn::Base64': 'Nérac' }, Buffer.from('Nérac').toString('base64')],
    ['If, its other branch left alone', { 'Fn::If': ['IsLocal', 'here', { 'Fn::Nothing': 1 }] }, 'here'],
  ])('%s', (_name, value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  it('that gives no value leaves its property and its list item out', () => {
    const none = { 'Fn::If': ['IsDeployed', 'x', { Ref: 'AWS::NoValue' }] };
    expect(resolve({ kept: 1, dropped: none, list: [none, 2] }, scope)).toEqual({ kept: 1, list: [2] });
  });

  it('is not seen in the condition of an IAM statement', () => {
    const statement = { Effect: 'Allow', Condition: { StringLike: { 'dynamodb:LeadingKeys': ['org#*'] } } };
    expect(resolve({ Statement: [statement] }, scope)).toEqual({ Statement: [statement] });
  });

  it('that is unknown is an error, not a guess', () => {
    expect(() => resolve({ 'Fn::Transform': {} }, scope)).toThrow('Fn::Transform is not known');
  });

  it('decides conditions', () => {
    const equal = { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-3'] };
    expect(decides({ 'Fn::And': [equal, { 'Fn::Not': [{ 'Fn::Equals': [1, 2] }] }] }, scope)).toBe(true);
    expect(decides({ 'Fn::Or': [{ Condition: 'IsLocal' }, equal] }, scope)).toBe(true);
    expect(decides({ 'Fn::Not': [{ Condition: 'IsLocal' }] }, scope)).toBe(false);
  });

  it('names what must be made before', () => {
    const value = {
      a: { Ref: 'A' },
      list: [{ 'Fn::GetAtt': ['B', 'Arn'] }, { 'Fn::Sub': ['${C}-${D.Arn}-${!E}-${X}', { X: { Ref: 'F' } }] }],
    };
    expect([...namedBy(value)].sort()).toEqual(['A', 'B', 'C', 'D', 'F', 'X']);
  });
});
