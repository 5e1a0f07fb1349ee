import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { defineRoute, page } from '../../platform/http/define-route.ts';
import type { Described } from '../../platform/http/openapi.ts';
import type { Route } from '../../platform/http/route.ts';
import { Section } from '../../web/components/index.ts';
import { Page } from '../../web/layout.tsx';

/** What stands between backquotes is code. */
const wordsAndCode = (paragraph: string) =>
  paragraph.split('`').map((text, at) => (at % 2 === 1 ? <code>{text}</code> : text));

/** One line of the page for people. */
const Line = ({ method, path, summary }: Pick<Described, 'method' | 'path' | 'summary'>) => (
  <li class="bare">
    <div>
      <code>
        {method.toUpperCase()} {path}
      </code>
      <br />
      <span class="soft">{summary}</span>
    </div>
  </li>
);

const operation = z.looseObject({ summary: z.string() });

const openApi = z.looseObject({
  info: z.looseObject({ description: z.string() }),
  paths: z.record(z.string(), z.looseObject({ get: operation.optional(), post: operation.optional() })),
});

/** Beside the code and not in it: nobody waits for it but who asks for it. */
const read = async (): Promise<z.infer<typeof openApi>> =>
  openApi.parse(JSON.parse(await readFile(new URL('./openapi.json', import.meta.url), 'utf8')));

/** `/api`: the OpenAPI document of all functions, made from their routes (`npm run openapi`). */
export const apiRoute = (deps: { origin: string; territory: { code: string; name: string } }): Route =>
  defineRoute({
    method: 'get',
    path: '/api',
    summary: 'Ce document',
    access: 'anyone',
    async handle() {
      const document = await read();
      const data = { ...document, servers: [{ url: deps.origin }] };
      const lines = Object.entries(document.paths).flatMap(([path, { get, post }]) => [
        ...(get ? [{ method: 'get' as const, path, summary: get.summary }] : []),
        ...(post ? [{ method: 'post' as const, path, summary: post.summary }] : []),
      ]);
      const view = () => (
        <Page
          title="Pour les programmes"
          chrome={{ kind: 'public', territory: deps.territory }}
          lead="Tout ce que font les pages, un programme peut le faire. Demandée en JSON, cette adresse donne le document OpenAPI."
        >
          <Section title="Pour commencer">
            <div class="prose">
              {document.info.description.split('\n\n').map((paragraph) => (
                <p>{wordsAndCode(paragraph)}</p>
              ))}
            </div>
          </Section>
          <Section title="Les adresses">
            <ul role="list" class="rows panel">
              {lines.map((line) => (
                <Line {...line} />
              ))}
            </ul>
          </Section>
        </Page>
      );
      return page(data, view, { publicFor: 3600 });
    },
  });
