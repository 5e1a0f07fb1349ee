/** The référents learn what the operator made of their request: her function reads no member. May be told twice. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import type { Clock } from '../../platform/clock.ts';
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { tellReferents } from '../organisations/index.ts';
import { PROVIDER_STATES } from './rules.ts';
import { PROVIDER_ENTITY, REMOVAL_ENTITY } from './store.ts';

const provider = z.object({
  siren: z.string(),
  name: z.string(),
  label: z.string(),
  state: z.enum(PROVIDER_STATES),
  version: z.number(),
});
const removal = provider.extend({ reason: z.string().default('') });

export async function onProviderChange(
  { kind, entity, before, after }: Change,
  deps: { table: Table; clock: Clock },
): Promise<void> {
  if (entity === PROVIDER_ENTITY && kind === 'modify') {
    const { siren, name, label, state, version } = provider.parse(after);
    if (state !== 'ready' || provider.parse(before).state !== 'asked') return;
    const parameters = { organisation: name, label };
    const mail = { template: 'provider-ready', parameters };
    await tellReferents(deps, organisationScope(siren), `provider:${siren}:${version}`, mail);
  }
  if (entity === REMOVAL_ENTITY && kind === 'insert') {
    const { siren, name, label, state, version, reason } = removal.parse(after);
    const template = state === 'asked' ? 'provider-refused' : 'provider-withdrawn';
    const parameters = { organisation: name, label, reason };
    await tellReferents(deps, organisationScope(siren), `provider-gone:${siren}:${version}`, { template, parameters });
  }
}
