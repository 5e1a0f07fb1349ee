/** Organisations and people put straight into a table, for services that are called without a site around them. */
import { randomUUID } from 'node:crypto';
import type { OrganisationKind } from '../../../modules/organisations/kinds.ts';
import { organisationEntities, TERRITORY } from '../../../modules/organisations/store/entities.ts';
import { membershipOf } from '../../../modules/organisations/store/member.ts';
import type { Member, Role } from '../../../platform/actor.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import { organisationScope, personScope, publicScope, type Scope } from '../../../platform/scope.ts';
import { personEntities } from '../../../platform/sessions.ts';
import type { Table } from '../../../platform/table.ts';

export interface Founded {
  siren: string;
  kind: OrganisationKind;
  name: string;
  slug: string;
}

const SINCE = '2026-01-05T08:00:00.000Z';

/** An organisation that has joined, without anybody in it yet. */
export async function found(table: Table, { siren, kind, name, slug }: Founded): Promise<Founded> {
  const organisation = { siren, kind, name, slug };
  const { profile, publicProfile, listed } = organisationEntities(table);
  const counted = { ...organisation, joinedAt: SINCE, memberCount: 0, referentCount: 0 };
  await profile.create({ scope: organisationScope(siren), ...counted }).go();
  const shown = { ...organisation, joinedAt: SINCE, contact: 'Claire Martin, maire' };
  await publicProfile.create({ scope: publicScope(siren), ...shown }).go();
  await listed.create({ scope: TERRITORY, ...organisation, joinedAt: SINCE }).go();
  return organisation;
}

/** Somebody who belongs to it, as a request of hers shows her. */
export async function memberIn(table: Table, organisation: Founded, role: Role, email: string): Promise<Member> {
  const person = randomUUID();
  const scope = organisationScope(organisation.siren);
  const named = { firstName: role, lastName: 'Essai', email };
  await personEntities(table)
    .profile.create({ scope: personScope(person), ...named, createdAt: SINCE })
    .go();
  const e = organisationEntities(table);
  await e.member.create({ scope, person, ...named, role, since: SINCE, version: 1 }).go();
  const membership = membershipOf(organisation, role);
  await e.membership.create({ scope: personScope(person), ...membership, since: SINCE }).go();
  await e.profile
    .patch({ scope })
    .add({ memberCount: 1, referentCount: role === 'referent' ? 1 : 0 })
    .go();
  return {
    person: { id: person, ...named },
    session: { hash: 'a'.repeat(64), id: 'ssn_00000000000000000000000000', proofs: ['password'] },
    memberships: [membership],
    groups: [],
    current: membership,
    isOperator: false,
    from: '203.0.113.…',
  };
}

/** Mails that wait to be sent from a partition: to whom, which text, filled with what. */
export async function mailsOf(
  table: Table,
  scope: Scope,
): Promise<{ to: string; template: string; parameters: Readonly<Record<string, string>> }[]> {
  const { data } = await mailEntity(table).query.primary({ scope }).go({ pages: 'all' });
  return data.map(({ to, template, parameters }) => ({ to, template, parameters: { ...parameters } }));
}
