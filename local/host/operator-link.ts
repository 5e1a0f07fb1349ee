/** The operator's one-time sign-in link, as it arrived in her mailbox. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Cloud } from './cloud.ts';

/** A link serves for a week; an older one is replaced. */
const FRESH_MS = 6 * 24 * 60 * 60 * 1000;
const LONGEST_WAIT_MS = 30_000;
const LOOK_EVERY_MS = 100;

/**
 * Loads the register, if it is not, and waits for the link.
 *
 * @param another True for a new one, when the last has been used.
 * @returns Undefined when no mail with a link came in time.
 */
export async function operatorLink(cloud: Cloud, another = false): Promise<string | undefined> {
  const began = Date.now();
  const prepared = await cloud.invoke('prepare-territory', another ? { inviteOperator: true } : {});
  const invited = isRecordWith(prepared, 'operatorInvited') && prepared.operatorInvited === true;
  // A new link is on its way: an older one is not taken for it.
  const since = invited ? began : began - FRESH_MS;
  const kept = await newestLink(cloud, since);
  if (kept !== undefined && (invited || (await serves(kept)))) return kept;
  if (!invited) return operatorLink(cloud, true);
  while (Date.now() - began < LONGEST_WAIT_MS) {
    await pause(LOOK_EVERY_MS);
    const link = await newestLink(cloud, since);
    if (link !== undefined) return link;
  }
  return undefined;
}

const isRecordWith = <Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> =>
  typeof value === 'object' && value !== null && key in value;

/** A link that was used is gone; looking at it does not use it. */
const serves = async (link: string): Promise<boolean> => (await fetch(link, { redirect: 'manual' })).ok;

/** The path of the link is kept, its origin may be that of another port. */
async function newestLink(cloud: Cloud, since: number): Promise<string | undefined> {
  const address = cloud.environmentOf('prepare-territory')['OPERATOR_EMAIL'] ?? '';
  for (const message of await cloud.messagesTo(address)) {
    if (message.receivedAt.getTime() < since) return undefined;
    const link = /https?:\/\/[^\s<>"]+\/connexion\/bienvenue\/[^\s<>"]+/.exec(message.text)?.[0];
    if (link !== undefined) return cloud.siteOrigin + new URL(link).pathname;
  }
  return undefined;
}
