/** What the mail queue carries is sent: mails of the outbox, and digests. */
import * as z from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { isId } from '../../../platform/ids.ts';
import { log } from '../../../platform/log.ts';
import type { Attempt } from '../../../platform/mail/attempt.ts';
import { composeMail, type MailSender } from '../../../platform/mail/compose.ts';
import { UnusableAddress } from '../../../platform/mail/headers.ts';
import type { MailTexts } from '../../../platform/mail/letter.ts';
import { beginMail, endMail } from '../../../platform/mail/outbox-sending.ts';
import { MailNotTaken, type MailTransport, type RawMail } from '../../../platform/mail/transport.ts';
import type { Signer } from '../../../platform/secrets.ts';
import type { Table } from '../../../platform/table.ts';
import { beginDelivery, countSent, endDelivery } from '../store/delivery.ts';
import { subscriberOf } from '../store/subscriber.ts';
import type { Issues } from './issues.ts';
import { composedFor } from './issues.ts';

export interface SendDeps {
  table: Table;
  clock: Clock;
  signer: Signer;
  origin: string;
  /** Name of the territory. */
  territory: string;
  sender: MailSender;
  transport: MailTransport;
  /** Texts of the outbox's mails, of all modules. */
  templates: MailTexts;
  /** Issues of the last runs, kept while the container is warm. */
  issues: Issues;
  /** A metric: one more. */
  count: (metric: 'MailSent' | 'MailRefused' | 'MailRepeated') => void;
}

const mailMessage = z.object({
  scope: z.string().regex(/^[a-z]{3,4}(?:#.+)?$/),
  id: z.string().refine((id) => isId('mel', id)),
});
const digestToSend = z.object({ run: z.string().max(60), subscriber: z.string().regex(/^[\w-]{43}$/) });
const queued = z.union([mailMessage, digestToSend]);

/**
 * Sends one message of the mail queue. Received twice, it is sent once, except when a try ended between SES and the
 * mark: that is counted.
 * @param message its id in the queue: of two messages about the same mail, one sends it.
 * @throws when it must be tried again later.
 */
export async function sendQueued(body: string, deps: SendDeps, message: string): Promise<void> {
  const what = queued.parse(JSON.parse(body));
  const attempt = { message, at: deps.clock() };
  await ('id' in what ? sendMail(what, deps, attempt) : sendDigest(what, deps, attempt));
}

async function sendMail(reference: z.infer<typeof mailMessage>, deps: SendDeps, attempt: Attempt): Promise<void> {
  const { id } = reference;
  const begun = await beginMail(deps.table, reference, attempt);
  if (!begun) return log('mail.skipped', { mail: id });
  if (begun.repeated) noteRepeat(deps, { mail: id });
  const write = deps.templates[begun.template];
  if (!write) throw new Error(`No module writes the mail ${begun.template}.`);
  await handOver(
    deps,
    () => ({
      raw: composeMail({
        ...write(begun.parameters, { origin: deps.origin, territory: deps.territory }),
        from: deps.sender,
        to: begun.to,
      }),
      to: begun.to,
      tags: { kind: begun.template, mail: id },
    }),
    (state) => endMail(deps.table, reference, state),
    { mail: id },
  );
}

async function sendDigest(
  { run, subscriber: key }: z.infer<typeof digestToSend>,
  deps: SendDeps,
  attempt: Attempt,
): Promise<void> {
  const ids = { run, subscriber: key };
  // Read now: whoever left a moment ago receives nothing.
  const subscriber = await subscriberOf(deps.table, key);
  if (subscriber?.state !== 'active' || subscriber.lists.length === 0) return log('mail.skipped', ids);
  const compose = await composedFor(deps, run, subscriber);
  if (!compose) return log('mail.skipped', ids);
  const beginning = await beginDelivery(deps.table, key, run, attempt);
  if (beginning === 'over') return log('mail.skipped', ids);
  if (beginning === 'repeated') noteRepeat(deps, ids);
  const sent = await handOver(
    deps,
    () => ({ raw: compose(), to: subscriber.email, tags: { kind: 'digest', run, subscriber: key } }),
    (state) => endDelivery(deps.table, key, run, state),
    ids,
  );
  if (sent && subscriber.softBounces > 0) await countSent(deps.table, subscriber);
}

function noteRepeat(deps: SendDeps, ids: Readonly<Record<string, string>>): void {
  log('mail.repeated', ids);
  deps.count('MailRepeated');
}

/**
 * Between the mark « sending » and the mark of what became of it. Without an answer of SES the first mark stays: the
 * next try knows that it may be a repeat.
 * @returns whether it was sent.
 */
async function handOver(
  deps: SendDeps,
  compose: () => RawMail,
  end: (state: 'sent' | 'refused' | 'queued') => Promise<void>,
  ids: Readonly<Record<string, string>>,
): Promise<boolean> {
  try {
    await deps.transport.send(compose());
  } catch (error) {
    const isForGood = error instanceof UnusableAddress || (error instanceof MailNotTaken && error.forGood);
    if (isForGood) {
      await end('refused');
      log('mail.refused', ids);
      deps.count('MailRefused');
      return false;
    }
    if (error instanceof MailNotTaken) await end('queued');
    throw error;
  }
  await end('sent');
  log('mail.sent', ids);
  deps.count('MailSent');
  return true;
}
