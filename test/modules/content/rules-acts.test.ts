import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import {
  actNumber,
  lackOfDay,
  lacksOfVote,
  numberAfter,
  VOTE_FIELDS,
  voteOf,
} from '../../../modules/content/rules-acts.ts';
import { actKinds, KINDS } from '../../../modules/content/kinds/index.ts';
import { isoDay } from '../../../web/format.ts';

describe('a number', () => {
  it.each([
    ['2026-014', '2026_014', '2026#000014', '2026-014'],
    ['2026-14', '2026_14', '2026#000014', '2026-14'],
    [' del 2026/7 ', 'DEL_2026_7', '#DEL_2026_7', 'DEL-2026-7'],
    ['1DL15494', '1DL15494', '#1DL15494', '1DL15494'],
  ])('%s is written for each of its uses', (typed, transmitted, key, address) => {
    expect(actNumber(typed)).toMatchObject({ transmitted, key, address });
  });

  it.each(['', '-', 'VERIFICATION', 'é1', '2026-0000000000001', '<b>1', '2026 014;', '../1', '👍1'])(
    'is not %j',
    (typed) => {
      expect(actNumber(typed)).toBeUndefined();
    },
  );

  it('is always what télétransmission takes, and is found again by its address', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (typed) => {
        const number = actNumber(typed);
        if (!number) return;
        expect(number.transmitted).toMatch(/^([A-Z0-9][A-Z0-9_]{0,13})?[A-Z0-9]$/);
        expect(actNumber(number.address)?.key).toBe(number.key);
        expect(actNumber(number.shown)?.key).toBe(number.key);
      }),
    );
  });

  it('follows the last of its year, past 999 too', () => {
    expect(numberAfter('2026', undefined)).toBe('2026-001');
    expect(numberAfter('2026', '2026#000014')).toBe('2026-015');
    expect(numberAfter('2026', '2026#000999')).toBe('2026-1000');
  });
});

describe('a day', () => {
  it('may be today and not tomorrow, in Paris, on the night when clocks change too', () => {
    // 25 October 2026, 2 h 30 the second time: still the 25th, and it is midnight in Paris before it is in London.
    const night = new Date('2026-10-25T01:30:00Z');
    expect(lackOfDay('2026-10-25', isoDay(night), 'session')).toBeUndefined();
    expect(lackOfDay('2026-10-26', isoDay(night), 'session')).toContain('n’a pas encore eu lieu');
    const justAfterMidnight = new Date('2026-10-24T22:00:30Z');
    expect(lackOfDay('2026-10-25', isoDay(justAfterMidnight), 'decision')).toBeUndefined();
    expect(lackOfDay('2026-10-25', isoDay(new Date('2026-10-24T21:59:30Z')), 'decision')).toBeDefined();
  });

  it('exists', () => {
    expect(lackOfDay('2026-02-30', '2026-11-24', 'decision')).toContain('n’existe pas');
    expect(lackOfDay(undefined, '2026-11-24', 'decision')).toContain('Indiquez');
  });
});

const vote = (members: number, present: number, inFavour: number, against: number, abstained: number) =>
  Object.fromEntries(
    Object.entries({ members, present, inFavour, against, abstained }).map(([name, value]) => [name, String(value)]),
  );

describe('a vote', () => {
  it('is told whole or not at all; how many members there are tells none', () => {
    expect(lacksOfVote({})).toEqual([]);
    expect(lacksOfVote({ members: '19' })).toEqual([]);
    expect(lacksOfVote({ inFavour: '12' }).map(({ field }) => field)).toEqual([
      'members',
      'present',
      'against',
      'abstained',
    ]);
    expect(lacksOfVote({ ...vote(19, 16, 12, 0, 0), against: 'deux' })).toMatchObject([{ field: 'against' }]);
  });

  it.each([
    [vote(19, 20, 12, 0, 0), 'present'],
    [vote(19, 16, 18, 2, 0), 'inFavour'],
    [vote(19, 4, 9, 0, 0), 'inFavour'],
    [vote(0, 0, 0, 0, 0), 'members'],
  ])('that does not add up is refused beside its field', (counts, field) => {
    expect(lacksOfVote(counts)).toMatchObject([{ field }]);
  });

  it('that is taken holds what open data asks of it', () => {
    const count = fc.integer({ min: 0, max: 120 });
    fc.assert(
      fc.property(fc.tuple(count, count, count, count, count), ([a, b, c, d, e]) => {
        const counts = vote(a, b, c, d, e);
        if (lacksOfVote(counts).length > 0) return;
        const { members, voters, inFavour, against, abstained } = voteOf(counts) ?? { members: -1, voters: 0 };
        expect(voters).toBe((inFavour ?? 0) + (against ?? 0) + (abstained ?? 0));
        expect(members).toBeGreaterThanOrEqual(voters);
      }),
    );
  });
});

describe('each nature of acts', () => {
  const today = '2026-11-24';
  const draft = { title: 'Objet', body: '', documents: [], particulars: { sessionDate: '2026-11-19' } };

  it('names its author before everybody, and not before its own organisation', () => {
    for (const kind of actKinds) {
      const particulars = { ...draft.particulars, reach: 'general', budgetYear: '2026' };
      const fields = (audience: 'public' | 'organisation') =>
        kind.lacks({ ...draft, particulars }, today, audience).map(({ field }) => field);
      expect(fields('public')).toEqual(['authorFirstName', 'authorLastName', 'authorCapacity']);
      expect(fields('organisation')).toEqual([]);
    }
  });

  it('that is about somebody is notified: it leaves its organisation for nobody', () => {
    const particulars = {
      ...draft.particulars,
      reach: 'individual',
      authorFirstName: 'O',
      authorLastName: 'S',
      authorCapacity: 'Maire',
    };
    for (const name of ['arrete', 'decision'] as const) {
      for (const audience of ['public', 'network'] as const) {
        expect(KINDS[name].lacks({ ...draft, particulars }, today, audience)).toMatchObject([
          { field: 'audience', message: expect.stringContaining('se notifie') },
        ]);
      }
      expect(KINDS[name].lacks({ ...draft, particulars }, today, 'organisation')).toEqual([]);
      expect(KINDS[name].lacks(draft, today, 'public').map(({ field }) => field)).toContain('reach');
    }
  });

  it('reads any form, however badly its numbers are written', () => {
    for (const kind of actKinds) {
      const typed = Object.fromEntries(VOTE_FIELDS.map((field) => [field, 'x'.repeat(50)]));
      const { particulars } = kind.schema.parse({ ...typed, reach: 'planet', annexes: '' });
      expect(particulars['members']).toHaveLength(20);
    }
  });
});
