/** What stands for GuardDuty on one machine: which bytes it knows. */
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { holdsTestVirus, TEST_VIRUS } from '../../local/guardduty/test-virus.ts';
import { docx } from '../support/office.ts';

const found = (bytes: Uint8Array | string) => holdsTestVirus(async () => Readable.from([Buffer.from(bytes)]));

describe('the scanner of one machine', () => {
  it('knows the test file, as it is and packed in a zip', async () => {
    expect(await found(TEST_VIRUS)).toBe(true);
    expect(await found(docx(['Un'], { parts: { 'word/a.bin': TEST_VIRUS } }))).toBe(true);
  });

  it('finds nothing in other files, cut ones too', async () => {
    const file = docx(['Un']);
    expect([await found(file), await found(file.slice(0, 40)), await found('')]).toEqual([false, false, false]);
  });
});
