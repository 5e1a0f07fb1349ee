import { describe, expect, it } from 'vitest';
import { eachInTurn } from '../../platform/settled.ts';

describe('things done each in turn', () => {
  const failing = (error: Error) => async () => Promise.reject(error);

  it('are all done, whichever fails, and say what failed', async () => {
    const done: string[] = [];
    const doing = (name: string) => async () => void done.push(name);
    const [one, other] = [new Error('one'), new Error('other')];
    await expect(eachInTurn([doing('a'), failing(one), doing('b')])).rejects.toBe(one);
    expect(done).toEqual(['a', 'b']);
    const several = eachInTurn([failing(one), doing('c'), failing(other)]);
    await expect(several).rejects.toMatchObject({ errors: [one, other], message: 'Error: one; Error: other' });
    expect(done).toEqual(['a', 'b', 'c']);
    await eachInTurn([doing('d')]);
    expect(done).toEqual(['a', 'b', 'c', 'd']);
  });
});
