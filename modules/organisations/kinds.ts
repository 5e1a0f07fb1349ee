/** Kinds of organisations, and the number that names each: pure. */

/** Communes and EPCI come with the register; the others by their SIREN. */
export const ORGANISATION_KINDS = [
  'commune',
  'epci',
  'ept',
  'departement',
  'region',
  'prefecture',
  'syndicat',
  'centre-de-gestion',
  'association-de-maires',
  'college',
  'maison-de-services',
  'tele-centre',
  'bibliotheque',
  'autre',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** A SIREN as people write it, « 214 700 015 »: its digits. */
export const sirenDigits = (typed: string): string => typed.replace(/[\s.]/g, '');

/** Whether the last of these digits is the check of the others (Luhn, ISO/IEC 7812-1): a slip of one digit is seen. */
function hasKey(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, at) => {
    const weighed = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}

/** Nine digits. */
export const isSiren = (digits: string): boolean => /^\d{9}$/.test(digits) && digits !== '000000000' && hasKey(digits);

/** Fourteen digits: the SIREN of the organisation, then its establishment. La Poste's have another key, and join nothing. */
export const isSiretOf = (siren: string, digits: string): boolean =>
  /^\d{14}$/.test(digits) && digits.startsWith(siren) && hasKey(digits);

/** Whose establishment a SIRET is; nobody's when a digit slipped. */
export function sirenOf(siret: string): string | undefined {
  const siren = siret.slice(0, 9);
  return isSiren(siren) && isSiretOf(siren, siret) ? siren : undefined;
}

/** Where anybody has an address: such a domain proves nothing of an organisation. */
const EVERYBODYS_DOMAINS: ReadonlySet<string> = new Set([
  'aol.com',
  'bbox.fr',
  'free.fr',
  'gmail.com',
  'gmx.fr',
  'hotmail.com',
  'hotmail.fr',
  'icloud.com',
  'laposte.net',
  'live.fr',
  'mailo.com',
  'msn.com',
  'neuf.fr',
  'numericable.fr',
  'orange.fr',
  'outlook.com',
  'outlook.fr',
  'proton.me',
  'protonmail.com',
  'sfr.fr',
  'wanadoo.fr',
  'yahoo.com',
  'yahoo.fr',
]);

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Whether an applicant writes from the organisation's own domain, which its official mailbox tells. */
export function isOwnDomain(email: string, mailbox: string | undefined): boolean {
  const domain = domainOf(email);
  return mailbox !== undefined && domain === domainOf(mailbox) && !EVERYBODYS_DOMAINS.has(domain);
}

/** How a request to sign up may be proved, from the surest. */
export const RUNGS = ['mailbox-code', 'body-invitation', 'own-domain', 'operator-alone'] as const;
export type Rung = (typeof RUNGS)[number];

/** Why a rung holds, or does not. */
export type RungReason =
  | 'code-given'
  | 'invitation-instead'
  | 'invited-by-mailbox'
  | 'invited-elsewhere'
  | 'code-not-given'
  | 'no-access'
  | 'no-mailbox'
  | 'unlisted'
  | 'same-domain'
  | 'everybodys-domain'
  | 'other-domain'
  | 'operator-knows';

export interface RungSeen {
  rung: Rung;
  holds: boolean;
  reason: RungReason;
}

/** The ladder as the operator sees it for one request: each rung with its reason. */
export function ladderOf(request: {
  state: string;
  email: string;
  mailbox?: string | undefined;
  provedBy?: string | undefined;
  isUnlisted?: boolean | undefined;
  invitedBy?: { channel: string } | undefined;
}): RungSeen[] {
  const { mailbox, provedBy, state } = request;
  const byCode = provedBy === 'mailbox';
  return [
    { rung: 'mailbox-code', holds: byCode, reason: byCode ? 'code-given' : codeReason(request) },
    ...invitationRung(request),
    domainRung(request.email, mailbox),
    {
      rung: 'operator-alone',
      holds: provedBy === 'operator' || state === 'waiting',
      reason: 'operator-knows',
    },
  ];
}

/** Shown of those who were invited: only the link that came to the official mailbox proves something. */
function invitationRung({ provedBy, invitedBy }: Parameters<typeof ladderOf>[0]): RungSeen[] {
  if (!invitedBy) return [];
  const holds = provedBy === 'invitation';
  return [{ rung: 'body-invitation', holds, reason: holds ? 'invited-by-mailbox' : 'invited-elsewhere' }];
}

function codeReason({ state, mailbox, isUnlisted, provedBy }: Parameters<typeof ladderOf>[0]): RungReason {
  if (provedBy === 'invitation') return 'invitation-instead';
  if (isUnlisted) return 'unlisted';
  if (mailbox === undefined) return 'no-mailbox';
  return state === 'code-sent' ? 'code-not-given' : 'no-access';
}

function domainRung(email: string, mailbox: string | undefined): RungSeen {
  if (isOwnDomain(email, mailbox)) return { rung: 'own-domain', holds: true, reason: 'same-domain' };
  if (EVERYBODYS_DOMAINS.has(domainOf(email))) return { rung: 'own-domain', holds: false, reason: 'everybodys-domain' };
  return { rung: 'own-domain', holds: false, reason: mailbox === undefined ? 'no-mailbox' : 'other-domain' };
}

/** Names that the site's own pages have under `/inscription`. */
const RESERVED: ReadonlySet<string> = new Set(['autre', 'communes', 'demande', 'invitation', 'rejoindre']);

/** The address of an organisation that the register lacks: its name, and its SIREN where the name is taken. */
export function addressesFor(plainName: string, siren: string): readonly [string, string] {
  const name = plainName.slice(0, 100);
  const whole = `${name || 'organisation'}-${siren}`;
  return [name === '' || RESERVED.has(name) ? whole : name, whole];
}
