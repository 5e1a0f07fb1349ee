/** `/territoire/classification`: the operator gives the territory its classification of acts. */
import * as z from 'zod';
import { signedIn } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../platform/http/route.ts';
import { actOfOperator } from '../../platform/journal.ts';
import type { FieldError } from '../../platform/problems.ts';
import type { Table } from '../../platform/table.ts';
import { readClassification } from './reading.ts';
import { type Classification, importBody } from './schema.ts';
import { classificationOf, saveClassification } from './store.ts';
import { ClassificationPage } from './views.tsx';

export interface ClassificationDependencies {
  table: Table;
  clock: Clock;
  territory: Territory;
}

export function classificationRoutes(deps: ClassificationDependencies): Route[] {
  const { table, territory } = deps;

  async function shown(
    call: RequestContext,
    more: { typed?: string; preview?: Classification; errors?: readonly FieldError[]; isDone?: boolean } = {},
  ): Promise<Answer> {
    const known = await classificationOf(table, territory.code);
    const { firstName, lastName } = signedIn(call).person;
    return page({ known, preview: more.preview }, () => (
      <ClassificationPage
        {...more}
        chrome={{
          kind: 'operator',
          territory,
          person: { name: `${firstName} ${lastName}` },
          current: 'classification',
          nonce: call.nonce,
        }}
        known={known}
        typed={more.typed ?? ''}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/territoire/classification',
      summary: 'La classification des actes (matières) que le territoire utilise',
      access: 'operator',
      needs: 'load-classification',
      query: z.object({ fait: z.enum(['importee']).optional().catch(undefined) }),
      handle: (call) => shown(call, { isDone: call.query.fait !== undefined }),
    }),
    defineRoute({
      method: 'post',
      path: '/territoire/classification',
      summary: 'Vérifie, puis importe une classification des actes (XML RetourClassification)',
      access: 'operator',
      needs: 'load-classification',
      body: importBody,
      async handle(call) {
        const { xml, action } = call.body;
        const read = await readClassification(xml);
        if (action === 'preview') return shown(call, { typed: xml, preview: read });
        const act = actOfOperator(signedIn(call), deps.clock, {
          name: 'classification-imported',
          details: { date: read.date, matters: String(read.matters.length) },
        });
        await saveClassification(table, territory.code, { ...read, importedAt: deps.clock().toISOString() }, act);
        return seeOther('/territoire/classification?fait=importee', {
          data: { date: read.date, matters: read.matters.length, natures: read.natures.length },
        });
      },
      again: (call, errors) => shown(call, { typed: call.typed['xml'] ?? '', errors }),
    }),
  ];
}
