/** From the place kept for a file to the document that is ready or refused, over a real table. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { S3EventRecord } from 'aws-lambda';
import { PDFDocument } from 'pdf-lib';
import * as z from 'zod';
import { arrivalOf, onUploaded } from '../../../modules/documents/events.ts';
import { fileDocument } from '../../../modules/repository/index.ts';
import type { ScanVerdict } from '../../../platform/scanner.ts';
import { AGEN, type Caller, NERAC, openWorld, type World } from '../content/world.ts';

let world: World;
let claire: Caller & { id: string };

beforeAll(async () => {
  world = await openWorld();
  claire = await world.person(NERAC, 'contributor');
});
afterAll(() => world.close());

function record(key: string, versionId = 'v1'): S3EventRecord {
  const encoded = encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: 'eu-west-3',
    eventTime: '2026-11-24T09:00:00Z',
    eventName: 'ObjectCreated:Post',
    userIdentity: { principalId: 'p' },
    requestParameters: { sourceIPAddress: '203.0.113.7' },
    responseElements: { 'x-amz-request-id': 'r', 'x-amz-id-2': 'i' },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'c',
      bucket: { name: 'b', ownerIdentity: { principalId: 'p' }, arn: 'arn:aws:s3:::b' },
      object: { key: encoded, size: 1, eTag: 'e', versionId, sequencer: '1' },
    },
  };
}

/** What the scanner says. */
let scan: ScanVerdict = 'clean';

const uploaded = (key: string, version?: string) =>
  onUploaded(record(key, version), {
    table: world.table,
    clock: () => world.now.at,
    files: world.files,
    file: (scope, document) => fileDocument(world.table, scope, document, world.now.at.toISOString()),
    scanner: { verdictOn: async () => scan },
  });

const deposit = z.object({
  document: z.string(),
  url: z.string(),
  fields: z.object({ key: z.string() }),
  state: z.string(),
});

async function deposited(body: unknown): Promise<z.output<typeof deposit>> {
  return deposit.parse((await claire.send('/documents/depots', body)).json);
}

async function onePage(): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.addPage();
  return document.save();
}

describe('a deposit', () => {
  it('is ready once its file is checked, and can be opened', async () => {
    const { document, fields, state } = await deposited({
      name: 'Délibération n° 14.pdf',
      size: 900,
      type: 'application/pdf',
    });
    expect(fields.key).toBe(`org/${NERAC.siren}/${document}/deliberation-n-14.pdf`);
    expect((await claire.get(state, 'application/json')).json).toMatchObject({ state: 'awaited' });
    world.files.objects.set(fields.key, await onePage());
    await uploaded(fields.key);
    expect((await claire.get(state, 'application/json')).json).toMatchObject({
      state: 'ready',
      name: 'Délibération n° 14.pdf',
      type: 'application/pdf',
      pages: 1,
    });
    const link = await claire.get(`/documents/${document}/fichier`);
    expect(link.status).toBe(303);
    expect(link.location).toContain('inline=true&version=v1');
    expect((await claire.get(`/documents/${document}/fichier?telecharger=oui`)).location).toContain('inline=false');
    expect((await claire.get('/documents')).text).toContain('Délibération n° 14.pdf');
  });

  it('takes its name from the file when it was sent without script, and says what became of it', async () => {
    const page = await claire.post('/documents/depots', {});
    const { key = '', redirect = '' } = world.files.deposits.at(-1) ?? {};
    expect(page.text).toContain('type="file"');
    const real = key.replace('${filename}', 'Compte rendu été.pdf');
    world.files.objects.set(real, await onePage());
    await uploaded(real);
    const received = await claire.get(redirect.replace('https://parvis.example', '') + '?bucket=b&key=k&etag=e');
    expect(received.text).toContain('Votre document est en ligne');
    expect(received.text).toContain('Compte rendu été.pdf');
  });

  it('says in French why a file is refused', async () => {
    const { fields, state } = await deposited({ name: 'facture.pdf', size: 10, type: 'application/pdf' });
    world.files.objects.set(fields.key, new TextEncoder().encode('MZ is not a PDF'));
    await uploaded(fields.key);
    expect((await claire.get(state, 'application/json')).json).toMatchObject({
      state: 'refused',
      reason: expect.stringContaining('n’est pas'),
    });
    expect((await claire.get(state)).text).toContain('Choisir un autre fichier');
  });

  it.each([
    ['infected', 'Un virus a été reconnu'],
    ['unscannable', 'n’a pas pu être examiné'],
  ] as const)('is refused when the scanner finds it %s', async (verdict, sentence) => {
    scan = verdict;
    const { fields, state } = await deposited({ name: 'acte.pdf', size: 10, type: 'application/pdf' });
    world.files.objects.set(fields.key, await onePage());
    await uploaded(fields.key).finally(() => (scan = 'clean'));
    expect((await claire.get(state)).text).toContain(sentence);
  });

  it('is checked once: a repeated event, and another file under the same key, change nothing', async () => {
    const { document, fields, state } = await deposited({ name: 'acte.pdf', size: 10, type: 'application/pdf' });
    world.files.objects.set(fields.key, await onePage());
    await uploaded(fields.key, 'v1');
    await uploaded(fields.key, 'v1');
    world.files.objects.set(fields.key, new TextEncoder().encode('another file'));
    await uploaded(fields.key, 'v2');
    expect((await claire.get(state, 'application/json')).json).toMatchObject({ state: 'ready', pages: 1 });
    expect((await claire.get(`/documents/${document}/fichier`)).location).toContain('version=v1');
  });

  it('refuses what is too large or empty before anything is sent', async () => {
    for (const size of [0, 150 * 1024 * 1024 + 1]) {
      const refused = await claire.send('/documents/depots', { name: 'acte.pdf', size, type: 'application/pdf' });
      expect(refused.json).toMatchObject({ status: 422, errors: [{ field: 'size' }] });
    }
  });

  it('is not for readers, and a document is not for another organisation', async () => {
    const reader = await world.person(NERAC, 'reader');
    const elsewhere = await world.person(AGEN, 'referent');
    expect((await reader.send('/documents/depots', { name: 'a.pdf' })).status).toBe(403);
    const { document } = await deposited({ name: 'acte.pdf' });
    for (const path of ['', '/etat', '/fichier', '/recu']) {
      expect((await elsewhere.get(`/documents/${document}${path}`)).status).toBe(404);
    }
  });

  it('ignores objects that nobody asked for', async () => {
    expect(arrivalOf(record('org/214701955/doc_1/acte.pdf'))).toBeUndefined();
    expect(arrivalOf(record('public/214701955/x/y'))).toBeUndefined();
    await expect(uploaded('org/214701955/doc_01ARZ3NDEKTSV4RRFFQ69G5FAV/acte.pdf')).resolves.toBeUndefined();
  });
});
