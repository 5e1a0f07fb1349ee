/** A process that does what the worker of indexes does at its largest step, and says how much memory it took. */
import { readFileSync } from 'node:fs';
import { buildSegment, mergeSegments } from '../../platform/search/building.ts';
import { decodeSegment, encodeSegment } from '../../platform/search/segment.ts';

const [file = ''] = process.argv.slice(2);
const whole = decodeSegment(readFileSync(file));
const facets = { category: 'actes', organisation: '', audience: 'public', day: 20_000 } as const;
const one = buildSegment([{ ref: 'publication:new', title: 'Voirie', text: 'Un mot de plus.', ...facets }]);
encodeSegment(mergeSegments(whole, one, { isOldest: true }));
// In kilobytes, the most at any moment.
process.stdout.write(JSON.stringify({ megabytes: process.resourceUsage().maxRSS / 1024 }));
