/** Which publications an organisation has read again before they appear. */
import { createWriteTransaction } from 'electrodb';
import type { ActItem } from '../../../platform/journal.ts';
import type { Scope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
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

/** The choice, and what the journal keeps of it. Refused when somebody else chose since `before`. */
export async function saveApproval(
  table: Table,
  scope: Scope<'org'>,
  rule: ApprovalRule,
  before: number,
  { at, act }: { at: string; act: ActItem },
): Promise<void> {
  const next = { scope, rule, version: before + 1, updatedAt: at };
  await committed(
    createWriteTransaction(contentEntities(table), (e) => [
      e.approval
        .put(next)
        .where(({ version }, { eq, notExists }) => (before === 0 ? notExists(version) : eq(version, before)))
        .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}
