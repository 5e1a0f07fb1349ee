import * as z from 'zod';
import { isId } from '../../platform/ids.ts';
import { emailAddress } from '../../platform/text.ts';
import { MAIN_LIST } from './rules.ts';
import { TEXTS } from './texts.ts';

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(120);

export const listId = z
  .string()
  .regex(/^[a-z0-9-]+$/)
  .max(40);

export const subscribeParams = z.object({ slug });
export const subscribeQuery = z.object({
  liste: listId.default(MAIN_LIST),
  etape: z.enum(['envoye']).optional().catch(undefined),
});
export const subscribeBody = z.object({ email: emailAddress(), liste: listId.default(MAIN_LIST) });

/** The token of a confirmation link. */
export const confirmationParams = z.object({ token: z.string().regex(/^[\w-]{43}$/) });

/** `<subscriber key>.<signature>` */
export const readerParams = z.object({ token: z.string().regex(/^[\w-]{43}\.[\w-]{22}$/) });

/** What mail programs post (RFC 8058); the page's own form posts nothing. */
export const leaveBody = z.object({ 'List-Unsubscribe': z.string().max(20).optional() });

const siren = z.string().regex(/^\d{9}$/);
export const leaveOneBody = z.object({ organisation: siren, liste: listId });

export const preferencesQuery = z.object({ fait: z.enum(['confirme', 'quitte']).optional().catch(undefined) });

export const readersParams = z.object({ list: listId });
export const readersQuery = z.object({
  suite: z.string().max(2000).optional(),
  fait: z.enum(['retrait']).optional().catch(undefined),
});
export const readerOfListParams = z.object({ list: listId, reader: z.string().regex(/^[\w-]{43}$/) });

export const runBody = z.object({ id: z.string().refine((id) => isId('run', id), { error: TEXTS.reloadForm }) });
export const lettersQuery = z.object({ fait: z.enum(['demande']).optional().catch(undefined) });
export const previewQuery = z.object({ forme: z.enum(['page', 'courriel']).catch('page').default('page') });
