/** What surrounds a page, from who reads it. */
import type { Chrome } from '../../web/layout.tsx';
import type { Member } from '../actor.ts';
import { may } from '../rules.ts';

export interface Territory {
  code: string;
  name: string;
  /** Its colour, `#rrggbb`. */
  hue?: string;
}

type MemberChrome = Extract<Chrome, { kind: 'member' }>;

/** The page of a member: the bar with her organisation, the navigation, « Publier ». */
export function memberChrome(
  territory: Territory,
  member: Member,
  current?: MemberChrome['current'],
  nonce?: string,
): Chrome {
  const { current: membership } = member;
  const name = `${member.person.firstName} ${member.person.lastName}`;
  if (!membership) return { kind: 'bare', territory };
  return {
    kind: 'member',
    territory,
    organisation: { id: membership.organisation, name: membership.name },
    organisations: member.memberships.map(({ organisation, name }) => ({ id: organisation, name })),
    person: { name },
    isReferent: may(member, 'manage-organisation'),
    isOperator: may(member, 'open-console'),
    ...(membership.isSuspended ? { isSuspended: true } : {}),
    ...(current ? { current } : {}),
    ...(nonce ? { nonce } : {}),
  };
}
