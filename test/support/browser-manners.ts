/** The ways in which people use the site: each of them walks the whole journey. */
export interface Manner {
  name: string;
  hands: 'mouse' | 'touch' | 'keyboard';
  /** JavaScript switched on. */
  script: boolean;
  scheme: 'light' | 'dark';
  /** Of the window, in CSS pixels. */
  size: { width: number; height: number };
}

/** The narrowest window in which nothing may be cut. In CSS pixels (WCAG 1.4.10). */
export const NARROWEST = 320;

export const WIDE: Manner = {
  name: 'wide',
  hands: 'mouse',
  script: true,
  scheme: 'light',
  size: { width: 1280, height: 860 },
};

export const PHONE: Manner = { ...WIDE, name: 'phone', hands: 'touch', size: { width: 360, height: 740 } };

/** The least that one may have: no script, a narrow window, no pointer. */
export const WITHOUT_SCRIPT: Manner = { ...PHONE, name: 'without-script', hands: 'keyboard', script: false };

/** Tab, Enter, Space and arrows, on the dark theme. */
export const KEYBOARD: Manner = { ...WIDE, name: 'keyboard', hands: 'keyboard', scheme: 'dark' };
