/** A document put online: how soon it is found, and what the largest one takes of memory. */
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { PDFDocument } from 'pdf-lib';
import { actPdf } from '../../local/demo/pdf.ts';
import type { Visitor } from '../../local/demo/visitor.ts';
import { eventuallyFound } from '../support/searching.ts';
import { type FileSent, onceChecked, placeFor, postFile } from '../support/uploads.ts';
import { type Figure, median } from './figures.ts';
import type { Ground } from './ground.ts';
import { residentMegabytes } from './resident.ts';

const MIB = 1024 * 1024;
/** What a scanner of a town hall makes of a session, and the largest document that is accepted. In bytes. */
const ORDINARY = 2 * MIB;
const LARGEST = 150 * MIB;

const MOST_FOUND_MS = 5000;
/** For a file of 157 MB: what is read of it is never whole in memory. In megabytes. */
const MOST_GROWTH = 64;
const SENT = 5;
const LOOK_EVERY_MS = 25;

/** An act with words of its own, made as heavy as asked by what is on none of its pages. */
async function heavyPdf(words: string, size: number): Promise<FileSent> {
  const act = { commune: 'Nérac', session: '19 novembre 2026', number: '2026-90', subject: words };
  const pdf = await PDFDocument.load(await actPdf({ ...act, paragraphs: [`Le conseil approuve : ${words}.`] }));
  pdf.context.register(pdf.context.stream(randomBytes(size - 100_000)));
  return { name: `${words}.pdf`, type: 'application/pdf', bytes: new Uint8Array(await pdf.save()) };
}

/** @returns the document's id, once the bucket has it. */
async function sent(visitor: Visitor, file: FileSent): Promise<string> {
  const place = await placeFor(visitor, file);
  const { status, text } = await postFile(place, file);
  if (status !== 201 && status !== 204) throw new Error(`The bucket answered ${status}: ${text.slice(0, 300)}`);
  return place.document;
}

/** From the last byte sent to the first search that finds it by a word of its text. In milliseconds. */
async function untilFound(visitor: Visitor, word: string): Promise<number> {
  const file = await heavyPdf(word, ORDINARY);
  await sent(visitor, { ...file, name: `Séance ${word.length}.pdf` });
  const began = performance.now();
  await eventuallyFound(visitor, word);
  return performance.now() - began;
}

/** Words that are in no other document. */
const WORDS = ['girouette', 'palissandre', 'coquelicot', 'tramontane', 'farandole', 'hirondelle'];

/** What the process of the cloud, functions included, holds more at most while the file is sent and checked. */
async function growthDuring(pid: number, work: () => Promise<unknown>): Promise<number> {
  const before = await residentMegabytes(pid);
  let most = before;
  let isOver = false;
  const watching = (async () => {
    while (!isOver) {
      most = Math.max(most, await residentMegabytes(pid));
      await pause(LOOK_EVERY_MS);
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
    await watching;
  }
  return most - before;
}

export async function upload(ground: Ground): Promise<Figure[]> {
  const { started, referent } = await ground.living();
  ground.tell(`Sending ${SENT + 1} documents of 2 MiB, each looked for until it is found`);
  const found: number[] = [];
  for (const word of WORDS.slice(0, SENT + 1)) found.push(await untilFound(referent, word));
  ground.tell('Sending a document of 150 MiB');
  const large = await heavyPdf('amandier', LARGEST - 100_000);
  const check = async (): Promise<unknown> => onceChecked(referent, await sent(referent, large));
  const growth = await growthDuring(started.process.pid ?? 0, check);
  const subject = 'upload';
  return [
    {
      subject,
      name: 'PDF of 2 MiB, found by a word of its text: p50',
      // The first one starts the workers too.
      value: median(found.slice(1)),
      unit: 'ms',
      limit: { most: MOST_FOUND_MS },
      note: `the first one, with the start of its workers: ${Math.round(found[0] ?? 0)} ms`,
    },
    {
      subject,
      name: 'document of 150 MiB: memory of the whole cloud while it is sent and checked',
      value: growth,
      unit: 'MB',
      limit: { most: MOST_GROWTH },
    },
  ];
}
