/** Decisions of the directory: who sees what of whom, and who may change it. Pure. */
import { plainKey } from '../../platform/text.ts';
import {
  type Details,
  type Field,
  FIELDS,
  FUNCTIONS,
  type FunctionKey,
  type OwnEdit,
  type Particulars,
  REFERENT_FIELDS,
  type ReferentEdit,
  type ReferentField,
  type Shown,
  VISIBILITIES,
  type Visibility,
} from './schema.ts';

/** Readers, from the nearest. */
export type Readers = Exclude<Visibility, 'nobody'>;

const rank = (level: Visibility): number => VISIBILITIES.indexOf(level);

export const isShownTo = (level: Visibility, readers: Readers): boolean => rank(level) >= rank(readers);

/** Until somebody chooses, a field is for her organisation: nothing but name, function and organisation goes further. */
const UNCHOSEN: Readonly<Record<Field, Visibility>> = {
  subjects: 'organisation',
  phone: 'organisation',
  mobile: 'organisation',
  email: 'organisation',
  hours: 'organisation',
};

/** Of somebody who has filled nothing in yet. */
export const NO_PARTICULARS: Particulars = { subjects: [], visibility: UNCHOSEN, chosenByHer: false, version: 0 };

/** What those readers see: function and title always, each field as far as its visibility goes. */
export function shownTo(particulars: Particulars, readers: Readers): Shown {
  const { function: held, title, visibility } = particulars;
  const shown = (field: Exclude<Field, 'subjects'>): string | undefined =>
    isShownTo(visibility[field], readers) ? particulars[field] : undefined;
  return {
    function: held,
    title,
    subjects: isShownTo(visibility.subjects, readers) ? particulars.subjects : [],
    phone: shown('phone'),
    mobile: shown('mobile'),
    email: shown('email'),
    hours: shown('hours'),
  };
}

const isFilled = (details: Details, field: Field): boolean =>
  field === 'subjects' ? details.subjects.length > 0 : Boolean(details[field]);

/** Whether she has put anything of hers on the public page: without it, the page does not name her. */
export const isOnPublicPage = (particulars: Particulars): boolean => {
  const shown = shownTo(particulars, 'public');
  return FIELDS.some((field) => isFilled(shown, field));
};

/** A field that she keeps to herself is closed to her référent too. */
export const isOpenToReferent = ({ visibility, chosenByHer }: Particulars, field: ReferentField): boolean =>
  !chosenByHer || visibility[field] !== 'nobody';

const narrower = (left: Visibility, right: Visibility): Visibility => (rank(left) < rank(right) ? left : right);

/** How far her référent may show a field: to the network at most, and never further than she has chosen. */
export const mostByReferent = ({ visibility, chosenByHer }: Particulars, field: ReferentField): Visibility =>
  chosenByHer ? visibility[field] : 'network';

/** Her own change: all of it, and the visibilities are hers from now on. */
export const editedByHer = (before: Particulars, edit: OwnEdit): Particulars => ({
  ...edit.details,
  visibility: edit.visibility,
  chosenByHer: true,
  version: before.version + 1,
});

/** Her référent's change: the organisation's fields, as far as they are open to her. */
export function editedByReferent(before: Particulars, edit: ReferentEdit): Particulars {
  const { function: held, title } = edit.details;
  const after = { ...before, function: held, title, version: before.version + 1 };
  const visibility = { ...before.visibility };
  for (const field of REFERENT_FIELDS) {
    if (!isOpenToReferent(before, field)) continue;
    visibility[field] = narrower(edit.visibility[field], mostByReferent(before, field));
    if (field === 'subjects') after.subjects = edit.details.subjects;
    else after[field] = edit.details[field];
  }
  return { ...after, visibility };
}

/** Words by which people write each function when they join. */
const FUNCTION_WORDS: Readonly<Record<FunctionKey, readonly string[]>> = {
  'vice-president': ['vice-president'],
  president: ['president'],
  adjoint: ['adjoint', 'adjointe'],
  conseiller: ['conseiller', 'conseillere'],
  delegue: ['delegue', 'deleguee'],
  dgs: ['dgs', 'directeur-general', 'directrice-generale', 'directeur-des-services', 'directrice-des-services'],
  secretaire: ['secretaire'],
  responsable: ['responsable', 'chef-de-service'],
  maire: ['maire'],
  elu: ['elu', 'elue'],
  agent: ['agent', 'agente'],
};

/** The function that a position written freely names: « Secrétaire de mairie » is `secretaire`. */
export function functionNamed(position: string | undefined): FunctionKey | undefined {
  const text = `-${plainKey(position ?? '')}-`;
  const found = FUNCTIONS.map((key) => ({
    key,
    at: Math.min(...FUNCTION_WORDS[key].map((word) => text.indexOf(`-${word}`)).map((at) => (at < 0 ? Infinity : at))),
  })).filter(({ at }) => at < Infinity);
  found.sort((left, right) => left.at - right.at);
  return found[0]?.key;
}

export interface Held {
  function?: FunctionKey | undefined;
  title?: string | undefined;
}

/** What she is, as her particulars say or, until they do, as she said when she joined. */
export function functionHeld({ function: held, title }: Held, position: string | undefined): Held {
  if (held ?? title) return { function: held ?? functionNamed(title), title };
  return { function: functionNamed(position), title: position };
}

/** What a référent reads of a member's particulars: the organisation's fields, but those kept from her. */
export function forReferent(particulars: Particulars) {
  const { function: held, title, visibility, version } = particulars;
  const open = REFERENT_FIELDS.filter((field) => isOpenToReferent(particulars, field));
  return {
    function: held,
    title,
    ...Object.fromEntries(open.map((field) => [field, particulars[field]])),
    visibility: Object.fromEntries(open.map((field) => [field, visibility[field]])),
    version,
  };
}
