/** The frames that pages may have, by who looks, and what each must be told. */
/** `hue` is six hexadecimal digits, `#1c5546`. */
export type TerritoryBrand = { name: string; hue?: string };

export type NavKey =
  'home' | 'publications' | 'documents' | 'groups' | 'directory' | 'lists' | 'publish' | 'organisation' | 'account';
export type OperatorNavKey =
  'signUps' | 'organisations' | 'accounts' | 'mailboxes' | 'classification' | 'search' | 'digest' | 'usage' | 'journal';

export type Named = { id: string; name: string };

/** The request's nonce for inline styles: without it, a territory's and an organisation's own colours are left out. */
type Nonced = {
  nonce?: string;
  /** The page has a box of its own to search in: the bar shows none. */
  withoutSearch?: boolean;
};

export type PublicChrome = Nonced & {
  kind: 'public';
  territory: TerritoryBrand;
  organisation?: {
    name: string;
    slug: string;
    accent?: string;
    /** Address of its picture. */
    logo?: string;
    /** The organisation's own public pages, in its band. */
    links?: readonly { href: string; label: string; current?: boolean }[];
  };
  signedIn?: boolean;
};

export type MemberChrome = Nonced & {
  kind: 'member';
  territory: TerritoryBrand;
  organisation: Named & { accent?: string };
  /** All of this person's organisations: a switcher is shown when there are several. */
  organisations: readonly Named[];
  person: { name: string };
  current?: NavKey;
  isReferent: boolean;
  isOperator: boolean;
  /** The organisation is suspended: said on every page, and nothing is offered to publish. */
  isSuspended?: boolean;
  /** How many things await this person; shown beside « Accueil » when above 0. */
  badge?: number;
};

export type OperatorChrome = Nonced & {
  kind: 'operator';
  territory: TerritoryBrand;
  person: { name: string };
  current?: OperatorNavKey;
};

/** Log in, sign up: one thing to do, no navigation. `organisation`: at its own door, in its own colour. */
export type BareChrome = Nonced & {
  kind: 'bare';
  territory: TerritoryBrand;
  /** `logo`: its address. */
  organisation?: { name: string; accent?: string; logo?: string };
};

export type Chrome = PublicChrome | MemberChrome | OperatorChrome | BareChrome;
