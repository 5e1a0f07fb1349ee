import { Problem } from './problems.ts';
import { conditionFailed } from './table.ts';

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
