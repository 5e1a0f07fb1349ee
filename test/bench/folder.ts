/** A folder of ten thousand files: what a page of it costs, first and far into it. */
import * as z from 'zod';
import type { Visitor } from '../../local/demo/visitor.ts';
import { tableOf } from '../support/items.ts';
import { keepFiles } from '../support/many-files.ts';
import { type Figure, median, repeated } from './figures.ts';
import type { Ground } from './ground.ts';
import { timingsOf } from './timings.ts';

const FILES = 10_000;
const MOST_READ = 3;
const MOST_KB = 15;
const MOST_CPU_MS = 15;
const ASKED = 150;
/** Before that, the code is still being compiled. */
const WARMING = 75;
/** Pages of 25 that are turned before the one that is far into it. */
const TURNED = 20;

/** Nérac, whose référente is signed in. */
const SIREN = '214701955';

const made = z.object({ id: z.string() });
const list = z.object({ next: z.string().optional() });

async function pageOf(visitor: Visitor, name: string, path: string): Promise<Figure[]> {
  const answers = await repeated(ASKED, async () => {
    const { status, headers } = await visitor.get(path, { as: 'page' });
    if (status !== 200) throw new Error(`${path} answered ${status}.`);
    return { ...timingsOf(headers.get('server-timing')), bytes: Number(headers.get('content-length')) };
  });
  const figure = { subject: 'folder', note: `among ${FILES} files` };
  return [
    {
      ...figure,
      name: `folder, ${name}`,
      value: Math.max(...answers.map(({ read }) => read)),
      unit: 'read units',
      limit: { most: MOST_READ },
    },
    {
      ...figure,
      name: `folder, ${name}: over the wire`,
      value: Math.max(...answers.map(({ bytes }) => bytes)) / 1000,
      unit: 'kB',
      limit: { most: MOST_KB },
    },
    {
      ...figure,
      name: `folder, ${name}: processor, p50`,
      value: median(answers.slice(WARMING).map(({ cpu }) => cpu)),
      unit: 'ms',
      limit: { most: MOST_CPU_MS },
    },
  ];
}

export async function folder(ground: Ground): Promise<Figure[]> {
  const { started, referent } = await ground.living();
  const { json } = await referent.post('/documents/dossiers', { nom: 'Dix mille fichiers', dans: 'racine' });
  const { id } = made.parse(json);
  ground.tell(`Putting ${FILES} files into a folder`);
  await keepFiles(tableOf(started.cloud), SIREN, id, FILES);
  const first = `/documents/dossiers/${id}`;
  let far = first;
  for (let page = 0; page < TURNED; page += 1) far = list.parse((await referent.get(far)).json).next ?? far;
  return [...(await pageOf(referent, 'first page', first)), ...(await pageOf(referent, 'page 21', far))];
}
