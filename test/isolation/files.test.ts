/** Files: by guessed ids, by another organisation's, by the bucket itself. */
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { succeeded, textIn } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { visitorOf } from '../support/joining.ts';
import { publishNews, putDocument } from '../support/publishing.ts';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
beforeAll(async () => {
  here = await scene();
});

/** The address that a member is given for her organisation's private document. */
async function linkOfPrivate(): Promise<URL> {
  const { territory } = here;
  const answer = await as(here, territory.reader).get(`/documents/${territory.documents.private}/fichier`);
  return new URL(textIn(answer, 'url'));
}

describe('a private file', () => {
  it('is given to a member by a signed address', async () => {
    const response = await fetch(await linkOfPrivate());
    expect(response.status).toBe(200);
    expect((await response.text()).slice(0, 5)).toBe('%PDF-');
  });

  it('is not given without the signature', async () => {
    const link = await linkOfPrivate();
    link.search = '';
    expect((await fetch(link)).status).toBe(403);
  });

  it('is not given under another key with the same signature', async () => {
    const link = await linkOfPrivate();
    link.pathname = link.pathname.replace(here.territory.documents.private, here.territory.documents.act);
    expect((await fetch(link)).status).toBe(403);
  });

  it('is not given under a version that the signature does not name', async () => {
    const link = await linkOfPrivate();
    link.searchParams.set('versionId', newId('doc').slice(4));
    expect((await fetch(link)).status).toBe(403);
  });

  it('does not take another name than the one signed', async () => {
    const link = await linkOfPrivate();
    link.searchParams.set('response-content-type', 'text/html');
    expect((await fetch(link)).status).toBe(403);
  });

  it.each(['GET', 'PUT', 'DELETE', 'HEAD'])('is not reached by an unsigned %s in the bucket', async (method) => {
    const link = await linkOfPrivate();
    const bare = new URL(link.pathname, link.origin);
    const response = await fetch(bare, { method, ...(method === 'PUT' ? { body: 'autre chose' } : {}) });
    expect(response.status).toBe(403);
  });

  it('is not found by listing the bucket', async () => {
    const link = await linkOfPrivate();
    const bucket = link.pathname.split('/')[1] ?? '';
    const response = await fetch(new URL(`/${bucket}?list-type=2`, link.origin));
    expect(response.status).toBe(403);
  });

  it('is not found by a guessed id', async () => {
    const reader = as(here, here.territory.reader);
    const guesses = Array.from({ length: 5 }, () => newId('doc'));
    const statuses = await Promise.all(
      guesses.map(async (id) => (await reader.get(`/documents/${id}/fichier`)).status),
    );
    expect(statuses).toEqual(guesses.map(() => 404));
  });

  it.each(['doc_', '..%2Forg', 'doc_01%00', "doc_01' or 1=1"])('is not found by %j', async (id) => {
    const answer = await as(here, here.territory.reader).get(`/documents/${encodeURI(id)}/fichier`);
    expect(answer.status).toBe(404);
  });
});

const LONGEST_WAIT_MS = 60_000;

/** What follows from the stream comes a moment later. @returns what was got at last. */
async function until<Got>(ask: () => Promise<Got>, isIt: (got: Got) => boolean): Promise<Got> {
  const last = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const got = await ask();
    if (isIt(got) || Date.now() > last) return got;
    await pause(100);
  }
}

describe('the picture of the first page of a private file', () => {
  /** The address that a member finds on its page, once it was read. */
  const linkOfPicture = async (): Promise<URL> => {
    const { reader, documents } = here.territory;
    const pictureOn = async (): Promise<string> => {
      const { text } = await as(here, reader).get(`/documents/${documents.private}`, { as: 'page' });
      return /<img class="preview" src="([^"]+)"/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    };
    return new URL(await until(pictureOn, (address) => address !== ''));
  };

  it('is for members alone, by an address signed for it', async () => {
    const link = await linkOfPicture();
    expect((await fetch(link)).status).toBe(200);
    expect((await fetch(new URL(link.pathname, link.origin))).status).toBe(403);
    const { home, other, documents, stranger } = here.territory;
    for (const [from, to] of [
      [home.siren, other.siren],
      [documents.private, documents.act],
      ['/thumb/', '/text/'],
    ] as const) {
      const changed = new URL(link);
      changed.pathname = link.pathname.replace(from, to);
      expect((await fetch(changed)).status).toBe(403);
    }
    const { status, text } = await as(here, stranger).get(`/documents/${documents.private}`, { as: 'page' });
    expect([status, text.includes('/thumb/')]).toEqual([404, false]);
  });
});

describe('the copy of a file that is in news for everybody', () => {
  const untilStatus = <Got extends { status: number }>(ask: () => Promise<Got>, status: number): Promise<Got> =>
    until(ask, (got) => got.status === status);

  it('is there while the news is, and gone with it', async () => {
    const publisher = as(here, here.territory.publisher);
    const attached = await putDocument(publisher, 'Programme de la fête.pdf');
    const news = { title: 'Fête du village', body: 'Samedi.', audience: 'public', attached } as const;
    const id = await publishNews(publisher, news);
    const address = `/c/marmande/fichiers/${attached}?publication=${id}`;
    const link = textIn(await untilStatus(() => visitorOf(here.cloud).get(address), 200), 'url');
    const file = await fetch(link);
    expect((await file.text()).slice(0, 5)).toBe('%PDF-');
    succeeded(await publisher.post(`/publications/${id}/retirer`), 'It is withdrawn');
    expect((await untilStatus(() => fetch(link), 404)).status).toBe(404);
    expect((await visitorOf(here.cloud).get(address)).status).toBe(404);
  });
});

describe('a file that is in news for the network', () => {
  it('is given to its readers by a signed address of the version that was checked', async () => {
    const { publisher, stranger, home } = here.territory;
    const attached = await putDocument(as(here, publisher), 'Compte rendu de la réunion.pdf');
    const news = { title: 'Réunion', body: 'Le compte rendu.', audience: 'network', attached } as const;
    const id = await publishNews(as(here, publisher), news);
    const answer = await as(here, stranger).get(`/publications/${home.siren}/${id}/fichier?document=${attached}`);
    const link = new URL(textIn(answer, 'url'));
    expect(link.searchParams.get('versionId')).toBeTruthy();
    expect((await (await fetch(link)).text()).slice(0, 5)).toBe('%PDF-');
  });
});

describe('a form of deposit', () => {
  it('puts its file at its own key only', async () => {
    const { territory } = here;
    const answer = await as(here, territory.stranger).post('/documents/depots', {
      name: 'Intrus.pdf',
      size: 20,
      type: 'application/pdf',
    });
    const fields =
      typeof answer.json === 'object' && answer.json !== null && 'fields' in answer.json ? answer.json.fields : {};
    const form = new FormData();
    for (const [name, value] of Object.entries(Object(fields))) {
      const elsewhere = `org/${territory.home.siren}/${territory.documents.private}/jacinthe-note-confidentielle.pdf`;
      form.append(name, name === 'key' ? elsewhere : String(value));
    }
    form.append('file', new Blob(['%PDF-1.4 intrus %%EOF'], { type: 'application/pdf' }), 'Intrus.pdf');
    const response = await fetch(textIn(answer, 'url'), { method: 'POST', body: form });
    expect(response.status).toBe(403);
  });
});
