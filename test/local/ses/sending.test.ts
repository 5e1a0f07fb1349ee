import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { GetSendQuotaCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { createSes } from '../../../local/ses/index.ts';
import { withHeaders } from '../../../local/ses/headers.ts';
import { openBench, rawMessage } from './account.ts';
import type { Bench } from './account.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const send = (raw: Buffer, more: Partial<ConstructorParameters<typeof SendRawEmailCommand>[0]> = {}) =>
  bench.client.send(new SendRawEmailCommand({ RawMessage: { Data: raw }, ...more }));

describe('SendRawEmail', () => {
  it('keeps the message byte for byte, Message-ID and Date apart, which are its own', async () => {
    const raw = rawMessage('secretaire@nerac.test');
    const { MessageId } = await send(raw);
    const folder = join(bench.directory, 'ses', 'secretaire@nerac.test');
    const [file = ''] = await readdir(folder);
    const kept = await readFile(join(folder, file));
    const replaced = kept
      .toString('latin1')
      .replace(/^Message-ID: .*$/m, 'Message-ID: <mine@parvis.test>')
      .replace(/^Date: .*$/m, 'date: Mon, 01 Jan 2024 00:00:00 +0000');
    expect(kept.toString()).toContain(`\r\nMessage-ID: <${MessageId}@eu-west-3.amazonses.com>\r\n`);
    expect(kept.toString()).not.toContain('2024');
    expect(replaced).toBe(raw.toString('latin1'));
  });

  it('reaches the recipients of the call, not those of the header, whatever the case of an address', async () => {
    await send(rawMessage('everybody@nerac.test'), { Destinations: ['One@Nerac.test', 'two@nerac.test'] });
    const [message] = await bench.ses.messagesTo('one@NERAC.test');
    expect(message).toMatchObject({
      from: { name: 'Mairie de Nérac', address: 'liste@parvis.test' },
      to: [{ address: 'everybody@nerac.test' }],
      subject: 'Délibération du 24 novembre',
      text: expect.stringContaining('Bonjour à Nérac.'),
      html: expect.stringContaining('<h1>Bonjour</h1>'),
    });
    expect(message?.headers).toContainEqual({
      name: 'List-Unsubscribe',
      value: '<https://parvis.test/u/abc>,\t<mailto:leave@parvis.test>',
    });
    expect(await bench.ses.messagesTo('everybody@nerac.test')).toEqual([]);
  });

  it('finds the mailboxes again after a restart', async () => {
    await send(rawMessage('one@nerac.test'));
    await send(rawMessage('one@nerac.test'));
    const again = await createSes({
      directory: bench.directory,
      region: 'eu-west-3',
      topics: { publish: () => Promise.resolve() },
    });
    expect(await again.messagesTo('one@nerac.test')).toHaveLength(2);
  });

  it.each([
    [
      'an unverified sender',
      () => rawMessage('a@b.test', 'mairie@nerac.fr'),
      {},
      'MessageRejected',
      'identities failed the check in region EU-WEST-3: mairie@nerac.fr',
    ],
    [
      'an unverified envelope sender',
      () => rawMessage('a@b.test'),
      { Source: 'x@elsewhere.test' },
      'MessageRejected',
      'x@elsewhere.test',
    ],
    [
      '51 recipients',
      () => rawMessage('a@b.test'),
      { Destinations: Array.from({ length: 51 }, (_, index) => `r${index}@b.test`) },
      'InvalidParameterValue',
      'Recipient count exceeds 50.',
    ],
    [
      'more than 10 MB',
      () => Buffer.concat([rawMessage('a@b.test'), Buffer.alloc(10_485_760, 'x')]),
      {},
      'InvalidParameterValue',
      '10485760 bytes',
    ],
    [
      'an address without a domain',
      () => rawMessage('a@b.test'),
      { Destinations: ['nobody'] },
      'InvalidParameterValue',
      `Missing final '@domain'`,
    ],
    [
      'two subjects',
      () => Buffer.concat([Buffer.from('Subject: one\r\n'), rawMessage('a@b.test')]),
      {},
      'InvalidParameterValue',
      `Duplicate header 'Subject'.`,
    ],
    [
      'no sender',
      () => Buffer.from('To: a@b.test\r\n\r\nhello'),
      {},
      'InvalidParameterValue',
      `Missing required header 'From'.`,
    ],
    [
      'a configuration set that is not there',
      () => rawMessage('a@b.test'),
      { ConfigurationSetName: 'none' },
      'ConfigurationSetDoesNotExistException',
      'Configuration set <none> does not exist.',
    ],
    [
      'a tag with an accent',
      () => rawMessage('a@b.test'),
      { Tags: [{ Name: 'liste', Value: 'été' }] },
      'InvalidParameterValue',
      'Invalid tag value <été>',
    ],
  ])('refuses %s', async (_what, raw, more, name, message) => {
    await expect(send(raw(), more)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
    expect(await bench.ses.messagesTo('a@b.test')).toEqual([]);
  });

  it('asks for permission on the identity and the configuration set, saying from whom to whom', async () => {
    const asked = await bench.ses.services[0]?.authorisations({
      method: 'POST',
      path: '/',
      headers: {},
      body: Buffer.from(
        new URLSearchParams({
          Action: 'SendRawEmail',
          'RawMessage.Data': rawMessage('a@b.test').toString('base64'),
          ConfigurationSetName: 'all',
        }).toString(),
      ),
      service: 'ses',
      region: 'eu-west-3',
      principal: { kind: 'host' },
    });
    const context = {
      'ses:FromAddress': 'liste@parvis.test',
      'ses:FeedbackAddress': 'liste@parvis.test',
      'ses:Recipients': ['a@b.test'],
    };
    const on = (resource: string) => ({
      action: 'ses:SendRawEmail',
      resource: `arn:aws:ses:eu-west-3:000000000000:${resource}`,
      context,
    });
    expect(asked).toEqual([on('identity/parvis.test'), on('configuration-set/all')]);
  });
});

describe('the limits of the account', () => {
  it('are those given: what goes beyond the rate is throttled, and the quota counts', async () => {
    await bench.close();
    bench = await openBench({ maxSendRate: 2, max24HourSend: 200 });
    const sends = await Promise.allSettled(Array.from({ length: 4 }, () => send(rawMessage('a@b.test'))));
    const refused = sends.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(refused).toEqual(Array(2).fill('Throttling: Maximum sending rate exceeded.'));
    expect(await bench.client.send(new GetSendQuotaCommand({}))).toMatchObject({
      MaxSendRate: 2,
      Max24HourSend: 200,
      SentLast24Hours: 2,
    });
  });
});

describe('withHeaders', () => {
  it('adds what is missing at the end of the header, and keeps one of two', () => {
    const put = (raw: string) => withHeaders(Buffer.from(raw), { Date: 'now' }).toString();
    expect(put('A: 1\n\nDate: body\n')).toBe('A: 1\nDate: now\n\nDate: body\n');
    expect(put('DATE: x\r\n folded\r\nA: 1\r\ndate: y\r\n\r\nbody')).toBe('Date: now\r\nA: 1\r\n\r\nbody');
    expect(put('A: 1')).toBe('A: 1\nDate: now\n');
  });
});
