/**
 * One large file in parts: read, hashed and put one after the other, so that the browser never holds more than one.
 * What has arrived stays for a day: a line that is cut, or the same file chosen again, goes on from there.
 */
import { ask, text, texts } from './dom.ts';

/** Read at each end of the file, to know it again. In bytes. */
const END = 1024 * 1024;

/** How long to wait before a part is tried again. In milliseconds. */
const PAUSES = [1000, 3000, 8000];

export type Way = {
  /** Where a sending begins, with its query. */
  address: string;
  onProgress: (percent: number) => void;
  /** What is to be stopped when its sender gives up. */
  hold: (request: XMLHttpRequest) => void;
  isGone: () => boolean;
};

/** What was received, or what to say. */
export type Sent = { document: string } | { sentence: string };

const digestOf = async (part: Blob): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', await part.arrayBuffer()));

const hexOf = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** The same for the same file, whatever its date: of its first and last bytes. */
const markOf = async (file: File): Promise<string> =>
  hexOf(await digestOf(new Blob([file.slice(0, END), file.slice(Math.max(END, file.size - END))])));

/** Numbers of the parts that have arrived. */
function presentIn(body: unknown): Set<number> {
  const found: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'present') : undefined;
  return new Set(Array.isArray(found) ? found.map(Number) : []);
}

/** @returns whether the bucket took it. */
function put(part: Blob, url: string, headers: [string, string][], way: Way, onBytes: (sent: number) => void) {
  const request = new XMLHttpRequest();
  way.hold(request);
  return new Promise<boolean>((resolve) => {
    request.upload.addEventListener('progress', ({ loaded }) => onBytes(loaded));
    request.addEventListener('load', () => resolve(request.status < 300));
    for (const failure of ['error', 'abort', 'timeout']) request.addEventListener(failure, () => resolve(false));
    request.open('PUT', url);
    for (const [name, value] of headers) request.setRequestHeader(name, value);
    request.send(part);
  });
}

/** Sends one part, a few times if need be. @returns what to say when it did not arrive. */
async function sendPart(
  part: Blob,
  number: number,
  base: string,
  way: Way,
  onBytes: (sent: number) => void,
): Promise<string | undefined> {
  const sha256 = btoa(String.fromCharCode(...(await digestOf(part))));
  let said = '';
  for (let tried = 0; tried <= PAUSES.length && !way.isGone(); tried += 1) {
    if (tried > 0) await new Promise((resume) => setTimeout(resume, PAUSES[tried - 1]));
    const place = await ask(`${base}/parties`, { number, sha256 });
    const url = place.ok ? text(place.body, 'url') : undefined;
    // A session that has ended, or a sending that was given up elsewhere, is no matter of patience.
    if (!place.ok && place.status >= 400 && place.status < 500) return place.sentence;
    if (place.ok && url && (await put(part, url, texts(place.body, 'headers'), way, onBytes))) return undefined;
    said = 'La ligne a été coupée.';
  }
  return said;
}

/** Sends what is missing of a file, then has it put together. `giveUp`: where what has begun is given up. */
export async function sendInParts(file: File, way: Way): Promise<{ giveUp?: string; sent: Sent }> {
  const mark = await markOf(file);
  const type = file.type || 'application/octet-stream';
  const begun = await ask(way.address, { name: file.name, size: file.size, type, mark });
  if (!begun.ok) return { sent: { sentence: begun.sentence } };
  const [id = '', size = ''] = [text(begun.body, 'id'), text(begun.body, 'partSize')];
  const base = `${way.address.split('?', 1)[0]}/${id}`;
  const giveUp = `${base}/abandon`;
  const partSize = Number(size);
  const present = presentIn(begun.body);
  const count = Math.ceil(file.size / partSize);
  let arrived = 0;
  for (let number = 1; number <= count; number += 1) {
    const part = file.slice((number - 1) * partSize, number * partSize);
    const tell = (bytes: number) => way.onProgress(Math.floor(((arrived + bytes) / file.size) * 100));
    if (!present.has(number)) {
      const failed = await sendPart(part, number, base, way, tell);
      if (way.isGone()) return { giveUp, sent: { sentence: '' } };
      if (failed !== undefined) {
        const percent = Math.floor((arrived / file.size) * 100);
        const kept = `Ce qui est arrivé (${percent} %) est conservé jusqu’à demain : reprenez, ou choisissez de nouveau ce fichier.`;
        return { giveUp, sent: { sentence: `${failed} ${kept}` } };
      }
    }
    arrived += part.size;
    tell(0);
  }
  const ended = await ask(`${base}/fin`, {});
  if (!ended.ok) return { giveUp, sent: { sentence: ended.sentence } };
  return { giveUp, sent: { document: text(ended.body, 'document') ?? '' } };
}
