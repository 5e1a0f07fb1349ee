import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { s3World } from './world.ts';
import type { S3World } from './world.ts';

const SITE = 'http://localhost:4747';
let world: S3World;

beforeAll(async () => {
  world = await s3World();
  await world.provision({
    CorsConfiguration: {
      CorsRules: [
        {
          AllowedOrigins: [SITE, 'https://*.exemple.fr'],
          AllowedMethods: ['POST', 'GET'],
          AllowedHeaders: ['content-*', 'X-Custom'],
          ExposedHeaders: ['ETag'],
          MaxAge: '600',
        },
        { AllowedOrigins: ['*'], AllowedMethods: ['HEAD'] },
      ],
    },
  });
  await world.client().send(new PutObjectCommand({ Bucket: 'documents', Key: 'x', Body: 'x' }));
});
afterAll(() => world.close());

const preflight = (origin: string, method: string, headers?: string) =>
  fetch(`${world.s3.origin}/documents/x`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      ...(headers === undefined ? {} : { 'access-control-request-headers': headers }),
    },
  });

const granted = (answer: Response) =>
  Object.fromEntries([...answer.headers].filter(([name]) => name.startsWith('access-control')));

describe('a preflight', () => {
  it('is granted by a rule of the bucket', async () => {
    const answer = await preflight(SITE, 'POST', 'Content-Type, x-custom');
    expect(answer.status).toBe(200);
    expect(granted(answer)).toEqual({
      'access-control-allow-origin': SITE,
      'access-control-allow-methods': 'POST, GET',
      'access-control-allow-headers': 'content-type, x-custom',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'ETag',
      'access-control-max-age': '600',
    });
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  it('may be granted by a pattern, or to anybody', async () => {
    expect((await preflight('https://mairie.exemple.fr', 'GET')).status).toBe(200);
    const anybody = await preflight('http://anywhere', 'HEAD');
    expect(granted(anybody)['access-control-allow-origin']).toBe('*');
  });

  it.each([
    ['another origin', 'http://localhost:4748', 'POST', undefined],
    ['another scheme', 'https://localhost:4747', 'POST', undefined],
    ['a pattern with nothing in it', 'https://exemple.fr', 'GET', undefined],
    ['another method', SITE, 'DELETE', undefined],
    ['another header', SITE, 'POST', 'authorization'],
  ])('is refused to %s', async (_, origin, method, headers) => {
    const answer = await preflight(origin, method, headers);
    expect([answer.status, granted(answer)]).toEqual([403, {}]);
    expect(await answer.text()).toContain('<Code>AccessForbidden</Code>');
  });
});

describe('an actual request', () => {
  const request = (origin: string) => fetch(`${world.s3.origin}/documents/x`, { headers: { origin } });

  it('lets the page read the answer, even a refusal', async () => {
    const answer = await request(SITE);
    expect(answer.status).toBe(403);
    expect(granted(answer)).toMatchObject({ 'access-control-allow-origin': SITE });
  });

  it('lets no other page read it', async () => {
    expect(granted(await request('http://evil'))).toEqual({});
  });
});
