/** Decisions about requests to join an organisation. Pure. */

/** Référents have thirty days to answer; what nobody answers is forgotten. */
export const JOIN_REQUEST_DAYS = 30;

/** The link that confirms an address is good for seven days. */
export const JOIN_LINK_DAYS = 7;

/** Mails of confirmation that one address may be sent in a day, and requests from one place in an hour. */
export const MOST_ASKED_BY_ADDRESS = 5;
export const MOST_ASKED_FROM_PLACE = 20;
/** Requests confirmed for one organisation in a day: its référents are told of each. */
export const MOST_CONFIRMED_A_DAY = 30;

/** Longest of the few words that go with a request. */
export const LONGEST_WORDS = 500;

/** What became of a confirmed address: its request is with the référents, or its owner is a member already. */
export const JOIN_OUTCOMES = ['sent', 'member'] as const;
export type JoinOutcome = (typeof JOIN_OUTCOMES)[number];

/** Whether référents may still answer: the table forgets the others, sometimes a day or two late. */
export const isOpen = ({ expiresAt }: { expiresAt: string }, now: Date): boolean =>
  Date.parse(expiresAt) > now.getTime();
