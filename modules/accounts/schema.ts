import * as z from 'zod';
import { emailAddress, line } from '../../platform/text.ts';
import { linkTokenSchema } from '../organisations/index.ts';

/** What proves her anew: her password, or a code where her organisations use none. Which of them, the service says. */
export const changeBody = z.object({
  email: emailAddress(),
  password: z.string().max(256).optional(),
  code: z
    .string()
    .transform((code) => code.replace(/\s/g, ''))
    .optional(),
});

export const newAddressBody = z.object({ email: emailAddress() });

export const changeQuery = z.object({ fait: z.enum(['demande', 'annule']).optional().catch(undefined) });

export const nameBody = z.object({ firstName: line('votre prénom', 80), lastName: line('votre nom', 80) });
export type Name = z.output<typeof nameBody>;

export const nameQuery = z.object({ fait: z.enum(['enregistre']).optional().catch(undefined) });

export const linkParams = z.object({ token: linkTokenSchema });

export const answerBody = z.object({ reponse: z.enum(['oui', 'non']).default('oui') });

export const personParams = z.object({ person: z.uuid() });

/** `change`: the one that was seen. */
export const vouchBody = z.object({ change: z.string().min(1).max(60) });

export const helpQuery = z.object({ fait: z.enum(['garant', 'second-facteur']).optional().catch(undefined) });
