/** `/territoire/usage`: how alive each organisation is. */
import { signedIn } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { CSV_TYPE, type CsvColumn, csvOf } from '../../platform/csv.ts';
import type { Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page } from '../../platform/http/define-route.ts';
import type { RequestContext, Route } from '../../platform/http/route.ts';
import type { Table } from '../../platform/table.ts';
import type { Chrome } from '../../web/layout.tsx';
import { THIRD_NAMES, usageQuery } from './schema.ts';
import { type OrganisationUsage, usageMapOf, usageOf } from './service.ts';
import { STEP_TEXTS, THIRD_TEXTS } from './texts.ts';
import { UsageMapPage } from './views-map.tsx';
import { UsagePage } from './views.tsx';

const COLUMNS: readonly CsvColumn<OrganisationUsage>[] = [
  { label: 'SIREN', cell: ({ siren }) => siren },
  { label: 'Organisation', cell: ({ name }) => name },
  { label: 'Inscrite le', cell: ({ joinedAt }) => joinedAt },
  { label: 'Tiers', cell: ({ third }) => THIRD_TEXTS[third].name },
  { label: 'Connexions (4 semaines)', cell: ({ counts }) => counts.signIns },
  { label: 'Publications (4 semaines)', cell: ({ counts }) => counts.publications },
  { label: 'Documents (4 semaines)', cell: ({ counts }) => counts.documents },
  { label: 'À faire', cell: ({ nextStep }) => (nextStep ? STEP_TEXTS[nextStep] : '') },
];

export function usageRoutes(deps: { table: Table; clock: Clock; territory: Territory }): Route[] {
  const chromeOf = (call: RequestContext): Chrome => {
    const { firstName, lastName } = signedIn(call).person;
    return {
      kind: 'operator',
      territory: deps.territory,
      person: { name: `${firstName} ${lastName}` },
      current: 'usage',
      nonce: call.nonce,
    };
  };

  return [
    defineRoute({
      method: 'get',
      path: '/territoire/usage',
      summary: 'Les trois tiers, la tendance, et ce qu’il y a à faire',
      access: 'operator',
      query: usageQuery,
      async handle(call) {
        const usage = await usageOf(deps);
        const third = THIRD_NAMES[call.query.tiers];
        return page(usage, () => <UsagePage chrome={chromeOf(call)} usage={usage} third={third} />);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/territoire/usage/carte',
      summary: 'Les trois tiers, intercommunalité par intercommunalité',
      access: 'operator',
      async handle(call) {
        const map = await usageMapOf(deps);
        return page(map, () => <UsageMapPage chrome={chromeOf(call)} blocks={map.blocks} />);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/territoire/usage.csv',
      summary: 'L’usage de chaque organisation, en tableur',
      access: 'operator',
      async handle() {
        const { organisations } = await usageOf(deps);
        return { kind: 'body', type: CSV_TYPE, body: csvOf(COLUMNS, organisations), fileName: 'usage.csv' };
      },
    }),
  ];
}
