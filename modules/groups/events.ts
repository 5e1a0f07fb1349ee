/**
 * What follows from changes. Who leaves an organisation leaves the groups that she was in through it (her rights end
 * at once, with the organisation: `platform/sessions.ts`; here her lines are cleared away). Who is called otherwise in
 * her organisation is so in the groups that she is in through it. A group that is renamed is
 * renamed wherever its name is kept. An intercommunal body that joins has its group, which its communes may enter as
 * they join. Everything here may be told twice.
 */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { idOf } from '../../platform/ids.ts';
import { newMail } from '../../platform/mail/outbox.ts';
import { groupScope, organisationScope, personScope, scopeId } from '../../platform/scope.ts';
import { referentsOf, successorOf } from '../organisations/index.ts';
import { ORGANISATION_STATES } from './schema.ts';
import { type BodyDeps, meetBody } from './service/bodies.ts';
import { goAway } from './service/leaving.ts';
import {
  groupOf,
  groupsThrough,
  nameForMembers,
  nameForOrganisations,
  namePerson,
  offerTo,
  tellOnce,
  withdrawOffer,
} from './store/index.ts';

export type GroupChangeDeps = BodyDeps;

const idIn = (kind: 'usr' | 'org') =>
  z
    .string()
    .startsWith(`${kind}#`)
    .transform((scope) => scope.slice(kind.length + 1));

const left = z.object({ scope: idIn('usr'), organisation: z.string() });
const belongs = z.object({ scope: idIn('org'), person: z.string(), firstName: z.string(), lastName: z.string() });
const named = z.object({ id: z.string(), name: z.string(), purpose: z.string(), kind: z.string() });
const offered = z.object({
  scope: idIn('org'),
  group: z.string(),
  name: z.string(),
  state: z.string(),
  invitedBy: z.string(),
  invitedAt: z.string(),
});

const invited = z.object({
  scope: z
    .string()
    .startsWith('grp#')
    .transform((scope) => groupScope(scope.slice('grp#'.length))),
  siren: z.string(),
  state: z.enum(ORGANISATION_STATES),
  invitedBy: z.string(),
  invitedAt: z.string(),
});

const joined = z.object({ siren: z.string(), name: z.string(), slug: z.string(), kind: z.string() });

export async function onGroupChange(change: Change, deps: GroupChangeDeps): Promise<void> {
  const { kind, entity, before, after } = change;
  if (entity === 'membership' && kind === 'remove') return leaveGroupsThrough(deps, left.parse(before));
  if (entity === 'member' && kind === 'modify') return renamePerson(deps, belongs.parse(before), belongs.parse(after));
  if (entity === 'group' && kind === 'modify') return rename(deps, named.parse(before), named.parse(after));
  if (entity === 'organisation' && kind === 'insert') return meetBody(deps, joined.parse(after));
  if (entity === 'group-organisation' && kind === 'insert') return offer(deps, invited.parse(after));
  if (entity === 'group-organisation' && kind === 'remove') return takeBack(deps, invited.parse(before));
  if (entity === 'group-offered' && kind === 'insert') return tellReferents(deps, offered.parse(after));
}

/** Her organisation has decided: the one who goes on with what she had begun looks after what she looked after alone. */
async function leaveGroupsThrough({ table }: GroupChangeDeps, { scope: person, organisation }: z.infer<typeof left>) {
  const groups = await groupsThrough(table, personScope(person), organisation);
  if (groups.length === 0) return;
  const successor = await successorOf(table, organisationScope(organisation), person);
  for (const id of groups) await goAway(table, id, person, successor);
}

async function renamePerson(
  { table }: GroupChangeDeps,
  before: z.infer<typeof belongs>,
  after: z.infer<typeof belongs>,
): Promise<void> {
  const { scope: organisation, ...called } = after;
  if (before.firstName === called.firstName && before.lastName === called.lastName) return;
  for (const id of await groupsThrough(table, personScope(called.person), organisation)) {
    await namePerson(table, id, called);
  }
}

async function rename(
  { table }: GroupChangeDeps,
  before: z.infer<typeof named>,
  after: z.infer<typeof named>,
): Promise<void> {
  const { id, name, purpose } = after;
  if (before.name !== name) await nameForMembers(table, groupScope(id), id, name);
  if (before.name !== name || before.purpose !== purpose) {
    await nameForOrganisations(table, groupScope(id), id, { name, purpose });
  }
}

/** Who invites may write in the group alone: what the organisation reads of it is written here. */
async function offer({ table }: GroupChangeDeps, { scope, siren, ...invitation }: z.infer<typeof invited>) {
  const group = await groupOf(table, scope, { consistent: true });
  if (!group) return;
  const { id, name, purpose, kind } = group;
  await offerTo(table, siren, { group: id, name, purpose, kind, ...invitation });
}

const takeBack = ({ table }: GroupChangeDeps, { scope, siren, invitedAt }: z.infer<typeof invited>): Promise<void> =>
  withdrawOffer(table, siren, scopeId(scope), invitedAt);

/** The référents of an organisation that is invited: their addresses are known in its partition alone. */
async function tellReferents({ table, clock }: GroupChangeDeps, offer: z.infer<typeof offered>): Promise<void> {
  const { scope: siren, group, name, state, invitedBy, invitedAt } = offer;
  if (state !== 'invited') return;
  const scope = organisationScope(siren);
  for (const { person, firstName, email } of await referentsOf(table, scope)) {
    const mail = newMail(scope, clock, {
      template: 'group-organisation-invited',
      to: email,
      parameters: { group, name, firstName, inviter: invitedBy },
    });
    // Named after what it tells: told twice, it goes out once.
    await tellOnce(table, { ...mail, id: idOf('mel', `${group} ${person} ${invitedAt}`) });
  }
}
