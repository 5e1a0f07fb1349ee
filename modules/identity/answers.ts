/** What programs are told when they sign in: printed at `/api`, and in no bundle. */
import * as z from 'zod';

export const identityAnswers = {
  // With a second factor, `defi` and its code go to `/connexion/code`.
  'post /connexion': z.union([
    z.object({ person: z.string() }),
    z.object({ codeNeeded: z.literal(true), defi: z.string() }),
  ]),
  'post /deconnexion': z.object({}),
} as const;
