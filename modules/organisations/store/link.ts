/** One-time links: whoever holds one has proved the address it was sent to. */
import { Entity } from 'electrodb';
import { ROLES } from '../../../platform/actor.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { type Scope, tokenScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { ORGANISATION_KINDS } from '../kinds.ts';

const linkModel = {
  model: entityNamed('link'),
  attributes: {
    scope: scopeAttribute,
    purpose: { type: ['sign-up', 'invitation', 'operator'] as const, required: true },
    email: { type: 'string', required: true },
    firstName: { type: 'string' },
    lastName: { type: 'string' },
    position: { type: 'string' },
    organisation: { type: 'string' },
    kind: { type: ORGANISATION_KINDS },
    name: { type: 'string', required: true },
    slug: { type: 'string' },
    role: { type: ROLES },
    /** The sign-up or the invitation that it closes. */
    about: { type: 'string' },
    aboutCreatedAt: { type: 'string' },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'link') },
} as const;

export const linkEntity = perTable((table) => new Entity(linkModel, { client: table.client, table: table.name }));

export const linkScope = (token: string): Scope<'tok'> => tokenScope(hashToken(token));

export type Link = NonNullable<Awaited<ReturnType<typeof linkOf>>>;

/** The link behind a token, unless it was used or is too old. */
export async function linkOf(table: Table, token: string, now: Date) {
  const { data } = await linkEntity(table)
    .get({ scope: linkScope(token) })
    .go({ consistent: true });
  return data && data.ttl * 1000 > now.getTime() ? data : undefined;
}
