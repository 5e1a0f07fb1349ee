import type { SQSRecord } from 'aws-lambda';
import { md5, md5OfAttributes, receiptHandle, systemAttributes } from './message.ts';
import type { Message, MessageAttributes } from './message.ts';

/** A received message as a function finds it in the `Records` of its event. */
export function eventRecord(message: Message, queueArn: string, region: string): SQSRecord {
  const md5OfMessageAttributes = md5OfAttributes(message.attributes);
  return {
    messageId: message.id,
    receiptHandle: receiptHandle(message),
    body: message.body,
    attributes: {
      ...systemAttributes(message),
      ApproximateReceiveCount: String(message.receiveCount),
      SentTimestamp: String(message.sentAt),
      SenderId: message.senderId,
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    },
    messageAttributes: eventAttributes(message.attributes),
    md5OfBody: md5(message.body),
    ...(md5OfMessageAttributes !== undefined && { md5OfMessageAttributes }),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

function eventAttributes(attributes: MessageAttributes): SQSRecord['messageAttributes'] {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        // The types of the event know the three base types alone; custom suffixes are their own.
        dataType: DataType.startsWith('Binary') ? 'Binary' : DataType.startsWith('Number') ? 'Number' : 'String',
        ...(StringValue !== undefined && { stringValue: StringValue }),
        ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
      },
    ]),
  );
}
