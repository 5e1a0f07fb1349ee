import { randomUUID } from 'node:crypto';
import { ACCOUNT } from '../aws.ts';
import { addressesIn } from './addresses.ts';
import { headerFields, headerValues } from './headers.ts';
import type { Fate } from './simulator.ts';

/** SES cuts the headers of an event at this size. */
const HEADERS_MAX_BYTES = 10_240;

/** A message that SES has taken, as its events tell of it. */
export interface SentMail {
  messageId: string;
  sentAt: Date;
  /** Sender as given in the call, or the From header. */
  source: string;
  identityArn: string;
  destinations: readonly string[];
  raw: Buffer;
  tags: Readonly<Record<string, readonly string[]>>;
}

export interface SesEvent {
  eventType: 'Send' | 'Delivery' | 'Bounce' | 'Complaint';
  [detail: string]: unknown;
}

/** Shapes: Amazon SES developer guide, "Contents of event data that Amazon SES publishes to Amazon SNS". */
function mailObject(mail: SentMail): object {
  const fields = headerFields(mail.raw).map(({ name, value }) => ({ name, value }));
  let size = 0;
  const kept = fields.filter(({ name, value }) => (size += name.length + value.length) <= HEADERS_MAX_BYTES);
  const all = headerFields(mail.raw);
  const [subject] = headerValues(all, 'Subject');
  return {
    timestamp: mail.sentAt.toISOString(),
    source: mail.source,
    sourceArn: mail.identityArn,
    sendingAccountId: ACCOUNT,
    messageId: mail.messageId,
    destination: mail.destinations,
    headersTruncated: kept.length < fields.length,
    headers: kept,
    commonHeaders: {
      from: headerValues(all, 'From'),
      to: headerValues(all, 'To').flatMap(addressesIn),
      messageId: mail.messageId,
      ...(subject !== undefined && { subject }),
    },
    tags: mail.tags,
  };
}

const REPORTING_MTA = 'a1-1.smtp-out.amazonses.com';

interface BounceKind {
  bounceType: 'Permanent' | 'Transient';
  bounceSubType: string;
  status: string;
  diagnosticCode: string;
}

const BOUNCES: Readonly<Record<'bounce' | 'soft-bounce' | 'suppressed', BounceKind>> = {
  bounce: {
    bounceType: 'Permanent',
    bounceSubType: 'General',
    status: '5.1.1',
    diagnosticCode: 'smtp; 550 5.1.1 user unknown',
  },
  'soft-bounce': {
    bounceType: 'Transient',
    bounceSubType: 'MailboxFull',
    status: '4.2.2',
    diagnosticCode: 'smtp; 452 4.2.2 mailbox full',
  },
  suppressed: {
    bounceType: 'Permanent',
    bounceSubType: 'Suppressed',
    status: '5.1.1',
    diagnosticCode:
      'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.',
  },
};

function bounce(kind: BounceKind, recipients: readonly string[], timestamp: string): object {
  const { bounceType, bounceSubType, status, diagnosticCode } = kind;
  return {
    bounceType,
    bounceSubType,
    bouncedRecipients: recipients.map((emailAddress) => ({ emailAddress, action: 'failed', status, diagnosticCode })),
    timestamp,
    feedbackId: `${randomUUID()}-000000`,
    reportingMTA: `dsn; ${REPORTING_MTA}`,
  };
}

/** Everything that happens to a message from its acceptance on, in order: what was sent, delivered, bounced, complained about. */
export function eventsOf(mail: SentMail, fateOf: (address: string) => Fate): SesEvent[] {
  const object = mailObject(mail);
  const now = new Date();
  const timestamp = now.toISOString();
  const having = (...fates: Fate[]) => mail.destinations.filter((address) => fates.includes(fateOf(address)));
  const events: SesEvent[] = [{ eventType: 'Send', mail: object, send: {} }];
  const recipients = having('delivered', 'complaint');
  if (recipients.length > 0) {
    const delivery = {
      timestamp,
      processingTimeMillis: now.getTime() - mail.sentAt.getTime(),
      recipients,
      smtpResponse: '250 2.6.0 Message received',
      reportingMTA: REPORTING_MTA,
    };
    events.push({ eventType: 'Delivery', mail: object, delivery });
  }
  for (const fate of ['bounce', 'soft-bounce', 'suppressed'] as const) {
    const bounced = having(fate);
    if (bounced.length > 0) {
      events.push({ eventType: 'Bounce', mail: object, bounce: bounce(BOUNCES[fate], bounced, timestamp) });
    }
  }
  const complaining = having('complaint');
  if (complaining.length > 0) {
    const complaint = {
      complainedRecipients: complaining.map((emailAddress) => ({ emailAddress })),
      timestamp,
      feedbackId: `${randomUUID()}-000000`,
      complaintSubType: null,
      userAgent: 'Amazon SES Mailbox Simulator',
      complaintFeedbackType: 'abuse',
      arrivalDate: timestamp,
    };
    events.push({ eventType: 'Complaint', mail: object, complaint });
  }
  return events;
}
