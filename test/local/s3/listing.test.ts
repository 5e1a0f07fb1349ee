import { ListObjectsV2Command, paginateListObjectsV2, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { compareKeys } from '../../../local/s3/key-index.ts';
import { listPage, positionOf, tokenOf } from '../../../local/s3/list-page.ts';
import type { ListPosition } from '../../../local/s3/list-page.ts';
import { s3World } from './world.ts';
import type { S3World } from './world.ts';

const Bucket = 'documents';
const KEYS = ['a', 'b/1', 'b/2', 'b/c/3', 'b/c/4', 'c', 'é/1', '￿', '𐐷', '🎉/x'];
let world: S3World;

beforeAll(async () => {
  world = await s3World();
  await world.provision();
  for (const Key of [...KEYS].reverse()) await world.client().send(new PutObjectCommand({ Bucket, Key, Body: Key }));
});
afterAll(() => world.close());

const list = (more: object = {}) => world.client().send(new ListObjectsV2Command({ Bucket, ...more }));
const keysOf = (answer: Awaited<ReturnType<typeof list>>) => answer.Contents?.map(({ Key }) => Key) ?? [];
const prefixesOf = (answer: Awaited<ReturnType<typeof list>>) =>
  answer.CommonPrefixes?.map(({ Prefix }) => Prefix) ?? [];

describe('a listing', () => {
  it('is in the order of UTF-8 bytes', async () => {
    const answer = await list();
    expect(keysOf(answer)).toEqual(KEYS);
    expect(answer).toMatchObject({ KeyCount: KEYS.length, IsTruncated: false, MaxKeys: 1000 });
    expect(answer.Contents?.[1]).toMatchObject({ Key: 'b/1', Size: 3, StorageClass: 'STANDARD' });
  });

  it('rolls up what lies under the delimiter', async () => {
    const top = await list({ Delimiter: '/' });
    expect([keysOf(top), prefixesOf(top)]).toEqual([
      ['a', 'c', '￿', '𐐷'],
      ['b/', 'é/', '🎉/'],
    ]);
    const below = await list({ Delimiter: '/', Prefix: 'b/' });
    expect([keysOf(below), prefixesOf(below)]).toEqual([['b/1', 'b/2'], ['b/c/']]);
  });

  it('goes on from page to page, without loss or repetition', async () => {
    const [keys, prefixes]: [unknown[], unknown[]] = [[], []];
    for await (const page of paginateListObjectsV2(
      { client: world.client(), pageSize: 2 },
      { Bucket, Delimiter: '/' },
    )) {
      expect(page.KeyCount).toBeLessThanOrEqual(2);
      keys.push(...keysOf(page));
      prefixes.push(...prefixesOf(page));
    }
    expect([keys, prefixes]).toEqual([
      ['a', 'c', '￿', '𐐷'],
      ['b/', 'é/', '🎉/'],
    ]);
  });

  it('starts after a key, and gives nothing on demand', async () => {
    expect(keysOf(await list({ StartAfter: 'b/c/3' }))).toEqual(KEYS.slice(4));
    expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
    expect(keysOf(await list({ Prefix: 'nothing' }))).toEqual([]);
  });

  it('refuses a token that is none, and a bucket that is none', async () => {
    await expect(list({ ContinuationToken: 'forged' })).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(list({ Bucket: 'nothing' })).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('asks for the permission with its prefix', async () => {
    world.authoriser.asked.length = 0;
    await list({ Prefix: 'b/', Delimiter: '/' });
    await list();
    expect(world.authoriser.asked.map(({ request }) => request)).toEqual([
      {
        action: 's3:ListBucket',
        resource: 'arn:aws:s3:::documents',
        context: { 's3:prefix': 'b/', 's3:delimiter': '/' },
      },
      { action: 's3:ListBucket', resource: 'arn:aws:s3:::documents', context: {} },
    ]);
  });
});

/** All pages, joined: what a client that follows the tokens sees. */
function everyPage(keys: readonly string[], prefix: string, delimiter: string, maxKeys: number): string[] {
  const seen: string[] = [];
  let after: ListPosition | undefined;
  do {
    const page = listPage(keys, { prefix, delimiter, after, maxKeys }, compareKeys, (key) => key);
    seen.push(...[...page.items, ...page.commonPrefixes].sort(compareKeys));
    after = page.next && positionOf(tokenOf(page.next));
  } while (after);
  return seen;
}

/** The definition of a listing, without pages. */
function definition(keys: readonly string[], prefix: string, delimiter: string): string[] {
  const listed = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return end < 0 ? key : key.slice(0, end + delimiter.length);
    });
  return [...new Set(listed)].sort(compareKeys);
}

it('lists by its definition whatever the keys and the size of the pages', () => {
  const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', '!', 'é', '￿', '🎉'), minLength: 1, maxLength: 6 });
  const property = fc.property(
    fc.uniqueArray(key, { maxLength: 30 }),
    fc.constantFrom('', 'a', 'a/', '/', '🎉'),
    fc.constantFrom('', '/', 'b', '/!'),
    fc.integer({ min: 1, max: 5 }),
    (keys, prefix, delimiter, maxKeys) => {
      const sorted = [...keys].sort(compareKeys);
      expect(everyPage(sorted, prefix, delimiter, maxKeys)).toEqual(definition(sorted, prefix, delimiter));
    },
  );
  expect(() => fc.assert(property, { numRuns: 2000 })).not.toThrow();
});
