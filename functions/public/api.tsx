import { inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { defineRoute, page } from '../../platform/http/define-route.ts';
import type { Described } from '../../platform/http/openapi.ts';
import type { Route } from '../../platform/http/route.ts';
import { Page } from '../../web/layout.tsx';
import { packed } from './openapi-packed.ts';

/** One line of the page for people. */
const Line = ({ method, path, summary }: Pick<Described, 'method' | 'path' | 'summary'>) => (
  <li>
    <code>
      {method.toUpperCase()} {path}
    </code>
    <br />
    <span class="soft">{summary}</span>
  </li>
);

const operation = z.object({ summary: z.string() });

const schema = z.looseObject({
  paths: z.record(z.string(), z.looseObject({ get: operation.optional(), post: operation.optional() })),
});

/** `openapi.json`, packed: whole, it would weigh on every cold start of the function. Unpacked when it is asked for. */
const readDocument = (): unknown => JSON.parse(inflateRawSync(Buffer.from(packed, 'base64')).toString());

const linesOf = (document: unknown): Pick<Described, 'method' | 'path' | 'summary'>[] =>
  Object.entries(schema.parse(document).paths).flatMap(([path, { get, post }]) => [
    ...(get ? [{ method: 'get' as const, path, summary: get.summary }] : []),
    ...(post ? [{ method: 'post' as const, path, summary: post.summary }] : []),
  ]);

/** `/api`: the OpenAPI document of all three functions, made from their routes (`npm run openapi`). */
export const apiRoute = (deps: { origin: string; territory: { code: string; name: string } }): Route =>
  defineRoute({
    method: 'get',
    path: '/api',
    summary: 'Ce document',
    access: 'anyone',
    async handle() {
      const document = z.record(z.string(), z.unknown()).parse(readDocument());
      const data = { ...document, servers: [{ url: deps.origin }] };
      const view = () => (
        <Page
          title="Pour les programmes"
          chrome={{ kind: 'public', territory: deps.territory }}
          lead="Chaque page répond aussi en JSON, avec l’en-tête Accept: application/json. Demandé ainsi, /api donne le document OpenAPI."
        >
          <ul role="list" class="rows panel">
            {linesOf(document).map((line) => (
              <Line {...line} />
            ))}
          </ul>
        </Page>
      );
      return page(data, view, { publicFor: 3600 });
    },
  });
