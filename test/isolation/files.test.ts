/** Files: by guessed ids, by another organisation's, by the bucket itself. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { textIn } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import '../support/patience.ts';
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
