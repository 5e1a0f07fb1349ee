/** What acts need beside what every publication needs: a number that is theirs, a matter that exists. */
import { type Member, organisationScopeOf } from '../../platform/actor.ts';
import { type FieldError, refuseField } from '../../platform/problems.ts';
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { isoDay } from '../../web/format.ts';
import { classificationOf, matterInWords, mattersToChoose } from '../classification/index.ts';
import { type ActNumber, actNumber, numberAfter } from './rules-acts.ts';
import { type FormAids, type Kind, KINDS } from './kinds/index.ts';
import type { Content, Particulars } from './schema.ts';
import type { Stored } from './service.ts';
import { type ActDefaults, actDefaultsOf, holderOfNumber, lastNumberOf } from './store/index.ts';
import { TEXTS } from './texts.ts';

/** The first free number of a year. */
const nextNumber = async (table: Table, siren: string, year: string): Promise<string> =>
  numberAfter(year, await lastNumberOf(table, organisationScope(siren), year, { consistent: true }));

const yearOf = ({ particulars: { sessionDate } }: Pick<Content, 'particulars'>): string =>
  sessionDate?.slice(0, 4) ?? '';

/**
 * Why the matter of an act is refused, if it is: what is chosen must be in the classification; where there is none,
 * nothing is chosen. 1 to 2 read units.
 */
export async function refusalsOfMatter(
  { table, territory }: Stored,
  { kind, particulars }: Pick<Content, 'kind' | 'particulars'>,
): Promise<FieldError[]> {
  if (!KINDS[kind].act) return [];
  const classification = await classificationOf(table, territory.code);
  if (!classification) return [];
  const { matter } = particulars;
  if (!matter) return [{ field: 'matter', message: TEXTS.matterNeeded }];
  return mattersToChoose(classification).some(({ code }) => code === matter)
    ? []
    : [{ field: 'matter', message: TEXTS.matterUnknown }];
}

/** The words of its matter are written on an act when it is published: a later classification changes nothing. */
async function withMatter({ table, territory }: Stored, particulars: Particulars): Promise<Particulars> {
  const { matter, ...rest } = particulars;
  const classification = matter ? await classificationOf(table, territory.code) : undefined;
  const matterLabel = classification && matter && matterInWords(classification, matter);
  return matter && matterLabel && classification
    ? { ...rest, matter, matterLabel, classification: classification.date }
    : rest;
}

/** What a publication takes with it when it is an act. */
export interface Numbered<Of> {
  content: Of;
  number?: { key: string; number: string };
  defaults?: ActDefaults;
}

const isTaken = (number: string, next: string): string =>
  `Le numéro ${number} vient d’être pris par un autre acte. Le premier libre est ${next}.`;

/**
 * An act with the number that it takes: its own when nobody has it, else the first free one when none was typed.
 * @throws {Problem} `invalid` on the field `number`, with the next free one, when another act has it.
 */
export async function numbered<Of extends Content>(deps: Stored, content: Of): Promise<Numbered<Of>> {
  if (!KINDS[content.kind].act) return { content };
  const { table } = deps;
  const { organisation: siren, id } = content;
  const typed = content.particulars['number'];
  // What nobody typed is the first that is free, whoever took those before meanwhile: nobody holds it.
  const wanted = actNumber(typed ?? (await nextNumber(table, siren, yearOf(content))));
  if (!wanted) throw new Error('A number was let through that is none.');
  const holder = typed && (await holderOfNumber(table, organisationScope(siren), wanted.key));
  if (holder && holder !== id) {
    throw refuseField('number', isTaken(wanted.shown, await nextNumber(table, siren, yearOf(content))));
  }
  const particulars = { ...(await withMatter(deps, content.particulars)), number: wanted.shown };
  const { key, shown } = wanted;
  const defaults = await changedDefaults(table, content);
  return {
    content: { ...content, particulars },
    number: { key, number: shown },
    ...(defaults ? { defaults } : {}),
  };
}

/** What is to be remembered of an act's author, when it is not what is known. */
async function changedDefaults(table: Table, content: Content): Promise<ActDefaults | undefined> {
  const { authorFirstName, authorLastName, authorCapacity, members } = content.particulars;
  if (!authorLastName) return undefined;
  const known = await actDefaultsOf(table, organisationScope(content.organisation));
  const told = { authorFirstName, authorLastName, authorCapacity, members: members ?? known.members };
  const isKnown =
    known.authorFirstName === authorFirstName &&
    known.authorLastName === authorLastName &&
    known.authorCapacity === authorCapacity &&
    known.members === told.members;
  return isKnown ? undefined : told;
}

/** The number that an act has, if it has one. */
export const numberOf = ({ kind, particulars }: Pick<Content, 'kind' | 'particulars'>): ActNumber | undefined =>
  KINDS[kind].act && particulars['number'] ? actNumber(particulars['number']) : undefined;

/** What the form of an act offers. 1 to 2 read units. */
export async function formAids({ table, territory }: Stored, kind: Kind): Promise<FormAids | undefined> {
  if (!kind.act) return undefined;
  const classification = await classificationOf(table, territory.code);
  return { matters: classification ? mattersToChoose(classification) : [] };
}

/** What a new form of an act proposes: the first free number of this year, and the author of the last act. */
export async function proposedParticulars(deps: Stored, member: Member, kind: Kind): Promise<Particulars> {
  if (!kind.act) return {};
  const scope = organisationScopeOf(member);
  const year = isoDay(deps.clock()).slice(0, 4);
  const [last, defaults] = await Promise.all([lastNumberOf(deps.table, scope, year), actDefaultsOf(deps.table, scope)]);
  const { members, ...author } = defaults;
  const proposed = { number: numberAfter(year, last), ...author, ...(kind.act.hasVote ? { members } : {}) };
  return Object.fromEntries(Object.entries(proposed).flatMap(([name, text]) => (text ? [[name, text]] : [])));
}
