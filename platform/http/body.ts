import { Problem } from '../problems.ts';
import { isRecord } from '../records.ts';

/** Largest form or JSON body: texts only, files go straight to S3. In bytes. */
export const LARGEST_BODY = 512 * 1024;

/**
 * Reads a form or a JSON object.
 * @throws {Problem} `too-large`, `wrong-type` or `malformed`.
 */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (Buffer.byteLength(text) > LARGEST_BODY) throw new Problem('too-large');
  const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (text === '' && type === '') return {};
  if (type === 'application/json' || type.endsWith('+json')) return readJson(text);
  if (type === 'application/x-www-form-urlencoded') return readForm(new URLSearchParams(text));
  // Mail programs post one-click unsubscriptions so (RFC 8058, 3.2); files never come here.
  if (type === 'multipart/form-data') return readForm(await partsOf(text, request));
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

/** A name given several times becomes a list. */
/** The texts of a form of parts. @throws {Problem} `wrong-type` when it is none. */
async function partsOf(text: string, { headers }: Request): Promise<[string, string][]> {
  try {
    const form = await new Response(text, {
      headers: { 'content-type': headers.get('content-type') ?? '' },
    }).formData();
    return [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  } catch (error) {
    throw new Problem('wrong-type', { cause: error });
  }
}

function readForm(given: Iterable<[string, string]>): Record<string, unknown> {
  const fields: Record<string, string | string[]> = {};
  for (const [name, value] of given) {
    if (name === '__proto__') continue;
    const before = fields[name];
    fields[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return fields;
}
