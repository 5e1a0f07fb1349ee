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

/** @param statements all those of one role, as every one may see the key */
export function likenessFor(statements: readonly PlacedStatement[]): Likeness {
  const conditions = statements.flatMap(({ statement }) =>
    Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys)
        .filter(([key]) => key.toLowerCase() === KEY.toLowerCase())
        .map(([, value]) => ({ operator, values: [value].flat().map(String) })),
    ),
  );
  const compared = conditions.filter(({ operator }) => operator !== 'Null');
  const understood = compared.every(
    ({ operator, values }) => /(^|:)StringLike$/.test(operator) && values.every((value) => !value.includes('${')),
  );
  // Another operator, or a pattern that names the caller, sees more of the key than this: each key stands for itself.
  if (!understood) return (context) => context;
  const patterns = [...new Set(compared.flatMap(({ values }) => values))].map((pattern) => likePattern(pattern));
  const seen = (value: string): string => patterns.map((pattern) => (pattern.test(value) ? '1' : '0')).join('');
  return (context) => {
    const keys = context?.[KEY];
    if (keys === undefined) return context;
    return { ...context, [KEY]: [...new Set([keys].flat().map(seen))].toSorted() };
  };
}
