/** A browser as far as redirections and cookies go, across origins. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();
  /** Addresses seen, newest last. */
  readonly visited: string[] = [];

  async get(url: string): Promise<Response> {
    const { hostname } = new URL(url);
    // A browser tells ports of one host apart for nothing but the origin: cookies are shared.
    const kept = this.#cookies.get(hostname) ?? new Map<string, string>();
    this.#cookies.set(hostname, kept);
    const cookie = [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', ...(cookie && { cookie }) },
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = set.split('; ');
      const at = pair.indexOf('=');
      const expires = attributes.find((one) => /^expires=/i.test(one))?.slice(8);
      if (expires && Date.parse(expires) < Date.now()) kept.delete(pair.slice(0, at));
      else kept.set(pair.slice(0, at), pair.slice(at + 1));
    }
    this.visited.push(url);
    return response;
  }

  /** Goes on until an address that `stop` names is to be visited. @returns that address, unvisited. */
  async until(url: string, stop: (url: string) => boolean): Promise<string> {
    let next = url;
    for (let hops = 0; hops < 12; hops += 1) {
      if (stop(next)) return next;
      const response = await this.get(next);
      const location = response.headers.get('location');
      if (!location) throw new Error(`${next} answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
      next = new URL(location, next).href;
    }
    throw new Error(`Too many redirections from ${url}`);
  }

  cookie(hostname: string, name: string): string | undefined {
    return this.#cookies.get(hostname)?.get(name);
  }

  setCookie(hostname: string, name: string, value: string): void {
    const kept = this.#cookies.get(hostname) ?? new Map<string, string>();
    this.#cookies.set(hostname, kept.set(name, value));
  }
}
