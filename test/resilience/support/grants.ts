/** Grants taken away from a role, as a deployment that forgot them would. */
import * as z from 'zod';
import type { StartedCloud } from '../../support/start-cloud.ts';

const grant = z.object({ role: z.string(), statement: z.string(), action: z.string(), resourcePattern: z.string() });
const told = z.object({ grants: z.array(grant) });

/**
 * Takes an action of a statement away from a function's role.
 * @param role the beginning of its logical name: `Intranet`, `IntranetOrganisation`.
 * @throws {Error} when there is no such grant: nothing would be tested.
 */
export async function takeAway(
  started: StartedCloud,
  from: { role: string; statement: string; action: string },
): Promise<void> {
  const { grants } = told.parse(await started.grants());
  const found = grants.filter(
    ({ role, statement, action }) =>
      role.startsWith(`${from.role}Role`) && statement === from.statement && action === from.action,
  );
  if (found.length === 0) throw new Error(`${from.role} has no ${from.action} in ${from.statement}.`);
  for (const { role, action, resourcePattern } of found) await started.removeGrant({ role, action, resourcePattern });
}
