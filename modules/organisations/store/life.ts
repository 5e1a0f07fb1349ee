/** Whether an organisation is active or suspended, and what the operator writes to it: cases of hers. */
import { createWriteTransaction, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import type { ActItem } from '../../../platform/journal.ts';
import { caseScope, type Scope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { LIFE_STATES, type LifeState, type ListedState } from '../rules.ts';
import { organisationEntities, TERRITORY } from './entities.ts';

const lifeModel = {
  model: entityNamed('organisation-life'),
  attributes: {
    scope: scopeAttribute,
    siren: { type: 'string', required: true },
    name: { type: 'string', required: true },
    state: { type: LIFE_STATES, required: true },
    /** Sent to its référents as it stands. */
    reason: { type: 'string' },
    /** Left: when it is erased. */
    until: { type: 'string' },
    since: { type: 'string', required: true },
    /** Name of the operator. */
    by: { type: 'string', required: true },
    version: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'life') },
} as const;

/** A message to the référents: who they are, only the function that follows changes knows. */
const messageModel = {
  model: entityNamed('message-to-referents'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    siren: { type: 'string', required: true },
    name: { type: 'string', required: true },
    subject: { type: 'string', required: true },
    text: { type: 'string', required: true },
    by: { type: 'string', required: true },
    /** Where answers go: the operator's own address. */
    replyTo: { type: 'string', required: true },
    sentAt: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['id'], 'message#${id}') },
} as const;

/** How the stream calls a decision. */
export const LIFE_ENTITY = lifeModel.model.entity;

export const lifeEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  const { listed, left, membership, act } = organisationEntities(table);
  return {
    life: new Entity(lifeModel, options),
    message: new Entity(messageModel, options),
    ...{ listed, left, membership, act },
  };
});
const entities = lifeEntities;

export const lifeScope = (siren: string): Scope<'case'> => caseScope(`org_${siren}`);

export interface Life {
  state: LifeState;
  reason?: string | undefined;
  until?: string | undefined;
  since?: string | undefined;
  by?: string | undefined;
  /** 0 as long as the operator has decided nothing. */
  version: number;
}

/** One read unit. */
export async function lifeOf(table: Table, siren: string): Promise<Life> {
  const { data } = await entities(table)
    .life.get({ scope: lifeScope(siren) })
    .go({ consistent: true });
  if (!data) return { state: 'active', version: 0 };
  const { state, reason, until, since, by, version } = data;
  return { state, reason, until, since, by, version };
}

/** The decision, and what the operator's list shows of it. Refused when another was made since. */
export async function changeLife(
  table: Table,
  organisation: { siren: string; name: string; slug: string },
  next: Required<Omit<Life, 'state' | 'reason' | 'until'>> & { state: ListedState; reason?: string | undefined },
  act: ActItem,
): Promise<void> {
  const { siren, name, slug } = organisation;
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.life
        .put({ scope: lifeScope(siren), siren, name, ...next })
        .where(({ version }, { eq, notExists }) =>
          next.version === 1 ? notExists(version) : eq(version, next.version - 1),
        )
        .commit(),
      e.listed.patch({ scope: TERRITORY, slug }).set({ state: next.state }).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

export type Message = Omit<Parameters<ReturnType<typeof entities>['message']['create']>[0], 'scope'>;

/** Refused when the id was used. */
export async function createMessage(table: Table, message: Message): Promise<void> {
  await entities(table)
    .message.create({ scope: lifeScope(message.siren), ...message })
    .go();
}

/** What the operator wrote, newest first. */
export async function messagesTo(
  table: Table,
  siren: string,
): Promise<{ id: string; subject: string; text: string; by: string; sentAt: string }[]> {
  const { data } = await entities(table)
    .message.query.primary({ scope: lifeScope(siren) })
    .go({ order: 'desc', limit: 10 });
  return data.map(({ id, subject, text, by, sentAt }) => ({ id, subject, text, by, sentAt }));
}
