/**
 * Leading keys differ at nearly every call, yet all that a decision sees of one is which patterns it
 * matches. Calls whose keys match the same patterns are decided once.
 */
import type { AuthorisationRequest } from '../aws.ts';
import { likePattern } from './documents.ts';
import type { PlacedStatement } from './roles.ts';

const KEY = 'dynamodb:LeadingKeys';

/** Gives the context of a request with each leading key replaced by the patterns that it matches. */
export type Likeness = (context: AuthorisationRequest['context']) => AuthorisationRequest['context'];

/** `${aws:PrincipalTag/organisation}`, in a pattern that names the caller. */
const TAG = /\$\{aws:PrincipalTag\/([^}]+)\}/g;

/**
 * @param statements all those of one role, as every one may see the key
 * @param tags of the session: patterns may name them
 */
export function likenessFor(statements: readonly PlacedStatement[], tags: Readonly<Record<string, string>>): Likeness {
  const conditions = statements.flatMap(({ statement }) =>
    Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys)
        .filter(([key]) => key.toLowerCase() === KEY.toLowerCase())
        .map(([, value]) => ({ operator, values: [value].flat().map(String) })),
    ),
  );
  const compared = conditions
    .filter(({ operator }) => operator !== 'Null')
    .map(({ operator, values }) => ({
      exact: /(^|:)StringEquals$/.test(operator),
      like: /(^|:)StringLike$/.test(operator),
      values: values.map((value) => value.replace(TAG, (variable, name: string) => tags[name] ?? variable)),
    }));
  // Another operator, or another variable, sees more of the key than this: each key stands for itself.
  const understood = compared.every(
    ({ exact, like, values }) => exact || (like && values.every((value) => !value.includes('${'))),
  );
  if (!understood) return (context) => context;
  const tests = new Map(
    compared.flatMap(({ exact, values }) =>
      values.map((value): [string, (key: string) => boolean] => {
        if (exact) return [`= ${value}`, (key) => key === value];
        const pattern = likePattern(value);
        return [`~ ${value}`, (key) => pattern.test(key)];
      }),
    ),
  );
  const seen = (value: string): string => [...tests.values()].map((matches) => (matches(value) ? '1' : '0')).join('');
  return (context) => {
    const keys = context?.[KEY];
    if (keys === undefined) return context;
    return { ...context, [KEY]: [...new Set([keys].flat().map(seen))].toSorted() };
  };
}
