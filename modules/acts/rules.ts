/** What a register says: pure. */
import { GENESIS, type Plain } from '../../platform/register-chain.ts';
import type { ActCard, ActLine, Head, OnlineFile, RegisterEvent } from './schema.ts';

/** Version of the form of entries: docs/register/README.md describes each. */
const FORM = 1;

/** In what an entry names an act by, whatever it tells of it. */
type Named = Pick<ActLine, 'content' | 'number' | 'kind' | 'title' | 'date' | 'particulars'>;

export interface Telling {
  siren: string;
  event: RegisterEvent;
  act: Named;
  /** Online after what it tells: none once withdrawn. */
  files: readonly OnlineFile[];
  reason?: string | undefined;
}

/** The entry that follows `before`, at a moment. Withdrawn, an act is named by its number and its date alone. */
export function entryAfter(before: Head | undefined, at: string, { siren, event, act, files, reason }: Telling): Plain {
  const { authorFirstName = '', authorLastName = '', authorCapacity = '', matter } = act.particulars;
  const words = {
    object: act.title,
    author: `${authorFirstName} ${authorLastName}`.trim(),
    capacity: authorCapacity,
    ...(matter ? { matter } : {}),
  };
  return {
    v: FORM,
    register: siren,
    seq: (before?.seq ?? 0) + 1,
    previous: before?.hash ?? GENESIS,
    at,
    event,
    act: {
      id: act.content,
      number: act.number,
      nature: act.kind,
      date: act.date,
      ...(event === 'withdrawal' ? {} : words),
    },
    files: files.map(({ name, sha256, size, type }) => ({ name, sha256, size, type })),
    ...(reason ? { reason } : {}),
  };
}

/** The moment of an entry: never before that of the entry before, whatever clocks do. */
export const momentAfter = (before: Head | undefined, now: Date): string => {
  const at = now.toISOString();
  return before && before.at > at ? before.at : at;
};

/** What lists show of an act: without the words of its text. */
export function cardOfLine(line: ActLine): ActCard {
  const { key, number, address, kind, title, date, state, onlineAt, files } = line;
  const { matter, matterLabel, members, present, inFavour, against, abstained } = line.particulars;
  const told = { matter, matterLabel, members, present, inFavour, against, abstained };
  const particulars = Object.fromEntries(Object.entries(told).flatMap(([name, text]) => (text ? [[name, text]] : [])));
  const [file] = files;
  return {
    key,
    number,
    address,
    kind,
    title,
    particulars,
    date,
    state,
    onlineAt,
    ...(file ? { file: { size: file.size, type: file.type } } : {}),
  };
}
