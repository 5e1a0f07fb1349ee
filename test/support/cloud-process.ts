/**
 * A cloud in a process of its own, for suites that share it and for suites that kill it.
 * `node cloud-process.ts <data directory> <assembly>` says its addresses to its parent when it is ready;
 * told `grants` it says which were used, told `environmentOf` what a function's is, told `stop` it stops.
 */
import { startCloud } from '../../local/host/cloud.ts';
import type { TestCloud } from './cloud.ts';

const [directory = '', assembly = ''] = process.argv.slice(2);
const anyFree = { site: 0, files: 0, aws: 0, mailboxes: 0 };
const cloud = await startCloud({ directory, assembly, ports: anyFree });

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

process.on('message', (order) => {
  if (typeof order === 'object' && order !== null && 'environmentOf' in order) {
    process.send?.({ environment: cloud.environmentOf(String(order.environmentOf)) });
  }
  if (order === 'grants') process.send?.({ grants: cloud.grants() });
  if (order === 'stop') void cloud.stop().then(() => process.exit(0));
});
// A test run that was interrupted takes its cloud with it.
process.on('disconnect', () => process.exit(0));
