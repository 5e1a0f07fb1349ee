/** After deployment, and each month: the register of the territory is loaded, and its operator is invited. */
import { Entity } from 'electrodb';
import { type Clock, DAY, timeToLive } from '../../../platform/clock.ts';
import { entityNamed, inScope, scopeAttribute } from '../../../platform/entities.ts';
import { newMail, mailEntity } from '../../../platform/mail/outbox.ts';
import { systemScope, tokenScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import { LINK_DAYS, refreshed } from '../rules.ts';
import { linkEntity, linkScope } from '../store/link.ts';
import { everyPlace, type RegisterEntry, saveRegister } from '../store/register.ts';
import { keepBodies } from '../store/territory-bodies.ts';

export interface PrepareDeps {
  table: Table;
  clock: Clock;
  territory: { code: string; name: string };
  operatorEmail: string;
}

const preparedModel = {
  model: entityNamed('prepared'),
  attributes: {
    scope: scopeAttribute,
    departement: { type: 'string', required: true },
    edition: { type: 'string', required: true },
    places: { type: 'number', required: true },
    preparedAt: { type: 'string', required: true },
    operatorInvitedAt: { type: 'string' },
  },
  indexes: { primary: inScope(['departement'], 'register#${departement}') },
} as const;

export interface Prepared {
  /** Places in the register. */
  places: number;
  /** False when this edition was loaded before. */
  loaded: boolean;
  /** True when a link was sent to the operator. */
  operatorInvited: boolean;
}

/**
 * Loads the register when its edition is new, and sends the operator a one-time link the first time or when asked.
 * Idempotent: run again, it does nothing more.
 */
export async function prepareTerritory(
  deps: PrepareDeps,
  register: { edition: string; entries: () => Promise<RegisterEntry[]> },
  options: { inviteOperator?: boolean | undefined } = {},
): Promise<Prepared> {
  const { table, territory } = deps;
  const prepared = new Entity(preparedModel, { client: table.client, table: table.name });
  const key = { scope: systemScope, departement: territory.code };
  const { data: before } = await prepared.get(key).go({ consistent: true });
  const now = deps.clock().toISOString();
  const loaded = before?.edition !== register.edition;
  let places = before?.places ?? 0;
  if (loaded) {
    const known = await everyPlace(table, territory.code);
    const entries = await register.entries();
    await saveRegister(table, territory.code, refreshed(known, { name: register.edition, entries }), known);
    places = entries.length;
    await keepBodies(table, territory.code);
  }
  const operatorInvited = options.inviteOperator === true || !before?.operatorInvitedAt;
  if (operatorInvited) await inviteOperator(deps);
  const operatorInvitedAt = operatorInvited ? now : before?.operatorInvitedAt;
  await prepared.put({ ...key, edition: register.edition, places, preparedAt: now, operatorInvitedAt }).go();
  return { places, loaded, operatorInvited };
}

async function inviteOperator({ table, clock, territory, operatorEmail }: PrepareDeps): Promise<void> {
  const token = newToken();
  await linkEntity(table)
    .create({
      scope: linkScope(token),
      purpose: 'operator',
      email: operatorEmail,
      name: territory.name,
      ttl: timeToLive(clock(), LINK_DAYS * DAY),
    })
    .go();
  const mail = { template: 'operator-link', to: operatorEmail, parameters: { token } };
  await mailEntity(table)
    .create(newMail(tokenScope(hashToken(token)), clock, mail))
    .go();
}
