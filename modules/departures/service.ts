/** An organisation leaves: its référent decides it for herself, the operator for whichever; the operator alone undoes it. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { actFor, actOfOperator, newAct, TERRITORY_JOURNAL } from '../../platform/journal.ts';
import { Problem, refuseField } from '../../platform/problems.ts';
import { organisationScope } from '../../platform/scope.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { publicationsUpTo } from '../content/index.ts';
import { hasProvider } from '../federation/index.ts';
import { acceptedBy } from '../groups/index.ts';
import { readersForOperator, readersOfOrganisation } from '../lists/index.ts';
import { type Life, lifeOf, organisationReach, publicProfile, type PublicProfile } from '../organisations/index.ts';
import { erasedAt, isNameOf } from './rules.ts';
import type { Leaving } from './schema.ts';
import { type Decision, type Departure, departureOf, leave, restore } from './store.ts';
import { TEXTS } from './texts.ts';

export interface DepartureDeps {
  table: Table;
  clock: Clock;
  /** Days that an organisation which has left is kept. */
  leftKeptFor: number;
}

/** Whom it reaches, as far as the reader may know; absent, she may not. */
export interface Reached {
  members?: number;
  publications?: number;
  groups?: readonly string[];
  readers: number;
}

export interface ToLeave {
  profile: PublicProfile;
  life: Life;
  reached: Reached;
  /** When it would be erased. */
  until: Date;
  /** It signs in with a provider of its own, which the operator removes first. */
  isHeld: boolean;
}

/** Counted up to so many: a page that is seen once costs no more than twelve read units for it. */
export const MOST_COUNTED = 200;

/** What leaving means for her organisation. @throws {Problem} `forbidden` when she is not the référent. */
export async function ownToLeave(deps: DepartureDeps, member: Member): Promise<ToLeave> {
  mustMay(member, 'answer-for-organisation');
  const { table } = deps;
  const { organisation: siren } = currentOf(member);
  const scope = organisationScopeOf(member);
  const [common, { people }, publications, groups, readers] = await Promise.all([
    toLeave(deps, siren),
    organisationReach(table, scope),
    publicationsUpTo(table, scope, MOST_COUNTED),
    acceptedBy(table, scope),
    readersOfOrganisation(table, siren),
  ]);
  const hers = member.groups.filter(({ organisation }) => organisation === siren).map(({ name }) => name);
  const reached = { members: people, publications, groups: [...new Set([...hers, ...groups])], readers };
  return { ...common, reached };
}

/** The same for the operator, who knows nothing of its members. @throws {Problem} `not-found` */
export async function anyToLeave(deps: DepartureDeps, siren: string): Promise<ToLeave> {
  const [common, readers] = await Promise.all([toLeave(deps, siren), readersForOperator(deps.table, siren)]);
  return { ...common, reached: { readers } };
}

async function toLeave({ table, clock, leftKeptFor }: DepartureDeps, siren: string): Promise<Omit<ToLeave, 'reached'>> {
  const [profile, life, isHeld] = await Promise.all([
    publicProfile(table, siren),
    lifeOf(table, siren),
    hasProvider(table, siren),
  ]);
  if (!profile) throw new Problem('not-found');
  return { profile, life, isHeld, until: erasedAt(clock(), leftKeptFor) };
}

const nameOf = ({ person }: Member): string => `${person.firstName} ${person.lastName}`.trim();

const askedBy = (member: Member): Departure['askedBy'] => ({
  person: member.person.id,
  name: nameOf(member),
  email: member.person.email,
});

/** What is decided, when the page that it was decided on still says how things are. */
function decided(
  { clock }: DepartureDeps,
  { profile, life, until, isHeld }: Omit<ToLeave, 'reached'>,
  typed: Leaving,
  by: string,
): Decision & { until: string; reason: string } {
  if (!isNameOf(typed.name, profile.name)) throw refuseField('name', TEXTS.otherName(profile.name));
  if (isHeld) throw new Problem('conflict', { detail: TEXTS.hasProvider });
  if (life.version !== typed.version) throw staleDecision();
  const { reason } = typed;
  const since = clock().toISOString();
  return { state: 'left', reason, since, by, until: until.toISOString(), version: typed.version + 1 };
}

const staleDecision = (cause?: unknown): Problem =>
  new Problem('stale', { cause, fields: [{ field: 'reason', message: TEXTS.decidedMeanwhile }] });

/**
 * Her organisation leaves: her own way in is closed at once, the others' within a second or two, as the stream carries
 * it to each. @returns when it is erased. Posted twice, it is done once.
 * @throws {Problem} `invalid` on another name, `stale` on a lost race, `conflict` while it has a provider of its own.
 */
export async function leaveWithOwn(deps: DepartureDeps, member: Member, typed: Leaving): Promise<string> {
  mustMay(member, 'answer-for-organisation');
  const { organisation: siren } = currentOf(member);
  const here = await toLeave(deps, siren);
  if (here.life.state === 'left') return here.life.until ?? '';
  const next = decided(deps, here, typed, nameOf(member));
  const { name } = here.profile;
  const about = { name };
  const { reason } = next;
  const acts = [
    actFor(member, deps.clock, siren, { name: 'organisation-left', about, details: { reason } }),
    // The territory keeps that it happened, without the name of anybody.
    newAct(
      organisationScope(siren),
      deps.clock,
      { actor: { name: 'Un référent' }, from: undefined },
      [TERRITORY_JOURNAL],
      {
        name: 'organisation-left',
        about,
      },
    ),
  ];
  const by = { askedBy: askedBy(member), referent: member.person.id, acts };
  await unlessStale(leave(deps.table, here.profile, next, by));
  return next.until;
}

/** The operator decides it. Posted twice, it is done once. @throws {Problem} as {@link leaveWithOwn}, and `not-found`. */
export async function makeLeave(deps: DepartureDeps, operator: Member, siren: string, typed: Leaving): Promise<string> {
  const here = await toLeave(deps, siren);
  if (here.life.state === 'left') return here.life.until ?? '';
  const next = decided(deps, here, typed, nameOf(operator));
  const act = actOfOperator(
    operator,
    deps.clock,
    { name: 'organisation-left', about: { name: here.profile.name }, details: { reason: next.reason } },
    siren,
  );
  await unlessStale(leave(deps.table, here.profile, next, { askedBy: askedBy(operator), acts: [act] }));
  return next.until;
}

async function unlessStale(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    throw staleDecision(error);
  }
}

/**
 * All of it comes back, its readers apart. Posted twice, it is done once.
 * @throws {Problem} `conflict` on a lost race, while it is still being withdrawn, and once it is being erased.
 */
export async function bringBack(
  deps: DepartureDeps,
  operator: Member,
  siren: string,
  { version }: { version: number },
): Promise<void> {
  const { table, clock } = deps;
  const [profile, life, departure] = await Promise.all([
    publicProfile(table, siren),
    lifeOf(table, siren),
    departureOf(table, siren),
  ]);
  if (!profile) throw new Problem('not-found');
  if (life.state !== 'left') return;
  if (life.version !== version) throw new Problem('conflict', { detail: TEXTS.decidedMeanwhile });
  if (departure?.phase === 'erasing') throw new Problem('conflict', { detail: TEXTS.tooLate });
  if (departure?.phase !== 'withdrawn') throw new Problem('conflict', { detail: TEXTS.stillWithdrawing });
  const next = {
    state: 'active' as const,
    since: clock().toISOString(),
    by: nameOf(operator),
    version: life.version + 1,
  };
  const about = { name: profile.name };
  const act = actOfOperator(operator, clock, { name: 'organisation-restored', about }, siren);
  try {
    await restore(table, profile, departure, next, act);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    throw new Problem('conflict', { detail: TEXTS.decidedMeanwhile, cause: error });
  }
}
