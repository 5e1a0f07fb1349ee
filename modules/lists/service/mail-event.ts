/** What SES says became of a message: an address that does not take mail, or does not want it, stops receiving. */
import * as z from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { log } from '../../../platform/log.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { afterSoftBounce, type StopReason } from '../rules.ts';
import { noteBounces, subscriberKey, subscriberOf, type Subscriber } from '../store/subscriber.ts';

export interface MailEventDeps {
  table: Table;
  clock: Clock;
  /** A metric: one more. */
  count: (metric: 'AddressesStopped') => void;
}

const recipients = z.array(z.object({ emailAddress: z.string().max(400) }));
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Amazon SES developer guide, « Contents of event data that Amazon SES publishes to Amazon SNS ». */
const sesEvent = z.object({
  eventType: z.string(),
  mail: z.object({
    destination: z.array(z.string()).default([]),
    tags: z.record(z.string(), z.array(z.string())).default({}),
  }),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().optional(),
      bouncedRecipients: recipients,
      timestamp: moment,
    })
    .optional(),
  complaint: z
    .object({ complainedRecipients: recipients, complaintSubType: z.string().nullish(), timestamp: moment })
    .optional(),
});

type SesEvent = z.infer<typeof sesEvent>;

/** SNS hands events over in an envelope of its own, unless the delivery is raw. */
const envelope = z.object({ Type: z.literal('Notification'), Message: z.string() });

function readEvent(body: string): SesEvent {
  const content: unknown = JSON.parse(body);
  const wrapped = envelope.safeParse(content);
  return sesEvent.parse(wrapped.success ? JSON.parse(wrapped.data.Message) : content);
}

/** `"Name" <address>` or the address alone, as SES gives either. */
const bareAddress = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1] ?? text.trim();

/**
 * The subscribers concerned: named by the tag of a message to one person, else by the hash of the address, which a
 * relay may have written otherwise.
 */
function subscribersOf(event: SesEvent, addresses: z.infer<typeof recipients>): string[] {
  const [tagged] = event.mail.tags.subscriber ?? [];
  if (tagged && /^[\w-]{43}$/.test(tagged)) return [tagged];
  return [...new Set(addresses.map(({ emailAddress }) => subscriberKey(bareAddress(emailAddress))))];
}

/** @param body of a message of the mail-event queue. Received twice, it counts once. */
export async function onMailEvent(body: string, deps: MailEventDeps): Promise<void> {
  const event = readEvent(body);
  const { bounce, complaint } = event;
  if (event.eventType === 'Complaint' && complaint) {
    for (const key of subscribersOf(event, complaint.complainedRecipients)) await stop(deps, key, 'complaint');
  }
  if (event.eventType !== 'Bounce' || !bounce) return;
  for (const key of subscribersOf(event, bounce.bouncedRecipients)) {
    // « Undetermined » is neither: it is taken as transient.
    if (bounce.bounceType === 'Permanent') await stop(deps, key, 'bounce');
    else await noteSoftBounce(deps, key, bounce.timestamp);
  }
}

/** Other writes to the same profile are few: a lost race is tried again at once. */
const TRIES = 4;

async function change(
  deps: MailEventDeps,
  key: string,
  changes: (subscriber: Subscriber) => Parameters<typeof noteBounces>[2] | undefined,
): Promise<boolean> {
  for (let tried = 1; ; tried += 1) {
    // An address that never confirmed, or was forgotten, receives nothing anyway.
    const subscriber = await subscriberOf(deps.table, key);
    const wanted = subscriber && changes(subscriber);
    if (!wanted) return false;
    try {
      await noteBounces(deps.table, subscriber, wanted);
      return wanted.state !== undefined;
    } catch (error) {
      if (!conditionFailed(error) || tried === TRIES) throw error;
    }
  }
}

async function stop(deps: MailEventDeps, key: string, reason: StopReason): Promise<void> {
  const stopped = await change(deps, key, ({ state }) =>
    state === 'stopped' ? undefined : { state: 'stopped', stopReason: reason, stoppedAt: deps.clock().toISOString() },
  );
  if (stopped) noteStop(deps, key, reason);
}

async function noteSoftBounce(deps: MailEventDeps, key: string, at: Date): Promise<void> {
  const suspended = await change(deps, key, (subscriber) => {
    const { suspended: isOver, ...counts } = afterSoftBounce(subscriber, at);
    if (counts.lastSoftBounceAt === subscriber.lastSoftBounceAt) return undefined;
    const isActive = subscriber.state === 'active';
    return isOver && isActive
      ? { ...counts, state: 'suspended', stopReason: 'soft-bounces', stoppedAt: deps.clock().toISOString() }
      : counts;
  });
  if (suspended) noteStop(deps, key, 'soft-bounces');
}

function noteStop({ count }: MailEventDeps, subscriber: string, reason: StopReason): void {
  log('address.stopped', { subscriber, reason });
  count('AddressesStopped');
}
