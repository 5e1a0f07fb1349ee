import * as z from 'zod';
import { defineRoute, page } from '../../platform/http/define-route.ts';
import type { Described } from '../../platform/http/openapi.ts';
import type { Route } from '../../platform/http/route.ts';
import { Page } from '../../web/layout.tsx';
import document from './openapi.json' with { type: 'json' };

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

const paths = z
  .record(z.string(), z.object({ get: operation.optional(), post: operation.optional() }))
  .parse(document.paths);

const lines = Object.entries(paths).flatMap(([path, { get, post }]) => [
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
      const data = { ...document, servers: [{ url: deps.origin }] };
      const view = () => (
        <Page
          title="Pour les programmes"
          chrome={{ kind: 'public', territory: deps.territory }}
          lead="Chaque page répond aussi en JSON, avec l’en-tête Accept: application/json. Demandé ainsi, /api donne le document OpenAPI."
        >
          <ul role="list" class="rows panel">
            {lines.map((line) => (
              <Line {...line} />
            ))}
          </ul>
        </Page>
      );
      return page(data, view, { publicFor: 3600 });
    },
  });
