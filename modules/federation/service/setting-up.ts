/** The operator checks what a référent asked for, has Cognito take it, stops it, removes it. */
import type { Member } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import type { Table } from '../../../platform/table.ts';
import type { Provisioning } from '../cognito.ts';
import { AddressRefused, isAllowed, readJson, type Reach } from '../outside.ts';
import { CHECKS, type Findings, findingsOf, isSound, tellsSiret } from '../rules.ts';
import { keySet, metadata } from '../schema.ts';
import type { SecretsTaken } from '../secrets.ts';
import { forgetProvider, type Provider, providerOf, saveProvider } from '../store.ts';
import { CHECK_TEXTS, TEXTS } from '../texts.ts';
import { actUpon, unlessStale } from './asking.ts';

export interface SettingUpDeps {
  table: Table;
  clock: Clock;
  secretsTaken: SecretsTaken;
  provisioning: Provisioning;
  /** Which machines may be spoken to. */
  reach: Reach;
}

/** @throws {Problem} `not-found` */
export async function providerAsked({ table }: Pick<SettingUpDeps, 'table'>, siren: string): Promise<Provider> {
  const provider = await providerOf(table, siren);
  if (!provider) throw new Problem('not-found');
  return provider;
}

/** What was found; `tellsSiret` changes what is asked of it, and stands in the way of nothing. */
export interface Checked {
  findings: Findings;
  tellsSiret: boolean;
}

/**
 * Looks at what the provider says of itself, over the network.
 * @throws {Problem} `invalid` when it cannot be read, or lies where Parvis does not go.
 */
export async function checkProvider({ reach }: Pick<SettingUpDeps, 'reach'>, { issuer }: Provider): Promise<Checked> {
  try {
    const found = metadata.parse(
      await readJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, reach),
    );
    const isSpokenTo = (address: string): boolean => isAllowed(address, reach);
    const { keys } = isSpokenTo(found.jwks_uri) ? keySet.parse(await readJson(found.jwks_uri, reach)) : { keys: [] };
    const named = keys.map(({ kid }) => kid);
    return { findings: findingsOf(issuer, found, named, isSpokenTo), tellsSiret: tellsSiret(found) };
  } catch (error) {
    throw refuseField('issuer', error instanceof AddressRefused ? TEXTS.forbiddenAddress : TEXTS.unreachable);
  }
}

/**
 * Checks once more, then makes the provider and its client at Cognito; référents may try it from then on. The secret
 * left by the référent goes to Cognito and nowhere else. Posted twice, it is done once.
 * @throws {Problem} `invalid` with each check that fails, `stale` when the request changed meanwhile.
 */
export async function setUpProvider(
  deps: SettingUpDeps,
  operator: Member,
  siren: string,
  version: number,
): Promise<void> {
  const provider = await providerAsked(deps, siren);
  if (provider.state !== 'asked') return;
  if (provider.version !== version) {
    throw new Problem('stale', { fields: [{ field: 'version', message: TEXTS.changedMeanwhile }] });
  }
  const { findings, tellsSiret: withSiret } = await checkProvider(deps, provider);
  if (!isSound(findings)) {
    const fields = CHECKS.filter((check) => !findings[check]).map((check) => ({
      field: 'issuer',
      message: CHECK_TEXTS[check].fails,
    }));
    throw new Problem('invalid', { fields });
  }
  const secret = await deps.secretsTaken.read(siren);
  if (!secret) throw refuseField('secret', TEXTS.noSecret);
  const { issuer, clientId } = provider;
  await deps.provisioning.putProvider({ siren, issuer, clientId, secret, withSiret });
  const appClient = await deps.provisioning.putClient({ siren, issuer, withSiret }, provider.appClient);
  const { triedAt: _triedBefore, ...rest } = provider;
  const ready: Provider = { ...rest, appClient, state: 'ready', version: version + 1 };
  try {
    await unlessStale(saveProvider(deps.table, ready, actUpon(deps, operator, ready, 'provider-set-up')));
  } catch (error) {
    // Somebody else was faster: unless the organisation names it now, the client just made is nobody's.
    const present = await providerOf(deps.table, siren);
    if (present?.appClient !== appClient) await deps.provisioning.removeClient(appClient);
    throw error;
  }
  await deps.secretsTaken.forget(siren);
}

/** Takes it off the login page. @throws {Problem} `stale` */
export async function stopProvider(
  deps: SettingUpDeps,
  operator: Member,
  siren: string,
  version: number,
): Promise<void> {
  const provider = await providerAsked(deps, siren);
  if (provider.state !== 'offered') return;
  const stopped: Provider = { ...provider, state: 'ready', version: version + 1 };
  await unlessStale(saveProvider(deps.table, stopped, actUpon(deps, operator, stopped, 'provider-stopped')));
}

/**
 * At Cognito first: cut short, it is still in the list to remove again. The référents are told, with the reason.
 * @throws {Problem} `stale`
 */
export async function removeProvider(
  deps: SettingUpDeps,
  operator: Member,
  siren: string,
  { version, reason }: { version: number; reason: string | undefined },
): Promise<void> {
  const provider = { ...(await providerAsked(deps, siren)), version };
  await deps.secretsTaken.forget(siren);
  await deps.provisioning.remove(siren, provider.appClient);
  const act = actUpon(deps, operator, provider, 'provider-removed');
  await unlessStale(forgetProvider(deps.table, deps.clock, provider, { act, reason }));
}
