/**
 * The main job without a browser: a program that has read `/api`, and knows nothing else of the house, does all of it
 * in JSON. Each of its answers is held against the document.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { type Answer, type Asking, type Fields, succeeded, textIn, Visitor } from '../../local/demo/visitor.ts';
import { codeSentTo, importMailboxes, justNow, mailboxOf, OPERATOR_EMAIL, PASSWORD } from '../support/joining.ts';
import { isOnHome, publicationsOfNetwork, publishedUnder } from '../support/newest.ts';
import { MATTER, SIGNATORY } from '../support/publishing.ts';
import { scene, type Scene } from '../support/territory.ts';
import { placeFor, postFile } from '../support/uploads.ts';
import { anAct } from './steps/cast.ts';
import { expectListHeaders, leaveAddressOf, leavesByOneClick, receivesLetter } from './steps/subscribing.ts';

const TOWN = 'mezin';
const VILLAGE = 'poudenas';
const WELCOME = /\/connexion\/bienvenue\/[\w-]{43}/;

const media = z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()).optional() }));
const operation = z.object({ responses: z.record(z.string(), z.object({ content: media.optional() })) });
const document = z.object({
  paths: z.record(z.string(), z.record(z.enum(['get', 'post']), operation.optional())),
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
type Document = z.infer<typeof document>;

/** What the document says that a path answers: that of the route with the most words of its own. */
function schemaFor({ paths, components }: Document, method: 'get' | 'post', path: string, status: number) {
  if (status >= 400) return components.schemas['Problem'];
  const asked = path.split('?', 1)[0]?.split('/') ?? [];
  const [found] = Object.keys(paths)
    .map((template) => ({ template, parts: template.split('/') }))
    .filter(({ parts }) => parts.length === asked.length)
    .filter(({ parts }) => parts.every((part, at) => part.startsWith('{') || part === asked[at]))
    .sort((a, b) => a.template.split('{').length - b.template.split('{').length);
  const responses = found && paths[found.template]?.[method]?.responses;
  return (responses?.['200'] ?? responses?.['2XX'])?.content?.['application/json']?.schema;
}

/** What programs were told that the document does not say. */
const untold: string[] = [];

/** Somebody's program: holds each answer against the document. */
class Program extends Visitor {
  readonly #document: Document;

  constructor(site: string, api: Document) {
    super(site);
    this.#document = api;
  }

  override async get(path: string, asking: Asking = {}): Promise<Answer> {
    return this.#checked('get', path, await super.get(path, asking));
  }

  override async post(path: string, fields: Fields = {}, asking: Asking = {}): Promise<Answer> {
    return this.#checked('post', path, await super.post(path, fields, asking));
  }

  #checked(method: 'get' | 'post', path: string, answer: Answer): Answer {
    const asked = `${method} ${path}`;
    const schema = schemaFor(this.#document, method, path, answer.status);
    if (!schema) untold.push(`${asked} has no schema: ${answer.text.slice(0, 200)}`);
    const read = z.fromJSONSchema(schema ?? {}, { defaultTarget: 'openapi-3.0' }).safeParse(answer.json);
    if (!read.success) untold.push(`${asked} ${z.prettifyError(read.error)} ${answer.text.slice(0, 400)}`);
    return answer;
  }
}

let here: Scene;
let api: Document;
const arrives = (): Program => new Program(here.cloud.siteOrigin, api);

beforeAll(async () => {
  here = await scene();
  api = document.parse((await new Visitor(here.cloud.siteOrigin).get('/api')).json);
});

/** The first that a program is told until it is so. */
async function until(ask: () => Promise<Answer>, isSo: (answer: Answer) => boolean): Promise<Answer> {
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await ask();
    if (isSo(answer)) return answer;
    await pause(100);
  }
  throw new Error('It is not so after a minute.');
}

const applicant = (name: string) => ({
  firstName: name,
  lastName: 'Programme',
  position: 'Secrétaire de mairie',
  email: `${name.toLowerCase()}@programme.test`,
});

/** Opens the link that came to an address, after a password that is too weak. */
async function opensHerLink(program: Program, email: string, since: number): Promise<void> {
  const { match } = await awaitMail(here.cloud.mailboxesOrigin, email, WELCOME, since);
  succeeded(await program.get(match[0]), 'The link is looked at');
  expect(await program.post(match[0], { password: 'court' })).toMatchObject({ status: 422 });
  succeeded(await program.post(match[0], { password: PASSWORD }), 'The password is chosen');
}

describe('the journey of a program', () => {
  let operator: Program;
  let referent: Program;
  let delegate: Program;
  const published = { act: '', news: '', network: '', own: '' };

  it('the operator signs in and imports the mailbox of a commune', async () => {
    operator = arrives();
    expect(await operator.post('/connexion', { email: OPERATOR_EMAIL, password: 'autre chose' })).toMatchObject({
      status: 422,
    });
    succeeded(await operator.post('/connexion', { email: OPERATOR_EMAIL, password: PASSWORD }), 'The operator');
    const lines = `${TOWN};${mailboxOf(TOWN)}\nnulle part;x`;
    succeeded(await operator.post('/territoire/messageries', { lines, action: 'preview' }), 'A preview');
    await importMailboxes(operator, [{ name: 'Mézin', slug: TOWN }]);
    expect((await operator.get('/territoire/messageries')).text).toContain(mailboxOf(TOWN));
  });

  it('a commune signs up by the code of its mailbox', async () => {
    referent = arrives();
    const since = justNow();
    const lise = applicant('Lise');
    expect((await referent.get('/inscription/communes?q=mezi')).text).toContain(`/inscription/${TOWN}`);
    expect((await referent.get('/inscription?q=mezi')).text).toContain('Mézin');
    expect(await referent.get('/inscription/marmande')).toMatchObject({ status: 409 });
    const form = succeeded(await referent.get(`/inscription/${TOWN}`), 'The form');
    expect(await referent.post(`/inscription/${TOWN}`, { ...lise, email: '' })).toMatchObject({ status: 422 });
    const asked = await referent.post(`/inscription/${TOWN}`, { ...lise, id: textIn(form, 'id') });
    const request = `/inscription/demande/${textIn(succeeded(asked, 'She asks'), 'reference')}`;
    const code = await codeSentTo(here.cloud, TOWN, lise);
    const wrong = code === '123456' ? '654321' : '123456';
    expect(await referent.post(`${request}/code`, { code: wrong })).toMatchObject({ status: 422 });
    succeeded(await referent.post(`${request}/code`, { code }), 'The code is given');
    expect(await referent.get(request)).toMatchObject({ json: { state: 'link-sent' } });
    await opensHerLink(referent, lise.email, since);
    expect(await referent.get('/accueil')).toMatchObject({ json: { steps: { done: { document: false } } } });
  });

  it('another waits for the operator, who refuses one request and accepts the next', async () => {
    const village = arrives();
    const since = justNow();
    const ask = async (name: string): Promise<Answer> => {
      const form = succeeded(await village.get(`/inscription/${VILLAGE}`), 'The form');
      const asked = { ...applicant(name), id: textIn(form, 'id') };
      return succeeded(await village.post(`/inscription/${VILLAGE}`, asked), `${name} asks`);
    };
    const refused = await ask('Hector');
    const console = `/territoire/inscriptions/${textIn(refused, 'id')}`;
    succeeded(await operator.get(console), 'The request is read');
    expect(await operator.post(`${console}/refuser`, { reason: '' })).toMatchObject({ status: 422 });
    succeeded(await operator.post(`${console}/refuser`, { reason: 'Il manque le cachet.' }), 'It is refused');
    const told = await village.get(`/inscription/demande/${textIn(refused, 'reference')}`);
    expect(told.json).toMatchObject({ state: 'refused', reason: 'Il manque le cachet.' });
    const accepted = await ask('Denise');
    expect((await operator.get('/territoire')).text).toContain(textIn(accepted, 'id'));
    succeeded(await operator.post(`/territoire/inscriptions/${textIn(accepted, 'id')}/accepter`), 'It is accepted');
    await opensHerLink(village, 'denise@programme.test', since);
    const guest = { firstName: 'Gilles', lastName: 'Moreau', email: 'gilles@programme.test', role: 'reader' };
    const id = textIn(succeeded(await village.get('/organisation/invitations/nouvelle'), 'A form'), 'id');
    succeeded(await village.post('/organisation/invitations', { ...guest, id }), 'A delegate is invited');
    expect((await village.get('/organisation')).text).toContain(guest.email);
    delegate = arrives();
    await opensHerLink(delegate, guest.email, since);
  });

  it('a resident subscribes, and confirms by the link of the mail', async () => {
    const resident = arrives();
    const since = justNow();
    const page = `/c/${TOWN}/s-abonner`;
    succeeded(await resident.get(page), 'The list is offered');
    expect(await resident.post(page, { email: 'pas une adresse' })).toMatchObject({ status: 422 });
    succeeded(await resident.post(page, { email: 'colette@programme.test' }), 'She subscribes');
    const link = await awaitMail(
      here.cloud.mailboxesOrigin,
      'colette@programme.test',
      /\/u\/confirmer\/[\w.-]+/,
      since,
    );
    succeeded(await resident.get(link.match[0]), 'The link is looked at');
    expect(await resident.post(link.match[0])).toMatchObject({ json: { state: 'active' } });
  });

  it('an act and news are published, for everybody, the network and the organisation', async () => {
    const { name, mimeType: type, buffer } = await anAct('Mézin', '2024-001');
    const file = { name, type, bytes: new Uint8Array(buffer) };
    const place = await placeFor(referent, file);
    expect((await postFile(place, file)).status).toBeLessThan(400);
    await until(
      () => referent.get(place.state),
      ({ json }) => z.object({ state: z.string() }).parse(json).state === 'ready',
    );
    const act = { title: 'Tarifs du programme', document: place.document, sessionDate: '2024-11-19' };
    const fields = { ...act, ...SIGNATORY, matter: MATTER.code, audience: 'public', action: 'publish', version: 0 };
    const form = succeeded(await referent.get('/publier/deliberation'), 'A form');
    expect(await referent.post('/publier/deliberation', { ...fields, title: '' })).toMatchObject({ status: 422 });
    const answer = await referent.post('/publier/deliberation', { ...fields, id: textIn(form, 'id') });
    published.act = textIn(succeeded(answer, 'The act'), 'id');
    const write = async (title: string, audience: string, action = 'publish'): Promise<string> => {
      const id = textIn(succeeded(await referent.get('/publier/actualite'), 'A form'), 'id');
      const news = { id, version: 0, title, body: `<p>${title}.</p>`, bodyFormat: 'html', audience, action };
      return textIn(succeeded(await referent.post('/publier/actualite', news), title), 'id');
    };
    published.news = await write('Marché du programme', 'public');
    published.network = await write('Barrières du programme', 'network');
    published.own = await write('Congés du programme', 'organisation');
    await write('Brouillon du programme', 'public', 'draft');
    for (const path of [
      '/publier',
      '/publications',
      '/publications?onglet=brouillons',
      `/publications/${published.act}`,
    ]) {
      succeeded(await referent.get(path), path);
    }
    const news = await referent.get('/publications?onglet=organisation');
    expect(await isOnHome(referent, publishedUnder('Marché du programme', news.json))).toBe(true);
  });

  it('everybody reads what is for everybody, on each public address', async () => {
    const resident = arrives();
    const first = await resident.get(`/c/${TOWN}`);
    expect(first.text).toContain('Tarifs du programme');
    expect(first.text).toContain('Marché du programme');
    expect(first.text).not.toMatch(/Barrières|Congés|Brouillon du programme/);
    for (const path of ['/', `/c/${TOWN}/publications`, `/c/${TOWN}/actualites/${published.news}`]) {
      succeeded(await resident.get(path), path);
    }
    const register = await until(
      () => resident.get(`/c/${TOWN}/actes?annee=2024&vu=${Date.now()}`),
      ({ text }) => text.includes('Tarifs du programme'),
    );
    const { acts } = z.object({ acts: z.array(z.object({ url: z.string() })) }).parse(register.json);
    succeeded(await resident.get(acts[0]?.url ?? ''), 'The act in the register');
  });

  it('the letter brings both, and one post leaves it', async () => {
    const id = textIn(succeeded(await operator.get('/territoire/lettre/envoyer'), 'The letter'), 'id');
    succeeded(await operator.post('/territoire/lettre/envoyer', { id }), 'It is sent now');
    const titles = ['Tarifs du programme', 'Marché du programme'];
    const mail = await receivesLetter(here.cloud, 'colette@programme.test', titles);
    expectListHeaders(mail);
    succeeded(await operator.get('/territoire/lettre'), 'What was sent');
    const address = new URL(leaveAddressOf(mail)).pathname;
    succeeded(await arrives().get(address), 'Looking leaves nothing');
    await leavesByOneClick(mail);
    expect(await arrives().get(address)).toMatchObject({ json: { lists: [] } });
  });

  it('a delegate reads what is for the network, and nothing private', async () => {
    const { siren } = z.object({ siren: z.string() }).parse((await arrives().get(`/c/${TOWN}`)).json);
    const list = await publicationsOfNetwork(delegate);
    expect(list).toContain('Barrières du programme');
    expect(list).not.toContain('Congés du programme');
    succeeded(await delegate.get(`/publications/${siren}/${published.network}`), 'For the network');
    expect(await delegate.get(`/publications/${siren}/${published.own}`)).toMatchObject({ status: 404 });
    succeeded(await delegate.post('/deconnexion'), 'She leaves');
    expect(await delegate.get('/accueil')).toMatchObject({ status: 401 });
  });

  it('the document had said it all', () => {
    expect(untold).toEqual([]);
  });
});
