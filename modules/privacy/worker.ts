/** The worker of personal data: makes copies, closes accounts. Every message may come twice. */
import { type Clock, after } from '../../platform/clock.ts';
import type { Files } from '../../platform/files.ts';
import { log } from '../../platform/log.ts';
import { newMail } from '../../platform/mail/outbox.ts';
import { organisationScope, personScope, tokenScope } from '../../platform/scope.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { hashToken } from '../../platform/tokens.ts';
import { nextPart } from './copy.ts';
import { requestReference } from './events.ts';
import { FETCHED_FOR, withoutName } from './rules.ts';
import { type DataRequest, itemsOf, keepMail, noteReady, notePart, replaceAttributes, requestOf } from './store.ts';

export interface PrivacyWorkerDeps {
  table: Table;
  clock: Clock;
  files: Pick<Files, 'read'>;
  /** Puts a file of a copy into the bucket. */
  put: (key: string, bytes: Buffer) => Promise<void>;
  /** Deletes what lies in a partition of a person, item by item. */
  forget: (key: { pk: string; sk: string }) => Promise<void>;
  /** Removes the login; nothing when it is gone already. */
  closeLogin: (email: string) => Promise<void>;
  /** Puts a message back into the queue: the rest is for another call. */
  again: (body: string) => Promise<void>;
  /** Milliseconds left in this call. */
  timeLeft: () => number;
}

/** Less than this, and the next file is for another call. In milliseconds: a file takes a minute at most. */
const ENOUGH = 120_000;

/** Does what a message asks for: one request, from where it stands. */
export async function treatRequest(deps: PrivacyWorkerDeps, body: string): Promise<void> {
  const { scope, id } = requestReference.parse(JSON.parse(body));
  const request = await requestOf(deps.table, scope, id);
  if (!request || request.state === 'ready') return;
  try {
    if (request.kind === 'closure') await closeAccount(deps, request);
    else await makeCopy(deps, request, body);
  } catch (error) {
    // Another delivery of the same message is at it, or was faster.
    if (!conditionFailed(error)) throw error;
  }
}

/** A mail about a request is beside no organisation: it goes to one person alone. */
const mailScopeOf = ({ id }: DataRequest) => tokenScope(hashToken(id));

async function makeCopy(deps: PrivacyWorkerDeps, asked: DataRequest, body: string): Promise<void> {
  const { table, clock } = deps;
  for (let request = asked; ;) {
    const { bytes, cursor } = await nextPart(deps, request, clock());
    // Made again after a crash, it takes the place of what was there.
    const part = { key: `exports/${request.id}/${request.parts.length + 1}.zip`, size: bytes.length };
    await deps.put(part.key, bytes);
    if (cursor === undefined) {
      const path = `${request.kind === 'organisation' ? '/organisation/copie' : '/compte/donnees'}#copies`;
      const mail = newMail(mailScopeOf(request), clock, {
        template: 'copy-ready',
        to: request.email,
        parameters: { about: request.about, path },
      });
      await noteReady(table, request, { part, mail, expiresAt: after(clock(), FETCHED_FOR).toISOString() });
      log('copy.ready', { request: request.id, parts: request.parts.length + 1 });
      return;
    }
    request = await notePart(table, request, { part, cursor });
    if (deps.timeLeft() < ENOUGH) return deps.again(body);
  }
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
  await deps.closeLogin(email);
  const mail = newMail(mailScopeOf(request), clock, { template: 'account-closed', to: email, parameters: {} });
  await keepMail(table, { ...mail, id: `mel_${id.slice('exp_'.length)}` });
  const scope = personScope(person);
  const own = `data-request#${id}`;
  for await (const { sk } of itemsOf(table, scope)) {
    if (typeof sk === 'string' && sk !== own) await deps.forget({ pk: scope, sk });
  }
  await deps.forget({ pk: scope, sk: own });
  log('account.closed', { request: id });
}
