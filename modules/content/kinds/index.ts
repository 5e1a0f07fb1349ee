/** The kinds of publications: one more is one file here and one line below. */
import type { KindName } from '../schema.ts';
import { deliberation } from './deliberation.tsx';
import type { Kind } from './kind.ts';
import { news } from './news.tsx';

export type { FormValues, Kind } from './kind.ts';

export const KINDS: Readonly<Record<KindName, Kind>> = { deliberation, news };

export const everyKind: readonly Kind[] = Object.values(KINDS);

/** The kind whose public addresses have this section. */
export const kindOfSection = (section: string): Kind | undefined => everyKind.find((kind) => kind.section === section);
