import * as z from 'zod';
import { type FieldError, Problem } from '../problems.ts';
import type { Answer, Call, Html, PageAnswer, RawCall, RedirectAnswer, Route, RouteSpec, Typed } from './route.ts';

/** Of what a schema has no words for: what no form of ours sends. */
const UNFIT = { missing: 'Cette information manque.', other: 'Cette valeur n’est pas acceptée.' };
z.config({ customError: ({ input }) => (input === undefined ? UNFIT.missing : UNFIT.other) });

/** The first message of each field, in the order of the fields. */
export function fieldErrors(error: z.ZodError): FieldError[] {
  const messages = new Map<string, string>();
  for (const issue of error.issues) {
    const field = issue.path.map(String).join('.');
    if (!messages.has(field)) messages.set(field, issue.message);
  }
  return [...messages].map(([field, message]) => ({ field, message }));
}

/** What was typed, as text: files and nested values are left out, nothing else. */
function typedOf(body: Readonly<Record<string, unknown>>): Typed {
  const typed: Record<string, string> = {};
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') typed[name] = value;
    else if (typeof value === 'number' || typeof value === 'boolean') typed[name] = String(value);
  }
  return typed;
}

/** What was typed under one name several times. */
function listsOf(body: Readonly<Record<string, unknown>>): Readonly<Record<string, readonly string[]>> {
  const lists = Object.entries(body).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  return Object.fromEntries(
    lists.map(([name, values]) => [name, values.filter((value): value is string => typeof value === 'string')]),
  );
}

const NOTHING = z.object({});

/**
 * Makes a route of its specification. A refused body comes back as the form with what was typed (`again`), with
 * status 422; a path or query that does not fit is a page that does not exist.
 */
export function defineRoute<
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(spec: RouteSpec<Params, Query, Body>): Route {
  type HandlerCall = Parameters<typeof spec.handle>[0];
  type AgainCall = Parameters<NonNullable<typeof spec.again>>[0];

  async function run(raw: RawCall): Promise<Answer> {
    const params = (spec.params ?? NOTHING).safeParse(raw.params);
    const query = (spec.query ?? NOTHING).safeParse(raw.query);
    if (!params.success) throw new Problem('not-found', { cause: params.error });
    if (!query.success) throw new Problem('malformed', { cause: query.error, fields: fieldErrors(query.error) });
    const common: Call<unknown, unknown, unknown> = {
      ...raw,
      params: params.data,
      query: query.data,
      body: undefined,
      typed: typedOf(raw.body),
      typedLists: listsOf(raw.body),
    };

    const giveBack = async (errors: readonly FieldError[], problem: Problem): Promise<Answer> => {
      if (!spec.again || raw.wantsJson) throw problem;
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the schemas above made these values
      const answer = await spec.again(common as AgainCall, errors);
      return { ...answer, status: problem.status };
    };

    const body = (spec.body ?? NOTHING).safeParse(raw.body);
    if (!body.success) {
      const fields = fieldErrors(body.error);
      return giveBack(fields, new Problem('invalid', { fields, cause: body.error }));
    }
    try {
      // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- the schemas above made these values
      return await spec.handle({ ...common, body: body.data } as HandlerCall);
    } catch (error) {
      if (error instanceof Problem && error.details.fields) return giveBack(error.details.fields, error);
      throw error;
    }
  }

  return {
    method: spec.method,
    path: spec.path,
    summary: spec.summary,
    access: spec.access,
    needs: spec.needs,
    crossSite: spec.crossSite ?? false,
    whileSuspended: spec.whileSuspended ?? false,
    beforeProof: spec.beforeProof ?? false,
    schemas: { params: spec.params, query: spec.query, body: spec.body },
    run,
  };
}

/** A page and its data. */
export const page = (data: unknown, view: () => Html, options: Partial<Omit<PageAnswer, 'kind'>> = {}): PageAnswer => ({
  kind: 'page',
  data,
  view,
  ...options,
});

/** Look elsewhere: after every form that succeeded. */
export const seeOther = (to: string, options: Partial<Omit<RedirectAnswer, 'kind' | 'to'>> = {}): RedirectAnswer => ({
  kind: 'redirect',
  to,
  ...options,
});
