/** A real browser and a small server of pages, for the tests of what the browser gets. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromiumPackage from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import { buildStatic } from '../../web/build.ts';
import { styleHash } from '../../web/style.ts';

const OF_THE_MACHINE = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });

/**
 * The Chromium that `CHROMIUM` names; else the small one from npm, which opens pages in half the time of a whole one;
 * where that one does not run, the machine's own.
 * @throws {Error} where none runs.
 */
export async function openBrowser(): Promise<Browser> {
  const named = process.env['CHROMIUM'];
  if (named) return launch(named);
  try {
    return await launch(await chromiumPackage.executablePath());
  } catch (cause) {
    const own = OF_THE_MACHINE.find((path) => existsSync(path));
    if (own) return launch(own);
    throw new Error('No Chromium runs here: install one, or name yours in the variable CHROMIUM.', { cause });
  }
}

const hashes = (['everybody', 'keeping'] as const).map((way) => `'${styleHash(way)}'`).join(' ');

/** The policy under which the product's pages run, with the test's nonce. */
export const policy = `default-src 'none'; style-src 'self' ${hashes} 'nonce-n'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'`;

export type Answer = { status?: number; type?: string; body: string };
export type Site = { origin: string; close: () => Promise<void> };

/** Serves `/static/` as built, and everything else as `answer` says, under the product's content security policy. */
export async function serve(answer: (request: IncomingMessage, body: string) => Answer): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'parvis-web-'));
  await buildStatic(folder);
  const reply = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
    const path = request.url ?? '/';
    if (path.startsWith('/static/')) {
      const types = new Map([
        ['js', 'text/javascript'],
        ['css', 'text/css'],
        ['svg', 'image/svg+xml'],
      ]);
      response.setHeader('content-type', types.get(path.split('.').at(-1) ?? '') ?? 'application/octet-stream');
      response.end(await readFile(join(folder, path.slice('/static/'.length))));
      return;
    }
    const {
      status = 200,
      type = 'text/html; charset=utf-8',
      body,
    } = answer(request, Buffer.concat(chunks).toString('latin1'));
    response.writeHead(status, { 'content-type': type, 'content-security-policy': policy });
    response.end(body);
  };
  const server = createServer((request, response) => {
    reply(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    origin: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await rm(folder, { recursive: true });
    },
  };
}
