import { SESClient } from '@aws-sdk/client-ses';
import { createSes } from '../../../local/ses/index.ts';
import type { Ses, SesOptions } from '../../../local/ses/index.ts';
import { createSns } from '../../../local/sns/index.ts';
import { createSqs } from '../../../local/sqs/index.ts';
import { provisionQueue } from '../sqs/queues.ts';
import { openEndpoint, REGION, resource, temporaryDirectory } from '../support/endpoint.ts';

export interface Bench {
  ses: Ses;
  client: SESClient;
  directory: string;
  /** Events published so far, in order. */
  events(): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** SES with a verified domain, `parvis.test`, and a configuration set, `all`, whose events go through a topic to a queue. */
export async function openBench(limits: Partial<SesOptions> = {}): Promise<Bench> {
  const directory = await temporaryDirectory();
  const endpoint = await openEndpoint({
    kind: 'role',
    roleArn: 'arn:aws:iam::000000000000:role/send-mail',
    sessionName: 'send-mail',
    tags: {},
  });
  const sqs = await createSqs({ directory: directory.path, region: REGION, endpoint: endpoint.url });
  const sns = await createSns({
    region: REGION,
    queues: sqs,
    functions: { invoke: () => Promise.reject(new Error('no function listens here')) },
  });
  const ses = await createSes({ directory: directory.path, region: REGION, topics: sns, ...limits });
  endpoint.serve(ses.services);

  const queue = await provisionQueue(sqs, 'mail-events');
  const topic = await sns.providers['AWS::SNS::Topic']?.(resource('AWS::SNS::Topic'));
  await sns.providers['AWS::SNS::Subscription']?.(
    resource('AWS::SNS::Subscription', {
      TopicArn: topic?.ref,
      Protocol: 'sqs',
      Endpoint: queue.arn,
      RawMessageDelivery: true,
    }),
  );
  const make = (type: string, properties: Record<string, unknown>) => ses.providers[type]?.(resource(type, properties));
  await make('AWS::SES::EmailIdentity', { EmailIdentity: 'parvis.test' });
  await make('AWS::SES::ConfigurationSet', { Name: 'all' });
  await make('AWS::SES::ConfigurationSetEventDestination', {
    ConfigurationSetName: 'all',
    EventDestination: {
      Name: 'topic',
      MatchingEventTypes: ['send', 'delivery', 'bounce', 'complaint'],
      SnsDestination: { TopicARN: topic?.ref },
    },
  });
  const client = new SESClient({ ...endpoint.client(), maxAttempts: 1 });
  return {
    ses,
    client,
    directory: directory.path,
    async events() {
      const records = await sqs.receive(queue.arn, { max: 10, waitSeconds: 0 });
      return records.map(({ body }): Record<string, unknown> => JSON.parse(body));
    },
    async close() {
      client.destroy();
      await Promise.all([ses.close(), sns.close(), sqs.close()]);
      await endpoint.close();
      await directory.remove();
    },
  };
}

/** A list message as the product sends it, with everything that intermediaries like to spoil. */
export const rawMessage = (to: string, from = 'Mairie de Nérac <liste@parvis.test>'): Buffer =>
  Buffer.from(
    [
      `From: =?utf-8?q?Mairie_de_N=C3=A9rac?= <${/<(.*)>/.exec(from)?.[1] ?? from}>`,
      `To: ${to}`,
      'Message-ID: <mine@parvis.test>',
      'Subject: =?utf-8?q?D=C3=A9lib=C3=A9ration?=',
      ' =?utf-8?q?_du_24_novembre?=',
      'date: Mon, 01 Jan 2024 00:00:00 +0000',
      'List-Id: Conseil communautaire <slug.org.lists.parvis.test>',
      'List-Unsubscribe: <https://parvis.test/u/abc>,\r\n\t<mailto:leave@parvis.test>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary="b"',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      'Bonjour à Nérac. Date: ce n’est pas un en-tête.',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      '<h1>Bonjour</h1><script>alert(1)</script>',
      '--b--',
      '',
    ].join('\r\n'),
  );
