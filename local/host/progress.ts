/** Says what is being done, and how long it took. */

/** Runs one step and prints its line, which a terminal sees grow. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  process.stdout.write(`  ${title}… `);
  try {
    const result = await work();
    process.stdout.write(`${elapsed(began)}\n`);
    return result;
  } catch (error) {
    process.stdout.write(`failed after ${elapsed(began)}\n`);
    throw error;
  }
}

const elapsed = (began: number): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;
