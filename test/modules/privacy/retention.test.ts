/** docs/retention.md names every item that the code forgets after a time. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../', import.meta.url).pathname;
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8');

/** Entities whose model has a time to live, as their sources say. */
const forgotten = globSync(['modules/**/*.ts', 'platform/**/*.ts'], { cwd: root }).flatMap((path) =>
  read(path)
    .split("entityNamed('")
    .slice(1)
    .map((model) => model.split('} as const;', 1)[0] ?? '')
    .filter((model) => /^\s*ttl:|\.\.\.saidAttributes|attributes: said|\{ \.\.\.said,/m.test(model))
    .map((model) => model.slice(0, model.indexOf("'"))),
);

describe('the table of retentions', () => {
  it('names every item with a time to live', () => {
    const table = read('docs/retention.md');
    expect(forgotten.length).toBeGreaterThan(15);
    expect(forgotten.filter((entity) => !table.includes(`\`${entity}\``))).toEqual([]);
  });
});
