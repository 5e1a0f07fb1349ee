/** Files as they come: real ones, and those that are empty, too large, locked, cut short, or not what they say. */
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { actPdf } from '../../local/demo/pdf.ts';
import * as z from 'zod';
import { sha256Of, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { LARGEST_FILE } from '../../platform/deposits.ts';
import { TEST_VIRUS } from '../../local/guardduty/test-virus.ts';
import { asHost, resourceNamed } from '../support/cloud.ts';
import { lockedPdf } from '../support/locked-pdf.ts';
import { docx, sayingSize } from '../support/office.ts';
import { wordsOf } from '../support/pages.ts';
import { MATTER } from '../support/publishing.ts';
import { as, scene, type Scene } from '../support/territory.ts';
import { type FileSent, onceChecked, onceRead, type Place, placeFor, postFile, upload } from '../support/uploads.ts';
import { sharedData } from '../support/shared-data.ts';

let here: Scene;
let contributor: Visitor;
let act: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  here = await scene();
  contributor = as(here, here.territory.contributor);
  const text = { commune: 'Marmande', session: '19 novembre 2024', number: '1', subject: 'Essai', paragraphs: ['Un.'] };
  act = new Uint8Array(await actPdf(text));
});

const PDF = 'application/pdf';
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

const formOfPlace = z.object({
  document: z.string(),
  url: z.string(),
  fields: z.record(z.string(), z.string()),
});

const REAL = sharedData('pdf');
const realFiles = existsSync(REAL) ? readdirSync(REAL).filter((name) => name.endsWith('.pdf')) : [];

describe('real acts of a council', () => {
  const isTaken = async (name: string): Promise<void> => {
    const bytes = new Uint8Array(readFileSync(join(REAL, name)));
    const document = await upload(contributor, { name, type: PDF, bytes });
    expect(document).toMatchObject({ state: 'ready', name, size: bytes.length, type: PDF });
    expect(document.pages).toBeGreaterThan(0);
    const link = textIn(await contributor.get(`/documents/${document.id}/fichier`), 'url');
    const response = await fetch(link);
    expect(sha256Of(new Uint8Array(await response.arrayBuffer()))).toBe(sha256Of(bytes));
    expect(response.headers.get('content-type')).toBe(PDF);
    expect(response.headers.get('content-disposition')).toContain(encodeURIComponent(name));
  };

  if (realFiles.length > 0) it.each(realFiles)('%s is taken, opened and given back as it was', isTaken);
  else it.skip(`${REAL} is not there: the acts made for the tests stand for them`, () => {});
});

describe('a file that is refused once it was read', () => {
  const program = Buffer.alloc(4096, 0);
  program.write('MZ');
  const refused: [string, () => Omit<FileSent, 'type'>, string][] = [
    [
      'a program under the name of a PDF',
      () => ({ name: 'facture.pdf', bytes: new Uint8Array(program) }),
      'Ce fichier est un programme.',
    ],
    [
      'a script under the name of a PDF',
      () => ({ name: 'lisez-moi.pdf', bytes: bytesOf('#!/bin/sh\nrm -rf /\n') }),
      'Ce fichier est un programme.',
    ],
    ['a PDF under the name of a program', () => ({ name: 'acte.exe', bytes: act }), 'n’est pas ce que dit son nom'],
    ['a text under the name of a PDF', () => ({ name: 'acte.pdf', bytes: bytesOf('Bonjour') }), 'n’est pas ce que dit'],
    [
      'a text with the virus of tests',
      () => ({ name: 'essai.txt', bytes: bytesOf(TEST_VIRUS) }),
      'Un virus a été reconnu dans ce fichier.',
    ],
    [
      'a text of Word with the virus of tests packed in it',
      () => ({ name: 'essai.docx', bytes: docx(['Un'], { parts: { 'word/media/image1.bin': TEST_VIRUS } }) }),
      'Un virus a été reconnu dans ce fichier.',
    ],
    [
      'a text of Word that would unpack to gigabytes',
      () => ({ name: 'bombe.docx', bytes: sayingSize(docx(['Un']), 'word/document.xml', 2 ** 31) }),
      'Une fois déplié, ce fichier serait démesuré.',
    ],
    [
      'a drawing that can run scripts',
      () => ({ name: 'dessin.svg', bytes: bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>') }),
      'Ce format n’est pas accepté.',
    ],
    ['a PDF with a password', () => ({ name: 'protege.pdf', bytes: lockedPdf() }), 'protégé par un mot de passe'],
    ['a PDF cut short', () => ({ name: 'coupe.pdf', bytes: act.slice(0, act.length / 2) }), 'abîmé ou incomplet'],
    [
      'a PDF whose inside is noise',
      () => ({
        name: 'bruit.pdf',
        bytes: new Uint8Array(Buffer.concat([bytesOf('%PDF-1.4\n'), randomBytes(9000), bytesOf('\n%%EOF')])),
      }),
      'abîmé ou incomplet',
    ],
  ];

  it.each(refused)('%s: the reason is said', async (_what, file, sentence) => {
    const document = await upload(contributor, { type: PDF, ...file() });
    expect(document.state).toBe('refused');
    expect(document.reason).toContain(sentence);
    const page = await contributor.get(`/documents/${document.id}`, { as: 'page' });
    expect(wordsOf(page.text)).toContain(sentence);
    expect((await contributor.get(`/documents/${document.id}/fichier`)).status).toBe(409);
  });

  it('is not published', async () => {
    const document = await upload(contributor, { name: 'coupe.pdf', type: PDF, bytes: act.slice(0, act.length / 2) });
    const typed = {
      title: 'Un acte',
      sessionDate: '2024-11-19',
      matter: MATTER.code,
      audience: 'organisation',
      action: 'publish',
      version: 0,
    };
    const answer = await contributor.post('/publier/deliberation', { ...typed, document: document.id });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Ce document n’existe plus ou n’a pas été accepté.');
  });
});

describe('a file that the bucket itself refuses', () => {
  const file = (bytes: Uint8Array<ArrayBuffer>): FileSent => ({ name: 'acte.pdf', type: PDF, bytes });

  it('is empty', async () => {
    const place = await placeFor(contributor, file(act));
    const { status, text } = await postFile(place, file(new Uint8Array()));
    expect(status).toBe(400);
    expect(text).toMatch(/EntityTooSmall|BadDigest|InvalidRequest/);
  });

  it('is not the one whose checksum was announced', async () => {
    const place = await placeFor(contributor, file(act));
    expect((await postFile(place, file(act.slice(0, -10)))).status).toBe(400);
  });

  it('is larger than 150 MiB, whatever the form was asked for', async () => {
    const place = await placeFor(contributor, file(act));
    const large = new Uint8Array(LARGEST_FILE + 1);
    const { status, text } = await postFile(place, file(large));
    expect({ status, tooLarge: text.includes('EntityTooLarge') }).toEqual({ status: 400, tooLarge: true });
    expect((await contributor.get(`/documents/${place.document}/etat`)).json).toMatchObject({ state: 'awaited' });
  });
});

describe('a file that its sender gives up', () => {
  /** Whether something of a document is in the bucket, looked at with the host's rights. */
  async function isInBucket({ fields: { key: Key } }: Place): Promise<boolean> {
    const configuration = { ...asHost(here.cloud), endpoint: here.cloud.filesOrigin, forcePathStyle: true };
    const Bucket = resourceNamed(here.cloud, 'AWS::S3::Bucket', 'Documents');
    try {
      await new S3Client(configuration).send(new HeadObjectCommand({ Bucket, Key }));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'NotFound') return false;
      throw error;
    }
  }

  it('leaves nothing behind, even when it comes all the same', async () => {
    const file = { name: 'acte.pdf', type: PDF, bytes: act };
    const place = await placeFor(contributor, file);
    expect((await contributor.post(`/documents/${place.document}/abandon`)).status).toBe(200);
    expect((await contributor.get(`/documents/${place.document}/etat`)).status).toBe(404);
    expect((await postFile(place, file)).status).toBeLessThan(300);
    await vi.waitUntil(async () => !(await isInBucket(place)), { timeout: 30_000, interval: 50 });
    expect(await isInBucket(place)).toBe(false);
  });
});

describe('a large file in parts', () => {
  const underWay = z.object({
    id: z.string(),
    document: z.string(),
    partSize: z.number(),
    present: z.array(z.number()),
  });
  const address = z.object({ url: z.string(), headers: z.record(z.string(), z.string()) });

  it('is cut, goes on with what is missing, and is checked whole', async () => {
    const bytes = new Uint8Array(17 * 1024 * 1024).fill('é'.charCodeAt(0) & 0x7f);
    const asked = { name: 'relevé.txt', size: bytes.length, type: 'text/plain', mark: 'c'.repeat(64) };
    const begin = async () => underWay.parse((await contributor.post('/documents/envois', asked)).json);
    const { id, document, partSize } = await begin();
    const put = async (number: number): Promise<number> => {
      const part = bytes.subarray((number - 1) * partSize, number * partSize);
      const place = await contributor.post(`/documents/envois/${id}/parties`, { number, sha256: sha256Of(part) });
      const { url, headers } = address.parse(place.json);
      return (await fetch(url, { method: 'PUT', headers, body: part })).status;
    };
    expect([await put(1), await put(3)]).toEqual([200, 200]);
    expect((await contributor.post(`/documents/envois/${id}/fin`)).status).toBe(409);
    // The tab was closed, and the same file is chosen again.
    expect(await begin()).toEqual({ id, document, partSize, present: [1, 3] });
    expect(await put(2)).toBe(200);
    expect((await contributor.post(`/documents/envois/${id}/fin`)).status).toBe(200);
    const checked = await onceRead(contributor, document);
    expect(checked).toMatchObject({ state: 'ready', name: 'relevé.txt', size: bytes.length, type: 'text/plain' });
    const response = await fetch(textIn(await contributor.get(`/documents/${document}/fichier`), 'url'));
    expect(sha256Of(new Uint8Array(await response.arrayBuffer()))).toBe(sha256Of(bytes));
  });
});

describe('a place that is asked for', () => {
  const asked = { name: 'acte.pdf', type: PDF, size: 1000 };

  it.each([
    ['of nothing', { size: 0 }, 'Ce fichier est vide.'],
    ['of more than 150 MiB', { size: LARGEST_FILE + 1 }, 'Ce fichier est trop lourd'],
    ['with a checksum that is none', { sha256: 'abc' }, 'L’empreinte du fichier n’est pas lisible.'],
  ])('%s is refused in French', async (_what, change, sentence) => {
    const answer = await contributor.post('/documents/depots', { ...asked, ...change });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(sentence);
  });

  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\fax\\Séance du 24.pdf', 'Séance du 24.pdf'],
    ['acte\u202efdp.exe.pdf', 'actefdp.exe.pdf'],
    ['<script>alert(1)</script>.pdf', 'script>.pdf'],
    [`${'é'.repeat(400)}.pdf`, `${'é'.repeat(296)}.pdf`],
  ])('for %j is for a file named %j', async (name, kept) => {
    const document = await upload(contributor, { name, type: PDF, bytes: act });
    expect(document).toMatchObject({ state: 'ready', name: kept });
    const page = await contributor.get(`/documents/${document.id}`, { as: 'page' });
    expect(page.text).not.toContain('<script>alert');
  });
});

describe('a name with emojis', () => {
  const NAME = 'Fête des écoles 🎉 👨‍👩‍👧‍👦 n° 1️⃣ 🇫🇷.pdf';
  const isKept = async (id: string): Promise<void> => {
    const document = await onceChecked(contributor, id);
    expect(document).toMatchObject({ state: 'ready', name: NAME });
    expect((await contributor.get(`/documents/${id}`, { as: 'page' })).text).toContain(NAME);
    const link = textIn(await contributor.get(`/documents/${id}/fichier?telecharger=oui`), 'url');
    const response = await fetch(link);
    expect(sha256Of(new Uint8Array(await response.arrayBuffer()))).toBe(sha256Of(act));
    // RFC 6266: browsers save it under the very name that it came with.
    const [, name = ''] =
      /^attachment; filename\*=UTF-8''(.+)$/.exec(response.headers.get('content-disposition') ?? '') ?? [];
    expect(decodeURIComponent(name)).toBe(NAME);
  };

  it('is that of the file again when it is downloaded, sent by the page', async () => {
    await isKept((await upload(contributor, { name: NAME, type: PDF, bytes: act })).id);
  });

  it('is so too when the file alone brings it, sent by a form without script', async () => {
    const { document, url, fields } = formOfPlace.parse((await contributor.post('/documents/depots', {})).json);
    const { status } = await postFile({ document, url, fields, state: '' }, { name: NAME, type: PDF, bytes: act });
    // The bucket sends the browser back to the site.
    expect(status).toBeLessThan(400);
    await isKept(document);
  });
});

describe('a document', () => {
  it('sent twice to a folder is ready both times, and says that it was there already', async () => {
    const dossier = textIn(await contributor.post('/documents/dossiers', { nom: 'Envois répétés' }), 'id');
    const file = { name: 'Devis.pdf', type: PDF, bytes: act };
    const sent: string[] = [];
    for (let time = 1; time <= 2; time += 1) {
      const asked = { name: file.name, type: PDF, size: act.length, sha256: sha256Of(act), dossier };
      const place = formOfPlace.parse((await contributor.post('/documents/depots', asked)).json);
      await postFile({ ...place, state: '' }, file);
      expect(await onceChecked(contributor, place.document)).toMatchObject({ state: 'ready' });
      sent.push(place.document);
    }
    const notes = await Promise.all(sent.map(async (id) => (await contributor.get(`/documents/${id}/etat`)).text));
    expect(notes.map((text) => text.includes('Il y était déjà, à l’identique'))).toEqual([false, true]);
    const done = await contributor.post('/documents/depots', { dossier, document: sent[1] }, { as: 'page' });
    const page = await contributor.get(done.headers.get('location') ?? '', { as: 'page' });
    expect(wordsOf(page.text)).toContain('1 fichier ajouté.');
    expect(wordsOf(page.text)).toContain('Ce fichier était déjà ici, à l’identique.');
  });

  it('is checked once when its event comes twice, and never replaced', async () => {
    const file = { name: 'acte.pdf', type: PDF, bytes: act };
    const place = await placeFor(contributor, file);
    await postFile(place, file);
    const first = await onceRead(contributor, place.document);
    await postFile(place, file);
    expect(await onceRead(contributor, place.document)).toEqual(first);
  });

  it('that is still awaited is not published yet', async () => {
    const place = await placeFor(contributor, { name: 'acte.pdf', type: PDF, bytes: act });
    const typed = {
      title: 'Un acte',
      sessionDate: '2024-11-19',
      matter: MATTER.code,
      audience: 'organisation',
      action: 'publish',
      version: 0,
    };
    const answer = await contributor.post('/publier/deliberation', { ...typed, document: place.document });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('votre texte est conservé');
  });
});
