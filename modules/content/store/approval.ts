/** Which publications an organisation has read again before they appear. */
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import type { ApprovalRule } from '../schema.ts';
import { contentEntities } from './entities.ts';

export interface Approval {
  rule: ApprovalRule;
  /** 0 when nobody chose yet. */
  version: number;
}

/** Half a read unit; one when `consistent`. */
export async function approvalOf(table: Table, scope: Scope<'org'>, { consistent = false } = {}): Promise<Approval> {
  const { data } = await contentEntities(table).approval.get({ scope }).go({ consistent });
  return { rule: data?.rule ?? 'none', version: data?.version ?? 0 };
}

/** Refused when somebody else chose since `before`. */
export async function saveApproval(
  table: Table,
  scope: Scope<'org'>,
  rule: ApprovalRule,
  before: number,
  now: string,
): Promise<void> {
  const { approval } = contentEntities(table);
  const next = { scope, rule, version: before + 1, updatedAt: now };
  if (before === 0) await approval.create(next).go();
  else
    await approval
      .put(next)
      .where(({ version }, { eq }) => eq(version, before))
      .go();
}
