/** Something that happens now and then, and that one may wait for without missing it. */
export class Signal {
  #count = 0;
  readonly #waiters = new Set<() => void>();

  /** How often it has happened, to be given to {@link after}. */
  get count(): number {
    return this.#count;
  }

  emit(): void {
    this.#count += 1;
    for (const wake of this.#waiters) wake();
    this.#waiters.clear();
  }

  /** Resolves when it has happened more than `count` times, when the time is up, or when `signal` aborts. */
  async after(count: number, milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (this.#count !== count || signal?.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const wake = (): void => resolve();
    this.#waiters.add(wake);
    const timer = setTimeout(wake, Math.max(0, milliseconds));
    signal?.addEventListener('abort', wake, { once: true });
    await promise;
    clearTimeout(timer);
    signal?.removeEventListener('abort', wake);
    this.#waiters.delete(wake);
  }
}
