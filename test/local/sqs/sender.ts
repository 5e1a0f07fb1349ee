/**
 * A process that sends without end and says which messages were accepted, until it is killed.
 * Started by durability.test.ts: `node sender.ts <directory>`.
 */
import { createSqs } from '../../../local/sqs/index.ts';

const [directory = ''] = process.argv.slice(2);
const sqs = await createSqs({ directory, region: 'eu-west-3', endpoint: () => 'http://127.0.0.1:1' });
const made = await sqs.providers['AWS::SQS::Queue']?.({
  stack: 'test',
  logicalId: 'mail',
  type: 'AWS::SQS::Queue',
  defaultName: 'mail',
  properties: { QueueName: 'mail' },
});
const queueArn = made?.attributes['Arn'] ?? '';

// Several senders at a time and a consumer, so that the kill falls into the middle of something.
async function sendForEver(sender: number): Promise<never> {
  for (let number = 0; ; number += 1) {
    await sqs.send(queueArn, `${sender}-${number}`);
    process.stdout.write(`+${sender}-${number}\n`);
  }
}
async function consumeForEver(): Promise<never> {
  for (;;) {
    for (const { body, receiptHandle } of await sqs.receive(queueArn, { max: 1, waitSeconds: 5 })) {
      process.stdout.write(`-${body}\n`);
      await sqs.remove(queueArn, [receiptHandle]);
    }
  }
}
await Promise.all([sendForEver(1), sendForEver(2), sendForEver(3), consumeForEver()]);
