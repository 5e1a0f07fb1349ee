import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { onContentChange } from '../../../modules/content/events.ts';
import { everyKind, KINDS } from '../../../modules/content/kinds/index.ts';
import { lackingInWords } from '../../../modules/content/views/cards.tsx';
import { cardOf, draftCardOf, textOf } from '../../../modules/content/writing.ts';
import type { Content } from '../../../modules/content/schema.ts';
import { FilesInMemory } from './world.ts';

const content: Content & { audience: 'public'; publishedAt: string } = {
  id: 'pub_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  kind: 'deliberation',
  state: 'published',
  version: 1,
  audience: 'public',
  title: 'Convention de voirie',
  body: '',
  particulars: { sessionDate: '2026-11-19', number: '2026-014' },
  documents: ['doc_01ARZ3NDEKTSV4RRFFQ69G5FAV'],
  remarks: [],
  attachments: [
    {
      document: 'doc_01ARZ3NDEKTSV4RRFFQ69G5FAV',
      name: 'Acte.pdf',
      size: 400_000,
      type: 'application/pdf',
      pages: 3,
      key: 'org/x',
      version: 'v1',
    },
  ],
  organisation: '214701955',
  organisationName: 'Nérac',
  slug: 'nerac',
  author: { id: 'p', name: 'Claire Morin' },
  createdAt: '2026-11-24T09:00:00.000Z',
  updatedAt: '2026-11-24T09:00:00.000Z',
  publishedAt: '2026-11-24T09:00:00.000Z',
};

describe('every kind', () => {
  it('has an address, a section and words of its own', () => {
    for (const key of ['path', 'name'] as const) {
      expect(new Set(everyKind.map((kind) => kind[key])).size).toBe(everyKind.length);
    }
  });

  it('reads any draft, however little of it was typed', () => {
    for (const kind of everyKind) {
      expect(kind.schema.parse({ version: '0', id: '', document: '', audience: '' })).toMatchObject({
        title: '',
        version: 0,
      });
    }
  });

  it('never lets markup, controls or direction marks into a title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (title) => {
        const read = KINDS.news.schema.parse({ title });
        expect(read.title).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it('takes the last of a field that came twice', () => {
    const document = ['doc_01ARZ3NDEKTSV4RRFFQ69G5FAV', 'doc_01BX5ZZKBKACTAV9WEVGEMMVRZ'];
    expect(KINDS.news.schema.parse({ document })).toMatchObject({ document: document[1] });
  });
});

describe('a délibération', () => {
  it('says what it lacks, in words', () => {
    const draft = draftCardOf({ ...content, documents: [], particulars: {} }, new Date(content.createdAt));
    expect(draft.lacking).toEqual(['document', 'sessionDate', 'authorFirstName', 'authorLastName', 'authorCapacity']);
    expect(lackingInWords({ ...draft, lacking: ['document', 'sessionDate'] })).toBe(
      'Il manque le document et la date de séance.',
    );
  });

  it('has a small card that says when it was voted', async () => {
    const card = await cardOf(content);
    expect(KINDS.deliberation.line(card)).toBe('Séance du jeudi 19\u00a0novembre 2026, n°\u00a02026-014');
    expect(JSON.stringify(card).length).toBeLessThan(600);
    expect(JSON.stringify(card)).not.toContain('Morin');
  });

  it('warns before it leaves the public too early', () => {
    const warning = KINDS.deliberation.beforeWithdrawal;
    expect(warning?.(content, new Date('2026-12-01'))).toContain('R. 2131-1');
    expect(warning?.(content, new Date('2027-03-01'))).toBeUndefined();
  });
});

describe('a text', () => {
  it('keeps its formatting when it comes back unchanged from a plain textarea', async () => {
    const html = '<p>Une fête <strong>gratuite</strong></p>';
    const typed = { ...KINDS.news.schema.parse({}), body: 'Une fête gratuite' };
    expect((await textOf(typed, html)).body).toBe(html);
    expect((await textOf({ ...typed, body: 'Une fête payante' }, html)).body).toBe('<p>Une fête payante</p>');
  });

  it('keeps nothing that runs', async () => {
    const body = '<p onclick="x()">Bonjour <script>alert(1)</script><a href="javascript:x">ici</a></p>';
    const { body: safe } = await textOf({ ...KINDS.news.schema.parse({}), body, bodyFormat: 'html' }, undefined);
    expect(safe).toBe('<p>Bonjour <a>ici</a></p>');
  });
});

describe('the public copies of documents', () => {
  const item = { ...content, kind: 'news', scope: 'pub#214701955', __edb_e__: 'shown-content' };
  const copy = `public/214701955/${content.id}/doc_01ARZ3NDEKTSV4RRFFQ69G5FAV`;

  it('are made when a text becomes public and removed when it no longer is, twice as well as once', async () => {
    const files = new FilesInMemory();
    files.objects.set('org/x', new Uint8Array([1]));
    const change = { entity: 'shown-content', expired: false };
    for (let time = 0; time < 2; time += 1) {
      await onContentChange({ ...change, kind: 'insert', before: undefined, after: item }, { files });
    }
    expect(files.objects.has(copy)).toBe(true);
    for (let time = 0; time < 2; time += 1) {
      await onContentChange({ ...change, kind: 'remove', before: item, after: undefined }, { files });
    }
    expect([...files.objects.keys()]).toEqual(['org/x']);
  });

  it('are not made for the network, nor for acts, whose register makes them, nor for anything else that changes', async () => {
    const files = new FilesInMemory();
    const change = { kind: 'insert', expired: false, before: undefined } as const;
    await onContentChange({ ...change, entity: 'shown-content', after: { ...item, scope: 'net' } }, { files });
    await onContentChange({ ...change, entity: 'card', after: item }, { files });
    await onContentChange({ ...change, entity: 'shown-content', after: { ...item, kind: 'arrete' } }, { files });
    expect(files.objects.size).toBe(0);
  });
});
