/** A référent asks for her organisation's own provider, tries it, offers it to her colleagues, stops it. */
import { currentOf, type Member } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { type Act, doerOf, newAct, TERRITORY_JOURNAL } from '../../../platform/journal.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { actScope, tokenScope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import type { SecretsLeft } from '../secrets.ts';
import { type Provider, providerOf, saveProvider } from '../store.ts';
import { TEXTS } from '../texts.ts';

export interface AskingDeps {
  table: Table;
  clock: Clock;
  secretsLeft: SecretsLeft;
  /** Who is told of a request. */
  operatorEmail: string;
}

type Deps = Pick<AskingDeps, 'table' | 'clock'>;

/** Kept by the organisation and by the territory: each wants to know what the other did. */
export const actUpon = ({ clock }: Pick<Deps, 'clock'>, member: Member, { siren, name }: Provider, act: Act['name']) =>
  newAct(actScope(member.person.id), clock, doerOf(member), [siren, TERRITORY_JOURNAL], {
    name: act,
    about: { name },
  });

/** @throws {Problem} `stale` when somebody else was faster. */
export async function unlessStale<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    throw new Problem('stale', { cause: error, fields: [{ field: 'version', message: TEXTS.changedMeanwhile }] });
  }
}

export const ownProvider = ({ table }: Deps, member: Member): Promise<Provider | undefined> =>
  providerOf(table, currentOf(member).organisation);

/**
 * Says where the provider is. Whatever was offered until then is offered no more: it must be checked and tried again.
 * @param asked with the version that she saw.
 */
export async function askForProvider(
  deps: AskingDeps,
  member: Member,
  asked: { label: string; issuer: string; clientId: string; secret: string; version: number },
): Promise<void> {
  const { organisation: siren, name, slug } = currentOf(member);
  const before = await providerOf(deps.table, siren);
  if ((before?.version ?? 0) !== asked.version) {
    throw new Problem('stale', { fields: [{ field: 'version', message: TEXTS.changedMeanwhile }] });
  }
  const { label, issuer, clientId } = asked;
  const provider: Provider = {
    ...{ siren, name, slug, label, issuer, clientId, state: 'asked' },
    ...(before?.appClient === undefined ? {} : { appClient: before.appClient }),
    askedAt: deps.clock().toISOString(),
    askedBy: `${member.person.firstName} ${member.person.lastName}`,
    version: asked.version + 1,
  };
  // The secret first: a request without one could not be set up, a secret without request harms nobody.
  await deps.secretsLeft.leave(siren, asked.secret);
  const mail = newMail(tokenScope(hashToken(newToken())), deps.clock, {
    template: 'provider-asked',
    to: deps.operatorEmail,
    parameters: { organisation: name, by: provider.askedBy, label, siren },
  });
  await unlessStale(saveProvider(deps.table, provider, actUpon(deps, member, provider, 'provider-asked'), mail));
}

async function change(
  deps: Deps,
  member: Member,
  version: number,
  next: { state: 'ready' | 'offered'; act: Act['name'] },
): Promise<void> {
  const provider = await ownProvider(deps, member);
  if (!provider || provider.state === 'asked') throw new Problem('not-found');
  if (provider.state === next.state) return;
  if (next.state === 'offered' && !provider.triedAt) throw refuseField('version', TEXTS.notTried);
  const changed: Provider = { ...provider, state: next.state, version: version + 1 };
  await unlessStale(saveProvider(deps.table, changed, actUpon(deps, member, changed, next.act)));
}

/** Puts it on the login page. @throws {Problem} `invalid` before a référent came back from it. */
export const offerProvider = (deps: Deps, member: Member, version: number): Promise<void> =>
  change(deps, member, version, { state: 'offered', act: 'provider-offered' });

/** Takes it off the login page at once; sessions that it opened end with their own time. */
export const stopOffering = (deps: Deps, member: Member, version: number): Promise<void> =>
  change(deps, member, version, { state: 'ready', act: 'provider-stopped' });
