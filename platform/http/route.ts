/** A route: what it takes, who may call it, what it answers. Written once, it serves pages, JSON and `/api`. */
import type { HtmlEscapedString } from 'hono/utils/html';
import type * as z from 'zod';
import type { Member } from '../actor.ts';
import type { FieldError } from '../problems.ts';
import type { Action } from '../rules.ts';

/** What a component renders to. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Who may call: anybody (the session is not even read), anybody signed in or not, members, the operator. */
export type Access = 'anyone' | 'visitor' | 'member' | 'operator';

/** What was typed in a form, as typed: given back when it is refused. */
export type Typed = Readonly<Record<string, string>>;

export interface RequestContext {
  /** Site's own path with its query string. */
  path: string;
  method: string;
  /** Set for `member` and `operator` routes, and for `visitor` routes when signed in. */
  member: Member | undefined;
  /** The client's address as CloudFront saw it: rate limits and proof of consent. */
  address: string;
  userAgent: string;
  /** A cookie of the browser by its name, but never the session's. */
  cookie: (name: string) => string | undefined;
  /** Content-Security-Policy nonce of this answer, for the accent colours of an organisation. */
  nonce: string;
}

export interface Call<Params, Query, Body> extends RequestContext {
  params: Params;
  query: Query;
  body: Body;
  /** As typed, before the schema. */
  typed: Typed;
  /** The same of what came under one name several times. */
  typedLists: Readonly<Record<string, readonly string[]>>;
  /** True when the caller wants JSON. */
  wantsJson: boolean;
}

export interface Cookie {
  name: string;
  value: string;
  /** Absent: until the browser closes. In the past: removed. */
  expires?: Date;
}

interface AnswerBase {
  status?: number;
  cookies?: readonly Cookie[];
}

/** A page, and the same as data. */
export interface PageAnswer extends AnswerBase {
  kind: 'page';
  data: unknown;
  view: () => Html;
  /** Seconds that CloudFront and browsers may keep it; pages of members are never kept. */
  publicFor?: number;
  /** Whoever reads it is about to sign in: her browser fetches the style sheet of members while she types. */
  leadsIn?: boolean;
  /** Works as the pages of members do, for somebody who is none: it has their style sheet. */
  isTool?: boolean;
}

/** Look elsewhere (303). JSON callers get `data` with a Location header, and 201 when `created`. */
export interface RedirectAnswer extends AnswerBase {
  kind: 'redirect';
  to: string;
  data?: unknown;
  created?: boolean;
}

/** Another representation: Atom, CSV, plain text; a picture. */
export interface BodyAnswer extends AnswerBase {
  kind: 'body';
  type: string;
  body: string | Uint8Array<ArrayBuffer>;
  /** Seconds that CloudFront may keep it for everybody. */
  publicFor?: number;
  /** Its address is of this very content: whoever has received it keeps it. */
  neverChanges?: boolean;
  fileName?: string;
}

export type Answer = PageAnswer | RedirectAnswer | BodyAnswer;

type Out<Schema extends z.ZodType | undefined> = Schema extends z.ZodType ? z.output<Schema> : Record<string, never>;

export interface RouteSpec<
  Params extends z.ZodType | undefined,
  Query extends z.ZodType | undefined,
  Body extends z.ZodType | undefined,
> {
  method: 'get' | 'post';
  /** Hono path: `/c/:slug`. */
  path: string;
  /** One French sentence for `/api`. */
  summary: string;
  access: Access;
  /** What the caller must have a right to, for all that the route does: refused before anything typed is looked at. */
  needs?: Action;
  params?: Params;
  query?: Query;
  body?: Body;
  /** Concerns the person herself: done even while her organisation is suspended. */
  whileSuspended?: boolean;
  /** Done even while her organisation asks for more than her session has proved. */
  beforeProof?: boolean;
  /** Mail programs post one-click unsubscriptions from anywhere, without cookie. */
  crossSite?: boolean;
  handle: (call: Call<Out<Params>, Out<Query>, Out<Body>>) => Promise<Answer>;
  /** The page to show again when what was typed is refused: nothing typed is lost. */
  again?: (call: Call<Out<Params>, Out<Query>, undefined>, errors: readonly FieldError[]) => Promise<Answer>;
}

/** A route whose schemas have been bound: what the application registers. */
export interface Route {
  method: 'get' | 'post';
  path: string;
  summary: string;
  access: Access;
  needs: Action | undefined;
  crossSite: boolean;
  whileSuspended: boolean;
  beforeProof: boolean;
  schemas: { params?: z.ZodType | undefined; query?: z.ZodType | undefined; body?: z.ZodType | undefined };
  /** Parses, calls, and gives refused input back. */
  run: (input: RawCall) => Promise<Answer>;
}

export interface RawCall extends RequestContext {
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  body: Readonly<Record<string, unknown>>;
  wantsJson: boolean;
}
