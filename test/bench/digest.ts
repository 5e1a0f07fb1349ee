/** How many digests one core composes in a second: from fragments encoded once, as functions/send-mail does. */
import { issueOf } from '../../modules/lists/digest/issue.ts';
import { fragmentOf } from '../../modules/lists/digest/section.ts';
import { composeDigest, type Fragment } from '../../modules/lists/compose-digest.ts';
import { subscriberKey } from '../../modules/lists/store/subscriber.ts';
import { sign } from '../../platform/tokens.ts';
import type { Figure } from './figures.ts';

const ORIGIN = 'https://territoire.exemple.fr';

/** A commune's day: two acts and two pieces of news. */
function commune(number: number): Fragment {
  const name = `Sainte-Livrade-sur-Lot ${number}`;
  const url = `${ORIGIN}/c/sainte-livrade-sur-lot/actes/pub_01K9ZV5Q2N8H4T6W3X7Y1B2C3D`;
  const entries = [1, 2].map((entry) => ({
    title: `Convention d’entretien de la voirie communautaire et répartition des dépenses, délibération n° ${entry}`,
    detail: 'Séance du jeudi 19 novembre 2026, n° 2026-014 · PDF, 3 pages, 388 Ko',
    url,
  }));
  return fragmentOf({
    organisation: String(217_000_000 + number),
    name,
    newest: `2026-11-23T1${number}:00:00.000Z`,
    groups: [
      { heading: 'Délibérations', entries },
      { heading: 'Actualités', entries },
    ],
    list: `Actes et actualités de ${name}`,
  });
}

/** Digests that each round composes. */
const READERS = 10_000;
/** As with pages (answers.ts), the figure is that of the quietest: other processes take from the same core's caches. */
const ROUNDS = 8;

/** Signature of the reader's link, message, and the bytes handed to SES: all that a reader costs, input apart. */
function composeAll(fragments: readonly Fragment[]): { perSecond: number; bytes: number } {
  const issue = issueOf({
    run: 'daily-2026-11-24',
    at: new Date('2026-11-24T06:00:00Z'),
    origin: ORIGIN,
    territory: 'Lot-et-Garonne',
    sender: { name: 'Lot-et-Garonne', address: 'lettre@territoire.exemple.fr' },
  });
  const readers = Array.from({ length: READERS }, (_, at) => {
    const email = `lecteur-${at}@exemple.fr`;
    return { email, key: subscriberKey(email) };
  });
  let bytes = 0;
  // Processor time: other processes on the machine do not count.
  const started = process.cpuUsage();
  for (const { email, key } of readers) {
    const token = `${key}.${sign('a key of 64 random characters', 'unsubscribe', key).slice(0, 22)}`;
    bytes += Buffer.from(composeDigest(issue, fragments, { email, token }), 'latin1').length;
  }
  const { user, system } = process.cpuUsage(started);
  const seconds = (user + system) / 1e6;
  return { perSecond: READERS / seconds, bytes: bytes / READERS };
}

/** Composes for readers of one commune, and of three. Warm. */
export async function digest(): Promise<Figure[]> {
  const fragments = [1, 2, 3].map(commune);
  composeAll(fragments);
  return [1, 3].map((communes): Figure => {
    const rounds = Array.from({ length: ROUNDS }, () => composeAll(fragments.slice(0, communes)));
    const perSecond = Math.max(...rounds.map((round) => round.perSecond));
    const { bytes = 0 } = rounds[0] ?? {};
    return {
      subject: 'digest',
      name: communes === 1 ? 'digests of one commune composed' : `digests of ${communes} communes composed`,
      value: Math.round(perSecond),
      unit: '/s',
      limit: { least: 50_000 },
      note: `${Math.round(bytes)} bytes each, signed and encoded, per second of one core; quietest of ${ROUNDS} rounds`,
    };
  });
}
