/** Links for people without account: what they open, and when they no longer do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { onLinkedChange } from '../../../modules/links/index.ts';
import { linkById } from '../../../modules/links/store.ts';
import { memberEntity } from '../../../modules/organisations/index.ts';
import { organisationEntities } from '../../../modules/organisations/store/entities.ts';
import { after, DAY, HOUR } from '../../../platform/clock.ts';
import { newId } from '../../../platform/ids.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import { organisationScope } from '../../../platform/scope.ts';
import type { Role } from '../../../platform/actor.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import { AGEN, type Answered, type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { checked, fileOf, folder, send } from '../repository/world.ts';
import { styleHash } from '../../../web/style.ts';

let world: World;
let claire: Caller & { id: string };
let contributor: Caller & { id: string };
let elsewhere: Caller & { id: string };
const scope = organisationScope(NERAC.siren);
const JSON_TYPE = 'application/json';
const EMAIL = 'claire.morin@nerac.test';
const PASSWORD = 'un mot de passe 47';

const inOrganisation = (person: string, role: Role, email = EMAIL) =>
  memberEntity(world.table)
    .put({ scope, person, firstName: 'Claire', lastName: 'Morin', email, role, since: '2026-01-01', version: 1 })
    .go();

const inState = (state: 'active' | 'suspended' | 'left') =>
  organisationEntities(world.table)
    .profile.put({
      scope,
      ...NERAC,
      kind: 'commune',
      joinedAt: '2026-01-01',
      memberCount: 2,
      referentCount: 1,
      state,
    })
    .go();

beforeAll(async () => {
  world = await openWorld();
  claire = await world.person(NERAC, 'publisher');
  contributor = await world.person(NERAC, 'contributor');
  elsewhere = await world.person(AGEN, 'referent');
  await inOrganisation(claire.id, 'publisher');
  await inState('active');
});
afterAll(() => world.close());

const made = z.object({ id: z.string(), url: z.string() });
async function give(fields: Readonly<Record<string, unknown>>): Promise<{ id: string; at: string }> {
  const { id, url } = made.parse((await claire.send('/documents/liens', { pour: 'lire', ...fields })).json);
  return { id, at: new URL(url).pathname };
}

const open = (at: string, who: Caller = world.visitor): Promise<Answered> => who.get(at, JSON_TYPE);
const entries = z.object({ entries: z.array(z.object({ id: z.string(), name: z.string() })) });
const namesIn = (answer: Answered): string[] => entries.parse(answer.json).entries.map(({ name }) => name);
const fileIn = (at: string, document: string): string => `${at}/fichiers/${fileOf(document)}`;
const sorted = (action: string, choix: string, vers?: string) =>
  claire.send('/documents/classer', { action, choix, ...(vers ? { vers } : {}) });
const actOn = (id: string, action: string, who: Caller = claire) => who.send(`/documents/liens/${id}/etat`, { action });

/** The one page of every link that opens nothing. */
async function expectGone(at: string): Promise<void> {
  const page = await world.visitor.get(at);
  const never = await world.visitor.get(`/l/${newToken()}`);
  expect(page.status).toBe(410);
  const plain = ({ text }: Answered): string => text.replaceAll(/nonce-?[^"' ]*["' ]/g, '');
  expect(plain(page)).toBe(plain(never));
}

describe('a link to read a file', () => {
  it('gives its present version to whoever holds it, for a minute, and notes who came', async () => {
    const document = await send(world, claire, 'Plan.pdf');
    const { id, at } = await give({ cible: fileOf(document), nom: 'Cabinet Durand' });
    expect((await open(at)).status).toBe(200);
    const answer = await open(fileIn(at, document));
    expect(z.object({ url: z.string() }).parse(answer.json).url).toContain(`/org/${NERAC.siren}/${document}/`);
    const log = await claire.get(`/documents/fichiers/${fileOf(document)}/ouvertures`, JSON_TYPE);
    const { openings } = z.object({ openings: z.array(z.record(z.string(), z.unknown())) }).parse(log.json);
    expect(openings).toMatchObject([{ way: 'link', number: 1, by: { id, name: 'Cabinet Durand' } }]);
    expect(await linkById(world.table, scope, id)).toMatchObject({ openings: 1 });
  });

  it('keeps nothing of its address but a hash, which no page and no program is shown', async () => {
    const document = await send(world, claire, 'Secret.pdf');
    const { id, at } = await give({ cible: fileOf(document), motdepasse: PASSWORD });
    const token = at.slice('/l/'.length);
    const kept = JSON.stringify(await linkById(world.table, scope, id));
    expect([kept.includes(token), kept.includes(PASSWORD), kept.includes(hashToken(token))]).toEqual([
      false,
      false,
      true,
    ]);
    const shown =
      (await claire.get(`/documents/liens/${id}`, JSON_TYPE)).text + (await claire.get('/documents/liens')).text;
    expect(shown.includes(hashToken(token)) || shown.includes('"hash"')).toBe(false);
  });

  it('is made once by a form that is posted twice', async () => {
    const document = await send(world, claire, 'Deux fois.pdf');
    const form = { cible: fileOf(document), id: newId('lnk', world.now.at), jeton: newToken() };
    const [one, other] = [await give(form), await give(form)];
    expect(other).toEqual(one);
    expect((await claire.send('/documents/liens', { ...form, pour: 'lire', jeton: newToken() })).status).toBe(409);
  });

  it('opens no other file, not even beside it', async () => {
    const document = await send(world, claire, 'Donné.pdf');
    const beside = await send(world, claire, 'Pas donné.pdf');
    const { at } = await give({ cible: fileOf(document) });
    expect((await open(fileIn(at, beside))).status).toBe(404);
  });
});

describe('a link to read a folder', () => {
  it('opens what lies in it at every depth, and nothing around it', async () => {
    const outer = await folder(claire, 'Autour');
    const shared = await folder(claire, 'Partagé', outer.id);
    const inner = await folder(claire, 'Dedans', shared.id);
    const beside = await folder(claire, 'À côté', outer.id);
    const deep = await send(world, claire, 'Au fond.pdf', { to: { dossier: inner.id } });
    const out = await send(world, claire, 'Dehors.pdf', { to: { dossier: outer.id } });
    const { at } = await give({ cible: shared.id });
    expect(namesIn(await open(at))).toEqual(['Dedans']);
    expect(namesIn(await open(`${at}/dossiers/${inner.id}`))).toEqual(['Au fond.pdf']);
    expect((await open(fileIn(at, deep))).status).toBe(200);
    const refused = [`${at}/dossiers/${outer.id}`, `${at}/dossiers/${beside.id}`, fileIn(at, out)];
    expect(await Promise.all(refused.map(async (address) => (await open(address)).status))).toEqual([404, 404, 404]);
    expect((await world.visitor.get(`${at}/dossiers/${inner.id}`)).text).not.toContain('Autour');
  });

  it('no longer opens what is moved out of it or thrown away, at once', async () => {
    const shared = await folder(claire, 'Qui change');
    const inner = await folder(claire, 'S’en va', shared.id);
    const deep = await send(world, claire, 'Parti avec.pdf', { to: { dossier: inner.id } });
    const thrown = await send(world, claire, 'Jeté.pdf', { to: { dossier: shared.id } });
    const { at } = await give({ cible: shared.id });
    await sorted('jeter', fileOf(thrown));
    // Nothing has followed the stream yet: the way to the folder still says where it was.
    await sorted('deplacer', inner.id, 'racine');
    expect((await open(`${at}/dossiers/${inner.id}`)).status).toBe(404);
    expect((await open(fileIn(at, deep))).status).toBe(404);
    expect((await open(fileIn(at, thrown))).status).toBe(404);
    expect(namesIn(await open(at))).toEqual([]);
    await sorted('jeter', shared.id);
    await expectGone(at);
  });

  it('is read on page by page, and never from another folder', async () => {
    const [one, other] = [await folder(claire, 'Long'), await folder(claire, 'Autre long')];
    for (const { id } of [one, other]) for (let n = 1; n <= 26; n += 1) await folder(claire, `Dossier ${n}`, id);
    const [at, elsewhereAt] = [(await give({ cible: one.id })).at, (await give({ cible: other.id })).at];
    const next = z.object({ next: z.string() }).parse((await open(at)).json).next;
    expect(namesIn(await open(next))).toEqual(['Dossier 26']);
    expect((await open(`${elsewhereAt}${next.slice(next.indexOf('?'))}`)).status).toBe(400);
  });
});

describe('a link that opens nothing', () => {
  const giveFile = async (): Promise<{ id: string; at: string }> =>
    give({ cible: fileOf(await send(world, claire, 'Fini.pdf')), jours: 7 });

  it('says the same when it was never given, is over, or was withdrawn', async () => {
    const { id, at } = await giveFile();
    expect((await open(at)).status).toBe(200);
    await actOn(id, 'retirer');
    await expectGone(at);
    await actOn(id, 'rouvrir');
    expect((await open(at)).status).toBe(200);
    const now = world.now.at;
    world.now.at = after(now, 7 * DAY);
    await expectGone(at);
    // Too late: what is over opens no more, withdrawn or not.
    await actOn(id, 'retirer');
    expect((await actOn(id, 'rouvrir')).status).toBe(409);
    world.now.at = now;
  });

  it('opens again only for who may reopen it', async () => {
    const { id } = await giveFile();
    expect((await actOn(id, 'retirer', contributor)).status).toBe(403);
    expect((await actOn(id, 'retirer', elsewhere)).status).toBe(404);
  });

  it('is that of a member who was removed, or may no longer give any, until another takes it over', async () => {
    const maker = await world.person(NERAC, 'publisher');
    await inOrganisation(maker.id, 'publisher', 'parti@nerac.test');
    const document = await send(world, claire, 'D’un autre.pdf');
    const answer = await maker.send('/documents/liens', { cible: fileOf(document), pour: 'lire' });
    const { id, url } = made.parse(answer.json);
    const at = new URL(url).pathname;
    expect((await open(at)).status).toBe(200);
    await inOrganisation(maker.id, 'contributor', 'parti@nerac.test');
    await expectGone(at);
    await memberEntity(world.table).delete({ scope, person: maker.id }).go();
    await expectGone(at);
    expect((await actOn(id, 'reprendre')).status).toBe(200);
    expect((await open(at)).status).toBe(200);
  });

  it('is that of an organisation that has left; one that is suspended takes nothing more', async () => {
    const { at } = await giveFile();
    const { id: target } = await folder(claire, 'Boîte suspendue');
    const box = await give({ cible: target, pour: 'deposer' });
    await inState('suspended');
    expect((await open(at)).status).toBe(200);
    await expectGone(box.at);
    await inState('left');
    await expectGone(at);
    await inState('active');
  });
});

describe('a link with a password', () => {
  it('opens once it was given, for the browser that gave it', async () => {
    const shared = await folder(claire, 'Protégé');
    await send(world, claire, 'Jacinthe.pdf', { to: { dossier: shared.id } });
    const { at } = await give({ cible: shared.id, motdepasse: PASSWORD });
    expect((await open(at)).json).toEqual({ asks: 'password' });
    expect((await world.visitor.get(at)).text).not.toContain('Jacinthe');
    expect((await open(`${at}/dossiers/${shared.id}`)).location).toBe(at);
    const wrong = await world.visitor.post(`${at}/entrer`, { motdepasse: 'un autre mot' });
    expect([wrong.status, wrong.headers.getSetCookie().some((one) => one.includes('lien'))]).toEqual([422, false]);
    const right = await world.visitor.post(`${at}/entrer`, { motdepasse: PASSWORD });
    const [cookie = ''] = (right.headers.getSetCookie().find((one) => one.includes('lien')) ?? '').split(';');
    expect(namesIn(await open(at, world.keeping(cookie)))).toEqual(['Jacinthe.pdf']);
    // Neither another link with it, nor a cookie that was made longer.
    const other = await give({ cible: shared.id, motdepasse: PASSWORD });
    const renamed = cookie.replace(/^[^=]+/, `__Host-lien-${other.id.slice(-12)}`);
    expect((await open(other.at, world.keeping(renamed))).json).toEqual({ asks: 'password' });
    const longer = cookie.replace(/=(\d+)/, (_, until: string) => `=${Number(until) + 1000}`);
    expect((await open(at, world.keeping(longer))).json).toEqual({ asks: 'password' });
    const now = world.now.at;
    world.now.at = after(now, 3 * HOUR);
    expect((await open(at, world.keeping(cookie))).json).toEqual({ asks: 'password' });
    world.now.at = now;
  });

  it('is tried ten times an hour from one place, even with the right one after that', async () => {
    const shared = await folder(claire, 'Deviné');
    const { at } = await give({ cible: shared.id, motdepasse: PASSWORD });
    const tries = await Promise.all(
      Array.from({ length: 12 }, (_, n) => world.visitor.post(`${at}/entrer`, { motdepasse: `essai ${n} raté` })),
    );
    expect(tries.filter(({ status }) => status === 422)).toHaveLength(10);
    expect((await world.visitor.post(`${at}/entrer`, { motdepasse: PASSWORD })).status).toBe(429);
  });
});

describe('a link to deposit', () => {
  const begun = z.object({ depot: z.string() });
  async function begin(at: string, fields = { nom: 'Jean Martin', message: 'Voici l’offre.' }): Promise<string> {
    return `${at}/depots/${begun.parse((await world.visitor.send(`${at}/depots`, fields)).json).depot}`;
  }
  const sending = (here: string, name: string, size = 900) =>
    world.visitor.send(`${here}/fichiers`, { name, size, type: 'application/pdf' });

  it('takes files into its folder, with who sent them, and tells who gave it, once', async () => {
    const { id } = await folder(claire, 'Offres reçues');
    const { id: link, at } = await give({ cible: id, pour: 'deposer' });
    const here = await begin(at);
    for (const name of ['Offre.pdf', 'Annexe.pdf']) await checked(world, (await sending(here, name)).json);
    const { entries: found } = z
      .object({ entries: z.array(z.object({ name: z.string(), id: z.string(), by: z.object({ name: z.string() }) })) })
      .parse((await claire.get(`/documents/dossiers/${id}`, JSON_TYPE)).json);
    expect(found.map(({ name, by }) => `${name}, ${by.name}`)).toEqual([
      'Annexe.pdf, Jean Martin, par un lien',
      'Offre.pdf, Jean Martin, par un lien',
    ]);
    expect((await claire.get(`/documents/fichiers/${found[0]?.id}`)).text).toContain('Voici l’offre.');
    const { data: mails } = await mailEntity(world.table).query.primary({ scope }).go();
    expect(mails.map(({ to, template, parameters }) => ({ to, template, ...parameters }))).toMatchObject([
      { to: EMAIL, template: 'files-deposited', from: 'Jean Martin', folder: 'Offres reçues' },
    ]);
    expect((await claire.get(`/documents/liens/${link}`)).text).toContain('Jean Martin');
  });

  it('shows nothing of its folder, nor of what others sent', async () => {
    const { id } = await folder(claire, 'Boîte');
    const inside = await send(world, claire, 'Jacinthe interne.pdf', { to: { dossier: id } });
    const { at } = await give({ cible: id, pour: 'deposer' });
    const [one, other] = [await begin(at), await begin(at)];
    const sent = await checked(world, (await sending(one, 'De l’un.pdf')).json);
    expect((await world.visitor.get(at)).text).not.toContain('Jacinthe');
    expect((await open(`${one}/fichiers/${sent}/etat`)).status).toBe(200);
    const refused = [
      `${other}/fichiers/${sent}/etat`,
      `${at}/dossiers/${id}`,
      fileIn(at, inside),
      `${at}/depots/${newToken()}`,
    ];
    expect(await Promise.all(refused.map(async (address) => (await open(address)).status))).toEqual([
      404, 404, 404, 404,
    ]);
    expect((await world.visitor.get(other)).text).not.toContain('De l’un');
  });

  it('takes so many files of so many bytes, also when they come all at once', async () => {
    const { id } = await folder(claire, 'Cinq au plus');
    const { id: link, at } = await give({ cible: id, pour: 'deposer', fichiers: 5, taille: 10 * 1024 * 1024 });
    const here = await begin(at);
    expect((await sending(here, 'Trop lourd.pdf', 11 * 1024 * 1024)).status).toBe(413);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => sending(here, `Fichier ${n}.pdf`)));
    const places = answers.filter(({ status }) => status === 201);
    expect(places.length).toBeLessThanOrEqual(5);
    for (let n = places.length; n < 5; n += 1) expect((await sending(here, 'Encore.pdf')).status).toBe(201);
    expect((await sending(here, 'De trop.pdf')).status).toBe(409);
    expect(world.files.deposits.at(-1)?.largest).toBe(900);
    // A place that was kept for nothing is another's, told twice or not.
    const before = { scope, id: begun.or(z.object({ document: z.string() })).parse(places[0]?.json), state: 'awaited' };
    const document = 'document' in before.id ? before.id.document : '';
    const deposit = hashToken(here.split('/').at(-1) ?? '');
    const change = { ...before, id: document, place: { link, deposit } };
    const listed = z.object({ deposits: z.array(z.object({ name: z.string(), files: z.number() })) });
    const came = async () => listed.parse((await claire.get(`/documents/liens/${link}`, JSON_TYPE)).json).deposits;
    expect(await came()).toEqual([expect.objectContaining({ name: 'Jean Martin', files: 5 })]);
    for (let time = 1; time <= 2; time += 1) {
      await onLinkedChange(
        { entity: 'document', kind: 'remove', before: change, after: undefined, expired: true },
        { table: world.table },
      );
    }
    expect(await came()).toEqual([expect.objectContaining({ files: 4 })]);
    expect((await sending(here, 'À sa place.pdf')).status).toBe(201);
    expect((await sending(here, 'De trop encore.pdf')).status).toBe(409);
  });

  it('takes nothing once withdrawn, nor when its folder is gone', async () => {
    const { id } = await folder(claire, 'Fermée');
    const { id: link, at } = await give({ cible: id, pour: 'deposer' });
    const here = await begin(at);
    await actOn(link, 'retirer');
    expect((await sending(here, 'Trop tard.pdf')).status).toBe(410);
    await actOn(link, 'rouvrir');
    await sorted('jeter', id);
    expect((await sending(here, 'Nulle part.pdf')).status).toBe(410);
  });

  it('works without script: a form for the bucket, then what has become of the file', async () => {
    const { id } = await folder(claire, 'Sans script');
    const { at } = await give({ cible: id, pour: 'deposer' });
    const begunThere = await world.visitor.post(`${at}/depots`, { nom: '  ', message: '' });
    expect([begunThere.status, begunThere.text.includes('Indiquez votre nom.')]).toEqual([422, true]);
    const here = (await world.visitor.post(`${at}/depots`, { nom: 'Odile', message: '' })).location ?? '';
    // Files are sent there as members send them: the page has what that looks like.
    const page = await world.visitor.get(here);
    expect(page.text).toContain('.drop{');
    expect(page.headers.get('content-security-policy')).toContain(styleHash('whole'));
    const form = await world.visitor.post(`${here}/fichiers`, {});
    expect([form.status, form.text.includes('type="file"')]).toEqual([200, true]);
    const { redirect, largest } = world.files.deposits.at(-1) ?? {};
    expect([redirect?.endsWith(`${here}?fait=oui`), largest]).toEqual([true, 50 * 1024 * 1024]);
  });

  it('is no link to a file', async () => {
    const document = await send(world, claire, 'Pas une boîte.pdf');
    const answer = await claire.send('/documents/liens', { cible: fileOf(document), pour: 'deposer' });
    expect(answer.status).toBe(409);
  });
});

describe('who may give links', () => {
  it('publishers and référents, of what is their organisation’s', async () => {
    const { id } = await folder(claire, 'À nous');
    expect((await contributor.get(`/documents/liens/nouveau?cible=${id}`)).status).toBe(403);
    expect((await contributor.send('/documents/liens', { cible: id, pour: 'lire' })).status).toBe(403);
    expect((await elsewhere.send('/documents/liens', { cible: id, pour: 'lire' })).status).toBe(404);
    expect((await claire.get(`/documents/liens/nouveau?cible=${id}`)).text).toContain('Donner un lien');
  });

  it('answers no form that leads nowhere', async () => {
    expect((await claire.post('/documents/liens', { cible: 'fol_?', pour: 'lire', motdepasse: 'court' })).status).toBe(
      404,
    );
  });

  it('asks again with what was typed', async () => {
    const { id } = await folder(claire, 'Mot court');
    const typed = { cible: id, pour: 'deposer', nom: 'Cabinet Durand', motdepasse: 'court', jours: '7' };
    const answer = await claire.post('/documents/liens', typed);
    expect([answer.status, answer.text.includes('value="Cabinet Durand"')]).toEqual([422, true]);
    expect(answer.text).toContain('8 caractères au moins, ou laissez');
  });
});
