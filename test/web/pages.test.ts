import { describe, expect, it } from 'vitest';
import { gzipSync } from 'node:zlib';
import { pages } from './gallery/pages.tsx';
import { malicious } from './gallery/malicious.tsx';

/** Bytes over the wire for a page after the first visit. */
const BUDGET = 10 * 1024;
const all = Object.entries(pages);
const count = (html: string, pattern: RegExp) => [...html.matchAll(pattern)].length;
const attributes = (html: string, name: string) =>
  [...html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g'))].map(([, value]) => value ?? '');

describe.each(all)('the page %s', (_, html) => {
  it('is a whole French document with one h1 and one main', () => {
    expect(html.startsWith('<!doctype html><html lang="fr">')).toBe(true);
    expect(count(html, /<h1[ >]/g)).toBe(1);
    expect(count(html, /<main[ >]/g)).toBe(1);
    expect(html).toMatch(/<title>[^<]+<\/title>/);
  });

  it('holds no inline script, handler nor style attribute', () => {
    expect(html).not.toMatch(/<script(?![^>]* src=)/);
    expect(html).not.toMatch(/ style="/);
    expect(html).not.toMatch(/ on[a-z]+="/);
  });

  it('ties each label, help and error to what it is about, by ids that are unique', () => {
    const ids = attributes(html, 'id');
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const named = [
      ...attributes(html, 'for'),
      ...attributes(html, 'aria-labelledby'),
      ...attributes(html, 'aria-describedby').flatMap((list) => list.split(' ')),
      ...attributes(html, 'href')
        .filter((href) => href.startsWith('#'))
        .map((href) => href.slice(1)),
    ];
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('weighs at most 10 kB over the wire', () => {
    expect(gzipSync(html).length).toBeLessThanOrEqual(BUDGET);
  });
});

describe('what people type', () => {
  it('is text everywhere, never markup', () => {
    expect(malicious('<script>alert(1)</script>"\' onload="x')).not.toMatch(/<script>alert|" onload="x/);
  });
});
