/** How the mailboxes page writes times, sizes and numbers. */

const parts = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});

/** « mardi 24 novembre 2026 à 18 h 30 », in Paris. */
export function dateTime(date: Date): string {
  const found = Object.fromEntries(parts.formatToParts(date).map(({ type, value }) => [type, value]));
  const day = `${found['weekday']} ${found['day']} ${found['month']} ${found['year']}`;
  return `${day} à ${Number(found['hour'])}\u00a0h\u00a0${found['minute']}`;
}

const number = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });

/** « 512 octets », « 3,4 Ko », « 2,1 Mo ». */
export function size(bytes: number): string {
  if (bytes < 1024) return several(bytes, 'octet', 'octets');
  return bytes < 1024 ** 2 ? `${number.format(bytes / 1024)}\u00a0Ko` : `${number.format(bytes / 1024 ** 2)}\u00a0Mo`;
}

/** « 1 message », « 2 messages »; nought is singular in French. */
export const several = (count: number, one: string, more: string): string =>
  `${number.format(count)}\u00a0${count < 2 ? one : more}`;
