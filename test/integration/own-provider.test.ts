/**
 * An organisation's own identity provider, from the référent's request to its removal, with a real OpenID Connect
 * provider on this machine; and what a hostile one, or a hostile visitor, tries.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { type Answer, succeeded, textIn, Visitor } from '../../local/demo/visitor.ts';
import { SESSION_COOKIE } from '../../platform/sessions.ts';
import { Browser } from '../support/browser.ts';
import { testCloud } from '../support/cloud.ts';
import {
  importMailboxes,
  invite,
  joinByCode,
  justNow,
  OPERATOR_EMAIL,
  operatorOf,
  signIn,
  welcome,
} from '../support/joining.ts';
import {
  CLIENT,
  type OutsideAccount,
  openOutsideProvider,
  type OutsideProvider,
  unsigned,
} from '../support/outside-provider.ts';
import { browserOf, ownDoor } from '../support/own-door.ts';
import { scene } from '../support/territory.ts';

const cloud = testCloud();
const SETTINGS = '/organisation/fournisseur';
const RETURN_COOKIE = '__Host-parvis-retour';
const ALICE = { firstName: 'Alice', lastName: 'Roux', position: 'Secrétaire', email: 'alice@virazeil-essai.test' };
const BRUNO = { firstName: 'Bruno', lastName: 'Blanc', position: 'Maire', email: 'bruno@gontaud-essai.test' };
const CLAIRE = {
  firstName: 'Claire',
  lastName: 'Verdier',
  email: 'claire@virazeil-essai.test',
  role: 'reader',
} as const;
/** A member of both communes. */
const DENISE = { firstName: 'Denise', lastName: 'Noir', email: 'denise@deux-essai.test', role: 'publisher' } as const;

let operator: Visitor;
let alice: Visitor;
let bruno: Visitor;
let outside: OutsideProvider;
let siren: string;
let other: string;

const settings = z.object({
  provider: z
    .looseObject({ state: z.string(), version: z.number(), siren: z.string(), triedAt: z.string().optional() })
    .nullable(),
  redirectAddress: z.string(),
});
const seen = async (referent = alice) => settings.parse((await referent.get(SETTINGS)).json);
const version = async (): Promise<number> => (await seen()).provider?.version ?? 0;
const console_ = (action: string) => async (): Promise<Answer> =>
  operator.post(`/territoire/fournisseurs/${siren}/${action}`, { version: await version() });

const request = async (changes: object = {}) => ({
  ...{ label: 'Val de Garonne', issuer: outside.issuer, clientId: CLIENT.id, secret: CLIENT.secret },
  ...{ version: await version(), ...changes },
});
const ask = async (changes: object = {}): Promise<Answer> => alice.post(SETTINGS, await request(changes));
const setUp = console_('mettre-en-place');

const { leaving, untilBack, arrive, enter } = ownDoor(cloud, 'virazeil', () => outside);
const known = (email: string, sub = `sub-of-${email}`): OutsideAccount => ({ sub, email, email_verified: true });

beforeAll(async () => {
  // The operator comes in once, whichever suite is first.
  await scene();
  operator = await operatorOf(cloud);
  await importMailboxes(operator, [
    { name: 'Virazeil', slug: 'virazeil' },
    { name: 'Gontaud-de-Nogaret', slug: 'gontaud-de-nogaret' },
  ]);
  bruno = await joinByCode(cloud, 'gontaud-de-nogaret', BRUNO);
  await welcome(cloud, bruno, DENISE);
  alice = await joinByCode(cloud, 'virazeil', ALICE);
  await welcome(cloud, alice, CLAIRE);
  await welcome(cloud, alice, DENISE);
  outside = await openOutsideProvider((await seen()).redirectAddress);
  siren = textIn(succeeded(await alice.get('/c/virazeil'), 'The page of Virazeil'), 'siren');
  other = textIn(succeeded(await bruno.get('/c/gontaud-de-nogaret'), 'The page of Gontaud'), 'siren');
});
afterAll(() => outside.close());
beforeEach(() => {
  outside.lie = undefined;
});

describe('asking for a provider', () => {
  it('is refused where the operator’s check does not go', async () => {
    for (const issuer of [
      'http://169.254.169.254',
      'https://169.254.169.254',
      'https://10.0.0.1',
      'http://parvis.test',
    ]) {
      succeeded(await ask({ issuer }), 'It is asked for');
      const checked = await operator.post(`/territoire/fournisseurs/${siren}/verifier`);
      expect([issuer, checked.status]).toEqual([issuer, 422]);
      expect(checked.text).toContain('Parvis ne s’y connecte pas');
      expect((await setUp()).status).toBe(422);
    }
    expect((await seen()).provider?.state).toBe('asked');
  });

  it('gives back what was typed, but never the secret', async () => {
    const refused = await alice.post(SETTINGS, await request({ issuer: 'val-de-garonne' }), { as: 'page' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('value="val-de-garonne"');
    expect(refused.text).not.toContain(CLIENT.secret);
    expect((await ask({ version: 40 })).status).toBe(409);
  });

  it('ends, once checked and tried by the référent, on the login page', async () => {
    const since = justNow();
    succeeded(await ask(), 'It is asked for');
    await awaitMail(cloud.mailboxesOrigin, OPERATOR_EMAIL, /Alice Roux demande que les membres de Virazeil/, since);
    expect((await new Browser().get(leaving())).status).toBe(404);
    const checked = succeeded(await operator.post(`/territoire/fournisseurs/${siren}/verifier`), 'It is checked');
    expect(checked.json).toMatchObject({
      findings: { issuer: true, addresses: true, code: true, signature: true, secret: true, keys: true },
      tellsSiret: true,
    });
    succeeded(await setUp(), 'It is set up');
    expect((await seen()).provider?.state).toBe('ready');
    await awaitMail(cloud.mailboxesOrigin, ALICE.email, /a mis en place la connexion avec Val de Garonne/, since);

    expect((await new Browser().get(leaving())).status).toBe(404);
    expect((await new Browser().get(leaving('?essai=oui'))).status).toBe(404);
    expect((await browserOf(bruno).get(leaving('?essai=oui'))).status).toBe(404);
    expect((await alice.post(`${SETTINGS}/proposer`, { version: await version() })).status).toBe(422);

    // The address is not called verified: her own session says that it is hers.
    const tried = await enter({ sub: 'alice', email: 'Alice@Virazeil-essai.test' }, browserOf(alice), '?essai=oui');
    expect([tried.status, tried.location]).toEqual([303, '/organisation/fournisseur?fait=essai']);
    expect((await tried.visitor.get('/compte')).status).toBe(200);
    const offered = await alice.post(`${SETTINGS}/proposer`, { version: await version() });
    succeeded(offered, 'It is offered');
    const door = await new Visitor(cloud.siteOrigin).get('/connexion/virazeil', { as: 'page' });
    expect(door.text).toContain('Se connecter avec Val de Garonne');
    const list = await operator.get('/territoire/fournisseurs');
    const its = expect.objectContaining({ siren, state: 'offered', label: 'Val de Garonne' });
    expect(list.json).toMatchObject({ providers: expect.arrayContaining([its]) });
    for (const told of [list, await alice.get(SETTINGS)]) expect(told.text).not.toContain(CLIENT.secret);
  });

  it('is not taken for one’s own when the account is a colleague’s', async () => {
    const tried = await enter(known(CLAIRE.email, 'claire-by-alice'), browserOf(alice), '?essai=oui');
    expect(tried.status).toBe(403);
    expect(tried.text).toContain('une autre adresse que la vôtre');
  });
});

describe('coming in by the provider', () => {
  it('opens the organisation to a member, at her first time by her verified address', async () => {
    const claire = await enter(known(CLAIRE.email, 'claire'), new Browser(), '?retour=/documents');
    expect([claire.status, claire.location]).toEqual([303, '/documents']);
    expect((await claire.visitor.get('/accueil')).status).toBe(200);
    // Known by her subject from then on, whatever her address.
    const later = await enter({ sub: 'claire', email: 'c.verdier@ailleurs.test' });
    expect(later.status).toBe(303);
  });

  it('opens that organisation alone, and nothing that is hers elsewhere', async () => {
    const denise = await enter(known(DENISE.email, 'denise'));
    expect(denise.status).toBe(303);
    expect((await denise.visitor.get('/accueil')).status).toBe(200);
    const elsewhere = { organisation: other };
    const byPassword = await signIn(cloud, DENISE.email);
    expect((await byPassword.post('/compte/organisation', elsewhere)).status).toBe(200);
    expect((await denise.visitor.post('/compte/organisation', elsewhere)).status).toBe(403);
    const { text } = await denise.visitor.get('/accueil', { as: 'page' });
    expect(text).toContain('Virazeil');
    expect(text).not.toContain('Gontaud');
    for (const path of ['/compte', '/compte/donnees', '/connexion/double-verification']) {
      const closed = await denise.visitor.get(path);
      expect([path, closed.status]).toEqual([path, 403]);
      expect(closed.text).toContain('entrez avec votre mot de passe');
    }
    expect((await denise.visitor.post('/compte/connexions/fermer')).status).toBe(403);
    expect((await denise.visitor.get('/compte/fiche')).status).toBe(200);
  });

  it('opens nothing to anybody else', async () => {
    const strangers: OutsideAccount[] = [
      known(BRUNO.email),
      known(OPERATOR_EMAIL),
      known('personne@essai.test'),
      { sub: 'not-verified', email: CLAIRE.email, email_verified: false },
      { sub: 'says-nothing', email: CLAIRE.email },
      { sub: 'no-address' },
    ];
    for (const account of strangers) {
      const browser = new Browser();
      const refused = await enter(account, browser);
      expect([account.sub, refused.status]).toEqual([account.sub, 403]);
      expect(browser.cookie('localhost', SESSION_COOKIE)).toBeUndefined();
    }
  });

  it('is tied by her password, where the provider does not call her address verified', async () => {
    const account = { sub: 'denise-elsewhere', email: DENISE.email };
    const browser = new Browser();
    const refused = await enter(account, browser);
    expect(refused.text).toContain('href="/connexion?retour=%2Fconnexion%2Ffournisseur%2Fvirazeil"');
    const signedIn = browserOf(await signIn(cloud, DENISE.email));
    expect((await enter(account, signedIn)).status).toBe(303);
    const alone = await enter(account);
    expect([alone.status, (await alone.visitor.get('/accueil')).status]).toEqual([303, 200]);
    // Of another organisation, signed in there: still nobody here.
    expect((await enter({ sub: 'bruno', email: BRUNO.email }, browserOf(bruno))).status).toBe(403);
  });

  it('may be asked of everybody but the référents, who can always choose another way', async () => {
    const asking = (method: string, version: number) => ({ method, version, confirmed: 'oui' });
    expect((await bruno.post('/organisation/connexion', asking('provider', 0))).status).toBe(422);
    succeeded(await alice.post('/organisation/connexion', asking('provider', 0)), 'The provider is asked of all');
    const denise = await signIn(cloud, DENISE.email);
    // A stream carries the choice to each member.
    const isAsked = async (): Promise<boolean> => {
      await denise.post('/compte/organisation', { organisation: siren });
      return (await denise.get('/accueil')).text.includes('/problemes/proof-needed');
    };
    for (let tries = 0; tries < 600 && !(await isAsked()); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await isAsked()).toBe(true);
    const proof = await denise.get('/connexion/preuve', { as: 'page' });
    expect(proof.text).toContain('href="/connexion/fournisseur/virazeil"');
    const entered = await enter(known(DENISE.email, 'denise'), browserOf(denise));
    expect([entered.status, (await entered.visitor.get('/accueil')).status]).toEqual([303, 200]);
    expect((await (await signIn(cloud, ALICE.email)).get('/accueil')).status).toBe(200);
    succeeded(await alice.post('/organisation/connexion', asking('password', 1)), 'A password is enough again');
  });

  it('takes an invitation of that organisation, by its link, for the address of the account', async () => {
    const emma = { firstName: 'Emma', lastName: 'Petit', email: 'emma@virazeil-essai.test', role: 'reader' } as const;
    const { link } = await invite(cloud, alice, emma);
    const page = await new Visitor(cloud.siteOrigin).get(link, { as: 'page' });
    expect(page.text).toContain('Rejoindre avec Val de Garonne');
    const query = `?invitation=${link.split('/').at(-1)}`;
    expect((await enter(known('intrus@essai.test'), new Browser(), query)).status).toBe(403);
    const account = { sub: 'emma', email: 'Emma@virazeil-essai.test' };
    const entered = await enter(account, new Browser(), query);
    expect([entered.status, (await entered.visitor.get('/accueil')).status]).toEqual([303, 200]);
    expect((await entered.visitor.get('/compte')).status).toBe(403);
    expect((await enter(account)).status).toBe(303);
    const again = await enter(account, new Browser(), query);
    expect([again.status, again.text.includes('a déjà servi')]).toEqual([403, true]);

    // Of another organisation: its invitation is not this provider's business.
    const fanny = { ...emma, firstName: 'Fanny', email: 'fanny@gontaud-essai.test' };
    const elsewhere = (await invite(cloud, bruno, fanny)).link.split('/').at(-1);
    expect((await enter(known(fanny.email), new Browser(), `?invitation=${elsewhere}`)).status).toBe(403);
  });

  it('believes no lie of the provider', async () => {
    const lies: NonNullable<OutsideProvider['lie']>[] = [
      ({ claims }) => unsigned(claims),
      ({ claims, sign }) => sign({ ...claims, nonce: 'another' }),
      ({ claims, sign }) => sign({ ...claims, iss: 'https://accounts.google.com' }),
      ({ claims, sign }) => sign({ ...claims, aud: 'another' }),
    ];
    for (const lie of lies) {
      outside.lie = lie;
      const refused = await enter(known(CLAIRE.email, 'claire'));
      expect(refused.status).toBe(403);
      expect(refused.text).toContain('n’a pas confirmé qui vous êtes');
    }
  });
});

describe('coming back', () => {
  it('serves once, in the browser that left', async () => {
    const browser = new Browser();
    const url = await untilBack(known(CLAIRE.email, 'claire'), browser);
    const cookie = browser.cookie('localhost', RETURN_COOKIE) ?? '';
    expect((await arrive(url, new Browser())).status).toBe(403);

    const victim = new Browser();
    await untilBack(known(DENISE.email, 'denise'), victim);
    expect((await arrive(url, victim)).status).toBe(403);

    expect((await arrive(url, browser)).status).toBe(303);
    expect((await arrive(url, browser)).status).toBe(403);
    browser.setCookie('localhost', RETURN_COOKIE, cookie);
    expect((await arrive(url, browser)).status).toBe(410);
  });

  it('takes no code that another browser was given', async () => {
    const thief = new Browser();
    const stolen = new URL(await untilBack(known(DENISE.email, 'denise'), new Browser()));
    const own = new URL(await untilBack(known(CLAIRE.email, 'claire'), thief));
    own.searchParams.set('code', stolen.searchParams.get('code') ?? '');
    expect((await arrive(own.href, thief)).status).toBe(403);
  });

  it('finds the door closed when it was closed meanwhile, and after the member was removed', async () => {
    const browser = new Browser();
    const url = await untilBack(known(CLAIRE.email, 'claire'), browser);
    succeeded(await console_('arreter')(), 'It is stopped');
    const closed = await arrive(url, browser);
    expect(closed.status).toBe(403);
    expect(closed.text).toContain('vient d’être arrêtée');
    succeeded(await alice.post(`${SETTINGS}/proposer`, { version: await version() }), 'It is offered again');

    const members = z.object({ members: z.array(z.object({ person: z.string(), email: z.string() })) });
    const listed = members.parse((await alice.get('/organisation')).json).members;
    const person = listed.find(({ email }) => email === CLAIRE.email)?.person ?? '';
    const claire = (await enter(known(CLAIRE.email, 'claire'))).visitor;
    succeeded(await alice.post(`/organisation/membres/${person}/retirer`), 'Claire is removed');
    expect((await claire.get('/accueil')).status).toBe(403);
    expect((await enter(known(CLAIRE.email, 'claire'))).status).toBe(403);
  });
});

describe('changing and removing a provider', () => {
  it('asks for a new check and a new trial', async () => {
    succeeded(await ask({ label: 'VGA' }), 'It is changed');
    succeeded(await ask({ label: 'Agglo' }), 'It is changed once more');
    expect((await new Browser().get(leaving())).status).toBe(404);
    const twice = await Promise.all([setUp(), setUp()]);
    expect(twice.map(({ status }) => status).filter((status) => status === 200).length).toBeGreaterThanOrEqual(1);
    const { provider } = await seen();
    expect([provider?.state, provider?.triedAt]).toEqual(['ready', undefined]);
    expect((await alice.post(`${SETTINGS}/proposer`, { version: await version() })).status).toBe(422);
  });

  it('leaves nothing of it, and every member her password', async () => {
    await enter({ sub: 'alice', email: ALICE.email }, browserOf(alice), '?essai=oui');
    succeeded(await alice.post(`${SETTINGS}/proposer`, { version: await version() }), 'It is offered');
    succeeded(await alice.post(`${SETTINGS}/arreter`, { version: await version() }), 'It is stopped');
    const since = justNow();
    const removal = { version: await version(), reason: 'Ce service a fermé.' };
    succeeded(await operator.post(`/territoire/fournisseurs/${siren}/retirer`, removal), 'It is removed');
    await awaitMail(cloud.mailboxesOrigin, ALICE.email, /a retiré la connexion[\s\S]*« Ce service a fermé. »/, since);
    expect((await seen()).provider).toBeNull();
    expect((await operator.get(`/territoire/fournisseurs/${siren}`)).status).toBe(404);
    expect((await new Browser().get(leaving())).status).toBe(404);
    expect((await alice.get('/compte')).status).toBe(200);
  });
});
