/**
 * What a secretary comes for: the acts of her council put away, found again by their words, published so that they
 * hold; and a resident who reads one, checks it, and asks for it as data.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { actPdf } from '../../local/demo/pdf.ts';
import type { OwnFile, Person } from '../support/browser-person.ts';
import { newId } from '../../platform/ids.ts';
import { asHost, resourceNamed } from '../support/cloud.ts';
import { importMailboxes, joinByCode } from '../support/joining.ts';
import { MATTER, SIGNATORY } from '../support/publishing.ts';
import { sharedData } from '../support/shared-data.ts';
import { siretOf } from '../support/siren.ts';
import { as as actingAs } from '../support/territory.ts';
import { arrives } from './steps/cast.ts';
import { comesToRead } from './steps/coming-to-read.ts';
import { type SharedStage, sharedStage, signedIn } from './steps/members.ts';

const run = promisify(execFile);

const TOWN = { name: 'Damazan', slug: 'damazan' };
const SOLANGE = { firstName: 'Solange', lastName: 'Mautort', position: 'Secrétaire', email: 'solange@actes.test' };
const REGISTER = `/c/${TOWN.slug}/actes`;

/** Real acts of a council, each with words of its own; ours with the same words where they are not on this machine. */
const ACTS = [
  { file: '2014-04-05-0000070899.pdf', words: 'détermination du nombre d’adjoints' },
  { file: '2014-04-24-0000071216.pdf', words: 'organismes paritaires' },
  { file: '2014-04-24-0000071217.pdf', words: 'délégations du conseil au maire' },
  { file: '2014-04-24-0000071251.pdf', words: 'remboursement des frais de déplacement' },
  { file: '2014-05-22-0000072016.pdf', words: 'agence pour l’information sur le logement' },
] as const;
const [, , , TRAVEL] = ACTS;
const TITLE = 'Frais de déplacement des agents et des élus';

async function bytesOf({ file, words }: (typeof ACTS)[number]): Promise<Buffer> {
  const real = sharedData(`pdf/${file}`);
  if (existsSync(real)) return readFileSync(real);
  const act = { commune: TOWN.name, session: '24 avril 2014', number: '2014-139', subject: words };
  return Buffer.from(await actPdf({ ...act, paragraphs: [`Le conseil approuve : ${words}.`] }));
}

const ownFile = async (act: (typeof ACTS)[number]): Promise<OwnFile> => ({
  name: act.file,
  mimeType: 'application/pdf',
  buffer: await bytesOf(act),
});

let stage: SharedStage;
let solange: Person;
let resident: Person;

beforeAll(async () => {
  stage = await sharedStage();
  const { scene, cloud } = stage;
  await importMailboxes(actingAs(scene, scene.territory.operator), [TOWN]);
  await joinByCode(cloud, TOWN.slug, SOLANGE);
  solange = await signedIn(stage, SOLANGE.email, SOLANGE.firstName);
  resident = await arrives(stage);
}, 180_000);
afterAll(async () => {
  await stage?.browser.close();
});

/** A public page as it is now: browsers keep the same address for two minutes. */
async function comesToReadNow(person: Person, path: string, text: string): Promise<void> {
  const until = Date.now() + 90_000;
  while (Date.now() < until) {
    await person.goesTo(`${path}?vu=${newId('pub')}`);
    if (await person.sees(text)) return;
    await person.page.waitForTimeout(300);
  }
  await person.reads(text);
}

/** What the documented command says of the register and of its documents. */
const verified = (): Promise<string> =>
  run(process.execPath, ['docs/register/verify.mjs', `${stage.cloud.siteOrigin}${REGISTER}`, '--files']).then(
    ({ stdout }) => stdout,
    (error: unknown) => String(Object(error).stdout),
  );

/** What a link of the page leads to. */
async function fetched(person: Person, words: string | RegExp): Promise<Response> {
  const link = person.page.getByRole('link', { name: words }).first();
  const address = new URL((await link.getAttribute('href')) ?? '', person.page.url());
  return fetch(address, { headers: { accept: '*/*' } });
}

describe('acts that are put away', () => {
  it('are sent all at once, and checked', async () => {
    await solange.follows('Documents', 'Documents');
    await solange.looksAt('documents-none');
    await solange.picks(...(await Promise.all(ACTS.map(ownFile))));
    // The page is left as soon as all are received: they are in their place.
    await solange.reads(`${ACTS.length} fichiers ajoutés.`);
    for (const { file } of ACTS) expect(await solange.sees(file)).toBe(true);
    await solange.looksAt('documents');
  });

  it.each(ACTS)('are found by their words: $words', async ({ file, words }) => {
    const address = `/recherche?${String(new URLSearchParams({ q: words }))}`;
    await comesToRead(solange, address, file);
    expect(await solange.page.locator('main mark').count()).toBeGreaterThan(0);
    await solange.looksAt('found-by-words');
  });

  it('are looked at in the page', async () => {
    await solange.follows(new RegExp(TRAVEL.file), TRAVEL.file);
    await solange.looksAt('document-read');
    expect(stage.inspection.flaws).toEqual([]);
  });
});

describe('an act that is published', () => {
  it('takes three clicks from the home, beside what is typed', async () => {
    await solange.goesTo('/accueil');
    await solange.follows('Publier', 'Publier');
    await solange.follows('Délibération', 'Publier une délibération');
    await solange.picks(await ownFile(TRAVEL));
    await solange.reads(/Reçu et vérifié/);
    await solange.writes('Objet', TITLE);
    await solange.writes('Date de la séance', '2014-04-24');
    await solange.writes('Numéro (facultatif)', '2014-139');
    await solange.selects('Matière', MATTER.words);
    await solange.writes('Prénom de l’auteur de l’acte', SIGNATORY.authorFirstName);
    await solange.writes('Nom de l’auteur', SIGNATORY.authorLastName);
    await solange.writes('Qualité de l’auteur', SIGNATORY.authorCapacity);
    await solange.chooses(/Tout le monde/);
    await solange.presses('Publier maintenant', TITLE);
    await solange.reads('Votre délibération est en ligne');
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('is in the register for everybody, whole, with its author and the very second', async () => {
    await comesToReadNow(resident, REGISTER, TITLE);
    await resident.looksAt('register');
    await resident.follows(TITLE, TITLE);
    await resident.reads('n° 2014-139');
    await resident.reads(/Mis en ligne le .* s\)/);
    expect(await resident.sees(SIGNATORY.authorLastName)).toBe(true);
    await resident.looksAt('public-act');
    const copy = await fetched(resident, new RegExp(TRAVEL.file.slice(0, 10)));
    expect(Buffer.from(await copy.arrayBuffer()).equals(await bytesOf(TRAVEL))).toBe(true);
  });

  it('is proved: the document to the bit, the register to its beginning', async () => {
    await resident.follows('Preuve de publication', /Preuve de publication/);
    await resident.reads('Cette preuve est intacte');
    await resident.looksAt('proof');
    const choice = resident.page.getByLabel('Votre fichier');
    const right = await ownFile(TRAVEL);
    await choice.setInputFiles(right);
    await resident.reads('C’est bien le document mis en ligne, au bit près.');
    const wrong = Buffer.from(right.buffer);
    wrong.writeUInt8(wrong.readUInt8(1000) ^ 1, 1000);
    await choice.setInputFiles({ ...right, buffer: wrong });
    await resident.reads('Ce n’est pas le document mis en ligne');
    await resident.follows('Vérifier tout le registre', 'Vérifier un acte ou le registre');
    await resident.reads('sont intactes');
    await resident.looksAt('verification');
    await resident.page.getByLabel('Votre fichier').setInputFiles(right);
    await resident.reads('Ce document est au registre');
    expect(stage.inspection.flaws).toEqual([]);
  });

  it('is found out by anybody when one of its stored bytes is changed', async () => {
    const { cloud } = stage;
    const answer = await fetch(`${cloud.siteOrigin}/c/${TOWN.slug}`, { headers: { accept: 'application/json' } });
    const { siren } = z.object({ siren: z.string() }).parse(await answer.json());
    const client = new S3Client({ ...asHost(cloud), endpoint: cloud.filesOrigin, forcePathStyle: true });
    const bucket = { Bucket: resourceNamed(cloud, 'AWS::S3::Bucket', 'Documents') };
    const right = await bytesOf(TRAVEL);
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ ...bucket, Prefix: `public/${siren}/` }));
    const object = { ...bucket, Key: Contents.find(({ Size }) => Size === right.length)?.Key };
    const about = await client.send(new HeadObjectCommand(object));
    const wrong = Buffer.from(right);
    wrong.writeUInt8(wrong.readUInt8(1000) ^ 1, 1000);
    const written = { ...object, ContentType: about.ContentType, ContentDisposition: about.ContentDisposition };
    expect(await verified()).toContain('1 files are those that were put online');
    await client.send(new PutObjectCommand({ ...written, Body: wrong }));
    expect(await verified()).toMatch(/WRONG.*is not the one that was put online/);
    await client.send(new PutObjectCommand({ ...written, Body: right }));
    expect(await verified()).toContain('1 files are those that were put online');
    client.destroy();
  });

  it('has its certificate, and is open data once the SIRET is said', async () => {
    const { siteOrigin } = stage.cloud;
    const certificate = await fetch(`${siteOrigin}${REGISTER}/2014-139/certificat`);
    expect((await certificate.text()).slice(0, 5)).toBe('%PDF-');
    await solange.goesTo('/actes');
    await solange.looksAt('acts-of-members');
    await solange.follows('L’indiquer dans les réglages', 'Réglages des actes');
    await solange.looksAt('acts-settings');
    const siren = await solange.page.evaluate(async (path) => {
      const answer = await fetch(path, { headers: { accept: 'application/json' } });
      return String(Object(await answer.json()).siren);
    }, `/c/${TOWN.slug}`);
    await solange.writes('SIRET de votre organisation (facultatif)', siretOf(siren));
    await solange.presses('Enregistrer', 'Réglages des actes');
    await solange.reads('C’est enregistré');
    const table = await fetch(`${siteOrigin}${REGISTER}.csv?vu=2`);
    const [columns = '', line = ''] = (await table.text()).split('\r\n');
    expect(columns).toMatch(/^COLL_NOM,COLL_SIRET,DELIB_ID,/);
    expect(line).toContain(`2014-139,2014-04-24,${MATTER.code},`);
  });

  it('leaves a trace when it is withdrawn', async () => {
    await solange.goesTo('/publications');
    await solange.follows(TITLE, TITLE);
    // The button of the page comes once the time to undo is over.
    await solange.goesTo(`${new URL(solange.page.url()).pathname}/retirer`);
    await solange.writes('Pourquoi le retirer ?', 'Une erreur dans le barème.');
    await solange.looksAt('act-to-withdraw');
    await solange.presses('Retirer la publication', TITLE);
    await comesToReadNow(resident, `${REGISTER}/2014-139`, 'Cet acte n’est plus en ligne');
    await resident.reads('Une erreur dans le barème.');
    await resident.looksAt('act-withdrawn');
    expect(stage.inspection.flaws).toEqual([]);
  });
});
