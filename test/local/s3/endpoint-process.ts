/** An endpoint with one bucket, in a process that the tests measure and kill: `node endpoint-process.ts <directory>`. */
import { createS3 } from '../../../local/s3/index.ts';
import { credentials, provide, RecordingAuthoriser, REGION } from './world.ts';

const [, , directory = ''] = process.argv;

const s3 = await createS3({
  directory,
  region: REGION,
  port: 0,
  credentials,
  authoriser: new RecordingAuthoriser(),
  queueSender: { send: () => Promise.resolve() },
});
await provide(s3, 'AWS::S3::Bucket', {});
process.on('message', () => process.send?.({ memory: process.resourceUsage().maxRSS * 1024 }));
process.send?.({ origin: s3.origin });
