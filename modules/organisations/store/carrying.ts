/** The state of an organisation, wherever it is kept beside the decision: its own profile, what everybody reads, its members. */
import { createWriteTransaction } from 'electrodb';
import { personScope, publicScope, type Scope, scopeId } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../../platform/table.ts';
import type { LifeState } from '../rules.ts';
import { organisationEntities, TERRITORY } from './entities.ts';
import { everyMember, type MemberLine } from './member.ts';
import { presentationOf } from './presentation.ts';

/** What is carried. `left`: of one that has left the territory, in ISO 8601. */
export interface Carried {
  state: LifeState;
  left?: { at: string; until: string } | undefined;
}

/**
 * To its profile, then to what everybody reads, then to each member's own partition. In this order: who joins after the
 * profile has it is refused, who joined before is found. Idempotent.
 */
export async function carryState(table: Table, scope: Scope<'org'>, carried: Carried): Promise<void> {
  await carryToProfile(table, scope, carried.state);
  await carryToPublic(table, scope, carried);
  for (const member of await everyMember(table, scope)) await carryToMember(table, scope, member, carried.state);
}

/** People and organisations of the territory are counted in the same transaction: once, however often it is told. */
async function carryToProfile(table: Table, scope: Scope<'org'>, state: LifeState): Promise<void> {
  const { data } = await organisationEntities(table).profile.get({ scope }).go({ consistent: true });
  if (!data) return;
  const { state: before = 'active', memberCount } = data;
  if (before === state) return;
  const wayOf = (one: LifeState): number => (one === 'left' ? 0 : 1);
  const counted = wayOf(state) - wayOf(before);
  await committed(
    createWriteTransaction(organisationEntities(table), (e) => [
      e.profile
        .patch({ scope })
        .set({ state })
        .where((profile, { eq, notExists }) => {
          const same = data.state === undefined ? notExists(profile.state) : eq(profile.state, data.state);
          return `${same} AND ${eq(profile.memberCount, memberCount)}`;
        })
        .commit(),
      ...(counted === 0
        ? []
        : [
            e.counts
              .upsert({ scope: TERRITORY })
              .add({ people: counted * memberCount, organisations: counted })
              .commit(),
          ]),
    ]).go(),
  );
}

async function carryToPublic(table: Table, scope: Scope<'org'>, { state, left }: Carried): Promise<void> {
  const siren = scopeId(scope);
  const { publicProfile, closed } = organisationEntities(table);
  const said = publicProfile.patch({ scope: publicScope(siren) }).set({ isSuspended: state === 'suspended' });
  await (state === 'left' && left ? said.set({ left }) : said.remove(['left'])).go();
  // What it published is shown nowhere else, as for those without a public page.
  if (state === 'left') await closed.put({ scope: TERRITORY, siren }).go();
  else if ((await presentationOf(table, scope)).isPublic) await closed.delete({ scope: TERRITORY, siren }).go();
}

async function carryToMember(table: Table, scope: Scope<'org'>, member: MemberLine, state: LifeState): Promise<void> {
  try {
    await organisationEntities(table)
      .membership.patch({ scope: personScope(member.person), organisation: scopeId(scope) })
      .set({ isSuspended: state === 'suspended', hasLeft: state === 'left' })
      .go();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    // She left meanwhile; or she closed her account while the organisation was away, and her line stayed.
    if (state !== 'left') await dropLine(table, scope, member);
  }
}

async function dropLine(table: Table, scope: Scope<'org'>, { person, role, version }: MemberLine): Promise<void> {
  try {
    await committed(
      createWriteTransaction(organisationEntities(table), (e) => [
        e.member
          .delete({ scope, person })
          .where((line, { eq }) => eq(line.version, version))
          .commit(),
        e.profile
          .patch({ scope })
          .add({ memberCount: -1, referentCount: role === 'referent' ? -1 : 0 })
          .commit(),
        e.counts.upsert({ scope: TERRITORY }).add({ people: -1, organisations: 0 }).commit(),
      ]).go(),
    );
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/**
 * The organisation is being erased: nobody belongs to it any more, on either side. At most `limit` at a time.
 * @returns false when there are others.
 */
export async function closeMemberships(table: Table, scope: Scope<'org'>, limit: number): Promise<boolean> {
  const { member, membership } = organisationEntities(table);
  const { data, cursor } = await member.query.primary({ scope }).go({ limit, consistent: true });
  for (const { person } of data) {
    // First what opens; a second call finishes what a crash left.
    await membership.delete({ scope: personScope(person), organisation: scopeId(scope) }).go();
    await member.delete({ scope, person }).go();
  }
  return cursor === null;
}
