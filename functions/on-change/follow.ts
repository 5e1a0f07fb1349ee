/** What each module does after a change of the table. All of it may happen twice. */
import { loginMessageOf, onAccountChange } from '../../modules/accounts/index.ts';
import { onRegistered, registerMessagesOf } from '../../modules/acts/index.ts';
import { onContentChange, onHandover, onThumbnailChange } from '../../modules/content/index.ts';
import { departureMessageOf } from '../../modules/departures/index.ts';
import { onDirectoryChange } from '../../modules/directory/index.ts';
import { onProviderChange } from '../../modules/federation/index.ts';
import { onGroupChange } from '../../modules/groups/index.ts';
import { onJournalChange } from '../../modules/journal/index.ts';
import { onLinkedChange } from '../../modules/links/index.ts';
import { onListChange, queueMessagesOf } from '../../modules/lists/index.ts';
import { onLoginsChange } from '../../modules/logins/index.ts';
import { onOrganisationChange } from '../../modules/organisations/index.ts';
import { privacyMessageOf } from '../../modules/privacy/index.ts';
import { readingMessagesOf } from '../../modules/reading/index.ts';
import { onMemberGone, onRepositoryChange, onRoomChange } from '../../modules/repository/index.ts';
import { onSearchedChange } from '../../modules/search/index.ts';
import { onUsageChange } from '../../modules/usage/index.ts';
import type { Change } from '../../platform/changes.ts';
import { eachInTurn } from '../../platform/settled.ts';

const FOLLOWERS = [
  onContentChange,
  onThumbnailChange,
  onHandover,
  onRegistered,
  onListChange,
  onDirectoryChange,
  onOrganisationChange,
  onLoginsChange,
  onProviderChange,
  onAccountChange,
  onGroupChange,
  onJournalChange,
  onUsageChange,
  onRepositoryChange,
  onMemberGone,
  onSearchedChange,
  onRoomChange,
  onLinkedChange,
] as const;

/** What the followers need, all together. */
type FollowerDeps = Parameters<typeof onContentChange>[1] &
  Parameters<typeof onThumbnailChange>[1] &
  Parameters<typeof onListChange>[1] &
  Parameters<typeof onDirectoryChange>[1] &
  Parameters<typeof onOrganisationChange>[1] &
  Parameters<typeof onGroupChange>[1] &
  Parameters<typeof onUsageChange>[1] &
  Parameters<typeof onRepositoryChange>[1] &
  Parameters<typeof onSearchedChange>[1];

/** One after the other. @throws as {@link eachInTurn}. */
export const follow = (change: Change, deps: FollowerDeps): Promise<void> =>
  eachInTurn(FOLLOWERS.map((follower) => () => follower(change, deps)));

/** What a queue is given. Where order counts: `group`, whose messages are in order, and an `id` that each has once. */
export interface Message {
  queue: 'mail' | 'digest' | 'copy' | 'reading' | 'recognition' | 'departure' | 'register';
  body: string;
  group?: string;
  id?: string;
}

/** Work that a change asks of others, by queue. */
export function messagesOf(change: Change): Message[] {
  // What is done to people's data and to their logins is one worker's.
  const copies = [privacyMessageOf(change), loginMessageOf(change)].filter((body) => body !== undefined);
  const departure = departureMessageOf(change);
  return [
    ...queueMessagesOf(change),
    ...(departure ? [{ queue: 'departure' as const, body: departure }] : []),
    ...copies.map((body) => ({ queue: 'copy' as const, body })),
    ...readingMessagesOf(change),
    ...registerMessagesOf(change),
  ];
}
