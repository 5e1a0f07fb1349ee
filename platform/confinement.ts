/**
 * On behalf of which organisation the table is read and written (docs/adr/0012-iam-isolation.md). Within
 * `onBehalfOf`, every call is signed with credentials that name that one organisation: the cloud refuses what is
 * private to another, whatever the code asked for.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { AwsCredentials } from './aws-json.ts';

interface Behalf {
  /** SIREN; undefined for somebody who works for none. */
  organisation: string | undefined;
}

const present = new AsyncLocalStorage<Behalf>();

/**
 * Runs `work` for an organisation that the caller has found the person to be in, or to be let into. Of a member, use
 * `workingFor` (platform/actor.ts).
 */
export const onBehalfOf = <Result>(organisation: string | undefined, work: () => Promise<Result>): Promise<Result> =>
  present.run({ organisation }, work);

/** Gives credentials that may touch one organisation's partitions, or none's. */
export type Assume = (organisation: string | undefined) => Promise<AwsCredentials>;

/** Asked before each call to the table. */
export type SigningProvider = () => Promise<AwsCredentials>;

/** How long credentials are given, and used: well within, so that none ends on its way. In seconds. */
export const CREDENTIALS_LAST = 30 * 60;
const USED_FOR = 25 * 60;

interface Kept {
  credentials: Promise<AwsCredentials>;
  /** Milliseconds since the epoch. */
  until: number;
}

/**
 * Credentials of the organisation on whose behalf the present work is done, asked for once in 25 minutes and kept for
 * the life of the container; outside of `onBehalfOf`, the function's own.
 */
export function confinedCredentials(
  assume: Assume,
  own: () => Promise<AwsCredentials>,
  now: () => number = Date.now,
): SigningProvider {
  const kept = new Map<string | undefined, Kept>();

  const forOrganisation = (organisation: string | undefined): Promise<AwsCredentials> => {
    const found = kept.get(organisation);
    if (found && found.until > now()) return found.credentials;
    for (const [name, { until }] of kept) if (until <= now()) kept.delete(name);
    const asked = { credentials: assume(organisation), until: now() + USED_FOR * 1000 };
    kept.set(organisation, asked);
    // A refusal is told to whoever waits for it, and is not kept.
    asked.credentials.catch(() => {
      if (kept.get(organisation) === asked) kept.delete(organisation);
    });
    return asked.credentials;
  };
  return () => {
    const behalf = present.getStore();
    return behalf ? forOrganisation(behalf.organisation) : own();
  };
}
