/** Issues of the last runs, in the warm container: each piece is read and encoded once, for all readers. */
import { checkedAddress } from '../../../platform/mail/headers.ts';
import type { MailSender } from '../../../platform/mail/compose.ts';
import type { Signer } from '../../../platform/secrets.ts';
import type { Table } from '../../../platform/table.ts';
import { composeDigest, type Fragment, type Issue } from '../compose-digest.ts';
import { issueOf } from '../digest/issue.ts';
import { fragmentOf } from '../store/fragment.ts';
import { runOf } from '../store/run.ts';
import type { Subscriber } from '../store/subscriber.ts';
import { readerToken } from './subscription.ts';

/** One run, as far as it was needed. An organisation without publications is remembered too. */
export interface KeptIssue {
  issue: Promise<Issue>;
  fragments: Map<string, Promise<Fragment | undefined>>;
}

export type Issues = Map<string, KeptIssue>;

/** Runs kept: the one being sent, and one that is late. */
const KEPT = 2;

interface IssueDeps {
  table: Table;
  signer: Signer;
  origin: string;
  territory: string;
  sender: MailSender;
  issues: Issues;
}

async function readIssue({ table, origin, territory, sender }: IssueDeps, id: string): Promise<Issue> {
  const run = await runOf(table, id);
  if (!run?.to) throw new Error(`The run ${id} covers nothing.`);
  return issueOf({ run: id, at: new Date(run.to), origin, territory, sender });
}

function keptIssue(deps: IssueDeps, run: string): KeptIssue {
  const known = deps.issues.get(run);
  if (known) return known;
  const kept: KeptIssue = { issue: readIssue(deps, run), fragments: new Map() };
  deps.issues.set(run, kept);
  // What could not be read is not kept: the next message asks again.
  kept.issue.catch(() => deps.issues.delete(run));
  for (const oldest of [...deps.issues.keys()].slice(0, -KEPT)) deps.issues.delete(oldest);
  return kept;
}

function keptFragment(
  { table }: IssueDeps,
  { fragments }: KeptIssue,
  run: string,
  organisation: string,
): Promise<Fragment | undefined> {
  const known = fragments.get(organisation);
  if (known) return known;
  const fragment = fragmentOf(table, run, organisation);
  fragments.set(organisation, fragment);
  fragment.catch(() => fragments.delete(organisation));
  return fragment;
}

/** What composes a reader's digest of a run. @returns undefined when she has nothing to read. */
export async function composedFor(
  deps: IssueDeps,
  run: string,
  subscriber: Subscriber,
): Promise<(() => string) | undefined> {
  const kept = keptIssue(deps, run);
  const organisations = [...new Set(subscriber.lists.map((reference) => reference.slice(0, reference.indexOf('/'))))];
  const [issue, token, ...found] = await Promise.all([
    kept.issue,
    readerToken(deps.signer, subscriber.key),
    ...organisations.map((organisation) => keptFragment(deps, kept, run, organisation)),
  ]);
  const fragments = found.filter((fragment) => fragment !== undefined);
  if (fragments.length === 0) return undefined;
  return () => composeDigest(issue, fragments, { email: checkedAddress(subscriber.email), token });
}
