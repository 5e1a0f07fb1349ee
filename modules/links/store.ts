/** Links in the table: see docs/access-patterns/links.md. */
import { createConversions, createWriteTransaction, Entity } from 'electrodb';
import { timeToLive } from '../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { type ActItem, actEntity } from '../../platform/journal.ts';
import { mailEntity, type newMail } from '../../platform/mail/outbox.ts';
import { type Scope, scopeId, tokenScope } from '../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../platform/table.ts';
import { documentEntity } from '../documents/index.ts';
import { holdingsEntity, type KeptPlace, placeKept, type RoomSeen } from '../repository/index.ts';
import { LINK_KINDS, LISTED_AFTER } from './rules.ts';
import type { Deposited, Person, SharedLink } from './schema.ts';

type Org = Scope<'org'>;

const text = { type: 'string', required: true } as const;
const number = { type: 'number', required: true } as const;
const person = { id: text, name: text } as const;

const linkModel = {
  model: entityNamed('shared-link'),
  attributes: {
    scope: scopeAttribute,
    id: text,
    kind: { type: LINK_KINDS, required: true },
    target: { type: 'map', properties: person, required: true },
    label: { type: 'string' },
    hash: text,
    password: { type: 'map', properties: { salt: text, hash: text } },
    expiresAt: text,
    by: { type: 'map', properties: person, required: true },
    createdAt: text,
    withdrawn: { type: 'map', properties: { ...person, at: text } },
    openings: number,
    openedAt: { type: 'string' },
    mostFiles: { type: 'number' },
    largest: { type: 'number' },
    documents: { type: 'set', items: 'string' },
    ttl: number,
  },
  indexes: { primary: inScope(['id'], 'shared-link#${id}') },
} as const;

/** Where the link of a token is: an organisation and an id, and nothing of what it opens. */
const tokenModel = {
  model: entityNamed('shared-link-token'),
  attributes: { scope: scopeAttribute, siren: text, id: text, ttl: number },
  indexes: { primary: inScope([], 'shared-link') },
} as const;

const depositModel = {
  model: entityNamed('link-deposit'),
  attributes: {
    scope: scopeAttribute,
    through: text,
    id: text,
    name: text,
    message: { type: 'string', required: true },
    createdAt: text,
    documents: { type: 'set', items: 'string' },
    told: { type: 'boolean' },
    ttl: number,
  },
  indexes: { primary: inScope(['through', 'id'], 'link-deposit#${through}#${id}') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    link: new Entity(linkModel, options),
    token: new Entity(tokenModel, options),
    deposit: new Entity(depositModel, options),
    document: documentEntity(table),
    holdings: holdingsEntity(table),
    mail: mailEntity(table),
    act: actEntity(table),
  };
});

const listedUntil = ({ expiresAt }: Pick<SharedLink, 'expiresAt'>): number =>
  timeToLive(new Date(expiresAt), LISTED_AFTER);

/** Refused when there is one of that id, or of that token, already: codes in this order. */
export async function keepLink(table: Table, scope: Org, link: SharedLink, act: ActItem): Promise<void> {
  const { documents: _documents, ...kept } = link;
  const ttl = timeToLive(new Date(link.expiresAt), 0);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.link.create({ scope, ...kept, ttl: listedUntil(link) }).commit(),
      e.token.create({ scope: tokenScope(link.hash), siren: scopeId(scope), id: link.id, ttl }).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** Where the link of that token is. */
export async function placeOfToken(table: Table, hash: string): Promise<{ siren: string; id: string } | undefined> {
  const { data } = await entities(table)
    .token.get({ scope: tokenScope(hash) })
    .go({ consistent: true });
  return data ?? undefined;
}

export async function linkById(table: Table, scope: Org, id: string): Promise<SharedLink | undefined> {
  const { data } = await entities(table).link.get({ scope, id }).go({ consistent: true });
  return data ?? undefined;
}

/** One page of an organisation's links, the latest first. */
export async function linksOf(
  table: Table,
  scope: Org,
  { limit, position }: { limit: number; position: string | null },
): Promise<{ links: SharedLink[]; next: string | null }> {
  const { link } = entities(table);
  const { data } = await link.query.primary({ scope }).go({ order: 'desc', limit: limit + 1, cursor: position });
  const shown = data.slice(0, limit);
  const last = shown.at(-1);
  const { toCursor } = createConversions(link).byAccessPattern.primary.fromComposite;
  const next = last && data.length > limit ? toCursor({ scope, id: last.id }) : null;
  return { links: shown, next };
}

/** What is changed of a link by members. Refused when it was changed meanwhile. */
export async function changeLink(
  table: Table,
  scope: Org,
  before: SharedLink,
  change: { withdrawn?: Person & { at: string } } | { by: Person } | { reopened: true },
  act: ActItem,
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.link
        .patch({ scope, id: before.id })
        .set('withdrawn' in change ? { withdrawn: change.withdrawn } : 'by' in change ? { by: change.by } : {})
        .remove('reopened' in change ? ['withdrawn'] : [])
        .where(({ withdrawn, by }, { eq, notExists, exists }) =>
          [eq(by.id, before.by.id), before.withdrawn ? exists(withdrawn) : notExists(withdrawn)].join(' AND '),
        )
        .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** One more opening. Nothing when it is gone meanwhile. */
export async function countOpening(table: Table, scope: Org, id: string, at: string): Promise<void> {
  try {
    await entities(table).link.patch({ scope, id }).add({ openings: 1 }).set({ openedAt: at }).go();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

export async function keepDeposit(table: Table, scope: Org, link: SharedLink, deposit: Deposited): Promise<void> {
  const { documents: _documents, ...kept } = deposit;
  await entities(table)
    .deposit.create({ scope, ...kept, ttl: listedUntil(link) })
    .go();
}

export async function depositById(
  table: Table,
  scope: Org,
  key: Pick<Deposited, 'through' | 'id'>,
): Promise<Deposited | undefined> {
  const { data } = await entities(table)
    .deposit.get({ scope, ...key })
    .go({ consistent: true });
  return data ?? undefined;
}

/** Who sent something by a link: at most `limit`. What was begun and brought nothing is none of them. */
export async function depositsBy(table: Table, scope: Org, link: string, limit: number): Promise<Deposited[]> {
  const { data } = await entities(table)
    .deposit.query.primary({ scope, through: link })
    .where(({ documents }, { exists }) => exists(documents))
    .go({ count: limit });
  return data;
}

/**
 * Keeps a place for a file of a deposit. Refused, first, when the link was withdrawn or has taken all it may; last, when
 * there is no longer the room that was seen.
 */
export async function keepPlaceBy(
  table: Table,
  scope: Org,
  { id }: Pick<SharedLink, 'id'>,
  deposit: Pick<Deposited, 'through' | 'id'>,
  awaited: KeptPlace,
  room: RoomSeen,
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.link
        .patch({ scope, id })
        .add({ documents: [awaited.id] })
        .where(
          ({ documents, withdrawn, mostFiles }, { notExists, size, name }) =>
            `${notExists(withdrawn)} AND (${notExists(documents)} OR ${size(documents)} < ${name(mostFiles)})`,
        )
        .commit(),
      e.deposit
        .patch({ scope, ...deposit })
        .add({ documents: [awaited.id] })
        .commit(),
      ...placeKept(e, scope, awaited, room),
    ]).go(),
  );
}

/** A place kept for a file that never came, or was refused, may be another's: it is in its deposit no more. */
export async function givePlaceBack(
  table: Table,
  scope: Org,
  { link: id, deposit }: { link: string; deposit: string | undefined },
  document: string,
): Promise<void> {
  const { link, deposit: deposits } = entities(table);
  const without = { documents: [document] };
  await unlessForgotten(link.patch({ scope, id }).delete(without).go());
  if (deposit) await unlessForgotten(deposits.patch({ scope, through: id, id: deposit }).delete(without).go());
}

async function unlessForgotten(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/** Tells of a deposit, once: refused when it was told already. */
export async function tellOnce(
  table: Table,
  scope: Org,
  deposit: Pick<Deposited, 'through' | 'id'>,
  mails: readonly ReturnType<typeof newMail>[],
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.deposit
        .patch({ scope, ...deposit })
        .set({ told: true })
        .where(({ told }, { notExists }) => notExists(told))
        .commit(),
      ...mails.map((mail) => e.mail.create(mail).commit()),
    ]).go(),
  );
}
