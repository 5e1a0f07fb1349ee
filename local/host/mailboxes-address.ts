/** The mailboxes page on an address of its own: what a mail holds can never act in the name of the site. */
import { createServer } from 'node:http';
import type { MailboxPages } from '../ses/index.ts';
import { listen, type Listening } from './listen.ts';

export function openMailboxes(pages: MailboxPages, port: number): Promise<Listening> {
  const server = createServer((request, response) => {
    if (!request.url?.startsWith(pages.path)) {
      response.writeHead(302, { location: pages.path }).end();
      return;
    }
    pages.handle(request, response).catch((cause: unknown) => {
      console.error('The mailboxes page failed on', request.url, cause);
      response.destroy();
    });
  });
  return listen(server, 'localhost', port);
}
