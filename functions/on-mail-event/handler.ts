import { onMailEvent } from '../../modules/lists/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { createTable } from '../../platform/table.ts';
import { count, queueWorker } from '../queue-worker.ts';

const { TABLE_NAME } = readConfig(['TABLE_NAME']);
const deps = { table: createTable(TABLE_NAME), clock: systemClock, count };

/** Stops what bounces or is complained about. */
export const handler = queueWorker((body) => onMailEvent(body, deps));
