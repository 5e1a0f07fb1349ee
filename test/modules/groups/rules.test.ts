import { describe, expect, it } from 'vitest';
import { doorOf, isListed, maySlipAway } from '../../../modules/groups/rules.ts';
import { GROUP_ACCESS, GROUP_STATES } from '../../../modules/groups/schema.ts';

describe('the door of a group', () => {
  it.each([
    ['open', false, 'enter'],
    ['open', true, 'enter'],
    ['request', false, 'ask'],
    ['request', true, 'enter'],
    ['closed', false, 'shut'],
    ['closed', true, 'enter'],
  ] as const)('of access %s, invited %s: %s', (access, invited, door) => {
    expect(doorOf({ access, state: 'active' }, { invited })).toBe(door);
  });

  it.each(GROUP_ACCESS)('is shut once it is archived, whatever its access was (%s)', (access) => {
    expect(doorOf({ access, state: 'archived' }, { invited: true })).toBe('shut');
  });
});

describe('the network’s list', () => {
  it('names active groups that are not closed', () => {
    const listed = GROUP_STATES.flatMap((state) =>
      GROUP_ACCESS.filter((access) => isListed({ state, access })).map((access) => `${state} ${access}`),
    );
    expect(listed).toEqual(['active open', 'active request']);
  });
});

describe('the last facilitator', () => {
  const group = (facilitatorCount: number, state: 'active' | 'archived' = 'active') => ({ facilitatorCount, state });

  it('stays with a group that goes on', () => {
    expect(maySlipAway(group(1), 'facilitator')).toBe(false);
    expect(maySlipAway(group(2), 'facilitator')).toBe(true);
  });

  it('may leave an archived one, and members any', () => {
    expect(maySlipAway(group(1, 'archived'), 'facilitator')).toBe(true);
    expect(maySlipAway(group(1), 'member')).toBe(true);
  });
});
