import { describe, expect, it } from 'vitest';
import { routeMatcher } from '../../../local/gateway/routes.ts';
import { throttle } from '../../../local/gateway/throttle.ts';

const match = routeMatcher(
  [
    '$default',
    'ANY /',
    'ANY /c/{proxy+}',
    'ANY /c/nouvelle',
    'GET /pets/{id}',
    'ANY /pets/{id}',
    'ANY /c/acte/{proxy+}',
  ].map((routeKey) => ({ routeKey, target: routeKey })),
);

describe('a route', () => {
  it.each([
    ['GET', '/', 'ANY /'],
    ['GET', '/c/nerac', 'ANY /c/{proxy+}'],
    ['GET', '/c/nerac/actualites', 'ANY /c/{proxy+}'],
    ['GET', '/c/nouvelle', 'ANY /c/nouvelle'],
    ['GET', '/c/acte/3', 'ANY /c/acte/{proxy+}'],
    ['GET', '/pets/6', 'GET /pets/{id}'],
    ['DELETE', '/pets/6', 'ANY /pets/{id}'],
    ['GET', '/pets/6/toys', '$default'],
    ['GET', '/c', '$default'],
    ['GET', '/c/', '$default'],
    ['GET', '/cadre/nerac', '$default'],
    ['GET', '/c.nerac', '$default'],
  ])('%s %s goes to %s', (method, path, expected) => {
    expect(match(method, path)?.routeKey).toBe(expected);
  });

  it('gives the parameters of its path', () => {
    expect(match('GET', '/c/nérac/actualites')?.pathParameters).toEqual({ proxy: 'nérac/actualites' });
    expect(match('GET', '/')?.pathParameters).toBeUndefined();
  });

  it('is none when nothing matches and there is no default', () => {
    expect(routeMatcher([{ routeKey: 'GET /a', target: 1 }])('POST', '/a')).toBeUndefined();
  });
});

describe('throttling', () => {
  it('lets a burst through, then the steady rate', () => {
    const admits = throttle({ rate: 10, burst: 3 });
    expect([0, 0, 0, 0].map((now) => admits(now))).toEqual([true, true, true, false]);
    expect([100, 100].map((now) => admits(now))).toEqual([true, false]);
    expect([5_000, 5_000, 5_000, 5_000].map((now) => admits(now))).toEqual([true, true, true, false]);
  });
});
