import * as z from 'zod';
import { isId } from '../../platform/ids.ts';

export const copyId = z.string().refine((id) => isId('exp', id), { error: 'Rechargez la page et recommencez.' });
export const askBody = z.object({ id: copyId });
export const partParams = z.object({
  id: z.string().refine((id) => isId('exp', id)),
  part: z.coerce.number().int().min(1).max(9999),
});
export const doneQuery = z.object({ fait: z.literal('demande').optional().catch(undefined) });
