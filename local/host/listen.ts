import { createServer, type Server } from 'node:http';

export interface Listening {
  port: number;
  close(): Promise<void>;
}

/** Listens on a port of this machine, 0 for any free one. @throws {Error} `EADDRINUSE`, with its `port`. */
export async function listen(server: Server, host: 'localhost' | '127.0.0.1', port: number): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Says at once what would stop the start after long steps. @throws {Error} `EADDRINUSE`, with its `port`. */
export async function mustBeFree(host: 'localhost' | '127.0.0.1', ports: readonly number[]): Promise<void> {
  for (const port of ports) await (await listen(createServer(), host, port)).close();
}
