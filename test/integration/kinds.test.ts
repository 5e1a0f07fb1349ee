/** Organisations that the register lacks: asked for by their SIREN, or added by the operator. */
import { beforeAll, describe, expect, it } from 'vitest';
import { mailsTo } from '../../local/demo/mailbox.ts';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { justNow, PASSWORD, visitorOf, welcomeLink } from '../support/joining.ts';
import { valueOf, wordsOf } from '../support/pages.ts';
import { newSiren } from '../support/siren.ts';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
let somebody: Visitor;
let operator: Visitor;
beforeAll(async () => {
  here = await scene();
  somebody = visitorOf(here.cloud);
  operator = as(here, here.territory.operator);
});

const asking = (siren: string, name: string, email = `direction-${siren}@essai.test`) => ({
  id: newId('sgn'),
  kind: 'syndicat',
  name,
  siren,
  firstName: 'Gaston',
  lastName: 'Lalanne',
  position: 'Directeur',
  email,
});

const ask = (fields: ReturnType<typeof asking>, how: 'json' | 'page' = 'json') =>
  somebody.post('/inscription/autre', fields, { as: how });

describe('an organisation that is not in the list', () => {
  it('is offered where nothing was found', async () => {
    const page = await somebody.get('/inscription?q=zzyzx', { as: 'page' });
    expect(page.text).toContain('href="/inscription/autre"');
  });

  it('waits for the operator, who sees why, and opens once accepted', async () => {
    const fields = asking(newSiren(), 'Syndicat du Boudouyssou');
    const asked = succeeded(await ask(fields), 'It asks');
    const waiting = await somebody.get(`/inscription/demande/${textIn(asked, 'reference')}`, { as: 'page' });
    expect(wordsOf(waiting.text)).toContain('n’est pas dans le registre : l’opérateur vérifie la demande');
    const request = await operator.get(`/territoire/inscriptions/${fields.id}`, { as: 'page' });
    const words = wordsOf(request.text);
    expect(words).toContain('L’organisation n’est pas dans le registre');
    expect(words).toContain(`${fields.siren} (Syndicat intercommunal ou mixte)`);
    const since = justNow();
    succeeded(await operator.post(`/territoire/inscriptions/${fields.id}/accepter`), 'It is accepted');
    const referent = visitorOf(here.cloud);
    const link = await welcomeLink(here.cloud, fields.email, since);
    succeeded(await referent.post(link, { password: PASSWORD }), 'The password is chosen');
    const page = await somebody.get('/c/syndicat-du-boudouyssou');
    expect(page.json).toMatchObject({ siren: fields.siren, kind: 'syndicat', name: fields.name });
    const found = await somebody.get('/inscription?q=boudouyssou');
    expect(found.text).toContain(fields.siren);
    const again = await ask(asking(fields.siren, 'Le même'), 'page');
    expect(wordsOf(again.text)).toContain('déjà inscrite : demandez une invitation à Gaston Lalanne, directeur.');
    expect(wordsOf(again.text)).not.toContain(fields.email);
    expect(valueOf(again.text, 'name')).toBe('Le même');
  });

  it.each([
    ['214 700 016', 'Un chiffre est peut-être inexact'],
    ['', 'Écrivez les neuf chiffres du SIREN'],
  ])('is refused with the SIREN %j', async (siren, sentence) => {
    const page = await ask(asking(siren, 'Collège'), 'page');
    expect(page.status).toBe(422);
    expect(wordsOf(page.text)).toContain(sentence);
  });

  it('is sent to the list when the register has it', async () => {
    const page = await ask(asking('214702045', 'Mairie'), 'page');
    expect(page.status).toBe(422);
    expect(wordsOf(page.text)).toMatch(/Ce SIREN est celui de « [^»]+ », qui est dans la liste/);
  });

  it('is founded once when two people ask and both are accepted', async () => {
    const siren = newSiren();
    const since = justNow();
    const both = ['un', 'deux'].map((who) => asking(siren, 'Syndicat disputé', `${who}-${siren}@essai.test`));
    for (const fields of both) succeeded(await ask(fields), 'It asks');
    const accepted = await Promise.all(both.map(({ id }) => operator.post(`/territoire/inscriptions/${id}/accepter`)));
    // The place enters the register once: who came second at that very moment tries again.
    for (const [at, { status }] of accepted.entries()) {
      if (status === 409) succeeded(await operator.post(`/territoire/inscriptions/${both[at]?.id}/accepter`), 'Again');
    }
    const links = await Promise.all(both.map(({ email }) => welcomeLink(here.cloud, email, since)));
    const opened = await Promise.all(links.map((link) => visitorOf(here.cloud).post(link, { password: PASSWORD })));
    expect(opened.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe('an organisation that the operator adds', () => {
  it('invites its first référent by mail, once', async () => {
    const fields = { ...asking(newSiren(), 'Collège Joseph-Kessel'), kind: 'college' };
    const since = justNow();
    const twice = await Promise.all([1, 2].map(() => operator.post('/territoire/organisations', fields)));
    expect(twice.map(({ status }) => status)).toEqual([201, 201]);
    const link = await welcomeLink(here.cloud, fields.email, since);
    expect(await mailsTo(here.cloud.mailboxesOrigin, fields.email)).toHaveLength(1);
    const referent = visitorOf(here.cloud);
    succeeded(await referent.post(link, { password: PASSWORD }), 'The password is chosen');
    expect((await referent.get('/organisation')).status).toBe(200);
    expect((await somebody.get('/c/college-joseph-kessel')).json).toMatchObject({ kind: 'college' });
  });

  it('has an address of its own when the name is taken', async () => {
    const fields = asking(newSiren(), 'Marmande');
    const added = succeeded(await operator.post('/territoire/organisations', fields), 'It is added');
    expect(textIn(added, 'slug')).toBe(`marmande-${fields.siren}`);
  });

  it('is refused when it has joined', async () => {
    const page = await operator.post('/territoire/organisations', asking(here.territory.home.siren, 'Bis'), {
      as: 'page',
    });
    expect(page.status).toBe(422);
    expect(wordsOf(page.text)).toContain('est déjà inscrite');
  });
});
