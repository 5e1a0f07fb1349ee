/** Signing a commune up: what goes wrong, what is typed twice, what happens at the same moment. */
import { beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { awaitMail, mailsTo } from '../../local/demo/mailbox.ts';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { DAY } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import { plainKey } from '../../platform/text.ts';
import { withinOne } from '../support/borders.ts';
import {
  type Applicant,
  askToJoin,
  codeSentTo,
  importMailboxes,
  mailboxOf,
  PASSWORD,
  proveByCode,
  visitorOf,
} from '../support/joining.ts';
import { valueOf, wordsOf } from '../support/pages.ts';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
let somebody: Visitor;
beforeAll(async () => {
  here = await scene();
  somebody = visitorOf(here.cloud);
  await importMailboxes(as(here, here.territory.operator), [
    { name: 'Beauville', slug: 'beauville' },
    { name: 'Puymirol', slug: 'puymirol' },
    { name: 'Pujols', slug: 'pujols' },
    { name: 'Boé', slug: 'boe' },
  ]);
});

const applicant = (lastName: string): Applicant => ({
  firstName: 'Élodie',
  lastName,
  position: 'Secrétaire de mairie',
  email: `elodie.${plainKey(lastName)}@essai.test`,
});

/** Asks and gives back the address of the request's page. */
async function requestFor(slug: string, who: Applicant): Promise<string> {
  const asked = succeeded(await askToJoin(somebody, slug, who), `${slug} signs up`);
  return `/inscription/demande/${textIn(asked, 'reference')}`;
}

describe('the search of a commune', () => {
  it('says what to do when nothing has that name', async () => {
    const page = await somebody.get('/inscription?q=zzyzx', { as: 'page' });
    expect(wordsOf(page.text)).toContain('Aucune commune ni intercommunalité de ce nom');
    expect(valueOf(page.text, 'q')).toBe('zzyzx');
  });

  it('asks for two letters', async () => {
    const page = await somebody.get('/inscription?q=n', { as: 'page' });
    expect(wordsOf(page.text)).toContain('Écrivez au moins deux lettres.');
  });

  it.each(['<script>alert(1)</script>', '%', '"', "' OR 1=1", '\u0000\u202e', '𝕹é𝖗𝖆𝖈'])('bears %j', async (typed) => {
    const page = await somebody.get(`/inscription?q=${encodeURIComponent(typed)}`, { as: 'page' });
    expect(page.status).toBe(200);
  });

  it('has no page for a commune of no register', async () => {
    const page = await somebody.get('/inscription/atlantide', { as: 'page' });
    expect(page.status).toBe(404);
    expect(wordsOf(page.text)).toContain('Cette page n’existe pas');
  });
});

describe('a commune that has joined', () => {
  it('says whom to ask, without an address', async () => {
    const page = await somebody.get('/inscription/marmande', { as: 'page' });
    const words = wordsOf(page.text);
    expect(page.status).toBe(409);
    expect(words).toContain('Marmande est déjà inscrite');
    expect(words).toContain('Demandez à rejoindre son espace, ou une invitation à Agnès Delbos, secrétaire de mairie');
    expect(words).not.toContain('@');
  });

  it('says so to a program too', async () => {
    const contact = 'Agnès Delbos, secrétaire de mairie';
    for (const answer of [
      await somebody.get('/inscription/marmande'),
      await askToJoin(somebody, 'marmande', applicant('Trop-Tard')),
    ]) {
      expect(answer.json).toMatchObject({ type: '/problemes/conflict', status: 409, contact });
      expect(answer.text).not.toContain('@');
    }
  });
});

describe('the form', () => {
  it('says what is missing beside each field, and keeps what was typed', async () => {
    const typed = {
      id: newId('sgn'),
      firstName: 'Élodie',
      lastName: '',
      position: 'Maire',
      email: 'élodie@essai.test',
    };
    const page = await somebody.post('/inscription/monflanquin', typed, { as: 'page' });
    const words = wordsOf(page.text);
    expect(page.status).toBe(422);
    expect(words).toContain('Indiquez votre nom.');
    expect(words).toContain('Une adresse e-mail s’écrit sans accent, par exemple mairie@exemple.fr.');
    expect(['id', 'firstName', 'position', 'email'].map((name) => valueOf(page.text, name))).toEqual([
      typed.id,
      'Élodie',
      'Maire',
      'élodie@essai.test',
    ]);
  });

  it('makes one request when it is sent twice at the same moment', async () => {
    const body = { id: newId('sgn'), ...applicant('Doublon') };
    const send = () => somebody.post('/inscription/puymirol', body);
    const [first, second] = await Promise.all([send(), send()]);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(textIn(second, 'reference')).toBe(textIn(first, 'reference'));
    await codeSentTo(here.cloud, 'puymirol', applicant('Doublon'));
    await pause(500);
    expect(await mailsTo(here.cloud.mailboxesOrigin, mailboxOf('puymirol'))).toHaveLength(1);
  });

  it('is not sent without end for one commune', async () => {
    const statuses: number[] = [];
    await withinOne(DAY, 30_000);
    for (let count = 0; count < 9; count += 1) {
      statuses.push((await askToJoin(somebody, 'prayssas', applicant(`Insistante-${count}`))).status);
    }
    expect(statuses.slice(0, 8)).toEqual(Array(8).fill(201));
    expect(statuses[8]).toBe(429);
  });
});

describe('the code', () => {
  it('is refused in French each time, and no longer taken after five', async () => {
    const who = applicant('Distraite');
    const request = await requestFor('beauville', who);
    const right = await codeSentTo(here.cloud, 'beauville', who);
    const wrong = right === '000000' ? '111111' : '000000';
    const said: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const page = await somebody.post(`${request}/code`, { code: wrong }, { as: 'page' });
      expect(page.status).toBe(422);
      said.push(/Ce code ne correspond pas[^.]*\.[^.]*\./.exec(wordsOf(page.text))?.[0] ?? 'nothing');
    }
    expect(said[0]).toContain('Il reste 4 essais.');
    expect(said[3]).toContain('Il reste 1 essai.');
    expect(said[4]).toContain('il ne reste plus d’essai');
    const late = await somebody.post(`${request}/code`, { code: right });
    expect(late.status).toBe(422);
    expect(late.text).toContain('Il ne reste plus d’essai pour ce code');
  });

  it('is not asked for again within a minute', async () => {
    const request = await requestFor('beauville', applicant('Impatiente'));
    const page = await somebody.post(`${request}/renvoyer`, {}, { as: 'page' });
    expect(page.status).toBe(422);
    expect(wordsOf(page.text)).toContain('Attendez une minute');
  });

  it.each(['', 'abcdef', '12345', '1234567', '１２３４５６'])('%j is no code, and costs no try', async (code) => {
    const request = await requestFor('beauville', applicant(`Saisie-${code.length}`));
    const page = await somebody.post(`${request}/code`, { code }, { as: 'page' });
    expect(page.status).toBe(422);
    expect(wordsOf(page.text)).toContain('Écrivez les six chiffres du code.');
    const next = await somebody.post(`${request}/code`, { code: '000000' });
    expect(next.text).toContain('Il reste 4 essais');
  });

  it('may be typed with spaces', async () => {
    const who = applicant('Aérée');
    const request = await requestFor('boe', who);
    const code = await codeSentTo(here.cloud, 'boe', who);
    const answer = await somebody.post(`${request}/code`, { code: ` ${code.slice(0, 3)} ${code.slice(3)} ` });
    expect(answer.json).toMatchObject({ proved: true });
  });

  it('of another request proves nothing', async () => {
    const [one, two] = [applicant('Première'), applicant('Seconde')];
    await requestFor('boe', one);
    const request = await requestFor('boe', two);
    const answer = await somebody.post(`${request}/code`, { code: await codeSentTo(here.cloud, 'boe', one) });
    expect(answer.status).toBe(422);
  });
});

describe('two people who sign one commune up', () => {
  it('make exactly one organisation when they finish at the same moment', async () => {
    const people = [applicant('Vive'), applicant('Prompte')];
    const links: string[] = [];
    for (const who of people) links.push(await proveByCode(here.cloud, 'pujols', who));
    const visitors = people.map(() => visitorOf(here.cloud));
    const answers = await Promise.all(
      visitors.map((visitor, index) => visitor.post(links[index] ?? '', { password: PASSWORD })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const homes = await Promise.all(visitors.map((visitor) => visitor.get('/organisation')));
    const [founder] = homes.filter(({ status }) => status === 200);
    expect(homes.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(founder?.text.match(/"person":/g)).toHaveLength(1);
  });
});

describe('the operator’s decision', () => {
  const operator = () => as(here, here.territory.operator);

  it('opens the space by a link to the applicant', async () => {
    const who = applicant('Acceptée');
    const asked = succeeded(await askToJoin(somebody, 'layrac', who), 'Layrac asks');
    const id = textIn(asked, 'id');
    expect(textIn(asked, 'state')).toBe('waiting');
    // Twice, as a double click does: one mail.
    const accept = () => operator().post(`/territoire/inscriptions/${id}/accepter`);
    const statuses = (await Promise.all([accept(), accept()])).map(({ status }) => status);
    expect(statuses).toContain(200);
    const { match } = await awaitMail(here.cloud.mailboxesOrigin, who.email, /\/connexion\/bienvenue\/[\w-]{43}/);
    await pause(500);
    expect(await mailsTo(here.cloud.mailboxesOrigin, who.email)).toHaveLength(1);
    expect((await visitorOf(here.cloud).post(match[0], { password: PASSWORD })).status).toBe(200);
  });

  it('is sent with its reason when it is no, and asks for one', async () => {
    const who = applicant('Refusée');
    const asked = succeeded(await askToJoin(somebody, 'astaffort', who), 'Astaffort asks');
    const decision = `/territoire/inscriptions/${textIn(asked, 'id')}/refuser`;
    const empty = await operator().post(decision, { reason: ' ' }, { as: 'page' });
    expect(empty.status).toBe(422);
    expect(wordsOf(empty.text)).toContain('Écrivez la raison');
    const reason = 'La mairie ne vous connaît pas ; passez la voir.';
    succeeded(await operator().post(decision, { reason }), 'It is refused');
    const { mail } = await awaitMail(here.cloud.mailboxesOrigin, who.email, /pas été acceptée/);
    expect(mail.text).toContain(reason);
    const page = await somebody.get(`/inscription/demande/${textIn(asked, 'reference')}`, { as: 'page' });
    expect(wordsOf(page.text)).toContain(reason);
    expect((await operator().post(decision, { reason })).status).toBe(409);
  });
});
