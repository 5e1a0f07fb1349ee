/** Many people: a page of a directory of ten thousand, and five hundred invited in one go. */
import type { Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { keepTenThousand, PEOPLE } from '../support/ten-thousand.ts';
import { type Figure, median, repeated } from './figures.ts';
import type { Ground } from './ground.ts';
import { tableOf } from '../support/items.ts';
import { type Timings, timingsOf } from './timings.ts';

const MOST_READ = 3;
const MOST_CPU_MS = 15;
const MOST_PREVIEW_MS = 2000;
const INVITED = 500;
/** Few: nobody may ask the directory for many pages in a minute. */
const ASKED = 20;
const PREVIEWS = 5;

async function asked(visitor: Visitor, path: string): Promise<Timings> {
  const { status, headers } = await visitor.get(path, { as: 'page' });
  if (status !== 200) throw new Error(`${path} answered ${status}.`);
  return timingsOf(headers.get('server-timing'));
}

async function directoryPage(visitor: Visitor, name: string, path: string): Promise<Figure[]> {
  const timings = await repeated(ASKED, () => asked(visitor, path));
  const figure = { subject: 'people', note: `among ${PEOPLE} people` };
  const warm = timings.slice(ASKED / 2);
  return [
    {
      ...figure,
      name: `directory, ${name}`,
      value: Math.max(...timings.map(({ read }) => read)),
      unit: 'read units',
      limit: { most: MOST_READ },
    },
    {
      ...figure,
      name: `directory, ${name}: processor, p50`,
      value: median(warm.map(({ cpu }) => cpu)),
      unit: 'ms',
      limit: { most: MOST_CPU_MS },
    },
  ];
}

const LINES = Array.from(
  { length: INVITED },
  (_, at) => `Claire;Martinot${at};claire.martinot${at}@nerac.test;Agente;lecteur`,
).join('\n');

/** In milliseconds, through the gateway. */
async function preview(visitor: Visitor): Promise<number> {
  const began = performance.now();
  const list = { id: newId('inv'), lines: LINES, role: 'reader', action: 'preview' };
  const { status, text } = await visitor.post('/organisation/invitations/liste', list, { as: 'page' });
  if (status !== 200 || !text.includes(`Martinot${INVITED - 1}`)) throw new Error(`The preview answered ${status}.`);
  return performance.now() - began;
}

export async function people(ground: Ground): Promise<Figure[]> {
  const { started, referent } = await ground.living();
  ground.tell(`Putting ${PEOPLE} people into the directory`);
  const table = tableOf(started.cloud);
  await keepTenThousand(table);
  const previews = await repeated(PREVIEWS, () => preview(referent));
  return [
    ...(await directoryPage(referent, 'everybody', '/annuaire')),
    ...(await directoryPage(referent, 'a name', '/annuaire?q=martinot')),
    ...(await directoryPage(referent, 'nobody found', '/annuaire?q=xavier-nulle-part')),
    {
      subject: 'people',
      name: `${INVITED} invitations previewed`,
      value: median(previews),
      unit: 'ms',
      limit: { most: MOST_PREVIEW_MS },
      note: `median of ${PREVIEWS}, through the gateway`,
    },
  ];
}
