import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { firstStepsShown, newestOf } from '../../../modules/home/rules.ts';

describe('first steps', () => {
  const done = { document: true, colleague: true, publicPage: true };

  it('leave the page once all are done, and not before', () => {
    expect(firstStepsShown(done, true)).toEqual([]);
    expect(firstStepsShown({ ...done, colleague: false }, true)).toEqual(['document', 'colleague', 'publicPage']);
  });

  it('do not ask for an invitation from whoever may not invite', () => {
    expect(firstStepsShown({ ...done, document: false, colleague: false }, false)).toEqual(['document', 'publicPage']);
    expect(firstStepsShown({ ...done, colleague: false }, false)).toEqual([]);
  });
});

describe('news of several lists', () => {
  it('come newest first, each once, no more than asked', () => {
    const item = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), publishedAt: fc.constantFrom('1', '2', '3') });
    const list = fc.array(item, { maxLength: 6 });
    fc.assert(
      fc.property(list, list, fc.integer({ min: 0, max: 5 }), (ours, theirs, limit) => {
        const news = newestOf([ours, theirs], limit);
        expect(news.length).toBeLessThanOrEqual(limit);
        expect(new Set(news.map(({ id }) => id)).size).toBe(news.length);
        const moments = news.map(({ publishedAt }) => publishedAt);
        expect(moments).toEqual([...moments].sort().reverse());
      }),
    );
  });
});
