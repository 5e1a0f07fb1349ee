import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AwsError } from '../aws.ts';
import { syncDirectory, writeDurably } from '../durable/files.ts';
import { mailboxOf } from './addresses.ts';

/** A message in a mailbox, without its content. */
export interface Delivered {
  id: string;
  /** Epoch milliseconds. */
  receivedAt: number;
}

const EXTENSION = '.eml';

const FOLDER_MAX = 240;

/** Folder of a mailbox: the address, with what file systems dislike percent-encoded. Never starts with a dot. */
const folderOf = (address: string): string =>
  mailboxOf(address).replace(
    /^\.|[^a-z0-9._@+=-]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );

const fileOf = ({ id, receivedAt }: Delivered): string => `${String(receivedAt).padStart(13, '0')}-${id}${EXTENSION}`;

function readFileName(name: string): Delivered[] {
  const dash = name.indexOf('-');
  if (!name.endsWith(EXTENSION) || dash < 0) return [];
  return [{ id: name.slice(dash + 1, -EXTENSION.length), receivedAt: Number(name.slice(0, dash)) }];
}

/** The mailboxes of everybody who was written to: one folder each, one file per message. */
export class Mailboxes {
  readonly #directory: string;
  /** By address, oldest first. */
  readonly #messages = new Map<string, Delivered[]>();

  /** Each message has a time of its own, so that they keep their order over a restart. */
  #lastReceivedAt = 0;

  private constructor(directory: string) {
    this.#directory = directory;
  }

  static async open(directory: string): Promise<Mailboxes> {
    await mkdir(directory, { recursive: true });
    const mailboxes = new Mailboxes(directory);
    for (const folder of await readdir(directory, { withFileTypes: true })) {
      if (!folder.isDirectory()) continue;
      const names = await readdir(join(directory, folder.name));
      mailboxes.#messages.set(decodeURIComponent(folder.name), names.sort().flatMap(readFileName));
    }
    return mailboxes;
  }

  /** Every mailbox with the number of its messages, the last written to first. */
  list(): { address: string; count: number; lastAt: number }[] {
    return [...this.#messages]
      .map(([address, messages]) => ({ address, count: messages.length, lastAt: messages.at(-1)?.receivedAt ?? 0 }))
      .sort((one, other) => other.lastAt - one.lastAt || one.address.localeCompare(other.address));
  }

  /** Messages of a mailbox, newest first; none when nobody wrote to it yet. */
  messages(address: string): Delivered[] {
    return (this.#messages.get(mailboxOf(address)) ?? []).toReversed();
  }

  /** The message as it was delivered, byte for byte, undefined when there is none of that id. */
  async read(address: string, id: string): Promise<Buffer | undefined> {
    const delivered = this.#messages.get(mailboxOf(address))?.find((message) => message.id === id);
    return delivered && readFile(join(this.#directory, folderOf(address), fileOf(delivered)));
  }

  /**
   * Resolves when the message is on the disk.
   * @throws {AwsError} `InvalidParameterValue` for an address too odd to make a folder of.
   */
  async deliver(address: string, id: string, raw: Buffer): Promise<void> {
    const folder = folderOf(address);
    if (folder.length > FOLDER_MAX) throw new AwsError('InvalidParameterValue', `Illegal address: ${address}`);
    const mailbox = mailboxOf(address);
    const path = join(this.#directory, folder);
    if (!this.#messages.has(mailbox)) {
      await mkdir(path, { recursive: true });
      await syncDirectory(this.#directory);
    }
    const messages = this.#messages.get(mailbox) ?? [];
    this.#messages.set(mailbox, messages);
    this.#lastReceivedAt = Math.max(Date.now(), this.#lastReceivedAt + 1);
    const delivered = { id, receivedAt: this.#lastReceivedAt };
    await writeDurably(join(path, fileOf(delivered)), raw);
    // Messages written at the same time may finish in another order than they began.
    messages.push(delivered);
    messages.sort((one, other) => one.receivedAt - other.receivedAt);
  }
}
