/** What comes in and goes out of groups. */
import * as z from 'zod';
import { type Standing, STANDINGS } from '../../platform/actor.ts';
import { isId } from '../../platform/ids.ts';
import { cleanText, emailAddress, line } from '../../platform/text.ts';
import { LIMITS, TEXTS } from './texts.ts';

export const GROUP_KINDS = ['working', 'steering', 'class'] as const;
export type GroupKind = (typeof GROUP_KINDS)[number];

/** How one comes in: at once, by asking, by invitation alone. */
export const GROUP_ACCESS = ['open', 'request', 'closed'] as const;
export type GroupAccess = (typeof GROUP_ACCESS)[number];

export const GROUP_STATES = ['active', 'archived'] as const;
export type GroupState = (typeof GROUP_STATES)[number];

/** What one may write of a group. */
export interface GroupText {
  name: string;
  purpose: string;
  kind: GroupKind;
  access: GroupAccess;
}

/** The truth of a group, in its own partition. */
export interface Group extends GroupText {
  id: string;
  state: GroupState;
  memberCount: number;
  facilitatorCount: number;
  /** Requests that wait for an answer. */
  requestCount: number;
  version: number;
  /** SIREN and name of the organisation that opened it. */
  organisation: string;
  organisationName: string;
  /** Subject of who opened it. */
  createdBy: string;
  createdAt: string;
  archivedAt?: string | undefined;
}

/** What the list of the network shows of a group that is not closed. */
export type GroupCard = Pick<
  Group,
  'id' | 'name' | 'purpose' | 'kind' | 'access' | 'memberCount' | 'organisationName' | 'createdAt'
>;

/** Somebody of an organisation, as a group knows her. */
export interface PersonOfOrganisation {
  person: string;
  firstName: string;
  lastName: string;
  /** SIREN and name of the organisation through which she is, or would be, in the group. */
  organisation: string;
  organisationName: string;
}

export interface GroupMember extends PersonOfOrganisation {
  standing: Standing;
  since: string;
}

export interface GroupRequest extends PersonOfOrganisation {
  askedAt: string;
}

/** What the directory says of somebody who was picked there: her address is not among it. */
export interface PersonPicked {
  person: string;
  name: string;
  organisationName: string;
}

/** A person invited: by her address, which whoever has it may come in with, or picked from the directory. */
export interface PersonInvited {
  key: string;
  /** As a facilitator typed it; none when she was picked: who invites her does not learn it. */
  email?: string | undefined;
  picked?: PersonPicked | undefined;
  invitedBy: string;
  invitedAt: string;
}

export const ORGANISATION_STATES = ['invited', 'accepted'] as const;

/** An organisation invited: once its référent has accepted, its members may come in. */
export interface OrganisationInvited {
  siren: string;
  name: string;
  state: (typeof ORGANISATION_STATES)[number];
  invitedBy: string;
  invitedAt: string;
}

/** The same, as the organisation's own partition says it. */
export interface GroupOffered {
  group: string;
  name: string;
  purpose: string;
  kind: GroupKind;
  state: (typeof ORGANISATION_STATES)[number];
  invitedBy: string;
  invitedAt: string;
}

const isGroupId = (text: string): boolean => isId('grp', text) || /^\d{9}$/.test(text);

export const groupParams = z.object({ id: z.string().refine(isGroupId) });
export const groupMemberParams = groupParams.extend({ person: z.uuid() });
export const groupInvitationParams = groupParams.extend({ key: z.string().regex(/^[0-9a-f]{64}$/) });
export const groupOrganisationParams = groupParams.extend({ siren: z.string().regex(/^\d{9}$/) });

/** `suite`: where a list goes on; `fait`: what has just been done. */
export const listQuery = z.object({
  suite: z.string().max(2000).optional(),
  fait: z.string().max(30).optional(),
});

const groupText = {
  name: line('le nom du groupe', LIMITS.name),
  purpose: z
    .string({ error: TEXTS.purposeNeeded })
    .transform(cleanText)
    .pipe(z.string().min(1, { error: TEXTS.purposeNeeded }).max(LIMITS.purpose, { error: TEXTS.purposeTooLong })),
  kind: z.enum(GROUP_KINDS, { error: TEXTS.kindNeeded }),
  access: z.enum(GROUP_ACCESS, { error: TEXTS.accessNeeded }),
};

/** `id` was made when the form was shown: posted twice, it opens one group. */
export const newGroupBody = z.object({
  id: z.string().refine((id) => isId('grp', id), { error: TEXTS.reload }),
  ...groupText,
});

/** `version`: the one that the form was made from. */
export const settingsBody = z.object({ version: z.coerce.number().int().min(1), ...groupText });

export const standingBody = z.object({ standing: z.enum(STANDINGS, { error: TEXTS.standingNeeded }) });

export const personInvitationBody = z.object({ email: emailAddress() });

/** Somebody of the directory, in one of her organisations; `nom`: what she was looked for by. */
export const pickedInvitationBody = z.object({ person: z.uuid(), organisation: z.string().regex(/^\d{9}$/) });

export const organisationInvitationBody = z.object({
  siren: z.string().regex(/^\d{9}$/, { error: TEXTS.organisationNeeded }),
});

/** `q`: letters of an organisation's name; `nom`: words by which a person is looked for. */
export const invitingQuery = listQuery.extend({
  q: z.string().max(100).optional(),
  nom: z.string().max(100).optional(),
});
