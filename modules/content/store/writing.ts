/** What is written of publications: the truth and all that is read of it, in one transaction. */
import { createWriteTransaction } from 'electrodb';
import type { ActItem } from '../../../platform/journal.ts';
import type { newMail } from '../../../platform/mail/outbox.ts';
import { groupScope, networkScope, organisationScope, publicScope, type Scope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { PROJECTIONS, type Projections } from '../rules.ts';
import {
  type Audience,
  type Card,
  type Content,
  DRAFT_STATES,
  type DraftCard,
  type DraftState,
  type ShownContent,
} from '../schema.ts';
import { contentEntities } from './entities.ts';
import type { ActDefaults } from './numbers.ts';
import type { ReadingScope } from './reading.ts';

type MailItem = ReturnType<typeof newMail>;

/** What a write replaces: refused when it has changed since. */
export type Before = Pick<Content, 'version' | 'state'>;

const isUnpublished = (state: Content['state']): state is DraftState => DRAFT_STATES.some((one) => one === state);

/**
 * Saves what is not yet published, a draft or what waits to be approved, and its line in the list.
 * `before`: what it replaces; none when it is new. `act`: what journals keep of it.
 */
export async function saveDraft(
  table: Table,
  content: Content,
  line: DraftCard,
  before: Before | undefined,
  told: { act?: ActItem; mail?: MailItem | undefined } = {},
): Promise<void> {
  const scope = organisationScope(content.organisation);
  const moved = before && before.state !== line.state && isUnpublished(before.state) ? before.state : undefined;
  await committed(
    createWriteTransaction(contentEntities(table), (e) => [
      before === undefined
        ? e.content.create({ scope, ...content }).commit()
        : e.content
            .put({ scope, ...content })
            .where(({ version, state }, { eq }) => `${eq(version, before.version)} AND ${eq(state, before.state)}`)
            .commit(),
      e.draft.put({ scope, ...line }).commit(),
      ...(moved ? [e.draft.delete({ scope, state: moved, id: content.id }).commit()] : []),
      ...(told.act ? [e.act.create(told.act).commit()] : []),
      ...(told.mail ? [e.mail.create(told.mail).commit()] : []),
    ]).go(),
  );
}

/** A publication with all that is read of it. */
export interface Published {
  content: Content & { audience: Audience; publishedAt: string };
  card: Card;
  shown: ShownContent;
  act: ActItem;
  /** To who wrote it, when somebody else approved it. */
  mail?: MailItem | undefined;
  /** Subject of whose publication it is: in a group, she must be a member. */
  by: string;
  /** Of an act: the number that it takes, and what is remembered of its author. */
  number?: { key: string; number: string } | undefined;
  defaults?: ActDefaults | undefined;
}

type Place = Projections['cards'][number];
type Addressed = Pick<Published['content'], 'audience' | 'group' | 'organisation'>;

/** Partitions by the names of `PROJECTIONS`. */
const scopesOf = ({ organisation: siren, group }: Addressed): Record<Place, ReadingScope | undefined> => ({
  organisation: organisationScope(siren),
  group: group && groupScope(group.id),
  network: networkScope,
  public: publicScope(siren),
  territory: publicScope('territoire'),
});

function scopesFor(what: keyof Projections, content: Addressed): ReadingScope[] {
  const scopes = scopesOf(content);
  return PROJECTIONS[content.audience][what].map((place) => scopes[place]).filter((scope) => scope !== undefined);
}

/** Where others than its own members, and the readers of its own page, find it. */
export function scopesElsewhere(content: Addressed): { cards: ReadingScope[]; texts: ReadingScope[] } {
  const own: readonly string[] = [organisationScope(content.organisation), publicScope(content.organisation)];
  const elsewhere = (what: keyof Projections) => scopesFor(what, content).filter((scope) => !own.includes(scope));
  return { cards: elsewhere('cards'), texts: elsewhere('texts') };
}

/**
 * Publishes: all or nothing. Refused when the draft has changed since `before` (or exists, when there was none),
 * when one of its documents is no longer ready, when another act has its number, when the organisation is suspended or has left, and, in a group, when that is archived or she has left it. Others'
 * publications are never written over: everything that others read is created, not put.
 */
export async function publish(table: Table, published: Published, before: Before | undefined): Promise<void> {
  const { content, card, shown, by, act, mail, number, defaults } = published;
  const { organisation, group } = content;
  const scope = organisationScope(organisation);
  await committed(
    createWriteTransaction(contentEntities(table), (e) => [
      before === undefined
        ? e.content.create({ scope, ...content }).commit()
        : e.content
            .put({ scope, ...content })
            .where(({ version, state }, { eq }) => `${eq(version, before.version)} AND ${eq(state, before.state)}`)
            .commit(),
      ...[...content.documents, ...(content.annexes ?? [])].map((id) =>
        // Shown somewhere, it is not thrown away.
        e.document
          .patch({ scope, id })
          .add({ uses: [content.id] })
          .where(({ state }, { eq }) => eq(state, 'ready'))
          .commit(),
      ),
      // Suspended, or gone from the territory, it publishes nothing, not even at that very moment.
      e.organisation
        .check({ scope })
        .where(({ state }, { eq, notExists }) => `${notExists(state)} OR ${eq(state, 'active')}`)
        .commit(),
      ...(group
        ? [
            e.group
              .check({ scope: groupScope(group.id) })
              .where(({ state }, { eq }) => eq(state, 'active'))
              .commit(),
            e.groupMember
              .check({ scope: groupScope(group.id), person: by })
              .where(({ since }, { exists }) => exists(since))
              .commit(),
          ]
        : []),
      ...(number
        ? [
            e.actNumber
              .put({ scope, ...number, content: content.id })
              .where(({ content: holder }, { eq, notExists }) => `${notExists(holder)} OR ${eq(holder, content.id)}`)
              .commit(),
          ]
        : []),
      ...(defaults ? [e.actDefaults.put({ scope, ...defaults }).commit()] : []),
      ...(before && isUnpublished(before.state)
        ? [e.draft.delete({ scope, state: before.state, id: content.id }).commit()]
        : []),
      ...scopesFor('cards', content).map((place) => e.card.create({ scope: place, ...card }).commit()),
      ...scopesFor('texts', content).map((place) => e.shown.create({ scope: place, ...shown }).commit()),
      e.act.create(act).commit(),
      ...(mail ? [e.mail.create(mail).commit()] : []),
    ]).go(),
  );
}

/**
 * Takes a publication away from all its readers; the truth stays, as it has become (`after`): withdrawn, or a draft
 * again with its line (`line`), its number free again (`number`: its key). Refused when it has changed since.
 */
export async function takeAway(
  table: Table,
  before: Content & { audience: Audience; publishedAt: string },
  after: Content,
  line: DraftCard | undefined,
  act: ActItem,
  number?: string,
): Promise<void> {
  const { organisation, publishedAt, id } = before;
  const scope = organisationScope(organisation);
  await committed(
    createWriteTransaction(contentEntities(table), (e) => [
      e.content
        .put({ scope, ...after })
        .where(({ version, state }, { eq }) => `${eq(version, before.version)} AND ${eq(state, before.state)}`)
        .commit(),
      ...scopesFor('cards', before).map((place) => e.card.delete({ scope: place, publishedAt, id }).commit()),
      ...scopesFor('texts', before).map((place) => e.shown.delete({ scope: place, id }).commit()),
      ...[...before.documents, ...(before.annexes ?? [])].map((document) =>
        e.document
          .patch({ scope, id: document })
          .delete({ uses: [id] })
          .commit(),
      ),
      ...(line ? [e.draft.put({ scope, ...line }).commit()] : []),
      ...(line && number ? [e.actNumber.delete({ scope, key: number }).commit()] : []),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/**
 * Replaces what readers have of a publication, wherever they read it; a document that is shown no more (`replaced`) may be
 * thrown away. Refused when it has changed since.
 */
export async function replaceShown(
  table: Table,
  { content, card, shown, act }: Pick<Published, 'content' | 'card' | 'shown' | 'act'>,
  before: Before & { replaced: string | undefined },
): Promise<void> {
  const scope = organisationScope(content.organisation);
  await committed(
    createWriteTransaction(contentEntities(table), (e) => [
      e.content
        .put({ scope, ...content })
        .where(({ version, state }, { eq }) => `${eq(version, before.version)} AND ${eq(state, before.state)}`)
        .commit(),
      ...content.documents.map((id) =>
        // Shown from now on, it is not thrown away either.
        e.document
          .patch({ scope, id })
          .add({ uses: [content.id] })
          .where(({ state }, { eq }) => eq(state, 'ready'))
          .commit(),
      ),
      ...(before.replaced
        ? [
            e.document
              .patch({ scope, id: before.replaced })
              .delete({ uses: [content.id] })
              .commit(),
          ]
        : []),
      ...scopesFor('cards', content).map((place) => e.card.put({ scope: place, ...card }).commit()),
      ...scopesFor('texts', content).map((place) => e.shown.put({ scope: place, ...shown }).commit()),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** Throws a draft away: the truth stays as withdrawn, its line goes. */
export async function discard(table: Table, before: Content, after: Content): Promise<void> {
  const scope = organisationScope(before.organisation);
  await committed(
    createWriteTransaction(contentEntities(table), (e) => [
      e.content
        .put({ scope, ...after })
        .where(({ version, state }, { eq }) => `${eq(version, before.version)} AND ${eq(state, before.state)}`)
        .commit(),
      e.draft.delete({ scope, state: 'draft', id: before.id }).commit(),
    ]).go(),
  );
}

/**
 * Whoever is named goes on with what somebody who left has not published: with the truth, its line in the list.
 * Refused when a colleague takes a step with one at this moment: it is to be done again.
 */
export async function handOverDrafts(
  table: Table,
  scope: Scope<'org'>,
  from: string,
  to: Content['author'],
): Promise<void> {
  const entities = contentEntities(table);
  const { data } = await entities.draft.query.primary({ scope }).go({ pages: 'all' });
  const hers = data
    .filter(({ author }) => author.id === from)
    .map(({ id, state }): { id: string; line: DraftState; state: Content['state'] } => ({ id, line: state, state }));
  for (const { id, line, state } of hers) {
    await committed(
      createWriteTransaction(entities, (e) => [
        e.content
          .patch({ scope, id })
          .set({ author: to })
          .where(({ state: present }, { eq }) => eq(present, state))
          .commit(),
        e.draft.patch({ scope, state: line, id }).set({ author: to }).commit(),
      ]).go(),
    );
  }
}
