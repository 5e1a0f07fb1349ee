/** Readers of a commune, by the dozen: put into the table as their confirmations leave them. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../../../local/durable/files.ts';
import { dueQueue, MAIN_LIST, shardOf } from '../../../modules/lists/rules.ts';
import { subscriberEntities } from '../../../modules/lists/store/entities.ts';
import { listReference, subscriberKey } from '../../../modules/lists/store/subscriber.ts';
import { subscriberScope } from '../../../platform/scope.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { tableOf } from '../../support/items.ts';

/** As many addresses as are asked for. */
export const addresses = (howMany: number): string[] =>
  Array.from({ length: howMany }, (_, order) => `lecteur-${String(order).padStart(3, '0')}@essai.test`);

/**
 * Confirmed readers of an organisation's main list. One address of the network may ask for twenty confirmations an
 * hour, so they do not pass through the page.
 */
export async function confirmReaders(cloud: TestCloud, siren: string, emails: readonly string[]): Promise<void> {
  const table = tableOf(cloud);
  const { profile } = subscriberEntities(table);
  const createdAt = new Date().toISOString();
  await Promise.all(
    emails.map((email) => {
      const key = subscriberKey(email);
      const reader = {
        scope: subscriberScope(key),
        key,
        email,
        state: 'active' as const,
        softBounces: 0,
        lists: [listReference(siren, MAIN_LIST)],
        createdAt,
        version: 1,
        queue: dueQueue(shardOf(key)),
      };
      return profile.create(reader).go();
    }),
  );
}

/** When each message came to an address, oldest first, as the disk has it: read while the machine is dead too. */
export async function deliveredTo({ directory }: TestCloud, address: string): Promise<number[]> {
  try {
    const names = await readdir(join(directory, 'ses', address));
    return names
      .filter((name) => name.endsWith('.eml'))
      .map((name) => Number(name.slice(0, name.indexOf('-'))))
      .sort((a, b) => a - b);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** How many of the readers have received something. */
export async function reached({ directory }: TestCloud, addresses: readonly string[]): Promise<number> {
  const mailboxes = new Set(await readdir(join(directory, 'ses')));
  return addresses.filter((address) => mailboxes.has(address)).length;
}
