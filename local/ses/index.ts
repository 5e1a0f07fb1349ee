import { join } from 'node:path';
import type { Emulator } from '../aws.ts';
import { SesAccount } from './account.ts';
import type { SendingLimits } from './account.ts';
import { checkedAddress } from './addresses.ts';
import { Mailboxes } from './mailboxes.ts';
import { readMessage } from './reading.ts';
import type { ReadMessage } from './reading.ts';
import { sesProviders } from './resources.ts';
import { SesService } from './service.ts';
import type { Publish } from './service.ts';
import { mailboxPages } from './pages/pages.ts';
import type { MailboxPages } from './pages/pages.ts';

export type { MailboxPages } from './pages/pages.ts';
export type { Person, ReadAttachment, ReadMessage } from './reading.ts';

export interface SesOptions extends SendingLimits {
  /** Data of the whole local cloud; the mailboxes are folders in its folder `ses`. */
  directory: string;
  region: string;
  topics: { publish: Publish };
  /** Path at which the host mounts the mailboxes page, `/mailboxes` by default, empty on an address of its own. */
  mailboxesPath?: string;
}

/** SES, and the mailboxes of everybody it wrote to. */
export interface Ses extends Emulator {
  /** The page that shows every mailbox, and answers JSON when asked. */
  mailboxes: MailboxPages;
  /** All messages to an address, newest first. */
  messagesTo(address: string): Promise<ReadMessage[]>;
  /**
   * Delivers a message that another service of AWS sends, without events: Cognito's codes.
   * @returns its id, once it is on the disk.
   */
  deliver(raw: Buffer | string, recipients: readonly string[]): Promise<string>;
}

/** SES on disk: a raw message per file, `<directory>/ses/<mailbox>/<time>-<id>.eml`. */
export async function createSes(options: SesOptions): Promise<Ses> {
  const { region, topics, mailboxesPath = '/mailboxes' } = options;
  const account = new SesAccount(region, options);
  const mailboxes = await Mailboxes.open(join(options.directory, 'ses'));
  const publish: Publish = (topicArn, message) => topics.publish(topicArn, message);
  const service = new SesService(region, account, mailboxes, publish);

  return {
    providers: sesProviders(account),
    services: [service],
    mailboxes: mailboxPages(mailboxes, mailboxesPath),
    async messagesTo(address) {
      const messages = mailboxes.messages(address).map(async ({ id, receivedAt }) => {
        const raw = await mailboxes.read(address, id);
        return raw ? [await readMessage(raw, id, receivedAt)] : [];
      });
      return (await Promise.all(messages)).flat();
    },
    deliver: (raw, recipients) =>
      service.deliver(typeof raw === 'string' ? Buffer.from(raw) : raw, recipients.map(checkedAddress)),
    close: () => Promise.resolve(),
  };
}
