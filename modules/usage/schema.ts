import * as z from 'zod';
import type { Third } from './rules.ts';

/** How thirds are named in addresses. */
export const THIRD_NAMES = { peu: 'hardly', regulieres: 'regular', actives: 'very' } as const satisfies Record<
  string,
  Third
>;
export type ThirdName = keyof typeof THIRD_NAMES;

export const usageQuery = z.object({
  tiers: z.enum(['peu', 'regulieres', 'actives']).catch('peu').default('peu'),
});
