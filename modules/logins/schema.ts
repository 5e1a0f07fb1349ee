import * as z from 'zod';
import { ROLES } from '../../platform/rules.ts';
import { SIGN_IN_METHODS } from '../../platform/sign-in-policy.ts';
import { TEXTS } from './texts.ts';

const ticked = z.string().optional();

/** One box for each role: what is typed is given back by its name. */
const boxes = z.object({ reader: ticked, contributor: ticked, publisher: ticked, referent: ticked });

const rolesOf = (given: z.output<typeof boxes>) => ROLES.filter((role) => given[role] !== undefined);

const method = z.enum(SIGN_IN_METHODS, { error: TEXTS.chooseMethod });

/** What the référent chooses. `confirmed`: she has read whom it reaches. */
export const policyBody = boxes
  .extend({ method, version: z.coerce.number().int().min(0), confirmed: ticked })
  .transform(({ method, version, confirmed, ...given }) => ({
    method,
    secondFactorFor: rolesOf(given),
    version,
    confirmed: confirmed !== undefined,
  }));

/** A choice not made yet, carried by the address while she proves that she could still come in. */
export const policyQuery = boxes.extend({
  method: z.enum(SIGN_IN_METHODS).optional().catch(undefined),
  fait: z.literal('choix').optional().catch(undefined),
});
