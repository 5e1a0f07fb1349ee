import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { openCursor, sealCursor } from '../../platform/cursor.ts';
import { type RotatingSecret, signerWith } from '../../platform/secrets.ts';

const secret = (...values: [string, ...string[]]): RotatingSecret => ({ values: async () => values });
const signer = signerWith(secret('key'));

describe('cursors', () => {
  it('open the list they were made for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), async (position) => {
        const cursor = await sealCursor(signer, ['members', 'org#1'], position);
        return (await openCursor(signer, ['members', 'org#1'], cursor)) === position;
      }),
    );
    expect(await openCursor(signer, ['members', 'org#1'], undefined)).toBeNull();
  });

  it('open no other list, and no other scope', async () => {
    const cursor = await sealCursor(signer, ['members', 'org#1'], 'here');
    await expect(openCursor(signer, ['members', 'org#2'], cursor)).rejects.toMatchObject({ kind: 'bad-cursor' });
    await expect(openCursor(signer, ['cards', 'org#1'], cursor)).rejects.toMatchObject({ kind: 'bad-cursor' });
  });

  it.each(['', 'x', 'a.b', '..', 'aGVyZQ.AAAAAAAAAAAAAAAAAAAAAA', 'aGVyZQ.AAAAAAAAAAAAAAAAAAAAAA.x'])(
    'refuse %j when forged',
    async (cursor) => {
      const opening = openCursor(signer, ['members', 'org#1'], cursor || '.');
      await expect(opening).rejects.toMatchObject({ kind: 'bad-cursor' });
    },
  );

  it('still open after the key has rotated once, not twice', async () => {
    const cursor = await sealCursor(signer, ['x'], 'here');
    expect(await openCursor(signerWith(secret('new', 'key')), ['x'], cursor)).toBe('here');
    await expect(openCursor(signerWith(secret('newer', 'new')), ['x'], cursor)).rejects.toMatchObject({
      kind: 'bad-cursor',
    });
  });
});
