/** What the clocks of Paris say. */

/**
 * A formatter of moments as in Paris, made when it is first asked for: the first one of a process takes 12 ms of the
 * processor, which a cold start would spend before it knows whether the page shows a date.
 */
export function inParis(locale: string, options: Intl.DateTimeFormatOptions): () => Intl.DateTimeFormat {
  let made: Intl.DateTimeFormat | undefined;
  return () => (made ??= new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Paris', ...options }));
}
