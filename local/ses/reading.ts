import PostalMime from 'postal-mime';
import type { Address } from 'postal-mime';

export interface Person {
  name: string;
  address: string;
}

export interface ReadAttachment {
  filename: string;
  mimeType: string;
  content: Buffer;
  contentId: string | undefined;
}

/** A message as its reader sees it. */
export interface ReadMessage {
  id: string;
  receivedAt: Date;
  from: Person | undefined;
  to: Person[];
  cc: Person[];
  replyTo: Person[];
  subject: string;
  date: string | undefined;
  text: string;
  /** Undefined when the message has no HTML part. */
  html: string | undefined;
  headers: { name: string; value: string }[];
  attachments: ReadAttachment[];
}

const people = (addresses: readonly Address[] = []): Person[] =>
  addresses.flatMap((address) => address.group ?? [{ name: address.name, address: address.address }]);

/** Reads a raw message, however it is composed; what is damaged in it is left out, as mail programs do. */
export async function readMessage(raw: Buffer, id: string, receivedAt: number): Promise<ReadMessage> {
  const email = await PostalMime.parse(raw, { attachmentEncoding: 'arraybuffer' });
  return {
    id,
    receivedAt: new Date(receivedAt),
    from: people(email.from ? [email.from] : [])[0],
    to: people(email.to),
    cc: people(email.cc),
    replyTo: people(email.replyTo),
    subject: email.subject ?? '',
    date: email.date,
    text: email.text ?? '',
    html: email.html,
    headers: email.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    attachments: email.attachments.map(({ filename, mimeType, content, contentId }, index) => ({
      filename: filename ?? `piece-jointe-${index + 1}`,
      mimeType,
      content: typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content)),
      contentId: contentId?.replace(/^<|>$/g, ''),
    })),
  };
}
