/** The worker of personal data: makes copies, closes accounts. Every message may come twice. */
import { type Clock, after, timeToLive } from '../../platform/clock.ts';
import type { Files } from '../../platform/files.ts';
import { log } from '../../platform/log.ts';
import { newMail } from '../../platform/mail/outbox.ts';
import { organisationScope, personScope, tokenScope } from '../../platform/scope.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { usernamesOf } from '../federation/index.ts';
import { referentsOf } from '../organisations/index.ts';
import { nextPart } from './copy.ts';
import { requestReference } from './events.ts';
import { nextFolderPart } from './folder-copy.ts';
import { FETCHED_FOR, withoutName } from './rules.ts';
import {
  copyLinkScope,
  type DataRequest,
  type Part,
  forget,
  itemsOf,
  keepMail,
  noteReady,
  notePart,
  replaceAttributes,
  requestOf,
} from './store.ts';

export interface PrivacyWorkerDeps {
  table: Table;
  clock: Clock;
  files: Pick<Files, 'read' | 'put'>;
  /** Removes the login; nothing when it is gone already. */
  closeLogin: (username: string) => Promise<void>;
  /** A file of a copy is full at so many bytes. */
  partSize?: number;
}

/** Does what a message asks for: one request, from where it stands. */
export async function treatRequest(deps: PrivacyWorkerDeps, body: string): Promise<void> {
  const { scope, id } = requestReference.parse(JSON.parse(body));
  const request = await requestOf(deps.table, scope, id);
  if (!request || request.state === 'ready') return;
  try {
    if (request.kind === 'closure') await closeAccount(deps, request);
    else await makeNextPart(deps, request);
  } catch (error) {
    // Another delivery of the same message is at it, or was faster.
    if (!conditionFailed(error)) throw error;
  }
}

/** A mail about a request is beside no organisation: it goes to one person alone. */
const mailScopeOf = ({ id }: DataRequest) => tokenScope(hashToken(id));

/** One file: the change that notes it asks for the next (`events.ts`). */
async function makeNextPart(deps: PrivacyWorkerDeps, request: DataRequest): Promise<void> {
  const { table, clock, files } = deps;
  const making = request.kind === 'folder' ? nextFolderPart : nextPart;
  const made = await making(deps, request, clock(), deps.partSize);
  if (!made) return;
  const { bytes, cursor, files: held } = made;
  // Made again after a crash, it takes the place of what was there.
  const part = {
    key: `exports/${request.id}/${request.parts.length + 1}.zip`,
    size: bytes.length,
    ...(held && { files: held }),
  };
  await files.put(part.key, bytes, 'application/zip');
  if (cursor !== undefined) return notePart(table, request, { part, cursor });
  const expiresAt = after(clock(), FETCHED_FOR).toISOString();
  const told = request.onLeaving
    ? await tellOnLeaving(deps, request, [...request.parts, part], expiresAt)
    : tellWhoAsked(deps, request);
  await noteReady(table, request, { part, expiresAt, ...told });
  log('copy.ready', { request: request.id, parts: request.parts.length + 1 });
}

/** Where a copy is fetched. */
function addressOf({ kind, folder }: DataRequest): string {
  if (kind === 'folder') return `/documents/dossiers/${folder}/zip`;
  return `${kind === 'organisation' ? '/organisation/copie' : '/compte/donnees'}#copies`;
}

/** Its page opens with an account. */
function tellWhoAsked({ clock }: PrivacyWorkerDeps, request: DataRequest) {
  const parameters = { about: request.about, path: addressOf(request) };
  const template = request.kind === 'folder' ? 'folder-ready' : 'copy-ready';
  const mail = newMail(mailScopeOf(request), clock, { template, to: request.email, parameters });
  return { mails: [mail], links: [] };
}

/** Transactions hold a hundred items: two for each of those who are told. */
const MOST_TOLD = 40;

/** Nobody enters an organisation that has left: who asked and its référents each have a link that opens by itself. */
async function tellOnLeaving(
  { table, clock }: PrivacyWorkerDeps,
  request: DataRequest,
  parts: readonly Part[],
  expiresAt: string,
) {
  const [siren = ''] = request.organisations;
  const referents = await referentsOf(table, organisationScope(siren));
  const addresses = [...new Set([request.email, ...referents.map(({ email }) => email)])].slice(0, MOST_TOLD);
  const { about } = request;
  const common = { siren, about, parts, madeAt: request.createdAt, expiresAt, ttl: timeToLive(clock(), FETCHED_FOR) };
  const told = addresses.map((to) => {
    const token = newToken();
    const scope = copyLinkScope(token);
    const parameters = { about, token };
    return {
      link: { scope, ...common },
      mail: newMail(scope, clock, { template: 'copy-on-leaving', to, parameters }),
    };
  });
  return { mails: told.map(({ mail }) => mail), links: told.map(({ link }) => link) };
}

/** Her name goes from what must stay, then her login, then her partition, this request last. */
async function closeAccount(deps: PrivacyWorkerDeps, request: DataRequest): Promise<void> {
  const { table, clock } = deps;
  const { person, organisations, email, id } = request;
  for (const siren of organisations) {
    for await (const item of itemsOf(table, organisationScope(siren))) {
      const nameless = withoutName(item, person);
      if (nameless) await replaceAttributes(table, item, nameless);
    }
  }
  // At Cognito she may be known by her organisations' own providers too, each time under a name of its own.
  // By her subject: the address of her login may have changed since she asked.
  for (const username of [person, ...(await usernamesOf(table, person))]) await deps.closeLogin(username);
  const mail = newMail(mailScopeOf(request), clock, { template: 'account-closed', to: email, parameters: {} });
  await keepMail(table, { ...mail, id: `mel_${id.slice('exp_'.length)}` });
  const scope = personScope(person);
  const own = `data-request#${id}`;
  for await (const { sk } of itemsOf(table, scope)) {
    if (typeof sk === 'string' && sk !== own) await forget(table, { pk: scope, sk });
  }
  await forget(table, { pk: scope, sk: own });
  log('account.closed', { request: id });
}
