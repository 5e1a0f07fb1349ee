/**
 * Who may do what: the one matrix of rights, for every module. Pure. A check elsewhere names an action of this file
 * (`may`, `mustMay` of `platform/actor.ts`), never a role. Printed in docs/rights.md.
 */

/** Rights in one organisation, each including those before it. */
export const ROLES = ['reader', 'contributor', 'publisher', 'referent'] as const;
export type Role = (typeof ROLES)[number];

/** The operator looks after the territory; she has no right inside an organisation that she does not belong to. */
export const ACTOR_ROLES = [...ROLES, 'operator'] as const;
export type ActorRole = (typeof ACTOR_ROLES)[number];

/** What is done within one organisation, and the least of its roles that may. */
const IN_ORGANISATION = {
  'read-organisation': 'reader',
  'write-drafts': 'contributor',
  'deposit-documents': 'contributor',
  'share-by-links': 'publisher',
  'choose-folder-readers': 'publisher',
  'publish-inside': 'contributor',
  'publish-outside': 'publisher',
  'approve-publications': 'publisher',
  'publish-in-groups': 'contributor',
  'open-groups': 'publisher',
  'answer-for-organisation': 'referent',
  'manage-members': 'referent',
  'manage-organisation': 'referent',
  'manage-lists': 'referent',
  'erase-documents': 'referent',
  'read-journal': 'referent',
} as const satisfies Record<string, Role>;

/** What is done over the whole territory: the operator's. */
const IN_TERRITORY = [
  'open-console',
  'decide-sign-ups',
  'manage-organisations',
  'look-after-accounts',
  'load-mailboxes',
  'load-classification',
  'rebuild-indexes',
  'follow-digests',
  'read-territory-journal',
] as const;

export type OrganisationAction = keyof typeof IN_ORGANISATION;
export type TerritoryAction = (typeof IN_TERRITORY)[number];
export type Action = OrganisationAction | TerritoryAction;

const isOrganisationAction = (action: Action): action is OrganisationAction => action in IN_ORGANISATION;

export const ORGANISATION_ACTIONS: readonly OrganisationAction[] = Object.keys(IN_ORGANISATION).filter(
  (name): name is OrganisationAction => name in IN_ORGANISATION,
);
export const TERRITORY_ACTIONS: readonly TerritoryAction[] = IN_TERRITORY;
export const ACTIONS: readonly Action[] = [...ORGANISATION_ACTIONS, ...TERRITORY_ACTIONS];

/** The matrix: whether that role is enough for that action. */
export function roleMay(role: ActorRole, action: Action): boolean {
  if (!isOrganisationAction(action)) return role === 'operator';
  return role !== 'operator' && ROLES.indexOf(role) >= ROLES.indexOf(IN_ORGANISATION[action]);
}

/** Who acts, as far as the matrix looks: her role where she works now, and whether she is the operator. */
export interface ActingRoles {
  current: { role: Role } | undefined;
  isOperator: boolean;
}

/** Whether she may: an operator who is also a member has, in her organisation, the rights of her role there. */
export const may = ({ current, isOperator }: ActingRoles, action: Action): boolean =>
  (current !== undefined && roleMay(current.role, action)) || (isOperator && roleMay('operator', action));
