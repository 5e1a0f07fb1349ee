/** The operator decides on sign-ups, and imports the official mailboxes. */
import type { Clock } from '../../../platform/clock.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem } from '../../../platform/problems.ts';
import { caseScope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { cleanLine, emailAddress } from '../../../platform/text.ts';
import { newToken } from '../../../platform/tokens.ts';
import { mayTransition, searchKey } from '../rules.ts';
import { everyPlace, type OfficialMailbox, type RegisterEntry, saveMailboxes } from '../store/register.ts';
import { moveSignUp, type SignUp, signUpOf } from '../store/sign-up.ts';
import { signUpLink, signUpLinkMail } from './sign-up.ts';

export interface OperatorDeps {
  table: Table;
  clock: Clock;
  territory: { code: string; name: string };
}

export async function signUpToDecide(deps: OperatorDeps, id: string): Promise<SignUp> {
  const request = await signUpOf(deps.table, id);
  if (!request) throw new Problem('not-found');
  return request;
}

/** The applicant receives the link that opens her working space. Approved twice, one mail goes out. */
export async function approve(deps: OperatorDeps, id: string): Promise<SignUp> {
  const request = await signUpToDecide(deps, id);
  if (request.state === 'link-sent' && request.provedBy === 'operator') return request;
  if (!mayTransition('approve', request.state)) throw new Problem('conflict');
  const now = deps.clock();
  const token = newToken();
  await decided(() =>
    moveSignUp(
      deps.table,
      request,
      { state: 'link-sent', provedBy: 'operator' },
      { now: now.toISOString(), link: signUpLink(request, token, now), mails: [signUpLinkMail(deps, request, token)] },
    ),
  );
  return request;
}

export async function refuse(deps: OperatorDeps, id: string, reason: string): Promise<SignUp> {
  const request = await signUpToDecide(deps, id);
  if (!mayTransition('refuse', request.state)) throw new Problem('conflict');
  const mail = newMail(caseScope(id), deps.clock, {
    template: 'sign-up-refused',
    to: request.email,
    parameters: { organisation: request.name, firstName: request.firstName, reason },
  });
  await decided(() =>
    moveSignUp(deps.table, request, { state: 'refused', reason }, { now: deps.clock().toISOString(), mails: [mail] }),
  );
  return request;
}

async function decided(move: () => Promise<void>): Promise<void> {
  try {
    await move();
  } catch (error) {
    if (conditionFailed(error)) throw new Problem('conflict', { cause: error });
    throw error;
  }
}

/** A line that could not be understood, as it stands, counted from 1. */
export interface RefusedLine {
  line: number;
  text: string;
  reason: 'no-place' | 'several-places' | 'no-address';
}

export interface MailboxImport {
  mailboxes: OfficialMailbox[];
  refused: RefusedLine[];
}

/** Reads pasted lines: INSEE code, SIREN or name; then an address. Separated by `;`, `,` or a tab. */
export async function readMailboxes(lines: string, places: readonly RegisterEntry[]): Promise<MailboxImport> {
  const { parse } = await import('csv-parse/sync');
  const separator = [';', '\t', ','].find((candidate) => lines.includes(candidate)) ?? ';';
  const options = {
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    bom: true,
  };
  // A quotation mark that is never closed is one that somebody typed: it then stands for itself.
  const quoted = (lines.match(/"/g) ?? []).length % 2 === 0;
  const rows: unknown = parse(lines, quoted ? options : { ...options, quote: false });
  const byKey = new Map<string, RegisterEntry[]>();
  for (const place of places) {
    for (const key of new Set([place.code, place.siren, searchKey(place.name)])) {
      byKey.set(key, [...(byKey.get(key) ?? []), place]);
    }
  }
  const result: MailboxImport = { mailboxes: [], refused: [] };
  if (!Array.isArray(rows)) return result;
  rows.forEach((row: unknown, at) => {
    const cells = Array.isArray(row) ? row.map((cell) => cleanLine(String(cell))) : [];
    const text = cells.join(separator);
    const address = emailAddress().safeParse(cells.find((cell) => cell.includes('@')) ?? '');
    const named = cells.flatMap((cell) => byKey.get(cell) ?? byKey.get(searchKey(cell)) ?? []);
    const [place, another] = [...new Set(named)];
    // A first line of titles is not a mistake.
    if (at === 0 && !address.success && !place) return;
    const refuseLine = (reason: RefusedLine['reason']) => result.refused.push({ line: at + 1, text, reason });
    if (!address.success) refuseLine('no-address');
    else if (!place) refuseLine('no-place');
    else if (another) refuseLine('several-places');
    else result.mailboxes.push({ siren: place.siren, name: place.name, address: address.data });
  });
  return result;
}

/** What an import would do; nothing is written. */
export const previewMailboxes = async (deps: OperatorDeps, lines: string): Promise<MailboxImport> =>
  readMailboxes(lines, await everyPlace(deps.table, deps.territory.code));

/** Writes the lines understood. */
export async function importMailboxes(deps: OperatorDeps, lines: string): Promise<MailboxImport> {
  const result = await previewMailboxes(deps, lines);
  if (result.mailboxes.length > 0) {
    await saveMailboxes(deps.table, deps.territory.code, result.mailboxes, deps.clock().toISOString());
  }
  return result;
}
