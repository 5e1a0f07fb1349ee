/**
 * What follows from the operator's decisions: her function reads nothing of an organisation, so that its own copy of
 * its state, its members' memberships and the mails to its référents are made here, from the stream.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Files } from '../../platform/files.ts';
import { mailEntity, newMail } from '../../platform/mail/outbox.ts';
import { organisationScope, type Scope } from '../../platform/scope.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { LIFE_STATES, type LifeState } from './rules.ts';
import { publicLogoKey } from './rules-logo.ts';
import { forgetJoinRequest, JOIN_REQUEST_ENTITY, joinRequestId } from './store/joining.ts';
import { LOGO_ENTITY } from './store/logo.ts';
import { carryState } from './store/carrying.ts';
import { LIFE_ENTITY, lifeOf } from './store/life.ts';
import { everyMember } from './store/member.ts';
import { carryName } from './store/renaming.ts';

export interface OrganisationChangeDeps {
  table: Table;
  clock: Clock;
  files: Pick<Files, 'copy' | 'remove'>;
}

const life = z.object({
  siren: z.string(),
  name: z.string(),
  state: z.enum(LIFE_STATES),
  reason: z.string().optional(),
  until: z.string().optional(),
  since: z.string(),
  by: z.string(),
  version: z.number(),
});
const message = z.object({
  id: z.string(),
  siren: z.string(),
  name: z.string(),
  subject: z.string(),
  text: z.string(),
  by: z.string(),
  replyTo: z.string(),
});

const joinRequest = z.object({
  id: z.string(),
  siren: z.string(),
  name: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  position: z.string(),
  askedAt: z.string(),
});
const place = z.object({ siren: z.string(), slug: z.string(), name: z.string() });
const joined = z.object({ scope: z.string().startsWith('org#'), email: z.string() });

const logo = z.object({
  siren: z.string(),
  document: z.string(),
  key: z.string(),
  objectVersion: z.string().optional(),
});

/** Everything here may be told twice. */
export async function onOrganisationChange(change: Change, deps: OrganisationChangeDeps): Promise<void> {
  const { kind, entity, before, after } = change;
  if (entity === LIFE_ENTITY && kind !== 'remove') {
    return followLife(deps, before ? life.parse(before).state : 'active', life.parse(after));
  }
  if (entity === 'message-to-referents' && kind === 'insert') return deliver(deps, message.parse(after));
  if (entity === JOIN_REQUEST_ENTITY && kind !== 'remove') return announce(deps, joinRequest.parse(after));
  if (entity === 'place' && kind === 'modify') return followRegister(deps, place.parse(before), place.parse(after));
  if (entity === LOGO_ENTITY) return copyLogo(deps, change);
  if (entity === 'member' && kind === 'insert') return closeRequest(deps, joined.parse(after));
}

/** A late or repeated telling of a decision does not undo the one that came after it. */
async function followLife(
  deps: OrganisationChangeDeps,
  was: LifeState,
  { siren, ...told }: z.infer<typeof life>,
): Promise<void> {
  const scope = organisationScope(siren);
  const present = await lifeOf(deps.table, siren);
  if (present.version !== told.version) return;
  const { name, state, since, until, reason = '', by, version } = told;
  await carryState(deps.table, scope, { state, ...(until ? { left: { at: since, until } } : {}) });
  const parameters = { organisation: name, reason, by, ...(until ? { until } : {}) };
  const cause = `life:${siren}:${version}`;
  const isDeparture = state === 'left' || was === 'left';
  const template = isDeparture
    ? state === 'left'
      ? 'organisation-left'
      : 'organisation-back'
    : state === 'suspended'
      ? 'organisation-suspended'
      : 'organisation-active';
  await tell(deps, scope, cause, { template, parameters }, isDeparture ? 'everybody' : 'referents');
}

async function deliver(deps: OrganisationChangeDeps, written: z.infer<typeof message>): Promise<void> {
  const { id, siren, name, subject, text, by, replyTo } = written;
  const parameters = { organisation: name, subject, text, by, replyTo };
  await tellReferents(deps, organisationScope(siren), id, { template: 'operator-message', parameters });
}

/** Everybody sees a copy of the logo; that of the one before goes. */
async function copyLogo({ files }: OrganisationChangeDeps, { before, after }: Change): Promise<void> {
  const [past, present] = [before, after].map((image) => (image ? logo.parse(image) : undefined));
  if (present) await files.copy(present.key, publicLogoKey(present.siren, present.document), present.objectVersion);
  if (past && past.document !== present?.document) await files.remove(publicLogoKey(past.siren, past.document));
}

/** An edition of the register gives a place another name: those that have joined bear it. */
async function followRegister(
  { table }: OrganisationChangeDeps,
  before: z.infer<typeof place>,
  after: z.infer<typeof place>,
): Promise<void> {
  if (before.name !== after.name) await carryName(table, after);
}

/** The référents learn that somebody asks to join. */
async function announce(deps: OrganisationChangeDeps, asked: z.infer<typeof joinRequest>): Promise<void> {
  const { id, siren, name, firstName, lastName, position, askedAt } = asked;
  const parameters = { id, organisation: name, person: `${firstName} ${lastName}`, position };
  const cause = `join:${id}:${askedAt}`;
  await tellReferents(deps, organisationScope(siren), cause, { template: 'join-request', parameters });
}

/** Whoever was invited meanwhile has nothing to ask any more. */
async function closeRequest(
  { table }: OrganisationChangeDeps,
  { scope, email }: z.infer<typeof joined>,
): Promise<void> {
  const siren = scope.slice('org#'.length);
  await forgetJoinRequest(table, organisationScope(siren), joinRequestId(siren, email));
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The same mail for the same cause and person, however often the change is told. */
const mailId = (cause: string, person: string): string =>
  `mel_${[...createHash('sha256').update(`${cause}:${person}`).digest().subarray(0, 26)]
    .map((byte) => LETTERS.charAt(byte % 32))
    .join('')}`;

/** Writes to each référent, once for a cause. */
export const tellReferents = (
  deps: Pick<OrganisationChangeDeps, 'table' | 'clock'>,
  scope: Scope<'org'>,
  cause: string,
  mail: { template: string; parameters: Record<string, string> },
): Promise<void> => tell(deps, scope, cause, mail, 'referents');

async function tell(
  { table, clock }: Pick<OrganisationChangeDeps, 'table' | 'clock'>,
  scope: Scope<'org'>,
  cause: string,
  mail: { template: string; parameters: Record<string, string> },
  whom: 'referents' | 'everybody',
): Promise<void> {
  const members = await everyMember(table, scope);
  for (const { email, person, role } of members) {
    if (whom === 'referents' && role !== 'referent') continue;
    const item = { ...newMail(scope, clock, { ...mail, to: email }), id: mailId(cause, person) };
    try {
      await mailEntity(table).create(item).go();
    } catch (error) {
      if (!conditionFailed(error)) throw error;
    }
  }
}
