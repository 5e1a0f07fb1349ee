/** The kinds of publications: one more is one file here and one line below. */
import type { KindName } from '../schema.ts';
import { agreement, arrete, budget, decision, deliberation, minutes } from './acts.ts';
import type { Kind } from './kind.ts';
import { news } from './news.tsx';

export { authorInWords, voteInWords } from './act.tsx';
export type { FormAids, FormValues, Kind } from './kind.ts';

export const KINDS: Readonly<Record<KindName, Kind>> = {
  deliberation,
  arrete,
  decision,
  minutes,
  budget,
  agreement,
  news,
};

export const everyKind: readonly Kind[] = Object.values(KINDS);

/** Acts of the authority: numbered, and entered in its register when everybody may read them. */
export const actKinds: readonly Kind[] = everyKind.filter(({ act }) => act !== undefined);
