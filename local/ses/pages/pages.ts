import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Mailboxes } from '../mailboxes.ts';
import { readMessage } from '../reading.ts';
import type { ReadMessage } from '../reading.ts';
import { MESSAGE_POLICY, PAGE_POLICY } from './style.ts';
import { listPage, mailboxPage, messageContent, messagePage, notFoundPage } from './views.ts';
import type { Places } from './views.ts';

/** The mailboxes for people and for programs, as a handler of Node's HTTP server. */
export interface MailboxPages {
  /** Where they are mounted. */
  readonly path: string;
  /** Answers a request whose path begins with {@link path}. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const MAILBOXES_SHOWN = 200;
const MESSAGES_SHOWN = 50;

interface Answer {
  status?: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

interface Asked {
  /** Path after the mount point, decoded: address, message, part. */
  segments: string[];
  query: URLSearchParams;
  wantsJson: boolean;
}

function placesUnder(path: string): Places {
  const mailbox = (address: string): string => `${path}/${encodeURIComponent(address)}`;
  const message = (address: string, id: string): string => `${mailbox(address)}/${encodeURIComponent(id)}`;
  return {
    list: path === '' ? '/' : path,
    mailbox,
    message,
    content: (address, id) => `${message(address, id)}/contenu`,
    original: (address, id) => `${message(address, id)}/original`,
    attachment: (address, id, number) => `${message(address, id)}/pieces/${number}`,
  };
}

const json = (body: unknown, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});

/** A message for programs: attachments are described, and read at their own addresses. */
const asJson = (message: ReadMessage): object => ({
  ...message,
  attachments: message.attachments.map(({ content, ...described }) => ({ ...described, size: content.length })),
});

const download = (type: string, filename: string, body: Buffer): Answer => ({
  type,
  body,
  headers: {
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
    'content-security-policy': `default-src 'none'; sandbox`,
  },
});

export function mailboxPages(mailboxes: Mailboxes, path: string): MailboxPages {
  const places = placesUnder(path);

  const page = async (content: ReturnType<typeof listPage>, status = 200): Promise<Answer> => ({
    status,
    type: 'text/html; charset=utf-8',
    body: (await content).toString(),
    headers: { 'content-security-policy': PAGE_POLICY },
  });

  const notFound = ({ wantsJson }: Asked): Answer | Promise<Answer> =>
    wantsJson ? json({ title: 'Introuvable', status: 404 }, 404) : page(notFoundPage(places), 404);

  async function read(address: string, id: string): Promise<{ raw: Buffer; message: ReadMessage } | undefined> {
    const delivered = mailboxes.messages(address).find((message) => message.id === id);
    const raw = delivered && (await mailboxes.read(address, id));
    return raw && { raw, message: await readMessage(raw, id, delivered.receivedAt) };
  }

  function list({ query, wantsJson }: Asked): Answer | Promise<Answer> {
    const search = (query.get('q') ?? '').trim();
    const found = mailboxes.list().filter(({ address }) => address.includes(search.toLowerCase()));
    if (wantsJson) return json(found.map(({ address, count }) => ({ address, count })));
    const more = Math.max(0, found.length - MAILBOXES_SHOWN);
    return page(listPage(found.slice(0, MAILBOXES_SHOWN), { places, search, more }));
  }

  async function mailbox(address: string, { query, wantsJson }: Asked): Promise<Answer> {
    const all = mailboxes.messages(address);
    const after = all.findIndex(({ id }) => id === query.get('avant')) + 1;
    const shown = all.slice(after, after + MESSAGES_SHOWN);
    const found = await Promise.all(shown.map(({ id }) => read(address, id)));
    const messages = found.flatMap((one) => (one ? [one.message] : []));
    if (wantsJson) return json(messages.map(asJson));
    const older = all.length > after + MESSAGES_SHOWN ? shown.at(-1)?.id : undefined;
    return page(mailboxPage(address, messages, { places, older }));
  }

  async function part(address: string, id: string, parts: string[], asked: Asked): Promise<Answer> {
    const found = await read(address, id);
    if (!found) return notFound(asked);
    const { raw, message } = found;
    const [name, number] = parts;
    switch (name) {
      case undefined:
        return asked.wantsJson ? json(asJson(message)) : page(messagePage(address, message, raw.length, places));
      case 'contenu':
        return {
          type: 'text/html; charset=utf-8',
          body: messageContent(message),
          headers: { 'content-security-policy': MESSAGE_POLICY },
        };
      case 'original':
        return download('message/rfc822', `${id}.eml`, raw);
      case 'pieces': {
        const attachment = message.attachments[Number(number)];
        return attachment ? download(attachment.mimeType, attachment.filename, attachment.content) : notFound(asked);
      }
      default:
        return notFound(asked);
    }
  }

  function answer(asked: Asked): Answer | Promise<Answer> {
    const [address, id, ...parts] = asked.segments;
    if (address === undefined) return list(asked);
    return id === undefined ? mailbox(address, asked) : part(address, id, parts, asked);
  }

  return {
    path,
    async handle(request, response) {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { allow: 'GET, HEAD' }).end();
        return;
      }
      const { status = 200, type, body, headers } = await answer(askedOf(request, path));
      response.writeHead(status, {
        'content-type': type,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        ...headers,
      });
      response.end(request.method === 'HEAD' ? undefined : body);
    },
  };
}

function askedOf({ url = '/', headers }: IncomingMessage, path: string): Asked {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const segments = pathname
    .slice(path.length)
    .split('/')
    .filter((segment) => segment !== '');
  return {
    segments: segments.map(decoded),
    query: searchParams,
    wantsJson: (headers.accept ?? '').includes('application/json'),
  };
}

/** A segment that is not well encoded names nothing, and is not found as it stands. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
