import { S3Client } from '@aws-sdk/client-s3';
import { treatDeparture } from '../../modules/departures/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { purgedFilesIn } from '../../platform/purge.ts';
import { createTable } from '../../platform/table.ts';
import { credentialsOfOrganisations } from '../organisation-credentials.ts';
import { queueWorker, tracer } from '../queue-worker.ts';

const config = readConfig(['TABLE_NAME', 'DOCUMENTS_BUCKET']);
const deps = {
  table: createTable(config.TABLE_NAME, { credentials: credentialsOfOrganisations() }),
  clock: systemClock,
  files: purgedFilesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
};

/** Takes away what an organisation that leaves showed, puts it back, erases it after its delay. */
export const handler = queueWorker((body) => treatDeparture(deps, body));
