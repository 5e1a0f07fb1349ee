/**
 * The one writer of a register. Told to look at an act, it finds what its organisation wants of it now and what the
 * register says, and appends what lies between: told twice, or late, it appends once.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Files } from '../../platform/files.ts';
import { log } from '../../platform/log.ts';
import { canonical, sha256OfText } from '../../platform/register-chain.ts';
import { organisationScope, publicScope } from '../../platform/scope.ts';
import type { Signatory } from '../../platform/signing.ts';
import type { Table } from '../../platform/table.ts';
import { themeOf } from '../classification/index.ts';
import { actNumber, type Attachment, type Content, contentById, isActName, publicKey } from '../content/index.ts';
import { certificateName, certificateOf } from './certificate.ts';
import { cardOfLine, entryAfter, momentAfter } from './rules.ts';
import {
  type ActLine,
  type Happening,
  type OnlineFile,
  type RegisterEvent,
  registerMessage,
  type RegisterMessage,
} from './schema.ts';
import { append, headOf, keyOfContent, lineOf, publishKey } from './store/index.ts';
import { TEXTS } from './texts.ts';

export interface RegisteringDependencies {
  table: Table;
  clock: Clock;
  files: Pick<Files, 'read' | 'copy' | 'put' | 'remove'>;
  signatory: Signatory;
  /** Scheme, host and port of the site: certificates say where they are checked. */
  origin: string;
}

/** An act that everybody may read, as its organisation wants it. */
interface Wanted {
  content: Content;
  key: string;
  number: string;
  address: string;
}

function wantedOf(content: Content): Wanted | undefined {
  if (content.state !== 'published' || content.audience !== 'public' || !isActName(content.kind)) return undefined;
  const number = content.particulars['number'] && actNumber(content.particulars['number']);
  return number ? { content, key: number.key, number: number.shown, address: number.address } : undefined;
}

/** Looks at one act again, until the register says what is wanted. @throws when a step must be tried again. */
export async function register(deps: RegisteringDependencies, body: string): Promise<void> {
  const message = registerMessage.parse(JSON.parse(body));
  const scope = publicScope(message.siren);
  const content = await contentById(deps.table, organisationScope(message.siren), message.content, {
    consistent: true,
  });
  // Nothing that was published is ever erased: without it, there is nothing to enter.
  if (!content) return;
  const wanted = wantedOf(content);
  const key = await keyOfContent(deps.table, scope, message.content, { consistent: true });
  const found = key === undefined ? undefined : await lineOf(deps.table, scope, key, { consistent: true });
  // Its number may be another act's since: that act's line is no business of this one.
  const line = found?.content === message.content ? found : undefined;
  const online = line?.state === 'online' ? line : undefined;
  if (online && (!wanted || wanted.key !== online.key)) {
    await withdraw(deps, message, online, content);
    if (wanted) await putOnline(deps, message, wanted, undefined);
  } else if (wanted && (!online || !isSame(online, wanted.content.attachments))) {
    await putOnline(deps, message, wanted, online);
  }
  const kept = new Set(wanted?.content.attachments.map(({ document }) => document));
  await removeCopies(deps, message, [...content.attachments, ...(line?.files ?? [])], kept);
}

const isSame = ({ files }: ActLine, attachments: readonly Attachment[]): boolean =>
  files.map(({ document }) => document).join() === attachments.map(({ document }) => document).join();

/** Copies of what is online no more. Done again, nothing is there. */
async function removeCopies(
  { files }: RegisteringDependencies,
  { siren, content }: RegisterMessage,
  known: readonly { document: string }[],
  kept: ReadonlySet<string>,
): Promise<void> {
  const gone = new Set(known.map(({ document }) => document).filter((document) => !kept.has(document)));
  for (const document of gone) await files.remove(publicKey(siren, content, { document }));
}

/** Puts the copy there that everybody may download, and reads it back: the hash is that of what is online. */
async function putCopy(
  { files }: RegisteringDependencies,
  { siren, content }: RegisterMessage,
  attachment: Attachment,
): Promise<OnlineFile> {
  const copy = publicKey(siren, content, attachment);
  await files.copy(attachment.key, copy, attachment.version);
  const { body } = await files.read(copy);
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of body) {
    hash.update(chunk);
    size += chunk.length;
  }
  const sha256 = hash.digest('hex');
  if (attachment.sha256 && attachment.sha256 !== sha256) {
    throw new Error(`The public copy of ${attachment.document} is not what was checked.`);
  }
  const { document, name, type } = attachment;
  return { document, name, type, size, sha256 };
}

async function putOnline(
  deps: RegisteringDependencies,
  message: RegisterMessage,
  { content, key, number, address }: Wanted,
  online: ActLine | undefined,
): Promise<void> {
  const files: OnlineFile[] = [];
  for (const attachment of content.attachments) files.push(await putCopy(deps, message, attachment));
  const before = online ?? (await lineBefore(deps, message, key));
  const { title, particulars } = content;
  const event = online ? 'replacement' : 'publication';
  const line = {
    key,
    number,
    address,
    content: content.id,
    // `wantedOf` has let acts through alone.
    kind: isActName(content.kind) ? content.kind : 'deliberation',
    title,
    particulars,
    date: particulars['sessionDate'] ?? '',
    state: 'online',
    files,
  } as const;
  const organisation = { name: content.organisationName, slug: content.slug };
  const reason = online && content.redaction?.reason;
  await appendEntry(deps, message, { event, line, before, reason, organisation });
}

/** What the register said of that number for that very act: undone, then published again. */
async function lineBefore(
  { table }: RegisteringDependencies,
  { siren, content }: RegisterMessage,
  key: string,
): Promise<ActLine | undefined> {
  const line = await lineOf(table, publicScope(siren), key, { consistent: true });
  return line?.content === content ? line : undefined;
}

async function withdraw(
  deps: RegisteringDependencies,
  message: RegisterMessage,
  online: ActLine,
  content: Content,
): Promise<void> {
  const reason = content.state === 'withdrawn' ? (content.withdrawal ?? TEXTS.withdrawn) : TEXTS.undone;
  const line = { ...online, state: 'withdrawn' } as const;
  const organisation = { name: content.organisationName, slug: content.slug };
  await appendEntry(deps, message, { event: 'withdrawal', line, before: online, reason, organisation });
}

interface Step {
  event: RegisterEvent;
  line: Omit<ActLine, 'onlineAt' | 'withdrawnAt' | 'seq' | 'history'>;
  before: ActLine | undefined;
  reason: string | undefined;
  organisation: { name: string; slug: string };
}

/** The exact moment, the chain, the signature, then the entry with all that shows it, at once. */
async function appendEntry(
  { table, clock, signatory, files: bucket, origin }: RegisteringDependencies,
  { siren, content }: RegisterMessage,
  { event, line, before, reason, organisation }: Step,
): Promise<void> {
  const scope = publicScope(siren);
  const publicHalf = await signatory.publicKey();
  await publishKey(table, publicHalf);
  const end = await headOf(table, scope, { consistent: true });
  const at = momentAfter(end, clock());
  const files = line.state === 'online' ? line.files : [];
  const entry = canonical(entryAfter(end, at, { siren, event, act: line, files, reason }));
  const hash = await sha256OfText(entry);
  const seq = (end?.seq ?? 0) + 1;
  const row = { seq, entry, hash, signature: await signatory.sign(hash), key: publicHalf.key };
  const happening: Happening = { event, seq, at, ...(reason ? { reason } : {}) };
  const whole: ActLine = {
    ...line,
    seq,
    onlineAt: event === 'publication' || !before ? at : before.onlineAt,
    ...(event === 'withdrawal' ? { withdrawnAt: at } : {}),
    history: [...(before?.history ?? []), happening],
  };
  // Before the entry shows it: once it is there, so is its certificate.
  const certificate = await certificateOf({ organisation, origin, line: whole, row });
  await bucket.put(publicKey(siren, content, { document: certificateName(whole) }), certificate, 'application/pdf');
  await append(table, scope, {
    row,
    head: { seq, hash, at },
    before: end,
    line: whole,
    card: cardOfLine(whole),
    lists: listsOf(whole),
  });
  log('register.appended', { organisation: siren, act: line.content, event, entry: seq });
}

/** The lists that an act is in: all, those of its nature, those of its theme. */
const listsOf = ({ kind, particulars: { matter } }: Pick<ActLine, 'kind' | 'particulars'>): string[] => [
  'all',
  `n-${kind}`,
  ...(matter ? [`t-${themeOf(matter)}`] : []),
];
