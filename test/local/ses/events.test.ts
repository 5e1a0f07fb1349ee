import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SendRawEmailCommand } from '@aws-sdk/client-ses';
import { openBench, rawMessage } from './account.ts';
import type { Bench } from './account.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

async function eventsFor(address: string) {
  const { MessageId } = await bench.client.send(
    new SendRawEmailCommand({
      RawMessage: { Data: rawMessage(address) },
      ConfigurationSetName: 'all',
      Tags: [{ Name: 'list', Value: 'conseil' }],
    }),
  );
  return { MessageId, events: await bench.events() };
}

describe('events of a configuration set, through SNS to SQS', () => {
  it('tell of the sending and the delivery, with the tags and headers of the message', async () => {
    const { MessageId, events } = await eventsFor('success@simulator.amazonses.com');
    expect(events.map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery']);
    expect(events[1]).toMatchObject({
      delivery: { recipients: ['success@simulator.amazonses.com'], smtpResponse: expect.stringContaining('250') },
      mail: {
        messageId: MessageId,
        source: expect.stringContaining('liste@parvis.test'),
        sourceArn: 'arn:aws:ses:eu-west-3:000000000000:identity/parvis.test',
        sendingAccountId: '000000000000',
        destination: ['success@simulator.amazonses.com'],
        headersTruncated: false,
        commonHeaders: { to: ['success@simulator.amazonses.com'], messageId: MessageId },
        tags: {
          list: ['conseil'],
          'ses:configuration-set': ['all'],
          'ses:from-domain': ['parvis.test'],
          'ses:caller-identity': ['send-mail'],
        },
      },
    });
    expect(JSON.stringify(events[1])).toContain('"name":"List-Id"');
  });

  it.each([
    ['bounce@simulator.amazonses.com', 'Permanent', 'General'],
    ['suppressionlist@simulator.amazonses.com', 'Permanent', 'Suppressed'],
    ['bounce+17@nerac.test', 'Permanent', 'General'],
    ['softbounce+17@example.org', 'Transient', 'MailboxFull'],
  ])('tell of a bounce of %s, which receives nothing', async (address, bounceType, bounceSubType) => {
    const { events } = await eventsFor(address);
    expect(events).toMatchObject([
      { eventType: 'Send' },
      {
        eventType: 'Bounce',
        bounce: { bounceType, bounceSubType, bouncedRecipients: [{ emailAddress: address, action: 'failed' }] },
      },
    ]);
    expect(await bench.ses.messagesTo(address)).toEqual([]);
  });

  it('tell of a complaint after the delivery', async () => {
    const { events } = await eventsFor('complaint+1@nerac.test');
    expect(events).toMatchObject([
      { eventType: 'Send' },
      { eventType: 'Delivery' },
      {
        eventType: 'Complaint',
        complaint: {
          complainedRecipients: [{ emailAddress: 'complaint+1@nerac.test' }],
          complaintFeedbackType: 'abuse',
        },
      },
    ]);
    expect(await bench.ses.messagesTo('complaint+1@nerac.test')).toHaveLength(1);
  });

  it('bounce nothing at domains that people own', async () => {
    const { events } = await eventsFor('bounce+1@nerac.fr');
    expect(events.map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery']);
  });
});
