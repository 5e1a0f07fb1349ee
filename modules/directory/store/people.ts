/** People's particulars, and what others read of them. */
import { createWriteTransaction } from 'electrodb';
import { networkScope, publicScope, type Scope, scopeId } from '../../../platform/scope.ts';
import { committed, type Table, TransactionRefused } from '../../../platform/table.ts';
import type { MemberLine } from '../../organisations/index.ts';
import { functionHeld, isOnPublicPage, NO_PARTICULARS, shownTo } from '../rules.ts';
import type { Particulars, Shown } from '../schema.ts';
import { directoryEntities } from './entities.ts';

/** The organisation that a card names. */
export interface Named {
  siren: string;
  name: string;
  slug: string;
}

/** What the network reads of somebody in one organisation. */
export interface PersonCard extends Shown {
  person: string;
  siren: string;
  organisation: string;
  slug: string;
  firstName: string;
  lastName: string;
}

/** What everybody reads of her. */
export interface PublicContact extends Shown {
  person: string;
  firstName: string;
  lastName: string;
}

/** What a member has said of herself in her organisation, or nothing yet. One read unit. */
export async function particularsOf(
  table: Table,
  scope: Scope<'org'>,
  member: Pick<MemberLine, 'person' | 'since'>,
): Promise<Particulars> {
  const { data } = await directoryEntities(table)
    .particulars.get({ scope, person: member.person })
    .go({ consistent: true });
  if (data?.since !== member.since) return NO_PARTICULARS;
  const { scope: _scope, person: _person, since: _since, updatedAt: _updatedAt, ...particulars } = data;
  return particulars;
}

function projected(member: MemberLine, particulars: Particulars, organisation: Named) {
  const { person, firstName, lastName, position, since } = member;
  const held = functionHeld(particulars, position);
  const card = {
    scope: networkScope,
    ...shownTo(particulars, 'network'),
    ...held,
    person,
    siren: organisation.siren,
    organisation: organisation.name,
    slug: organisation.slug,
    firstName,
    lastName,
    since,
    memberVersion: member.version,
    version: particulars.version,
  };
  const contact = {
    scope: publicScope(organisation.siren),
    ...shownTo(particulars, 'public'),
    ...held,
    person,
    firstName,
    lastName,
  };
  return { card, contact: isOnPublicPage(particulars) ? contact : undefined };
}

/**
 * Saves them with what others read: all or nothing. Refused when they changed since `before`, and when the member
 * changed or left meanwhile.
 */
export async function saveParticulars(
  table: Table,
  scope: Scope<'org'>,
  change: { member: MemberLine; organisation: Named; before: Particulars; after: Particulars; now: string },
): Promise<void> {
  const { member, before, after, now } = change;
  const { person, since } = member;
  const { card, contact } = projected(member, after, change.organisation);
  await committed(
    createWriteTransaction(directoryEntities(table), (e) => [
      e.particulars
        .put({ scope, person, since, ...after, updatedAt: now })
        .where(({ version, since: joined }, { eq, ne, notExists }) =>
          before.version === 0
            ? `${notExists(version)} OR ${ne(joined, since)}`
            : `${eq(version, before.version)} AND ${eq(joined, since)}`,
        )
        .commit(),
      e.member
        .check({ scope, person })
        .where(({ version, since: joined }, { eq }) => `${eq(version, member.version)} AND ${eq(joined, since)}`)
        .commit(),
      e.card.put(card).commit(),
      contact
        ? e.contact.put(contact).commit()
        : e.contact.delete({ scope: publicScope(change.organisation.siren), person }).commit(),
    ]).go(),
  );
}

/**
 * Makes what others read of a member as her line and her particulars are now, unless something newer has been made
 * meanwhile. May run twice.
 */
export async function refreshCard(
  table: Table,
  member: MemberLine,
  particulars: Particulars,
  organisation: Named,
): Promise<void> {
  const { person, since, version: memberVersion } = member;
  const { card, contact } = projected(member, particulars, organisation);
  try {
    await committed(
      createWriteTransaction(directoryEntities(table), (e) => [
        e.card
          .put(card)
          .where(
            ({ since: joined, memberVersion: line, version }, { ne, lte, notExists }) =>
              `${notExists(joined)} OR ${ne(joined, since)} OR (${lte(line, memberVersion)} AND ${lte(version, particulars.version)})`,
          )
          .commit(),
        contact
          ? e.contact.put(contact).commit()
          : e.contact.delete({ scope: publicScope(organisation.siren), person }).commit(),
      ]).go(),
    );
  } catch (error) {
    const isOlder = error instanceof TransactionRefused && error.codes.includes('ConditionalCheckFailed');
    if (!isOlder) throw error;
  }
}

/** Somebody left: what she said there, and what others read of it, goes. May run twice. */
export async function forgetPerson(table: Table, scope: Scope<'org'>, person: string): Promise<void> {
  const siren = scopeId(scope);
  await committed(
    createWriteTransaction(directoryEntities(table), (e) => [
      e.particulars.delete({ scope, person }).commit(),
      e.card.delete({ scope: networkScope, person, siren }).commit(),
      e.contact.delete({ scope: publicScope(siren), person }).commit(),
    ]).go(),
  );
}

/** Her organisation has left: the network reads nothing of her there; what she said of herself stays. May run twice. */
export async function hideCard(table: Table, scope: Scope<'org'>, person: string): Promise<void> {
  await directoryEntities(table)
    .card.delete({ scope: networkScope, person, siren: scopeId(scope) })
    .go();
}

const withoutScope = <Item extends { scope: string }>({ scope: _scope, ...item }: Item): Omit<Item, 'scope'> => item;

interface KeptCard extends PersonCard {
  scope: string;
  since: string;
  memberVersion: number;
  version: number;
}

const cardFrom = ({
  scope: _scope,
  since: _since,
  memberVersion: _line,
  version: _version,
  ...card
}: KeptCard): PersonCard => card;

/** Somebody in each of her organisations, as the network sees her. Half a read unit. */
export async function cardsOf(table: Table, scope: Scope<'net'>, person: string): Promise<PersonCard[]> {
  const { data } = await directoryEntities(table).card.query.primary({ scope, person }).go();
  return data.map(cardFrom);
}

/** Those who want to be found on their organisation's public page. Half a read unit for each 4 kB. */
export async function contactsOf(table: Table, siren: string): Promise<PublicContact[]> {
  const { data } = await directoryEntities(table)
    .contact.query.primary({ scope: publicScope(siren) })
    .go({ limit: 200 });
  return data.map(withoutScope);
}

/** What the network reads of several people, in the order asked for. Half a read unit for each 4 kB. */
export async function cardsNamed(
  table: Table,
  scope: Scope<'net'>,
  named: readonly { person: string; siren: string }[],
  { consistent = false } = {},
): Promise<PersonCard[]> {
  if (named.length === 0) return [];
  const { data } = await directoryEntities(table)
    .card.get(named.map(({ person, siren }) => ({ scope, person, siren })))
    .go({ consistent, concurrency: 2 });
  const found = new Map(data.map((card) => [`${card.person}#${card.siren}`, card]));
  return named.flatMap(({ person, siren }) => {
    const card = found.get(`${person}#${siren}`);
    return card ? [cardFrom(card)] : [];
  });
}

/** What the network reads of everybody, page by page: for whoever reads all of it. */
export async function cardsFrom(
  table: Table,
  scope: Scope<'net'>,
  { limit, cursor }: { limit: number; cursor: string | null },
): Promise<{ cards: PersonCard[]; next: string | null }> {
  const { data, cursor: next } = await directoryEntities(table)
    .card.query.primary({ scope })
    .go({ limit, cursor, consistent: true });
  return { cards: data.map(cardFrom), next };
}
