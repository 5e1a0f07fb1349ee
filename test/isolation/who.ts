/** Who knocks at each route, and what none of them may find behind it. */
import type { Visitor } from '../../local/demo/visitor.ts';
import { SESSION_COOKIE } from '../../platform/sessions.ts';
import { newToken } from '../../platform/tokens.ts';
import { visitorOf } from '../support/joining.ts';
import { as, type Scene, type Territory } from '../support/territory.ts';

/**
 * `forged`: a cookie that nobody was given, with the référent's own id in it; `revoked`: one of a session since closed; `removed`: a former member whose
 * session is open; `stranger`: the référent of another organisation; then the roles of the organisation itself.
 */
export const EVERYBODY = [
  'outsider',
  'forged',
  'revoked',
  'removed',
  'stranger',
  'reader',
  'contributor',
  'publisher',
  'referent',
  'operator',
] as const;
export type Who = (typeof EVERYBODY)[number];

/** Somebody at a browser, with the cookie that makes her who she is. */
export function visitorAs(scene: Scene, who: Who): Visitor {
  if (who === 'outsider') return visitorOf(scene.cloud);
  if (who === 'forged') {
    const cookie = `${scene.territory.referent.person}.${newToken()}`;
    return visitorOf(scene.cloud).withCookies({ [SESSION_COOKIE]: cookie });
  }
  return as(scene, scene.territory[who]);
}

/** Words that give a secret away, in lower case: of a title, a text, a file's name or key, an address. */
const WORDS = {
  organisation: () => ['hortensia', 'hellébore', 'jacinthe'],
  draft: () => ['pivoine', 'glaïeul'],
  network: () => ['campanule', 'digitale'],
  group: () => ['renoncule', 'ancolie', 'edelweiss', 'gentiane'],
  /** Addresses of people; their référent knows them. */
  members: ({ referent, publisher, contributor, reader, removed }: Territory) =>
    [referent, publisher, contributor, reader, removed].map(({ email }) => email),
  invitation: ({ invitation }: Territory) => [invitation.email],
  /** Nobody knows a reader's address but herself. */
  subscriber: ({ subscriber }: Territory) => [subscriber],
  requests: ({ waiting, codeSent }: Territory) => [waiting.email, codeSent.email],
} as const;
export type Secret = keyof typeof WORDS;

const SECRETS: readonly Secret[] = [
  'organisation',
  'draft',
  'network',
  'group',
  'members',
  'invitation',
  'subscriber',
  'requests',
];

/** What each may know. */
const KNOWN: Readonly<Record<Who, readonly Secret[]>> = {
  outsider: [],
  forged: [],
  revoked: [],
  removed: [],
  stranger: ['network'],
  reader: ['organisation', 'network'],
  contributor: ['organisation', 'network', 'draft', 'group'],
  // She was in the group, and is no longer.
  publisher: ['organisation', 'network', 'draft'],
  referent: ['organisation', 'network', 'draft', 'group', 'members', 'invitation'],
  // Who asks to join, and from which address, is what she decides on.
  operator: ['requests', 'members'],
};

/** Her own address is no secret to her. */
const ownAddress = ({ territory }: Scene, who: Who): string | undefined =>
  who === 'outsider' || who === 'forged' ? undefined : territory[who].email;

/** The secrets found in an answer that `who` may not know. `shown`: what the address itself gives a right to. */
export function leaksIn(text: string, scene: Scene, who: Who, shown: readonly Secret[] = []): string[] {
  const lowered = text.toLowerCase();
  return SECRETS.filter((secret) => !KNOWN[who].includes(secret) && !shown.includes(secret))
    .flatMap((secret) => WORDS[secret](scene.territory))
    .filter((word) => word !== ownAddress(scene, who) && lowered.includes(word));
}
