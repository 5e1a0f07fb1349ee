import { describe, expect, it } from 'vitest';
import * as scopes from '../../platform/scope.ts';
import { checkIndexScope } from '../../platform/table.ts';

describe('scopes', () => {
  it('name the partition of their owner', () => {
    expect(scopes.organisationScope('214701955')).toBe('org#214701955');
    expect(scopes.publicScope('territoire')).toBe('pub#territoire');
    expect(scopes.scopeKind('org#214701955')).toBe('org');
    expect(scopes.scopeId(scopes.organisationScope('214701955'))).toBe('214701955');
  });

  it.each([
    ['organisation', () => scopes.organisationScope('214701955#x')],
    ['organisation', () => scopes.organisationScope('*')],
    ['person', () => scopes.personScope('../org#214701955')],
    ['public', () => scopes.publicScope('')],
    ['group', () => scopes.groupScope('grp_01#x')],
    ['case', () => scopes.caseScope('sgn_x#y')],
    ['subscriber', () => scopes.subscriberScope('a'.repeat(42))],
  ])('are not made from what is not an id (%s)', (_kind, make) => {
    expect(make).toThrow(expect.objectContaining({ kind: 'not-found' }));
  });

  it('keep an item out of the index of another kind of scope', () => {
    expect(() => checkIndexScope({ pk: 'org#1', gsi1pk: 'pub#1' })).toThrow('may not be indexed');
    expect(() => checkIndexScope({ pk: 'org#1', gsi1pk: 'org#due' })).not.toThrow();
  });
});
