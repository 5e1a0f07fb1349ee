/** Decisions about the logo of an organisation. Pure. */

/**
 * Pictures that every browser shows and in which nothing can run. Not SVG: such a file is a program's text, which may
 * carry scripts and fetch from elsewhere, and what a cleaner leaves of it is not always what its author drew.
 */
export const LOGO_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const;

/** In bytes. */
export const LARGEST_LOGO = 1024 * 1024;

export type LogoRefusal = 'not-a-picture' | 'too-heavy';

/** Why a document, whose type was found by reading it, may not be the logo. `size` in bytes. */
export function logoRefusal({ type, size }: { type: string; size: number }): LogoRefusal | undefined {
  if (!LOGO_TYPES.some((one) => one === type)) return 'not-a-picture';
  return size > LARGEST_LOGO ? 'too-heavy' : undefined;
}

/** Where everybody finds it: another picture has another address, so that browsers keep each. */
export const publicLogoAddress = (slug: string, document: string): string => `/c/${slug}/logo/${document}`;

/** Where its own members find it. */
export const ownLogoAddress = (document: string): string => `/organisation/logo/${document}`;

/** Where the public's copy is: one for each picture, so that a page open before still finds hers until it is replaced. */
export const publicLogoKey = (siren: string, document: string): string => `public/${siren}/logo/${document}`;
