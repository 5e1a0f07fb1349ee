/** How an organisation publishes its acts: what its référent says. */
import * as z from 'zod';
import { currentOf, type Member, mustMay } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { actFor } from '../../platform/journal.ts';
import { type FieldError, Problem } from '../../platform/problems.ts';
import { publicScope } from '../../platform/scope.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { optionalLine } from '../../platform/text.ts';
import { isSiretOf, organisationBySlug } from '../organisations/index.ts';
import { type ActsSettings, PUBLICITY_MODES } from './schema.ts';
import { saveSettings, settingsOf } from './store/index.ts';
import { TEXTS } from './texts.ts';

export interface SettingsDependencies {
  table: Table;
  clock: Clock;
  territory: { code: string };
}

export const settingsBody = z.object({
  publicity: z.enum(PUBLICITY_MODES, { error: TEXTS.modeNeeded }),
  decidedBy: optionalLine('la délibération', 120),
  siret: z
    .string()
    .optional()
    .transform((text) => (text ?? '').replace(/\s/g, '')),
  version: z.coerce.number().int().min(0),
});
export type TypedSettings = z.output<typeof settingsBody>;

/** Communes from this number of inhabitants on publish electronically, whatever they would choose (CGCT L2131-1, IV). */
const CHOICE_BELOW = 3500;

/** Whether an organisation may choose: a commune with few inhabitants. */
const mayChoose = ({ kind, population }: { kind: string; population: number }): boolean =>
  kind === 'commune' && population < CHOICE_BELOW;

export interface SettingsToManage {
  settings: ActsSettings;
  mayChoose: boolean;
}

/** Two read units. */
export async function settingsToManage(
  { table, territory }: SettingsDependencies,
  member: Member,
): Promise<SettingsToManage> {
  mustMay(member, 'manage-organisation');
  const { organisation: siren, slug } = currentOf(member);
  const [settings, found] = await Promise.all([
    settingsOf(table, publicScope(siren), { consistent: true }),
    organisationBySlug(table, territory.code, slug),
  ]);
  const facts = found && { kind: found.kind, population: found.facts.population };
  return { settings, mayChoose: facts !== undefined && mayChoose(facts) };
}

function refusals(typed: TypedSettings, siren: string, isFree: boolean): FieldError[] {
  const { publicity, decidedBy, siret } = typed;
  const isOther = publicity !== 'electronic';
  return [
    ...(isOther && !isFree ? [{ field: 'publicity', message: TEXTS.tooManyPeople }] : []),
    ...(isOther && isFree && !decidedBy ? [{ field: 'decidedBy', message: TEXTS.decisionNeeded }] : []),
    ...(siret && !isSiretOf(siren, siret) ? [{ field: 'siret', message: TEXTS.siretWrong }] : []),
  ];
}

/** @throws {Problem} `invalid`, or `stale` when somebody else chose meanwhile. */
export async function changeSettings(deps: SettingsDependencies, member: Member, typed: TypedSettings): Promise<void> {
  const { settings, mayChoose: isFree } = await settingsToManage(deps, member);
  const { organisation: siren, name } = currentOf(member);
  const fields = refusals(typed, siren, isFree);
  if (fields.length > 0) throw new Problem('invalid', { fields });
  const { publicity, decidedBy, siret, version } = typed;
  const next: ActsSettings = {
    publicity,
    ...(publicity !== 'electronic' && decidedBy ? { decidedBy } : {}),
    ...(siret ? { siret } : {}),
    version: version + 1,
  };
  const lost = (cause?: unknown): Problem => new Problem('stale', { cause, extra: { present: settings } });
  if (settings.version !== version) throw lost();
  const act = actFor(member, deps.clock, siren, { name: 'acts-settings-changed', about: { name } });
  try {
    await saveSettings(deps.table, publicScope(siren), next, version, act);
  } catch (error) {
    throw conditionFailed(error) ? lost(error) : error;
  }
}
