/** Acts that everybody may read: the register of an organisation, line by line and entry by entry. */
import * as z from 'zod';
import type { ActName, Particulars } from '../content/index.ts';

export const EVENTS = ['publication', 'replacement', 'withdrawal'] as const;
export type RegisterEvent = (typeof EVENTS)[number];

/** A document as it is online: the act itself first, then its annexes. */
export interface OnlineFile {
  document: string;
  name: string;
  /** In bytes. */
  size: number;
  type: string;
  /** Of the bytes that were put online, hexadecimal. */
  sha256: string;
}

/** What happened to an act, as its page tells it. */
export interface Happening {
  event: RegisterEvent;
  seq: number;
  at: string;
  reason?: string | undefined;
}

/** An act of the register, whole. */
export interface ActLine {
  /** What makes its number unique: see `actNumber`. */
  key: string;
  number: string;
  /** In its address: `2026-014`. */
  address: string;
  /** The publication. */
  content: string;
  kind: ActName;
  title: string;
  particulars: Particulars;
  /** Of the session or of the decision. */
  date: string;
  state: 'online' | 'withdrawn';
  /** When it went online, exactly. */
  onlineAt: string;
  withdrawnAt?: string | undefined;
  /** Of its last entry. */
  seq: number;
  files: readonly OnlineFile[];
  history: readonly Happening[];
}

/** What lists and open data show of an act. */
export type ActCard = Pick<
  ActLine,
  'key' | 'number' | 'address' | 'kind' | 'title' | 'particulars' | 'date' | 'state' | 'onlineAt'
> & { file?: { size: number; type: string } | undefined };

/** Where the register ends. */
export interface Head {
  seq: number;
  hash: string;
  at: string;
}

/** What the worker of the register is asked: to look at one act again. */
export const registerMessage = z.object({ siren: z.string().regex(/^\d{9}$/), content: z.string() });
export type RegisterMessage = z.output<typeof registerMessage>;

/** What a council examined in one session, beside what its register has (CGCT L2121-25). */
export interface SessionList {
  /** The day of the session. */
  date: string;
  /** Délibérations that are not in the register: rejected, put off, not published yet. */
  others: readonly string[];
  /** Taken away, it is kept as it was, for those who made it. */
  isOnline: boolean;
  onlineAt: string;
  updatedAt: string;
  version: number;
}

/** How an organisation publishes its acts (CGCT L2131-1, IV): the choice is that of communes under 3,500 inhabitants. */
export const PUBLICITY_MODES = ['electronic', 'posting', 'paper'] as const;
export type PublicityMode = (typeof PUBLICITY_MODES)[number];

export interface ActsSettings {
  publicity: PublicityMode;
  /** Number and date of the délibération that chose another mode than the electronic one. */
  decidedBy?: string | undefined;
  /** Fourteen digits: open data names the organisation by it. */
  siret?: string | undefined;
  version: number;
}
