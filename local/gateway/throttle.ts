/** The throttling of an HTTP API's stage: a bucket of tokens, refilled at a steady rate. */

export interface ThrottleSettings {
  /** Requests per second. */
  rate: number;
  burst: number;
}

/** Answers whether one more request may pass. `now` is in milliseconds. */
export function throttle({ rate, burst }: ThrottleSettings): (now: number) => boolean {
  let tokens = burst;
  let filledAt: number | undefined;
  return (now) => {
    tokens = Math.min(burst, tokens + ((now - (filledAt ?? now)) / 1000) * rate);
    filledAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
