/** Where somebody works, from what she is and what her session has proved. Pure: docs/adr/0014-sign-in-policies.md. */
import type { GroupMembership, LeftOrganisation, Member, Membership, Person } from './actor.ts';
import { type Asked, askedOf, hasSecondFactor, type Proof, USUAL_POLICY } from './sign-in-policy.ts';

/** What a person is and may do, at this moment. */
export interface Rights {
  person: Person;
  memberships: Membership[];
  /** Organisations of hers that have left the territory: they open nothing. */
  left: LeftOrganisation[];
  groups: GroupMembership[];
  isOperator: boolean;
  /** When she last opened a session, in ISO 8601; absent before the first time. */
  lastSignInAt?: string | undefined;
}

/** Where she works now, or what she has still to prove to work there. */
export function placeOf(
  { person, memberships, left, groups, isOperator }: Rights,
  session: { organisation?: string | undefined },
  proofs: readonly Proof[],
): Pick<Member, 'current' | 'awaits' | 'gone' | 'groups' | 'isOperator'> {
  // Whoever has a code generator wants it asked everywhere, whatever her organisations want.
  const own: Asked[] = person.secondFactor && !hasSecondFactor(proofs) ? ['totp'] : [];
  const askedBy = ({ signIn = USUAL_POLICY, role }: Membership): Asked[] => [
    ...new Set([...askedOf(signIn, role, proofs), ...own]),
  ];
  const isOpen = (membership: Membership): boolean => askedBy(membership).length === 0;
  const entered = new Set(memberships.filter(isOpen).map(({ organisation }) => organisation));
  // A member removed from the organisation she was working for is told so, not moved silently elsewhere.
  const here = session.organisation
    ? memberships.find(({ organisation }) => organisation === session.organisation)
    : (memberships.find(isOpen) ?? memberships[0]);
  const place = {
    // What she shares in a group, she shares through an organisation: it opens with it.
    groups: groups.filter(({ organisation }) => entered.has(organisation)),
    isOperator: isOperator && own.length === 0,
  };
  if (here && isOpen(here)) return { ...place, current: here };
  if (here) return { ...place, current: undefined, awaits: { name: here.name, asked: askedBy(here) } };
  const gone = session.organisation ? left.find(({ organisation }) => organisation === session.organisation) : left[0];
  return {
    ...place,
    current: undefined,
    ...(own.length > 0 ? { awaits: { name: 'Parvis', asked: own } } : {}),
    ...(gone ? { gone: gone.name } : {}),
  };
}
