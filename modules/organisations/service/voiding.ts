/** An organisation leaves: nobody comes in any more, whoever was invited or asked. */
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { closeInvitations } from '../store/invitation.ts';
import { forgetJoinRequests } from '../store/joining.ts';

/** May be done again. */
export async function voidInvitations(table: Table, scope: Scope<'org'>, now: Date): Promise<void> {
  await closeInvitations(table, scope, now);
  await forgetJoinRequests(table, scope);
}
