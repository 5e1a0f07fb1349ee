/** The operator decides on sign-ups, and imports the official mailboxes. */
import type { Member } from '../../../platform/actor.ts';
import { type Clock, timeToLive } from '../../../platform/clock.ts';
import { actEntity, actOfOperator, type ActName } from '../../../platform/journal.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { caseScope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { emailAddress, plainKey } from '../../../platform/text.ts';
import { newToken } from '../../../platform/tokens.ts';
import { addressesFor } from '../kinds.ts';
import { readTable, separatorOf } from '../pasted-table.ts';
import { mayTransition, searchKey, type SignUpState } from '../rules.ts';
import { publicProfile } from '../store/organisation.ts';
import {
  everyPlace,
  type NewPlace,
  type OfficialMailbox,
  placeBySiren,
  placeBySlug,
  type RegisterEntry,
  saveMailboxes,
} from '../store/register.ts';
import { createSignUp, moveSignUp, type SignUp, signUpOf, signUpsIn } from '../store/sign-up.ts';
import { bodiesKept } from '../store/territory-bodies.ts';
import { TEXTS } from '../texts.ts';
import { type Applicant, KEPT_FOR, signUpLink, signUpLinkMail } from './sign-up.ts';

export interface OperatorDeps {
  table: Table;
  clock: Clock;
  territory: { code: string; name: string };
}

/** Called as the register calls it now: its name may have changed since it was asked for. */
export async function signUpToDecide({ table, territory }: OperatorDeps, id: string): Promise<SignUp> {
  const request = await signUpOf(table, id);
  if (!request) throw new Problem('not-found');
  const place = await placeBySiren(table, territory.code, request.siren);
  return place ? { ...request, name: place.name } : request;
}

/**
 * Requests of a state, oldest first, each called as the register calls it now. The names come all at once with the
 * bodies of the territory; one by one for what is in none of them.
 */
export async function signUpsToSee(
  { table, territory }: OperatorDeps,
  state: SignUpState,
  options: { limit: number; cursor?: string | null },
): Promise<{ requests: SignUp[]; next: string | null }> {
  const { requests, next } = await signUpsIn(table, state, options);
  const bodies = requests.length === 0 ? [] : await bodiesKept(table, territory.code);
  const names = new Map(bodies.flatMap((body) => [body, ...body.communes]).map(({ siren, name }) => [siren, name]));
  const named = async (request: SignUp): Promise<SignUp> => {
    const name = names.get(request.siren) ?? (await placeBySiren(table, territory.code, request.siren))?.name;
    return name === undefined ? request : { ...request, name };
  };
  return { requests: await Promise.all(requests.map(named)), next };
}

/** What journals keep of a decision. */
const decision = (
  { clock }: OperatorDeps,
  member: Member,
  name: ActName,
  request: Pick<SignUp, 'name' | 'firstName' | 'lastName'>,
) =>
  actOfOperator(member, clock, {
    name,
    about: { name: request.name },
    details: { applicant: `${request.firstName} ${request.lastName}` },
  });

/** The applicant receives the link that opens her working space. Approved twice, one mail goes out. */
export async function approve(deps: OperatorDeps, member: Member, id: string): Promise<SignUp> {
  const request = await signUpToDecide(deps, id);
  if (request.state === 'link-sent' && request.provedBy === 'operator') return request;
  if (!mayTransition('approve', request.state)) throw new Problem('conflict');
  const now = deps.clock();
  const token = newToken();
  const { slug, place } = request.isUnlisted ? await placeFor(deps, request) : { slug: request.slug, place: undefined };
  await decided(() =>
    moveSignUp(
      deps.table,
      request,
      { state: 'link-sent', provedBy: 'operator', slug },
      {
        now: now.toISOString(),
        link: signUpLink({ ...request, slug }, token, now),
        mails: [signUpLinkMail(deps, request, token)],
        place,
        act: decision(deps, member, 'sign-up-approved', request),
      },
    ),
  );
  return request;
}

/** The address of an organisation that the register may lack, and its line there when it does. */
async function placeFor(
  { table, territory }: OperatorDeps,
  { siren, kind, name }: Pick<RegisterEntry, 'siren' | 'kind' | 'name'>,
): Promise<{ slug: string; place: NewPlace | undefined }> {
  const known = await placeBySiren(table, territory.code, siren);
  if (known) return { slug: known.slug, place: undefined };
  const [short, whole] = addressesFor(plainKey(name), siren);
  const slug = (await placeBySlug(table, territory.code, short)) ? whole : short;
  const entry = { siren, kind, name, slug, code: siren, postalCodes: [], population: 0, isAdded: true };
  return { slug, place: { departement: territory.code, entry } };
}

/** Who is to look after an organisation that the operator adds. */
export interface Founding extends Applicant {
  siren: string;
  kind: RegisterEntry['kind'];
  name: string;
}

/**
 * Adds an organisation and invites its first référent by mail. Posted twice, one mail goes out.
 * @throws {Problem} `invalid` on the SIREN when that organisation has joined.
 */
export async function addOrganisation(deps: OperatorDeps, member: Member, founding: Founding): Promise<SignUp> {
  const { id, siren } = founding;
  const joined = await publicProfile(deps.table, siren);
  if (joined?.left) throw refuseField('siren', TEXTS.hasLeft(joined.name, formatDate(joined.left.until)));
  if (joined) throw refuseField('siren', TEXTS.alreadyJoined(founding.name));
  const now = deps.clock();
  const token = newToken();
  const { slug, place } = await placeFor(deps, founding);
  const name = place ? founding.name : ((await placeBySiren(deps.table, deps.territory.code, siren))?.name ?? '');
  const request = {
    ...founding,
    name,
    slug,
    isUnlisted: place !== undefined,
    state: 'link-sent' as const,
    provedBy: 'operator' as const,
    codeTries: 0,
    codesSent: 0,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    ttl: timeToLive(now, KEPT_FOR),
  };
  const mail = newMail(caseScope(id), deps.clock, {
    template: 'founder-invitation',
    to: founding.email,
    parameters: { organisation: name, firstName: founding.firstName, token },
  });
  const link = signUpLink(request, token, now);
  const act = decision(deps, member, 'organisation-added', request);
  try {
    await createSignUp(deps.table, request, [mail], undefined, { link, act, ...(place ? { place } : {}) });
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    const first = await signUpOf(deps.table, id);
    if (first?.siren !== siren || first.email !== founding.email) throw new Problem('conflict', { cause: error });
  }
  return signUpToDecide(deps, id);
}

export async function refuse(deps: OperatorDeps, member: Member, id: string, reason: string): Promise<SignUp> {
  const request = await signUpToDecide(deps, id);
  if (!mayTransition('refuse', request.state)) throw new Problem('conflict');
  const mail = newMail(caseScope(id), deps.clock, {
    template: 'sign-up-refused',
    to: request.email,
    parameters: { organisation: request.name, firstName: request.firstName, reason },
  });
  await decided(() =>
    moveSignUp(
      deps.table,
      request,
      { state: 'refused', reason },
      {
        now: deps.clock().toISOString(),
        mails: [mail],
        act: decision(deps, member, 'sign-up-refused', request),
      },
    ),
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
  const rows = readTable(lines);
  const byKey = new Map<string, RegisterEntry[]>();
  for (const place of places) {
    for (const key of new Set([place.code, place.siren, searchKey(place.name)])) {
      byKey.set(key, [...(byKey.get(key) ?? []), place]);
    }
  }
  const result: MailboxImport = { mailboxes: [], refused: [] };
  const separator = separatorOf(lines);
  rows.forEach(({ line, cells }, at) => {
    const text = cells.join(separator);
    const address = emailAddress().safeParse(cells.find((cell) => cell.includes('@')) ?? '');
    const named = cells.flatMap((cell) => byKey.get(cell) ?? byKey.get(searchKey(cell)) ?? []);
    const [place, another] = [...new Set(named)];
    // A first line of titles is not a mistake.
    if (at === 0 && !address.success && !place) return;
    const refuseLine = (reason: RefusedLine['reason']) => result.refused.push({ line, text, reason });
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
import { formatDate } from '../../../web/format.ts';

/** Writes the lines understood, then tells the journal: more than one transaction holds. */
export async function importMailboxes(deps: OperatorDeps, member: Member, lines: string): Promise<MailboxImport> {
  const result = await previewMailboxes(deps, lines);
  if (result.mailboxes.length > 0) {
    await saveMailboxes(deps.table, deps.territory.code, result.mailboxes, deps.clock().toISOString());
    const details = { count: String(result.mailboxes.length) };
    await actEntity(deps.table)
      .create(actOfOperator(member, deps.clock, { name: 'mailboxes-imported', details }))
      .go();
  }
  return result;
}
