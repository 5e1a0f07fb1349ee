/** Decisions about groups: who may open one, who may come in, how one leaves. Pure. */
import type { Standing } from '../../platform/actor.ts';
import type { Group, GroupAccess, GroupState } from './schema.ts';

/** Whether the network's list names it; a closed or archived group is nobody else's business. */
export const isListed = ({ access, state }: Pick<Group, 'access' | 'state'>): boolean =>
  state === 'active' && access !== 'closed';

/** What opens the door to somebody who is not in the group. */
export interface Key {
  /** Her address, or her organisation whose référent has accepted. */
  invited: boolean;
}

/** What somebody outside may do: come in, ask, or nothing. */
export function doorOf(
  { access, state }: { access: GroupAccess; state: GroupState },
  { invited }: Key,
): 'enter' | 'ask' | 'shut' {
  if (state === 'archived') return 'shut';
  if (invited || access === 'open') return 'enter';
  return access === 'request' ? 'ask' : 'shut';
}

/**
 * Whether a facilitator may stop being one, or a member leave: somebody must stay to look after a group that goes
 * on. `Standing`: hers now.
 */
export const maySlipAway = (group: Pick<Group, 'state' | 'facilitatorCount'>, standing: Standing): boolean =>
  standing !== 'facilitator' || group.state === 'archived' || group.facilitatorCount > 1;
