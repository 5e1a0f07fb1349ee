import { Problem } from './problems.ts';
import { conditionFailed } from './table.ts';

/**
 * Does each thing in turn, those after one that fails too: none is held up by another's fault.
 * @throws the error when one failed, an `AggregateError` of all when several did.
 */
export async function eachInTurn(things: readonly (() => Promise<unknown>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const thing of things) {
    try {
      await thing();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join('; '));
}

/**
 * Runs a change again, once, when another write was in its way: the second try sees what the first did not.
 * @throws {Problem} `conflict` when it is refused twice.
 */
export async function settled<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
  try {
    return await change();
  } catch (error) {
    if (conditionFailed(error)) throw new Problem('conflict', { cause: error });
    throw error;
  }
}
