/** Decisions about an organisation that leaves: what is done in which order, until when it may come back. Pure. */
import { DAY } from '../../platform/clock.ts';
import { plainKey } from '../../platform/text.ts';

/**
 * `withdrawing`: taken away from where others read it; `withdrawn`: may still come back; `restoring`: put back;
 * `erasing`: its delay is over, there is no way back.
 */
export const PHASES = ['withdrawing', 'withdrawn', 'restoring', 'erasing'] as const;
export type Phase = (typeof PHASES)[number];

/** What is done in each phase, in this order: the worker does one batch of one step at a time. */
export const STEPS = {
  withdrawing: ['copy', 'invitations', 'publications', 'readers'],
  withdrawn: [],
  restoring: ['publications'],
  erasing: ['people', 'files', 'items'],
} as const satisfies Readonly<Record<Phase, readonly string[]>>;

export type StepName = (typeof STEPS)[Phase][number];

/** The step that is to be done; undefined when there is none left. */
export const stepOf = ({ phase, step }: { phase: Phase; step: number }): StepName | undefined => STEPS[phase][step];

/** When one that leaves now is erased. `days`: the stage's `retention.leftOrganisations`. */
export const erasedAt = (now: Date, days: number): Date => new Date(now.getTime() + days * DAY);

export const isDue = ({ until }: { until: string }, now: Date): boolean => Date.parse(until) <= now.getTime();

/** Whole days until it is erased, 0 on the last. */
export const daysLeft = (until: string, now: Date): number =>
  Math.max(0, Math.ceil((Date.parse(until) - now.getTime()) / DAY));

/** The name typed to confirm: case, accents and hyphens do not matter. */
export const isNameOf = (typed: string, name: string): boolean => plainKey(typed) === plainKey(name);
