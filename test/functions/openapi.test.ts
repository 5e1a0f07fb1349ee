import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openApi } from '../../platform/http/openapi.ts';
import { everyAnswer } from '../support/answers.ts';
import { everyRoute } from '../support/all-routes.ts';

const file = new URL('../../functions/public/openapi.json', import.meta.url);

describe('the OpenAPI document of /api', () => {
  const made = `${JSON.stringify(openApi('Parvis', 'https://parvis.example.org', everyRoute, everyAnswer), null, 2)}\n`;

  // `npm run openapi` writes it anew.
  if (process.env['WRITE_OPENAPI']) writeFileSync(file, made);

  it('tells every route as it is now (otherwise: npm run openapi)', () => {
    expect(readFileSync(file, 'utf8')).toBe(made);
  });

  it('names each path once, with a French summary', () => {
    const paths = everyRoute.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(paths).size).toBe(paths.length);
    expect(everyRoute.filter(({ summary }) => summary.length < 5)).toEqual([]);
  });

  it('describes no answer of a route that is gone', () => {
    const routes = new Set(everyRoute.map(({ method, path }) => `${method} ${path}`));
    expect(Object.keys(everyAnswer).filter((name) => !routes.has(name))).toEqual([]);
  });
});
