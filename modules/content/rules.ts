/** Decisions about publications: who may do what, the steps of their life, where each audience reads. */
import { MINUTE } from '../../platform/clock.ts';
import { type Action, type Role, roleMay } from '../../platform/rules.ts';
import type { ApprovalRule, Audience, Content, ContentState } from './schema.ts';

/** Time during which a publication can be undone as if it had not been. */
export const UNDO_WITHIN = 10 * MINUTE;

/** What publishing to an audience is, for the matrix of rights. */
const PUBLISHING: Readonly<Record<Audience, Action>> = {
  organisation: 'publish-inside',
  group: 'publish-in-groups',
  network: 'publish-outside',
  public: 'publish-outside',
};

/** Whether somebody of that role may publish to that audience, and take such a publication away. */
export const mayPublish = (role: Role, audience: Audience): boolean => roleMay(role, PUBLISHING[audience]);

/** Whether somebody of that role may write drafts. */
export const mayWrite = (role: Role): boolean => roleMay(role, 'write-drafts');

/** What becomes of a text when somebody of that role sends it to that audience, in an organisation with that rule. */
export function sending(role: Role, audience: Audience, rule: ApprovalRule): 'publish' | 'submit' | 'refused' {
  if (roleMay(role, 'approve-publications')) return mayPublish(role, audience) ? 'publish' : 'refused';
  if (!mayWrite(role)) return 'refused';
  const readAgain = rule === 'everything' || (rule === 'outside' && audience !== 'organisation');
  if (readAgain) return 'submit';
  return mayPublish(role, audience) ? 'publish' : 'refused';
}

export const STEPS = ['publish', 'submit', 'approve', 'send-back', 'take-back', 'undo', 'withdraw', 'discard'] as const;
export type Step = (typeof STEPS)[number];

/** Who takes a step. */
export interface Stepping {
  role: Role;
  isAuthor: boolean;
  rule: ApprovalRule;
}

interface Transition {
  from: ContentState;
  to: ContentState;
  isFor: (who: Stepping, audience: Audience) => boolean;
  allows: (content: Pick<Content, 'publishedAt'>, now: Date) => boolean;
}

const always = (): boolean => true;

const approves = ({ role }: Stepping, audience: Audience): boolean =>
  roleMay(role, 'approve-publications') && mayPublish(role, audience);
const writes = ({ role }: Stepping): boolean => mayWrite(role);
const publishes = ({ role }: Stepping, audience: Audience): boolean => mayPublish(role, audience);

const isFresh = ({ publishedAt }: Pick<Content, 'publishedAt'>, now: Date): boolean =>
  publishedAt !== undefined && now.getTime() - Date.parse(publishedAt) < UNDO_WITHIN;

/** Each step with the state it starts from, the one it leads to, who may take it, and what else it needs. */
export const TRANSITIONS: Readonly<Record<Step, Transition>> = {
  publish: {
    from: 'draft',
    to: 'published',
    isFor: ({ role, rule }, audience) => sending(role, audience, rule) === 'publish',
    allows: always,
  },
  /** Has it read again. */
  submit: {
    from: 'draft',
    to: 'submitted',
    isFor: ({ role, rule }, audience) => sending(role, audience, rule) !== 'refused',
    allows: always,
  },
  approve: { from: 'submitted', to: 'published', isFor: approves, allows: always },
  /** With a remark: it is a draft again, to correct. */
  'send-back': { from: 'submitted', to: 'draft', isFor: approves, allows: always },
  /** Whoever sent it, or may publish it, goes on writing. */
  'take-back': {
    from: 'submitted',
    to: 'draft',
    isFor: (who, audience) => approves(who, audience) || (who.isAuthor && writes(who)),
    allows: always,
  },
  /** Shortly after: it is a draft again, to correct. */
  undo: { from: 'published', to: 'draft', isFor: publishes, allows: isFresh },
  withdraw: { from: 'published', to: 'withdrawn', isFor: publishes, allows: always },
  /** A draft thrown away. */
  discard: { from: 'draft', to: 'withdrawn', isFor: writes, allows: always },
};

/** Whether a step may be taken now. */
export function canTake(step: Step, content: Pick<Content, 'state' | 'publishedAt'>, now: Date): boolean {
  const { from, allows } = TRANSITIONS[step];
  return content.state === from && allows(content, now);
}

/** Whether she is one of those who may take that step. */
export const mayStep = (step: Step, who: Stepping, audience: Audience): boolean =>
  TRANSITIONS[step].isFor(who, audience);

/** Partitions that hold a publication's card and its whole text, besides those of the truth. */
export interface Projections {
  cards: readonly ('organisation' | 'group' | 'network' | 'public' | 'territory')[];
  texts: readonly ('group' | 'network' | 'public')[];
}

/** Where an audience reads. A group's publications are nowhere else: not even in its organisation's own list. */
export const PROJECTIONS: Readonly<Record<Audience, Projections>> = {
  organisation: { cards: ['organisation'], texts: [] },
  group: { cards: ['group'], texts: ['group'] },
  network: { cards: ['organisation', 'network'], texts: ['network'] },
  public: { cards: ['organisation', 'network', 'public', 'territory'], texts: ['network', 'public'] },
};

/**
 * Whether a form may replace what is stored: it was made from that very version, or it is the same form that saved
 * it (a draft saves itself while its form is being sent).
 */
export const mayReplace = (
  stored: Pick<Content, 'version' | 'form'>,
  typed: { version: number; form?: string | undefined },
): boolean => stored.version === typed.version || (typed.form !== undefined && stored.form === typed.form);

/** What to show of the items read, and after which one the list goes on. */
export interface Cut<Item> {
  shown: Item[];
  /** The last item looked at; undefined when the list ends here. */
  last: Item | undefined;
}

/**
 * Takes at most `limit` items that match. `more`: the table has others after those read. A filter may leave few or
 * none on a page whose list goes on: what a page costs is bounded, not what it finds.
 */
export function cut<Item>(
  items: readonly Item[],
  limit: number,
  matches: (item: Item) => boolean,
  more: boolean,
): Cut<Item> {
  const shown: Item[] = [];
  let looked = 0;
  for (const item of items) {
    if (shown.length === limit) break;
    looked += 1;
    if (matches(item)) shown.push(item);
  }
  const goesOn = more || items.slice(looked).some(matches);
  return { shown, last: goesOn ? items[looked - 1] : undefined };
}

const ENTITIES: readonly (readonly [RegExp, string])[] = [
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
  [/&quot;/g, '"'],
  [/&#39;/g, '’'],
  [/&amp;/g, '&'],
];

/** Safe HTML as a textarea shows it: paragraphs apart, line ends kept, without its formatting. */
export function textOfHtml(html: string): string {
  const lines = html
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<li>/g, '- ')
    .replace(/<\/li>/g, '\n')
    .replace(/<\/(?:p|h2|h3|ul|ol|blockquote)>/g, '\n\n')
    .replace(/<[^>]*>/g, '');
  const text = ENTITIES.reduce((sofar, [entity, character]) => sofar.replace(entity, character), lines);
  return text.replace(/\n{3,}/g, '\n\n').trim();
}

/** A day that exists, as `2026-11-24`. */
export function isRealDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

/** A day as a date field sends it (`2026-11-24`), or as typed where there is none (`24/11/2026`). Else as it came. */
export function typedDay(text: string): string {
  const [, day = '', month = '', year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text.trim()) ?? [];
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim();
}
