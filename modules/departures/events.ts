/** What waits for the worker of departures: what the stream puts into its queue. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import { PHASES } from './rules.ts';
import { DEPARTURE_ENTITY } from './store.ts';

const profile = z.object({ siren: z.string(), state: z.string().optional() });
const departure = z.object({ siren: z.string(), phase: z.enum(PHASES), version: z.number() });

/**
 * An organisation whose own profile says that it has left, so that nothing can be published any more, or that it is
 * back; and each batch that is noted asks for the next. Undefined for any other change.
 */
export function departureMessageOf({ kind, entity, before, after }: Change): string | undefined {
  if (kind !== 'modify') return undefined;
  if (entity === 'organisation') {
    const [was, is] = [profile.parse(before), profile.parse(after)];
    const isAbout = was.state !== is.state && (was.state === 'left' || is.state === 'left');
    return isAbout ? JSON.stringify({ siren: is.siren }) : undefined;
  }
  if (entity !== DEPARTURE_ENTITY) return undefined;
  const [was, is] = [departure.parse(before), departure.parse(after)];
  return is.version > was.version && is.phase !== 'withdrawn' ? JSON.stringify({ siren: is.siren }) : undefined;
}
