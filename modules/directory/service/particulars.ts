/** What a person says of herself in her organisation, and what her référent says for it. */
import { currentOf, type Member, networkScopeOf, organisationScopeOf } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { Problem } from '../../../platform/problems.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { type MemberLine, memberOf, memberToManage } from '../../organisations/index.ts';
import { editedByHer, editedByReferent, functionHeld } from '../rules.ts';
import type { OwnEdit, Particulars, ReferentEdit } from '../schema.ts';
import { epciKept } from '../store/lines.ts';
import { keepMemberLines } from './finding.ts';
import { particularsOf, saveParticulars } from '../store/people.ts';

export interface ParticularsDeps {
  table: Table;
  clock: Clock;
}

export interface ParticularsOfMember {
  member: MemberLine;
  particulars: Particulars;
}

/** Until a function is chosen, it is the one that she joined with. */
const withFunction = (member: MemberLine, particulars: Particulars): ParticularsOfMember => ({
  member,
  particulars: { ...particulars, ...functionHeld(particulars, member.position) },
});

/** Her own, in the organisation that she works for. */
export async function ownParticulars({ table }: ParticularsDeps, actor: Member): Promise<ParticularsOfMember> {
  const scope = organisationScopeOf(actor);
  const member = await memberOf(table, scope, actor.person.id);
  if (!member) throw new Problem('no-longer-member');
  return withFunction(member, await particularsOf(table, scope, member));
}

/** Those of a member of the référent's organisation. @throws {Problem} `forbidden`, `not-found` */
export async function particularsToManage(
  deps: ParticularsDeps,
  actor: Member,
  person: string,
): Promise<ParticularsOfMember> {
  const member = await memberToManage(deps, actor, person);
  return withFunction(member, await particularsOf(deps.table, organisationScopeOf(actor), member));
}

/** @throws {Problem} `stale` when they have changed since `version`. */
export async function saveOwn(deps: ParticularsDeps, actor: Member, version: number, edit: OwnEdit): Promise<void> {
  const present = await ownParticulars(deps, actor);
  await save(deps, actor, present, version, editedByHer(present.particulars, edit));
}

/** The organisation's fields of a member. @throws {Problem} `stale` when they have changed since `version`. */
export async function saveForMember(
  deps: ParticularsDeps,
  actor: Member,
  person: string,
  version: number,
  edit: ReferentEdit,
): Promise<void> {
  const present = await particularsToManage(deps, actor, person);
  await save(deps, actor, present, version, editedByReferent(present.particulars, edit));
}

async function save(
  { table, clock }: ParticularsDeps,
  actor: Member,
  { member, particulars: before }: ParticularsOfMember,
  version: number,
  after: Particulars,
): Promise<void> {
  if (before.version !== version) throw new Problem('stale', { extra: { version: before.version } });
  const { organisation: siren, name, slug } = currentOf(actor);
  const now = clock().toISOString();
  try {
    await saveParticulars(table, organisationScopeOf(actor), {
      member,
      organisation: { siren, name, slug },
      before,
      after,
      now,
    });
  } catch (error) {
    if (conditionFailed(error)) throw new Problem('stale', { cause: error });
    throw error;
  }
  // What she no longer shows must not be found a moment longer; the stream does the same again.
  const { person } = member;
  await keepMemberLines(table, organisationScopeOf(actor), person, () =>
    epciKept(table, networkScopeOf(actor), { person, siren }),
  );
}
