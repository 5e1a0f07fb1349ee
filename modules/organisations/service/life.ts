/** The operator suspends an organisation, takes it back, and writes to its référents. */
import type { Member } from '../../../platform/actor.ts';
import { type Clock, DAY, timeToLive } from '../../../platform/clock.ts';
import { actOfOperator } from '../../../platform/journal.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import type { ListedState } from '../rules.ts';
import { changeLife, createMessage, type Life, lifeOf, messagesTo } from '../store/life.ts';
import { type PublicProfile, publicProfile } from '../store/organisation.ts';
import { TEXTS } from '../texts.ts';

export interface LifeDeps {
  table: Table;
  clock: Clock;
}

export interface OrganisationSeen {
  profile: PublicProfile;
  life: Life;
  messages: Awaited<ReturnType<typeof messagesTo>>;
}

/** What the operator knows of an organisation: nothing of its members. @throws {Problem} `not-found` */
export async function organisationSeen({ table }: LifeDeps, siren: string): Promise<OrganisationSeen> {
  const [profile, life, messages] = await Promise.all([
    publicProfile(table, siren),
    lifeOf(table, siren),
    messagesTo(table, siren),
  ]);
  if (!profile) throw new Problem('not-found');
  return { profile, life, messages };
}

const nameOf = ({ person }: Member): string => `${person.firstName} ${person.lastName}`;

/**
 * Its référents are told by mail, from the stream. Asked twice for what it is already, nothing happens.
 * @param decision with the version that the operator saw.
 * @throws {Problem} `stale` when another decision was made since.
 */
export async function decideLife(
  deps: LifeDeps,
  operator: Member,
  siren: string,
  decision: { state: ListedState; reason?: string | undefined; version: number },
): Promise<void> {
  const { profile, life } = await organisationSeen(deps, siren);
  if (life.state === decision.state) return;
  if (life.state === 'left') throw new Problem('conflict', { detail: TEXTS.leftMeanwhile });
  if (decision.state === 'suspended' && !decision.reason) throw refuseField('reason', TEXTS.suspensionReason);
  const next = {
    state: decision.state,
    reason: decision.reason,
    since: deps.clock().toISOString(),
    by: nameOf(operator),
    version: decision.version + 1,
  };
  const act = actOfOperator(
    operator,
    deps.clock,
    {
      name: decision.state === 'suspended' ? 'organisation-suspended' : 'organisation-resumed',
      about: { name: profile.name },
      ...(decision.reason ? { details: { reason: decision.reason } } : {}),
    },
    siren,
  );
  try {
    await changeLife(deps.table, profile, next, act);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    throw new Problem('stale', { cause: error, fields: [{ field: 'reason', message: TEXTS.decidedMeanwhile }] });
  }
}

/** Messages are kept for a year. */
const KEPT_FOR = 365 * DAY;

/** Posted twice, it is sent once. */
export async function writeToReferents(
  deps: LifeDeps,
  operator: Member,
  siren: string,
  typed: { id: string; subject: string; text: string },
): Promise<void> {
  const { profile } = await organisationSeen(deps, siren);
  const now = deps.clock();
  const message = {
    ...typed,
    siren,
    name: profile.name,
    by: nameOf(operator),
    replyTo: operator.person.email,
    sentAt: now.toISOString(),
    ttl: timeToLive(now, KEPT_FOR),
  };
  try {
    await createMessage(deps.table, message);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}
