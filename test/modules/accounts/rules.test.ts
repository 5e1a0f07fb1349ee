import { describe, expect, it } from 'vitest';
import { AGEN, NERAC } from '../identity/world.ts';
import { type Answers, isAgreed, isToVouch, mayNotHelp, standingOf } from '../../../modules/accounts/rules.ts';

const now = new Date('2026-11-23T09:00:00Z');
const asked: Answers = { state: 'asked', expiresAt: '2026-11-23T12:00:00Z' };
const at = '2026-11-23T08:00:00Z';

describe('a change of address', () => {
  it('is agreed by the new mailbox, and by the old one or whoever vouches in its place: never by less', () => {
    const answers = [undefined, at].flatMap((newAt) =>
      [undefined, at].flatMap((oldAt) => [undefined, 'Camille'].map((vouchedBy) => ({ newAt, oldAt, vouchedBy }))),
    );
    const agreed = answers.filter(isAgreed);
    expect(agreed).toEqual(answers.filter(({ newAt, oldAt, vouchedBy }) => newAt && (oldAt ?? vouchedBy)));
    expect(agreed).toHaveLength(3);
  });

  it('waits a day, then is over; agreed, it is made however late', () => {
    const late = new Date('2026-11-23T13:00:00Z');
    expect([standingOf(asked, now), standingOf(asked, late)]).toEqual(['waiting', 'over']);
    expect(standingOf({ ...asked, newAt: at, oldAt: at }, late)).toBe('applying');
    expect(standingOf({ ...asked, state: 'done', newAt: at, oldAt: at }, late)).toBe('done');
  });

  it('is vouched for as long as it waits for the old mailbox', () => {
    expect(isToVouch({ ...asked, newAt: at }, now)).toBe(true);
    expect(isToVouch({ ...asked, oldAt: at }, now)).toBe(false);
    expect(isToVouch({ ...asked, vouchedBy: 'Camille' }, now)).toBe(false);
    expect(isToVouch({ ...asked, state: 'cancelled' }, now)).toBe(false);
  });
});

describe('whoever helps', () => {
  const [plain, operator] = [
    { id: 'one', isOperator: false, memberships: [] },
    { id: 'two', isOperator: true, memberships: [] },
  ];
  it('does not help herself, and helps an operator only when she is one', () => {
    expect(mayNotHelp(plain, plain)).toBe('herself');
    expect(mayNotHelp(operator, operator)).toBe('herself');
    expect(mayNotHelp(plain, operator)).toBe('operator');
    expect(mayNotHelp(operator, { ...operator, id: 'three' })).toBeUndefined();
    expect(mayNotHelp(operator, plain)).toBeUndefined();
    expect(mayNotHelp(plain, { ...plain, id: 'three' })).toBeUndefined();
  });

  it('looks after every organisation that the account opens, or after the territory', () => {
    const [here, there] = [NERAC, AGEN].map(({ organisation }) => ({ organisation, role: 'reader' as const }));
    const ofHere = { ...plain, memberships: [{ ...NERAC, role: 'referent' as const }, AGEN] };
    const member = (...memberships: (typeof here)[]) => ({
      ...plain,
      id: 'three',
      memberships: memberships.filter((one) => one !== undefined),
    });
    expect(mayNotHelp(ofHere, member(here))).toBeUndefined();
    expect(mayNotHelp(ofHere, member(here, there))).toBe('elsewhere');
    const ofBoth = { ...plain, memberships: [NERAC, AGEN].map((one) => ({ ...one, role: 'referent' as const })) };
    expect(mayNotHelp(ofBoth, member(here, there))).toBeUndefined();
    expect(mayNotHelp(operator, member(here, there))).toBeUndefined();
  });
});
