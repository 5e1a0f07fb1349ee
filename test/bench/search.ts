/** The search over the largest scope that it is made for: how long to read its index, and to look in it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { run } from '../../local/host/run.ts';
import { buildSegment, type Indexed, mergeSegments } from '../../platform/search/building.ts';
import { rank } from '../../platform/search/ranking.ts';
import { decodeSegment, encodeSegment, type Segment } from '../../platform/search/segment.ts';
import { type Figure, median, quantile, repeated } from './figures.ts';

const DOCUMENTS = 20_000;
/** Words of a usual document: a délibération of a page. */
const WORDS = 300;
/** Documents added at a time, as an index that is made again grows. */
const PAGE = 500;

/** The same numbers at each run: mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const BEGINNINGS =
  `accord adjoint admin agri amén anim appro arr assain assoc attri autor avis bât bib budg cad cant carr cent
  cess cheminem circul collect comm compét concert cond cons constr contr conv coop cour crédit cult décis délég délib dépens
  dével dispos dom eau échang écol écon élect emploi empr énerg enfanc entret environn équip estim étud exerc exploit fin
  fonct foncier form fourn gaz gest group habit hébergem impôt indemn inform inond insert instr interv invest jardin jeun
  justic lair licit locat logem maint majorit march matern médi mis mobil mont mun musiq natur nomin offr oper organ ouvr
  paiem parc part patrim paysag permis pers plan plu polic pont port poursuit presb prest prév prim proj propr prot publ
  quart rapp réal recett réfect régl rempl renouv répart réseau résid rest rout rur sal san scol sécur serv sign soci sol
  sport stat subv surv synd tarif tax techn terr tour trait transp trav urb util vac vent vill voi vot zon`.split(
    /\s+/,
  );
const MIDDLES = ['', 'a', 'ation', 'ement', 'er', 'i', 'ie', 'ig', 'ill', 'ir', 'it', 'oir', 'on', 'ur', 'ut'];
const ENDINGS = ['', 'al', 'ale', 'ance', 'e', 'ée', 'ées', 'és', 'eur', 'eux', 'ique', 'iste', 'ité', 'ive', 's'];

/** Made-up words with French endings, told apart by number as names and places are: 45,000 of them. */
function vocabulary(): string[] {
  const words = BEGINNINGS.flatMap((one) => MIDDLES.flatMap((two) => ENDINGS.map((three) => one + two + three)));
  const names = Array.from(
    { length: 45_000 - words.length },
    (_, at) => `${words[at]}${words[(at * 7919) % words.length]}`,
  );
  return [...words, ...names];
}

/** Words come as often as in a language: the hundredth a hundredth as often as the first (Zipf). */
function textMaker(): { text: (words: number) => string } {
  const next = numbers(47);
  const words = vocabulary().sort(() => next() - 0.5);
  const sums = new Float64Array(words.length);
  let sum = 0;
  for (const at of words.keys()) sums[at] = sum += 1 / (at + 30);
  const word = (): string => {
    const wanted = next() * sum;
    let [low, high] = [0, words.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    return words[low] ?? '';
  };
  return { text: (length) => Array.from({ length: Math.round(length * (0.5 + next())) }, word).join(' ') };
}

const TODAY = 20_000;

function documentsFrom(maker: ReturnType<typeof textMaker>, from: number): Indexed[] {
  return Array.from({ length: PAGE }, (_, at) => ({
    ref: `publication:2147${String((from + at) % 450).padStart(5, '0')}/pub_${String(from + at).padStart(26, '0')}`,
    title: maker.text(8),
    text: maker.text(WORDS),
    category: at % 3 === 0 ? 'actes' : 'actualites',
    organisation: `2147${(from + at) % 450}/commune/Commune`,
    audience: 'public',
    day: TODAY - ((from + at) % 3000),
  }));
}

const timed = (work: () => unknown): number => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

/** What somebody types: common words, a rare one, the beginning of one, one mistyped. */
const asked = (maker: ReturnType<typeof textMaker>): string[] => {
  const words = Array.from({ length: 100 }, () => maker.text(2).split(' '));
  return words.map(([one = '', two = ''], at) => {
    if (at % 10 === 7) return `${one} ${two.slice(0, 5)}`;
    if (at % 10 === 9) return `${one.slice(0, 3)}x${one.slice(3)} ${two}`;
    return `${one} ${two}`;
  });
};

/** In MB. */
async function memoryOfStep(index: Uint8Array): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-search-'));
  try {
    const file = join(folder, 'index');
    await writeFile(file, index);
    const said = await run(process.execPath, [join(import.meta.dirname, 'index-step.ts'), file], { cwd: '/' });
    return z.object({ megabytes: z.number() }).parse(JSON.parse(said)).megabytes;
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function search(): Promise<Figure[]> {
  const maker = textMaker();
  let whole: Segment = buildSegment([]);
  const parts: Segment[] = [];
  const building = timed(() => {
    for (let from = 0; from < DOCUMENTS; from += PAGE) parts.push(buildSegment(documentsFrom(maker, from)));
  });
  // Two by two, as large as each other: what a rebuilding does, with fewer steps.
  const merging = timed(() => {
    let layer = parts;
    while (layer.length > 1) {
      layer = layer.flatMap((one, at) => {
        if (at % 2 === 1) return [];
        const other = layer[at + 1];
        return [other ? mergeSegments(one, other, { isOldest: true }) : one];
      });
    }
    whole = layer[0] ?? whole;
  });
  const file = encodeSegment(whole);
  const one = buildSegment(documentsFrom(maker, DOCUMENTS).slice(0, 1));
  const adding = await repeated(5, async () =>
    timed(() => encodeSegment(mergeSegments(whole, one, { isOldest: true }))),
  );
  const loading = await repeated(9, async () => timed(() => decodeSegment(Uint8Array.from(file))));
  const layers = [{ scope: 'net', segment: whole, replaced: new Uint8Array(whole.refs.length) }];
  const questions = asked(maker);
  for (const text of questions) rank(layers, text, {}, TODAY);
  const looking = questions.map((text) => timed(() => rank(layers, text, {}, TODAY)));
  const memory = await memoryOfStep(file);

  const figure = (name: string, value: number, unit: string, more: Partial<Figure> = {}): Figure => ({
    subject: 'search',
    name,
    value,
    unit,
    ...more,
  });
  const of = `${DOCUMENTS.toLocaleString('en')} documents of ${WORDS} words`;
  return [
    figure('index, as kept', file.length / 1e6, 'MB', { note: of }),
    figure('index loaded', median(loading), 'ms', { limit: { most: 300 }, note: 'read from memory; no parsing' }),
    figure('a search, half of them', median(looking), 'ms', {
      limit: { most: 50 },
      note: `100 questions, some begun or mistyped; slowest of twenty ${quantile(looking, 0.95).toFixed(0)} ms`,
    }),
    figure('one more document, whole index', median(adding), 'ms', { note: 'the worker does it once in 2,000' }),
    figure('making it from texts', (building + merging) / DOCUMENTS, 'ms a document', {
      note: `of which merging ${(merging / 1000).toFixed(1)} s in all`,
    }),
    figure('memory of the worker, whole index', memory, 'MB', {
      limit: { most: 512 },
      note: 'resident, a process of its own',
    }),
  ];
}
