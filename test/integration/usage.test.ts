/** Usage as the operator reads it, of an organisation that signs in, publishes and deposits. */
import { beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { succeeded, type Visitor } from '../../local/demo/visitor.ts';
import { importMailboxes, joinByCode, operatorOf, signIn } from '../support/joining.ts';
import { publishNews, putDocument } from '../support/publishing.ts';
import { scene } from '../support/territory.ts';

const usage = z.object({
  organisations: z.array(
    z.object({
      name: z.string(),
      counts: z.object({ signIns: z.number(), publications: z.number(), documents: z.number() }),
      third: z.string(),
    }),
  ),
  trend: z.array(z.object({ organisations: z.number() })).length(12),
});

let operator: Visitor;
beforeAll(async () => {
  const { cloud } = await scene();
  operator = await operatorOf(cloud);
  await importMailboxes(operator, [{ name: 'Laroque-Timbaut', slug: 'laroque-timbaut' }]);
  const applicant = { firstName: 'Nadia', lastName: 'Belkacem', position: 'Maire', email: 'nadia@laroque.test' };
  const referent = await joinByCode(cloud, 'laroque-timbaut', applicant);
  await signIn(cloud, applicant.email);
  await publishNews(referent, { title: 'Fête du village', body: 'Samedi.', audience: 'public' });
  await putDocument(referent, 'Programme.pdf');
});

describe('the usage of an organisation', () => {
  it('is counted from what happened there', async () => {
    const wanted = { signIns: 2, publications: 1, documents: 1 };
    let found: z.infer<typeof usage>['organisations'][number] | undefined;
    for (let tries = 0; tries < 600 && JSON.stringify(found?.counts) !== JSON.stringify(wanted); tries += 1) {
      await pause(200);
      const { organisations } = usage.parse(succeeded(await operator.get('/territoire/usage'), 'Usage').json);
      found = organisations.find(({ name }) => name === 'Laroque-Timbaut');
    }
    expect(found?.counts).toEqual(wanted);
  });

  it('is a page with a drawing, its table, and a third at a time', async () => {
    const page = await operator.get('/territoire/usage?tiers=actives', { as: 'page' });
    expect(page.text).toMatch(/<svg class="bars" role="img" aria-label="Organisations actives par semaine/);
    expect(page.text).toContain('Les mêmes chiffres en tableau');
    expect(page.text).toContain('Très actives');
    // Who is in its last third depends on what all suites did: what it says then is told in test/modules/usage.
    expect((await operator.get('/territoire/usage', { as: 'page' })).text).toContain('Peu ou pas actives');
  });

  it('comes as a file', async () => {
    const { text, headers } = await operator.get('/territoire/usage.csv');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(text).toContain(';Laroque-Timbaut;');
    expect(text).not.toContain('Belkacem');
  });
});
