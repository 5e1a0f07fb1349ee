import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { portOf } from '../support/endpoint.ts';
import { openBench, rawMessage } from './account.ts';
import type { Bench } from './account.ts';

let bench: Bench;
let server: Server;
let origin: string;

beforeEach(async () => {
  bench = await openBench();
  server = createServer((request, response) => void bench.ses.mailboxes.handle(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${portOf(server)}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  await bench.close();
});

const page = (path: string) => fetch(`${origin}/mailboxes${path}`);
const json = async (path: string): Promise<unknown> =>
  (await fetch(`${origin}/mailboxes${path}`, { headers: { accept: 'application/json' } })).json();

describe('the mailboxes page', () => {
  it('lists the mailboxes, the last written to first, and finds one', async () => {
    await bench.ses.deliver(rawMessage('a@nerac.test'), ['a@nerac.test', 'b@agen.test']);
    await bench.ses.deliver(rawMessage('b@agen.test'), ['b@agen.test']);
    expect(await json('')).toEqual([
      { address: 'b@agen.test', count: 2 },
      { address: 'a@nerac.test', count: 1 },
    ]);
    const found = await (await page('?q=Agen')).text();
    expect(found).toMatch(/2\smessages/);
    expect(found).not.toContain('a@nerac.test');
  });

  it('says in French that nothing was sent yet, and that a message is not found', async () => {
    const empty = await page('');
    expect(await empty.text()).toContain('Aucun courriel n’est encore parti');
    expect(empty.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const missing = await page('/a@nerac.test/none');
    expect([missing.status, await missing.text()]).toEqual([404, expect.stringContaining('introuvable')]);
    expect((await page('/%E0%A4%A/none')).status).toBe(404);
  });

  it('answers messages to programs, parsed, newest first', async () => {
    await bench.ses.deliver(rawMessage('a@nerac.test'), ['a@nerac.test']);
    const second = await bench.ses.deliver('From: x@y.test\r\nSubject: second\r\n\r\nhello', ['a@nerac.test']);
    expect(await json('/a%40nerac.test')).toMatchObject([
      { id: second, subject: 'second', text: expect.stringContaining('hello'), attachments: [] },
      {
        subject: 'Délibération du 24 novembre',
        from: { address: 'liste@parvis.test' },
        headers: expect.arrayContaining([{ name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' }]),
      },
    ]);
    expect(await json(`/a@nerac.test/${second}`)).toMatchObject({ id: second });
  });

  it('shows the HTML of a message in a frame where no script runs and nothing from elsewhere loads', async () => {
    const id = await bench.ses.deliver(rawMessage('a@nerac.test'), ['a@nerac.test']);
    const shown = await page(`/a@nerac.test/${id}`);
    const content = await page(`/a@nerac.test/${id}/contenu`);
    expect(await shown.text()).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
    expect(shown.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
    expect(content.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*sandbox allow-popups/);
    expect(content.headers.get('content-security-policy')).not.toContain('allow-scripts');
    expect(await content.text()).toContain('<base target="_blank">');
  });

  it('escapes what a message says of itself', async () => {
    const hostile = '"><script>alert(1)</script>';
    const raw = `From: ${hostile} <x@y.test>\r\nSubject: ${hostile}\r\n\r\n${hostile}`;
    const id = await bench.ses.deliver(raw, ['a@nerac.test']);
    const shown = await Promise.all(
      ['/a@nerac.test', `/a@nerac.test/${id}`].map(async (path) => (await page(path)).text()),
    );
    expect(shown.join()).not.toContain('<script');
  });

  it('gives the original and the attachments to download, never to open in place', async () => {
    const raw = [
      'From: x@y.test',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; name="Ordre du jour.html"',
      'Content-Disposition: attachment; filename="Ordre du jour.html"',
      '',
      '<script>alert(1)</script>',
      '--b--',
      '',
    ].join('\r\n');
    const id = await bench.ses.deliver(raw, ['a@nerac.test']);
    const original = await page(`/a@nerac.test/${id}/original`);
    const attachment = await page(`/a@nerac.test/${id}/pieces/0`);
    expect(await original.text()).toContain('<script>alert(1)</script>');
    expect(attachment.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''Ordre%20du%20jour.html`);
    expect(attachment.headers.get('content-security-policy')).toContain('sandbox');
    expect((await page(`/a@nerac.test/${id}/pieces/1`)).status).toBe(404);
  });

  it('turns the pages of a full mailbox', async () => {
    for (let number = 0; number < 51; number += 1) {
      await bench.ses.deliver(`From: x@y.test\r\nSubject: n${number}\r\n\r\n`, ['a@nerac.test']);
    }
    const first = await (await page('/a@nerac.test')).text();
    const next = /\?avant=[^"]+/.exec(first)?.[0] ?? '';
    const second = await (await page(`/a@nerac.test${next}`)).text();
    expect(first).toContain('n50');
    expect(first).not.toContain('n0<');
    expect(second).toContain('n0<');
  });

  it('stands on an address of its own as well', async () => {
    await bench.close();
    bench = await openBench({ mailboxesPath: '' });
    await bench.ses.deliver(rawMessage('a@nerac.test'), ['a@nerac.test']);
    const list = await (await fetch(`${origin}/`)).text();
    const mailbox = await (await fetch(`${origin}/a%40nerac.test`)).text();
    expect([list, mailbox]).toEqual([
      expect.stringContaining('href="/a%40nerac.test"'),
      expect.stringContaining('href="/"'),
    ]);
  });

  it('only reads', async () => {
    const response = await fetch(`${origin}/mailboxes`, { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});
