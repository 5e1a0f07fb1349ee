/** Files sent to the bucket as a page sends them, whatever becomes of them. */
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { sha256Of, succeeded, type Visitor } from '../../local/demo/visitor.ts';

const place = z.object({
  document: z.string(),
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  state: z.string(),
});
export type Place = z.infer<typeof place>;

const state = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['awaited', 'checking', 'ready', 'refused']),
  reason: z.string().optional(),
  pages: z.number().optional(),
  size: z.number().optional(),
  type: z.string().optional(),
  reading: z
    .object({
      state: z.enum(['awaited', 'reading', 'recognising', 'done', 'none', 'failed']),
      length: z.number().optional(),
      truncated: z.boolean().optional(),
      scanned: z.array(z.number()).optional(),
      recognised: z.number().optional(),
    })
    .optional(),
});
export type Checked = z.infer<typeof state>;

export interface FileSent {
  name: string;
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Asks for a place. `says`: what the page says of the file, when it is not the truth. */
export async function placeFor(
  visitor: Visitor,
  { name, type, bytes }: FileSent,
  says: { size?: number; sha256?: string } = {},
): Promise<Place> {
  const asked = { name, type, size: bytes.length, sha256: sha256Of(bytes), ...says };
  return place.parse(succeeded(await visitor.post('/documents/depots', asked), `A place for ${name}`).json);
}

/** Posts a file to the bucket. @returns the status and the XML of the bucket's answer. */
export async function postFile({ url, fields }: Place, file: FileSent): Promise<{ status: number; text: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([file.bytes], { type: file.type }), file.name);
  const response = await fetch(url, { method: 'POST', body: form });
  return { status: response.status, text: await response.text() };
}

/** Scans are recognised one after another, on a machine that does much else. */
const LONGEST_WAIT_MS = 150_000;

/** What a document has become, once it was checked. */
export async function onceChecked(visitor: Visitor, document: string): Promise<Checked> {
  const until = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const now = state.parse(succeeded(await visitor.get(`/documents/${document}/etat`), 'The state is read').json);
    if (now.state === 'ready' || now.state === 'refused') return now;
    if (Date.now() > until) throw new Error(`${document} is still ${now.state}.`);
    await pause(50);
  }
}

/** What a document has become, once its text was read too, or found to be none. */
export async function onceRead(visitor: Visitor, document: string): Promise<Checked> {
  const until = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const now = await onceChecked(visitor, document);
    if (now.reading && ['done', 'none', 'failed'].includes(now.reading.state)) return now;
    if (Date.now() > until) throw new Error(`${document} is still ${now.reading?.state}.`);
    await pause(50);
  }
}

/** Sends a file and waits for its check. */
export async function upload(visitor: Visitor, file: FileSent): Promise<Checked> {
  const place = await placeFor(visitor, file);
  const { status, text } = await postFile(place, file);
  if (status >= 400) throw new Error(`${file.name} was not taken: ${status} ${text}`);
  return onceChecked(visitor, place.document);
}
