import { AdminDeleteUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { treatRequest } from '../../modules/privacy/index.ts';
import { MINUTE, systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { queueIn } from '../../platform/queue.ts';
import { createTable } from '../../platform/table.ts';
import { queueWorker, tracer } from '../queue-worker.ts';

const config = readConfig(['TABLE_NAME', 'DOCUMENTS_BUCKET', 'COPY_QUEUE_URL', 'USER_POOL_ID']);
const s3 = tracer.captureAWSv3Client(new S3Client({}));
const cognito = tracer.captureAWSv3Client(new CognitoIdentityProviderClient({}));
const again = queueIn(tracer.captureAWSv3Client(new SQSClient({})), config.COPY_QUEUE_URL);
const table = createTable(config.TABLE_NAME);
const deps = {
  table,
  clock: systemClock,
  files: filesIn(s3, config.DOCUMENTS_BUCKET),
  put: async (Key: string, Body: Buffer) => {
    await s3.send(new PutObjectCommand({ Bucket: config.DOCUMENTS_BUCKET, Key, Body, ContentType: 'application/zip' }));
  },
  forget: async (Key: { pk: string; sk: string }) => {
    await table.client.send(new DeleteCommand({ TableName: table.name, Key }));
  },
  closeLogin: async (Username: string) => {
    try {
      await cognito.send(new AdminDeleteUserCommand({ UserPoolId: config.USER_POOL_ID, Username }));
    } catch (error) {
      if (!(error instanceof Error && error.name === 'UserNotFoundException')) throw error;
    }
  },
  again: (body: string) => again([body]),
};

/** The function's time-out (`lib/functions/make-copies.ts`); a call treats one message. In milliseconds. */
const TIME = 5 * MINUTE;

/** Makes copies of data, file by file, and erases accounts. */
export const handler = queueWorker((body) => {
  const end = Date.now() + TIME;
  return treatRequest({ ...deps, timeLeft: () => end - Date.now() }, body);
});
