/** The référent draws her organisation's chart. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { actFor, type ActName } from '../../../platform/journal.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import type { Scope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { type MemberLine, membersOf } from '../../organisations/index.ts';
import { hasChildren, MOST_UNITS, wouldLoop } from '../chart.ts';
import type { Unit, UnitEdit } from '../schema.ts';
import { type Chart, chartToChange, removeUnit, saveUnit } from '../store/units.ts';
import { TEXTS } from '../texts.ts';

/** Most members that a form proposes. */
const MOST_PROPOSED = 400;

export interface ChartForForm extends Chart {
  members: readonly MemberLine[];
}

/** What the form of a service proposes. */
export async function chartForForm(table: Table, actor: Member): Promise<ChartForForm> {
  mustMay(actor, 'manage-organisation');
  const scope = organisationScopeOf(actor);
  const [chart, { members }] = await Promise.all([
    chartToChange(table, scope),
    membersOf(table, scope, { limit: MOST_PROPOSED }),
  ]);
  return { ...chart, members };
}

export async function chartOfOwn(table: Table, actor: Member): Promise<Chart> {
  mustMay(actor, 'manage-organisation');
  return chartToChange(table, organisationScopeOf(actor));
}

/** @throws {Problem} `not-found` for a service of another organisation. */
export function unitIn({ units }: Chart, id: string): Unit {
  const unit = units.find((one) => one.id === id);
  if (!unit) throw new Problem('not-found');
  return unit;
}

const named = ({ person, firstName, lastName }: MemberLine) => ({ person, name: `${firstName} ${lastName}` });

/** The service that the edit makes. @throws {Problem} `invalid` on the field that cannot be. */
function unitFrom(chart: ChartForForm, id: string, edit: UnitEdit, version: number): Unit {
  const { lead, members, parent, ...rest } = edit;
  if (parent && !chart.units.some((unit) => unit.id === parent)) throw refuseField('parent', TEXTS.noParent);
  if (wouldLoop(chart.units, id, parent)) throw refuseField('parent', TEXTS.loop);
  const people = new Map(chart.members.map((member) => [member.person, named(member)]));
  const leading = lead ? people.get(lead) : undefined;
  if (lead && !leading) throw refuseField('lead', TEXTS.noMember);
  return {
    id,
    ...rest,
    parent,
    lead: leading,
    members: members.flatMap((person) => people.get(person) ?? []),
    version,
  };
}

export interface UnitDeps {
  table: Table;
  clock: Clock;
}

/** What journals keep of it. */
const unitAct = ({ clock }: UnitDeps, actor: Member, name: ActName, unit: Pick<Unit, 'name'>) =>
  actFor(actor, clock, currentOf(actor).organisation, { name, about: { name: unit.name } });

/** Posted twice, it makes one service. */
export async function createUnit(deps: UnitDeps, actor: Member, id: string, edit: UnitEdit): Promise<void> {
  const { table } = deps;
  await onLatestChart(async () => {
    const chart = await chartForForm(table, actor);
    if (chart.units.some((unit) => unit.id === id)) return;
    if (chart.units.length >= MOST_UNITS) throw refuseField('name', TEXTS.tooManyUnits(MOST_UNITS));
    const unit = unitFrom(chart, id, edit, 1);
    await saveUnit(table, organisationScopeOf(actor), chart, unit, undefined, unitAct(deps, actor, 'unit-added', unit));
  });
}

/** @throws {Problem} `stale` when it has changed since `version`; `invalid` when it would contain itself. */
export async function changeUnit(
  deps: UnitDeps,
  actor: Member,
  id: string,
  version: number,
  edit: UnitEdit,
): Promise<void> {
  const { table } = deps;
  await onLatestChart(async () => {
    const chart = await chartForForm(table, actor);
    const before = unitIn(chart, id);
    if (before.version !== version) throw new Problem('stale', { extra: { version: before.version } });
    const unit = unitFrom(chart, id, edit, version + 1);
    const act = unitAct(deps, actor, 'unit-changed', unit);
    await saveUnit(table, organisationScopeOf(actor), chart, unit, version, act);
  });
}

/** Its people stay members; what it contains must have been moved first. */
export async function deleteUnit(deps: UnitDeps, actor: Member, id: string): Promise<void> {
  const { table } = deps;
  await onLatestChart(async () => {
    const chart = await chartOfOwn(table, actor);
    const unit = unitIn(chart, id);
    if (hasChildren(chart.units, id)) throw refuseField('name', TEXTS.notEmpty);
    const act = unitAct(deps, actor, 'unit-removed', unit);
    await removeUnit(table, organisationScopeOf(actor), chart, id, act);
  });
}

/**
 * Somebody left, or is called otherwise: the services that name her follow. What she was responsible for passes to
 * `successor`. May run twice.
 */
export async function renameInUnits(
  table: Table,
  scope: Scope<'org'>,
  person: string,
  member: MemberLine | undefined,
  successor?: MemberLine,
): Promise<void> {
  const next = successor && named(successor);
  const now = member && named(member);
  const follow = (one: Unit['members'][number]) => (one.person === person ? (now ? [now] : []) : [one]);
  await onLatestChart(async () => {
    let chart = await chartToChange(table, scope);
    for (const unit of chart.units) {
      const lead = unit.lead && (follow(unit.lead)[0] ?? next);
      const members = unit.members.flatMap(follow);
      if (JSON.stringify([lead, members]) === JSON.stringify([unit.lead, unit.members])) continue;
      await saveUnit(table, scope, chart, { ...unit, lead, members, version: unit.version + 1 }, unit.version);
      chart = { ...chart, version: chart.version + 1 };
    }
  });
}

/** Tries of one change against others of the same chart. */
const MOST_TRIES = 4;

/** Decides again when somebody else changed the chart at the same moment. @throws {Problem} `conflict` */
async function onLatestChart(change: () => Promise<void>): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await change();
    } catch (error) {
      if (!conditionFailed(error)) throw error;
      if (tried === MOST_TRIES) throw new Problem('conflict', { cause: error });
    }
  }
}
