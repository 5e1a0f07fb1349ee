/** Route keys of an HTTP API (`ANY /c/{proxy+}`, `$default`), and which of them a request takes. */

export interface Route<Target> {
  routeKey: string;
  target: Target;
}

export interface MatchedRoute<Target> extends Route<Target> {
  pathParameters: Record<string, string> | undefined;
}

export type RouteMatcher<Target> = (method: string, path: string) => MatchedRoute<Target> | undefined;

interface CompiledRoute<Target> extends Route<Target> {
  method: string;
  pattern: RegExp;
  names: string[];
  /** What decides between routes that both match: smaller comes first. */
  rank: string;
}

/**
 * A full match comes before a greedy one, a fixed segment before a parameter, a longer path before a
 * shorter, and a method before ANY; `$default` takes what is left.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function routeMatcher<Target>(routes: readonly Route<Target>[]): RouteMatcher<Target> {
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  const compiled = routes
    .filter(({ routeKey }) => routeKey !== '$default')
    .map(compile)
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return (method, path) => {
    for (const route of compiled) {
      if (route.method !== 'ANY' && route.method !== method) continue;
      const match = route.pattern.exec(path);
      if (!match) continue;
      const pathParameters =
        route.names.length === 0
          ? undefined
          : Object.fromEntries(route.names.map((name, index) => [name, match[index + 1] ?? '']));
      return { routeKey: route.routeKey, target: route.target, pathParameters };
    }
    return fallback && { ...fallback, pathParameters: undefined };
  };
}

function compile<Target>({ routeKey, target }: Route<Target>): CompiledRoute<Target> {
  const [, method, path] = /^([A-Z]+) (\/.*)$/.exec(routeKey) ?? [];
  if (method === undefined || path === undefined) throw new Error(`"${routeKey}" is not a route key`);
  const names: string[] = [];
  const ranks: string[] = [];
  const segments = path.split('/').map((segment) => {
    const [, name, greedy] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
    if (name === undefined) {
      ranks.push('0');
      return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    }
    names.push(name);
    ranks.push(greedy ? '2' : '1');
    return greedy ? '(.+)' : '([^/]+)';
  });
  const greedy = ranks.includes('2') ? '1' : '0';
  // '3' after the last segment: of two greedy routes the longer prefix wins.
  return {
    routeKey,
    target,
    method,
    names,
    pattern: new RegExp(`^${segments.join('/')}$`, 's'),
    rank: `${greedy}${ranks.join('')}3${method === 'ANY' ? '1' : '0'}`,
  };
}
