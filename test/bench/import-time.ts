/** Run in a fresh process: `node import-time.ts <bundle>` prints how long the import took, in milliseconds. */
import { pathToFileURL } from 'node:url';

const began = performance.now();
await import(pathToFileURL(process.argv[2] ?? '').href);
process.stdout.write(String(performance.now() - began));
// Clients of the bundle may hold the process.
process.exit(0);
