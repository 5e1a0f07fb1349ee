/** What a page reads of the table, whatever the size of the territory. */
import type { Visitor } from '../../local/demo/visitor.ts';
import type { Figure } from './figures.ts';
import type { Ground } from './ground.ts';
import { operatorOf } from '../support/joining.ts';
import { tableOf } from '../support/items.ts';
import { settleNeighbours } from './neighbours.ts';
import { timingsOf } from './timings.ts';

/** Read units of a member's home: session and memberships included. */
const MOST_READ = 6;
/** Of the operator's page of usage: session and rights included. */
const MOST_READ_OF_USAGE = 10;
/** Organisations in the territory, the member's own among them. */
const SIZES = [1, 10, 450];

async function readUnits(visitor: Visitor, path: string): Promise<number> {
  const { status, headers } = await visitor.get(path, { as: 'page' });
  if (status !== 200) throw new Error(`${path} answered ${status}.`);
  return timingsOf(headers.get('server-timing')).read;
}

export async function cost(ground: Ground): Promise<Figure[]> {
  const { started, referent, publicPage } = await ground.living();
  const operator = await operatorOf(started.cloud);
  const table = tableOf(started.cloud);
  const figures: Figure[] = [];
  let organisations = 1;
  for (const size of SIZES) {
    if (size > organisations) ground.tell(`Founding organisations up to ${size}`);
    await settleNeighbours(started.cloud, table, organisations, size);
    organisations = size;
    const among = `${size} organisation${size > 1 ? 's' : ''}`;
    const figure = { subject: 'cost', unit: 'read units' };
    const limit = { most: MOST_READ };
    figures.push(
      { ...figure, name: `home of a member, ${among}`, value: await readUnits(referent, '/accueil'), limit },
      { ...figure, name: `20 publications, ${among}`, value: await readUnits(referent, '/publications') },
      { ...figure, name: `public page, ${among}`, value: await readUnits(referent, publicPage) },
      {
        ...figure,
        name: `usage, ${among}`,
        value: await readUnits(operator, '/territoire/usage'),
        limit: { most: MOST_READ_OF_USAGE },
      },
    );
  }
  return figures;
}
