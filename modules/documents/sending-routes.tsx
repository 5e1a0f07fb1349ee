/** `/documents/envois/*`: large files in parts. For programs and for the island `upload`: a form sends files whole. */
import * as z from 'zod';
import { signedIn } from '../../platform/actor.ts';
import { LARGEST_FILE } from '../../platform/deposits.ts';
import { defineRoute, page } from '../../platform/http/define-route.ts';
import type { Answer, Route } from '../../platform/http/route.ts';
import { LARGEST_WHOLE } from '../../platform/part-sizes.ts';
import { PART_CHECKSUM } from '../../platform/parts.ts';
import { depositSchema } from './schema.ts';
import { addressOfPart, beginSending, endSending, giveUpSending, type SendingDeps } from './sendings.ts';
import { TEXTS } from './texts.ts';

const oneSending = z.object({ id: z.string().regex(/^[0-9a-f]{64}$/) });
const asked = depositSchema.pick({ type: true, dossier: true, fichier: true }).extend({
  name: depositSchema.shape.name.pipe(z.string().min(1, { error: TEXTS.unnamedFile })),
  size: z.coerce
    .number()
    .int()
    .min(LARGEST_WHOLE + 1)
    .max(LARGEST_FILE, { error: TEXTS.tooLarge }),
  /** SHA-256 of its first and last bytes, hexadecimal: knows it again when it is chosen once more. */
  mark: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Nobody comes here with a form. */
const only = (data: unknown, status = 200): Answer => page(data, () => <></>, { status });

export function sendingRoutes(deps: SendingDeps): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/documents/envois',
      summary: 'Commence l’envoi d’un grand fichier en parties, ou le reprend : répond celles qui sont arrivées',
      access: 'member',
      query: z.object({ dossier: z.string().max(40).optional(), fichier: z.string().max(40).optional() }),
      body: asked,
      async handle(call) {
        const member = signedIn(call);
        return only(await beginSending(deps, member, { ...call.query, ...call.body }), 201);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/documents/envois/:id/parties',
      summary: 'L’adresse où mettre une partie d’un grand fichier, et l’en-tête à joindre',
      access: 'member',
      params: oneSending,
      body: z.object({
        number: z.coerce.number().int().min(1).max(10_000),
        sha256: z.string().regex(/^[A-Za-z0-9+/]{43}=$/, { error: TEXTS.badChecksum }),
      }),
      async handle(call) {
        const { number, sha256 } = call.body;
        const url = await addressOfPart(deps, signedIn(call), call.params.id, { number, sha256 });
        return only({ url, headers: { [PART_CHECKSUM]: sha256 } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/documents/envois/:id/fin',
      summary: 'Réunit les parties d’un grand fichier : il est ensuite vérifié comme les autres',
      access: 'member',
      params: oneSending,
      handle: async (call) => only({ document: await endSending(deps, signedIn(call), call.params.id) }),
    }),
    defineRoute({
      method: 'post',
      path: '/documents/envois/:id/abandon',
      summary: 'Abandonne l’envoi d’un grand fichier : ce qui en était arrivé est oublié',
      access: 'member',
      params: oneSending,
      async handle(call) {
        await giveUpSending(deps, signedIn(call), call.params.id);
        return only({ done: true });
      },
    }),
  ];
}
