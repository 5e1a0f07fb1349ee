import { Problem } from '../problems.ts';
import { isRecord } from '../records.ts';
import { textOf } from '../text-file.ts';

/** Largest form or JSON body: texts and small text files, documents go straight to S3. In bytes. */
export const LARGEST_BODY = 512 * 1024;
const FILE_TOO_LARGE = 'Ce fichier est trop lourd pour être lu ici : 500 Ko au plus, en texte ou en CSV.';

/**
 * Reads a form or a JSON object.
 * @throws {Problem} `too-large`, `wrong-type` or `malformed`.
 */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const bytes = Buffer.from(await request.arrayBuffer());
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const isForm = type === 'multipart/form-data';
  if (bytes.length > LARGEST_BODY) throw new Problem('too-large', isForm ? { detail: FILE_TOO_LARGE } : {});
  // Mail programs post one-click unsubscriptions so too (RFC 8058, 3.2).
  if (isForm) return readForm(await partsOf(bytes, request));
  const text = bytes.toString('utf8');
  if (text === '' && type === '') return {};
  if (type === 'application/json' || type.endsWith('+json')) return readJson(text);
  if (type === 'application/x-www-form-urlencoded') return readForm(new URLSearchParams(text));
  throw new Problem('wrong-type');
}

function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    throw new Problem('malformed', { cause: error, detail: 'Le JSON reçu n’est pas lisible.' });
  }
  throw new Problem('malformed', { detail: 'Le JSON reçu doit être un objet.' });
}

/**
 * The texts of a form of parts; of a file, its text, whatever its encoding; nothing of one that was not chosen.
 * @throws {Problem} `wrong-type` when it is none.
 */
async function partsOf(bytes: Buffer, { headers }: Request): Promise<[string, string][]> {
  try {
    const sent = new Response(new Uint8Array(bytes), {
      headers: { 'content-type': headers.get('content-type') ?? '' },
    });
    const parts: [string, string][] = [];
    for (const [name, value] of await sent.formData()) {
      if (typeof value === 'string') parts.push([name, value]);
      else if (value.size > 0) parts.push([name, textOf(await value.arrayBuffer())]);
    }
    return parts;
  } catch (error) {
    throw new Problem('wrong-type', { cause: error });
  }
}

/** A name given several times becomes a list. */
function readForm(given: Iterable<[string, string]>): Record<string, unknown> {
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of given) {
    if (name === '__proto__') continue;
    const before = fields[name];
    fields[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return fields;
}
