/** Files through links, with the cloud around them: sent by somebody without account, then read by another. */
import { beforeAll, describe, expect, it } from 'vitest';
import { actPdf } from '../../local/demo/pdf.ts';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { sha256Of, succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { justNow, visitorOf } from '../support/joining.ts';
import { readZip } from '../support/read-zip.ts';
import { as, scene, type Scene } from '../support/territory.ts';
import { type FileSent, onceChecked, type Place, postFile } from '../support/uploads.ts';
import * as z from 'zod';

let here: Scene;
let referent: Visitor;
let offer: FileSent;
beforeAll(async () => {
  here = await scene();
  referent = as(here, here.territory.referent);
  const text = { commune: 'Marmande', session: '19 novembre 2024', number: '1', subject: 'Offre', paragraphs: ['Un.'] };
  offer = { name: 'Offre.pdf', type: 'application/pdf', bytes: new Uint8Array(await actPdf(text)) };
});

const place = z.object({
  document: z.string(),
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  state: z.string(),
});

async function give(cible: string, pour: string): Promise<string> {
  const answer = succeeded(await referent.post('/documents/liens', { cible, pour }), 'A link is made');
  return new URL(textIn(answer, 'url')).pathname;
}

/** What somebody without account sends by a link. @returns where it was sent, and its state's address. */
async function placeBy(outsider: Visitor, at: string, size = offer.bytes.length): Promise<Place> {
  const begun = succeeded(await outsider.post(`${at}/depots`, { nom: 'Odile Dépôt', message: 'Bonjour' }), 'Begun');
  const asked = { name: offer.name, type: offer.type, size, sha256: sha256Of(offer.bytes) };
  const answer = await outsider.post(`${at}/depots/${textIn(begun, 'depot')}/fichiers`, asked);
  return place.parse(succeeded(answer, 'A place is kept').json);
}

describe('a file that comes by a link', () => {
  it('is checked, told of, and read by another link, as it was', async () => {
    const folder = textIn(await referent.post('/documents/dossiers', { nom: 'Offres par lien' }), 'id');
    const outsider = visitorOf(here.cloud);
    const since = justNow();
    const kept = await placeBy(outsider, await give(folder, 'deposer'));
    expect((await postFile(kept, offer)).status).toBeLessThan(300);
    await onceChecked(referent, kept.document);
    expect((await outsider.get(kept.state)).text).toContain('"state":"ready"');
    await awaitMail(here.cloud.mailboxesOrigin, here.territory.referent.email, /Odile Dépôt/, since);
    const at = await give(folder, 'lire');
    const file = `fil_${kept.document.slice('doc_'.length)}`;
    expect((await outsider.get(at)).text).toContain(file);
    const response = await fetch(textIn(await outsider.get(`${at}/fichiers/${file}`), 'url'));
    expect(sha256Of(new Uint8Array(await response.arrayBuffer()))).toBe(sha256Of(offer.bytes));
    const log = await referent.get(`/documents/fichiers/${file}/ouvertures`);
    expect(log.text).toContain('"way":"link"');
  });

  it('is in its folder when a member takes it whole: made by the worker, told by mail', async () => {
    const folder = textIn(await referent.post('/documents/dossiers', { nom: 'Offres réunies' }), 'id');
    const kept = await placeBy(visitorOf(here.cloud), await give(folder, 'deposer'));
    expect((await postFile(kept, offer)).status).toBeLessThan(300);
    await onceChecked(referent, kept.document);
    const since = justNow();
    const id = newId('exp');
    expect((await referent.post(`/documents/dossiers/${folder}/zip`, { id })).status).toBe(202);
    const told = new RegExp(`/documents/dossiers/${folder}/zip`);
    await awaitMail(here.cloud.mailboxesOrigin, here.territory.referent.email, told, since);
    const url = textIn(await referent.get(`/documents/dossiers/${folder}/zip/${id}/1`), 'url');
    const zip = readZip(Buffer.from(await (await fetch(url)).arrayBuffer()));
    expect([...zip.keys()]).toEqual(['Offres réunies/Offre.pdf']);
    expect(sha256Of(zip.get('Offres réunies/Offre.pdf') ?? new Uint8Array())).toBe(sha256Of(offer.bytes));
  });

  it('is no larger than it said', async () => {
    const folder = textIn(await referent.post('/documents/dossiers', { nom: 'Offres bornées' }), 'id');
    const kept = await placeBy(visitorOf(here.cloud), await give(folder, 'deposer'), offer.bytes.length - 1);
    expect(await postFile(kept, offer)).toMatchObject({ status: 400 });
  });
});
