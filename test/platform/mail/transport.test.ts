import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { SESClient } from '@aws-sdk/client-ses';
import { MailNotTaken, sesTransport } from '../../../platform/mail/transport.ts';

/** What a server answers, in turn; the last answer stays. */
const TAKEN =
  '<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>m-1</MessageId></SendRawEmailResult></SendRawEmailResponse>';
const refusal = (code: string, message = 'No.'): string =>
  `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;

async function withServer<Result>(
  answers: readonly { status: number; body: string }[],
  use: (client: SESClient, received: string[]) => Promise<Result>,
): Promise<Result> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      const answer = answers[Math.min(received.length, answers.length - 1)];
      received.push(body);
      response.writeHead(answer?.status ?? 500, { 'content-type': 'text/xml' }).end(answer?.body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const client = new SESClient({
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  try {
    return await use(client, received);
  } finally {
    client.destroy();
    await new Promise((closed) => server.close(closed));
  }
}

const MAIL = { raw: 'Subject: x\r\n\r\nx', to: 'a@exemple.fr', tags: { kind: 'digest', run: 'daily-2026-11-24' } };

const outcome = (answers: readonly { status: number; body: string }[]) =>
  withServer(answers, async (client, received) => {
    const pauses: number[] = [];
    const transport = sesTransport(client, {
      configurationSet: 'envois',
      pause: async (milliseconds) => {
        pauses.push(milliseconds);
      },
    });
    const error: unknown = await transport.send(MAIL).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return { error, pauses, received };
  });

describe('the transport over SES', () => {
  it('hands over the raw message with its tags and its configuration set', async () => {
    const { error, received } = await outcome([{ status: 200, body: TAKEN }]);
    expect(error).toBeUndefined();
    const input = new URLSearchParams(received[0]);
    expect(Buffer.from(input.get('RawMessage.Data') ?? '', 'base64').toString()).toBe(MAIL.raw);
    expect(input.get('Destinations.member.1')).toBe('a@exemple.fr');
    expect(input.get('ConfigurationSetName')).toBe('envois');
    expect(input.get('Tags.member.2.Value')).toBe('daily-2026-11-24');
  });

  it('waits and tries again when it is throttled', async () => {
    const { error, pauses } = await outcome([
      { status: 400, body: refusal('Throttling', 'Maximum sending rate exceeded.') },
      { status: 200, body: TAKEN },
    ]);
    expect(error).toBeUndefined();
    expect(pauses).toHaveLength(1);
  });

  it('gives up for now on the daily quota, without waiting', async () => {
    const { error, pauses } = await outcome([
      { status: 400, body: refusal('Throttling', 'Daily message quota exceeded.') },
    ]);
    expect(error).toBeInstanceOf(MailNotTaken);
    expect(error).toMatchObject({ forGood: false });
    expect(pauses).toHaveLength(0);
  });

  it('tells a message refused for good from an account that may not send now', async () => {
    const rejected = await outcome([
      { status: 400, body: refusal('MessageRejected', 'Email address is on the suppression list.') },
    ]);
    expect(rejected.error).toMatchObject({ forGood: true });
    const paused = await outcome([{ status: 400, body: refusal('AccountSendingPausedException') }]);
    expect(paused.error).toMatchObject({ forGood: false });
  });

  it('does not say what it does not know: a fault of SES may have taken the message', async () => {
    const { error, received } = await outcome([{ status: 500, body: refusal('InternalFailure') }]);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(MailNotTaken);
    expect(received).toHaveLength(1);
  });
});
