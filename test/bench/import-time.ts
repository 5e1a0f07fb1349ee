/** Run in a fresh process: `node import-time.ts <bundle>` prints what the import took, in milliseconds. */
import { pathToFileURL } from 'node:url';

const began = performance.now();
const before = process.cpuUsage();
await import(pathToFileURL(process.argv[2] ?? '').href);
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify({ processor: (user + system) / 1000, elapsed: performance.now() - began }));
// Clients of the bundle may hold the process.
process.exit(0);
