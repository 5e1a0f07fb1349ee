import { readFileSync, writeFileSync } from 'node:fs';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { openApi } from '../../platform/http/openapi.ts';
import { everyRoute } from '../support/all-routes.ts';

const packedFile = new URL('../../functions/public/openapi-packed.ts', import.meta.url);
const file = new URL('../../functions/public/openapi.json', import.meta.url);

describe('the OpenAPI document of /api', () => {
  const made = `${JSON.stringify(openApi('Parvis', 'https://parvis.example.org', everyRoute), null, 2)}\n`;

  // `npm run openapi` writes it anew.
  if (process.env['WRITE_OPENAPI']) {
    writeFileSync(file, made);
    const text = deflateRawSync(JSON.stringify(JSON.parse(made)), { level: 9 }).toString('base64');
    const said = '/** `openapi.json` for the bundle: made by `npm run openapi`. */';
    writeFileSync(packedFile, `${said}\nexport const packed =\n  '${text}';\n`);
  }

  it('tells every route as it is now (otherwise: npm run openapi)', () => {
    expect(readFileSync(file, 'utf8')).toBe(made);
  });

  it('is packed as it is for the function that answers it', () => {
    const packed = /'([^']*)'/.exec(readFileSync(packedFile, 'utf8'))?.[1] ?? '';
    expect(JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString())).toEqual(JSON.parse(made));
  });

  it('names each path once, with a French summary', () => {
    const paths = everyRoute.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(paths).size).toBe(paths.length);
    expect(everyRoute.filter(({ summary }) => summary.length < 5)).toEqual([]);
  });
});
