/** A line of the table of routes: who gets which answer at one address. */
import type { Fields } from '../../local/demo/visitor.ts';
import type { Scene } from '../support/territory.ts';
import type { Secret, Who } from './who.ts';

/** Statuses as a program gets them; a page that asks to sign in is a redirection. */
export type Answers = Readonly<Partial<Record<Who, number>>>;

export interface Row {
  method: 'get' | 'post';
  /** As the route declares it. */
  path: string;
  /** A real address of it, made once for all who try it. */
  at: (scene: Scene) => string | Promise<string>;
  /** What is posted: whole and right, so that nothing but the right to do it can refuse it. */
  sends: (scene: Scene) => Fields | Promise<Fields>;
  answers: Answers;
  /** What the address itself gives a right to read: a reference or a link that only its owner was sent. */
  shows: readonly Secret[];
}

type Address = string | Row['at'];

interface Options {
  sends?: Fields | Row['sends'];
  shows?: readonly Secret[];
}

const row = (method: Row['method'], path: string, at: Address, answers: Answers, options: Options = {}): Row => {
  const { sends = {}, shows = [] } = options;
  return {
    method,
    path,
    at: typeof at === 'string' ? () => at : at,
    sends: typeof sends === 'function' ? sends : () => sends,
    answers,
    shows,
  };
};

export const get = (path: string, at: Address, answers: Answers, options?: Options): Row =>
  row('get', path, at, answers, options);

export const post = (path: string, at: Address, answers: Answers, options?: Options): Row =>
  row('post', path, at, answers, options);

/** The same for whoever asks, signed in or not. */
export const everybody = (status: number): Answers => ({
  outsider: status,
  forged: status,
  revoked: status,
  removed: status,
  stranger: status,
  operator: status,
});

/** Nobody without a living session. */
export const noSession: Answers = { outsider: 401, forged: 401, revoked: 401 };

/** Members only: neither those who were removed, nor the operator, who belongs to no organisation. */
export const membersOnly: Answers = { ...noSession, removed: 403, operator: 403 };

/** The operator only, whatever one is elsewhere. */
export const operatorOnly = (status: number): Answers => ({
  ...noSession,
  removed: 403,
  stranger: 403,
  reader: 403,
  referent: 403,
  operator: status,
});

/** The référent only. */
export const referentOnly: Answers = { ...membersOnly, reader: 403, contributor: 403, publisher: 403 };
