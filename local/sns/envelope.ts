import type { SNSEvent, SNSMessage } from 'aws-lambda';
import type { Notification, Subscription } from './topics.ts';

/** What SNS wraps around a notification unless the subscription wants it raw. */
export function envelope(
  id: string,
  topicArn: string,
  notification: Notification,
  subscription: Subscription,
  region: string,
): SNSMessage {
  const origin = `https://sns.${region}.amazonaws.com`;
  return {
    Type: 'Notification',
    MessageId: id,
    TopicArn: topicArn,
    ...(notification.subject !== undefined && { Subject: notification.subject }),
    Message: notification.message,
    Timestamp: new Date().toISOString(),
    // On AWS these let a web hook check who sent it; queues and functions rely on permissions instead.
    SignatureVersion: '1',
    Signature: 'bm90IHNpZ25lZA==',
    SigningCertUrl: `${origin}/SimpleNotificationService-local.pem`,
    UnsubscribeUrl: `${origin}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    MessageAttributes: notification.attributes ?? {},
  };
}

/** The envelope as a queue receives it: the fields of the two addresses are spelled in capitals there. */
export function envelopeBody(message: SNSMessage): string {
  const { SigningCertUrl, UnsubscribeUrl, MessageAttributes, ...rest } = message;
  return JSON.stringify({
    ...rest,
    SigningCertURL: SigningCertUrl,
    UnsubscribeURL: UnsubscribeUrl,
    ...(Object.keys(MessageAttributes).length > 0 && { MessageAttributes }),
  });
}

export const functionEvent = (message: SNSMessage, subscription: Subscription): SNSEvent => ({
  Records: [{ EventVersion: '1.0', EventSource: 'aws:sns', EventSubscriptionArn: subscription.arn, Sns: message }],
});
