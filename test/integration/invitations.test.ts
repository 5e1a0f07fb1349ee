/** Many people invited at once: nothing before it is confirmed, once each, and quickly. */
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { mailsTo } from '../../local/demo/mailbox.ts';
import { succeeded, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { type TestCloud } from '../support/cloud.ts';
import { importMailboxes, joinByCode, operatorOf, PASSWORD, visitorOf, welcomeLink } from '../support/joining.ts';
import { decoded, valueOf, wordsOf } from '../support/pages.ts';
import { scene } from '../support/territory.ts';

let cloud: TestCloud;
let referent: Visitor;
beforeAll(async () => {
  ({ cloud } = await scene());
  await importMailboxes(await operatorOf(cloud), [{ name: 'Casseneuil', slug: 'casseneuil' }]);
  const applicant = { firstName: 'Lise', lastName: 'Roques', position: 'Secrétaire', email: 'lise@casseneuil.test' };
  referent = await joinByCode(cloud, 'casseneuil', applicant);
});

const PATH = '/organisation/invitations/liste';
const list = (lines: string, action: 'preview' | 'invite', id = newId('inv')) => ({
  id,
  lines,
  role: 'reader',
  action,
});
const answer = z.object({ lines: z.array(z.object({ line: z.number(), outcome: z.string() })) });
const outcomes = (json: unknown): string[] => answer.parse(json).lines.map(({ outcome }) => outcome);
const sent = z.object({ id: z.string(), email: z.string(), state: z.string() });
const invitations = z.object({ invitations: z.array(sent) });
const invitationsSent = async () =>
  invitations.parse(succeeded(await referent.get('/organisation'), 'The invitations are listed').json).invitations;
const invitedTo = async (): Promise<string[]> =>
  (await invitationsSent()).flatMap(({ email, state }) => (state === 'revoked' ? [] : [email]));

/** As a browser without script sends the form, once with its fields as they are and the file chosen. */
async function sendFile(bytes: Buffer, id = newId('inv')): Promise<{ status: number; text: string }> {
  const form = new FormData();
  for (const [name, value] of Object.entries(list('', 'invite', id))) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(bytes)], { type: 'text/csv' }), 'élus.csv');
  const headers = { cookie: referent.cookies, origin: cloud.siteOrigin, accept: 'text/html' };
  const response = await fetch(new URL(PATH, cloud.siteOrigin), { method: 'POST', headers, body: form });
  return { status: response.status, text: await response.text() };
}

describe('a list of people to invite', () => {
  it('is shown before anything is sent', async () => {
    const lines = 'Ana;Vidal;ana@casseneuil.test;Lecteur;Conseillère\nlise@casseneuil.test\nBob;Lot;bob@casseneuil';
    const preview = succeeded(await referent.post(PATH, list(lines, 'preview')), 'The list is previewed');
    expect(outcomes(preview.json)).toEqual(['invite', 'member', 'wrong-address']);
    expect(await invitedTo()).toEqual([]);
  });

  it('gives back on paper what was pasted, and what to put right', async () => {
    const lines = 'Bob;Lot;bob@casseneuil\nAna;Vidal;ana@casseneuil.test;Reine';
    const page = await referent.post(PATH, list(lines, 'preview'), { as: 'page' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('Bob;Lot;bob@casseneuil\nAna;Vidal');
    expect(wordsOf(page.text)).toContain('Rôle inconnu : « Reine »');
    const empty = await referent.post(PATH, list('  ', 'preview'), { as: 'page' });
    expect(empty.status).toBe(422);
    expect(wordsOf(empty.text)).toContain('Collez au moins une ligne');
  });

  it('is not sent as it was changed after it was shown, but shown again', async () => {
    const lines = 'Zoé;Lot;zoe@casseneuil.test\nYann;Lot;yann@casseneuil.test';
    const preview = await referent.post(PATH, list(lines, 'preview'), { as: 'page' });
    expect(wordsOf(preview.text)).toContain('Rien n’est encore envoyé. 2 personnes seront invitées');
    const shown = valueOf(preview.text, 'shown');
    const changed = { ...list(lines.replace('zoe@', 'zelie@'), 'invite'), shown };
    const again = await referent.post(PATH, changed, { as: 'page' });
    expect(wordsOf(again.text)).toContain('La liste a changé depuis que vous l’avez vérifiée : rien n’est parti.');
    expect(again.text).toContain('zelie@casseneuil.test');
    const otherRole = { ...list(lines, 'invite'), shown, role: 'referent' };
    expect((await referent.post(PATH, otherRole, { as: 'page' })).text).toContain('rien n’est parti');
    expect(await invitedTo()).toEqual([]);
    // A browser sends its own line ends.
    const confirmed = { ...list(`${lines.replace('\n', '\r\n')}\r\n`, 'invite'), shown };
    succeeded(await referent.post(PATH, confirmed), 'It is sent as it was shown');
    expect((await invitedTo()).sort()).toEqual(['yann@casseneuil.test', 'zoe@casseneuil.test']);
    const { text } = await referent.get('/organisation', { as: 'page' });
    expect(wordsOf(text)).toContain('Zoé Lot zoe@casseneuil.test · Lecteur');
    for (const { id } of (await invitationsSent()).filter(({ state }) => state === 'pending')) {
      succeeded(await referent.post(`/organisation/invitations/${id}/annuler`), 'It is taken back');
    }
  });

  it('confirmed twice at once, sends each person one mail, whose function is kept', async () => {
    const id = newId('inv');
    const lines = 'Ana;Vidal;ana@casseneuil.test;Lecteur;Conseillère\nPol;Lot;pol@casseneuil.test';
    const answers = await Promise.all([1, 2].map(() => referent.twin().post(PATH, list(lines, 'invite', id))));
    expect(answers.map(({ json }) => json)).toEqual([
      expect.objectContaining({ invited: 2 }),
      expect.objectContaining({ invited: 2 }),
    ]);
    expect((await invitedTo()).sort()).toEqual(['ana@casseneuil.test', 'pol@casseneuil.test']);
    const ana = visitorOf(cloud);
    succeeded(await ana.post(await welcomeLink(cloud, 'ana@casseneuil.test', 0), { password: PASSWORD }), 'Ana joins');
    expect(await mailsTo(cloud.mailboxesOrigin, 'ana@casseneuil.test')).toHaveLength(1);
    const { json } = await referent.get('/organisation');
    expect(json).toMatchObject({
      members: expect.arrayContaining([expect.objectContaining({ position: 'Conseillère' })]),
    });
    expect(outcomes((await referent.post(PATH, list(lines, 'preview'))).json)).toEqual(['member', 'invited']);
  });

  it('cut in the middle, goes on where it was', async () => {
    const id = newId('inv');
    const people = ['un', 'deux', 'trois', 'quatre'].map((name) => `${name}@casseneuil.test`);
    succeeded(await referent.post(PATH, list(people.slice(0, 2).join('\n'), 'invite', id)), 'Half of it');
    const whole = succeeded(await referent.post(PATH, list(people.join('\n'), 'invite', id)), 'All of it');
    expect(whole.json).toMatchObject({ invited: 4 });
    const emails = await invitedTo();
    for (const email of people) expect(emails.filter((one) => one === email)).toHaveLength(1);
  });

  it('sends what is right and keeps what is not on the page', async () => {
    const lines = 'Eve;Lot;eve@casseneuil.test\nBob;Lot;bob@casseneuil';
    const page = await referent.post(PATH, list(lines, 'invite'), { as: 'page' });
    expect(wordsOf(page.text)).toContain('1 invitation est partie.');
    expect(page.text).toContain('Bob;Lot;bob@casseneuil</textarea>');
    expect(await invitedTo()).toContain('eve@casseneuil.test');
  });

  it('comes as a file of a spreadsheet, is shown, and sends nothing before it is confirmed', async () => {
    const rows = [
      'Nom;Prénom;Courriel;Rôle',
      'Léger;Anaïs;anais@casseneuil.test;Rédactrice',
      '=1+1;Bob;bob@casseneuil',
    ];
    const windows = Buffer.from(rows.join('\r\n'), 'latin1');
    const id = newId('inv');
    const shown = await sendFile(windows, id);
    expect(shown.status).toBe(200);
    expect(decoded(shown.text)).toContain('Léger;Anaïs;anais@casseneuil.test;Rédactrice');
    expect(wordsOf(shown.text)).toContain('1 personne sera invitée');
    expect(wordsOf(shown.text)).toContain('1 ligne à corriger');
    expect(await invitedTo()).not.toContain('anais@casseneuil.test');
    const sent = await referent.post(PATH, list(valueOf(shown.text, 'lines') ?? '', 'invite', id), { as: 'page' });
    expect(wordsOf(sent.text)).toContain('1 invitation est partie.');
    expect(await invitedTo()).toContain('anais@casseneuil.test');
  });

  it('is refused beside the field when it is a workbook, and whole when it is too heavy', async () => {
    const workbook = await sendFile(Buffer.from('504b0304140006000800000021', 'hex'));
    expect([workbook.status, wordsOf(workbook.text).includes('n’est pas un fichier CSV')]).toEqual([422, true]);
    expect((await sendFile(Buffer.alloc(600_000, 'a;b@c.test\n'))).status).toBe(413);
    expect((await sendFile(Buffer.alloc(0))).status).toBe(422);
  });

  // How long it takes is the bench's matter (test/bench/people.ts).
  it('of 500 people is read whole, and one of 502 is refused whole', async () => {
    const line = (_: unknown, at: number): string =>
      `Prénom ${at};Nom ${at};personne-${at}@casseneuil.test;Lecteur;Agent`;
    const lines = Array.from({ length: 500 }, line).join('\n');
    const preview = succeeded(await referent.post(PATH, list(lines, 'preview')), 'Five hundred people');
    expect(outcomes(preview.json).filter((outcome) => outcome === 'invite')).toHaveLength(500);
    expect(wordsOf((await sendFile(Buffer.from(`\ufeff${lines}`))).text)).toContain('500 personnes seront invitées');
    const more = await referent.post(PATH, list(Array.from({ length: 502 }, line).join('\n'), 'preview'));
    expect(more.status).toBe(422);
    expect(more.text).toContain('500 personnes au plus');
  });
});
