/** Reads the form of a browser's upload: the fields, then the file as a stream, which must come last. */
import busboy from 'busboy';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AwsError } from '../aws.ts';
import { incompleteBody } from './errors.ts';
import type { RequestHead } from './exchange.ts';
import type { ReceivedBody } from './receive.ts';

/** As on AWS: what precedes the file is at most 20 kB. */
const LARGEST_FIELDS = 20_480;

export interface UploadForm {
  /** By lower-case name; a field that comes twice is joined by commas, as AWS does. */
  fields: ReadonlyMap<string, string>;
  /** As the browser names it, without folders; may be empty. */
  fileName: string;
  file: AsyncIterable<Buffer>;
}

const malformedForm = (message: string): AwsError => new AwsError('MalformedPOSTRequest', message);

/**
 * Reads the whole form; the file is handed over to `receive` as it comes, the fields after it are not looked at.
 * @throws {AwsError} `MalformedPOSTRequest`, `InvalidArgument` without a file, `MaxPostPreDataLengthExceeded`,
 * `IncompleteBody`, and what `receive` throws, at once: the rest of the body is left unread.
 */
export async function readUploadForm(
  head: RequestHead,
  body: AsyncIterable<Buffer>,
  receive: (form: UploadForm) => Promise<ReceivedBody>,
): Promise<{ fields: ReadonlyMap<string, string>; received: ReceivedBody }> {
  const parser = formParser(head);
  const fields = new Map<string, string>();
  let fieldBytes = 0;
  let receiving: Promise<ReceivedBody> | undefined;

  parser.on('field', (name, value, info) => {
    if (receiving) return;
    fieldBytes += name.length + Buffer.byteLength(value);
    if (fieldBytes > LARGEST_FIELDS || info.valueTruncated || info.nameTruncated) parser.destroy(fieldsTooLarge());
    const earlier = fields.get(name.toLowerCase());
    fields.set(name.toLowerCase(), earlier === undefined ? value : `${earlier},${value}`);
  });
  parser.on('file', (name, stream, info) => {
    if (receiving || name.toLowerCase() !== 'file') {
      stream.resume();
      return;
    }
    // What breaks the file breaks the form too, which says so; a file that nobody reads any more has no other listener.
    stream.on('error', () => {});
    receiving = receive({ fields: new Map(fields), fileName: info.filename ?? '', file: stream });
    receiving.catch((error: unknown) => {
      parser.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });

  try {
    await pipeline(body, parser);
  } catch (error) {
    throw await reasonOf(error, receiving);
  }
  if (!receiving) throw new AwsError('InvalidArgument', 'POST requires exactly one file upload per request.');
  return { fields, received: await receiving };
}

/**
 * Why a form could not be read: what refused the file says more than the stream that broke because of it. A file that
 * came whole inside a form that did not is forgotten.
 */
async function reasonOf(broken: unknown, receiving: Promise<ReceivedBody> | undefined): Promise<unknown> {
  let reason = broken;
  try {
    const received = await receiving;
    if (received) await rm(received.path, { force: true });
  } catch (refusal) {
    reason = refusal;
  }
  // An error with a code is the system's; what is left is the parser's, about a form that ends too early.
  return reason instanceof Error && 'code' in reason ? reason : incompleteBody();
}

const fieldsTooLarge = (): AwsError =>
  new AwsError('MaxPostPreDataLengthExceeded', 'Your POST request fields preceding the upload file were too large.');

function formParser(head: RequestHead): busboy.Busboy {
  try {
    return busboy({
      headers: { 'content-type': head.headers.get('content-type') },
      defParamCharset: 'utf8',
      limits: { fieldSize: LARGEST_FIELDS },
    });
  } catch {
    throw malformedForm('The body of your POST request is not well-formed multipart/form-data.');
  }
}
