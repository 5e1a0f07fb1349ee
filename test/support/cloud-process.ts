/**
 * A cloud in a process of its own, for suites that share it and for suites that kill it.
 * `node cloud-process.ts <data directory> <assembly> <ports as JSON> <warm workers>` says its addresses to its parent when it is ready;
 * told `runSchedule` it runs one now, told `grants` it says which were used, told `environmentOf` what a function's is, told `removeGrant` it takes one
 * away until it is told `restoreGrants`, told `stop` it stops.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { startCloud } from '../../local/host/cloud.ts';
import { WARM_LIMITS } from '../../local/lambda/warm-workers.ts';
import { GRANTS_FOLDER, type TestCloud } from './cloud.ts';

const [directory = '', assembly = '', ports = '', warm = ''] = process.argv.slice(2);
const portNumbers = z.object({ site: z.number(), files: z.number(), aws: z.number(), mailboxes: z.number() });
const grantToRemove = z.object({
  removeGrant: z.object({ role: z.string(), action: z.string(), resourcePattern: z.string() }),
});

const scheduleToRun = z.object({ runSchedule: z.string() });

const warmLimits = { ...WARM_LIMITS, most: Number(warm) };
const cloud = await startCloud({ directory, assembly, ports: portNumbers.parse(JSON.parse(ports)), warmLimits });
const removed: (() => void)[] = [];

const { siteOrigin, filesOrigin, mailboxesOrigin, awsEndpoint, region, hostCredentials, deployment } = cloud;
const ready: TestCloud = {
  directory,
  siteOrigin,
  filesOrigin,
  mailboxesOrigin,
  awsEndpoint,
  region,
  hostCredentials: { ...hostCredentials },
  resources: Object.fromEntries(
    deployment.resources.map(({ stack, logicalId, type, ref }) => [`${stack}/${logicalId}`, { type, ref }]),
  ),
};
process.send?.({ ready });

/** What this cloud's suites used counts too, beside what the shared one says when it is asked. */
function keepGrants(): void {
  const folder = process.env[GRANTS_FOLDER];
  if (folder) writeFileSync(join(folder, `${process.pid}.json`), JSON.stringify(cloud.grants()));
}

process.on('message', (order) => {
  if (typeof order === 'object' && order !== null && 'environmentOf' in order) {
    process.send?.({ environment: cloud.environmentOf(String(order.environmentOf)) });
  }
  const { success: removes, data: grant } = grantToRemove.safeParse(order);
  if (removes) {
    removed.push(cloud.removeGrant(grant.removeGrant));
    process.send?.({ done: true });
  }
  const { success: runs, data: schedule } = scheduleToRun.safeParse(order);
  if (runs) {
    cloud.runSchedule(schedule.runSchedule).then(
      () => process.send?.({ done: true }),
      (cause: unknown) => process.send?.({ failed: String(cause) }),
    );
  }
  if (order === 'restoreGrants') {
    for (const restore of removed.splice(0)) restore();
    process.send?.({ done: true });
  }
  if (order === 'grants') process.send?.({ grants: cloud.grants() });
  if (order === 'stop') {
    keepGrants();
    void cloud.stop().then(() => process.exit(0));
  }
});
// A test run that was interrupted takes its cloud with it.
process.on('disconnect', () => process.exit(0));
