/**
 * A SIRET that an organisation's own provider tells: it proposes an organisation to whoever is not a member, and opens
 * nothing, whatever it holds.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { succeeded, textIn, Visitor } from '../../local/demo/visitor.ts';
import { isSiretOf } from '../../modules/organisations/index.ts';
import { SESSION_COOKIE } from '../../platform/sessions.ts';
import { Browser } from '../support/browser.ts';
import { testCloud } from '../support/cloud.ts';
import { importMailboxes, joinByCode, operatorOf } from '../support/joining.ts';
import { CLIENT, type OutsideAccount, openOutsideProvider, type OutsideProvider } from '../support/outside-provider.ts';
import { browserOf, type Entered, ownDoor } from '../support/own-door.ts';
import { type Actor, scene } from '../support/territory.ts';

const cloud = testCloud();
const SETTINGS = '/organisation/fournisseur';
const MAYOR = { firstName: 'Maud', lastName: 'Lacaze', position: 'Maire', email: 'maud@fauillet-essai.test' };

let outside: OutsideProvider;
let referent: Visitor;
/** Of Tonneins. */
let stranger: Actor;
let siren: string;
let other: string;

const { enter } = ownDoor(cloud, 'fauillet', () => outside);

/** A SIRET of that organisation: its SIREN, an establishment, and the key of Luhn. */
const siretOf = (of: string): string =>
  Array.from({ length: 10 }, (_, key) => `${of}0001${key}`).find((digits) => isSiretOf(of, digits)) ?? '';

beforeAll(async () => {
  const { territory } = await scene();
  stranger = territory.stranger;
  other = territory.other.siren;
  const operator = await operatorOf(cloud);
  await importMailboxes(operator, [{ name: 'Fauillet', slug: 'fauillet' }]);
  referent = await joinByCode(cloud, 'fauillet', MAYOR);
  siren = textIn(succeeded(await referent.get('/c/fauillet'), 'The page of Fauillet'), 'siren');
  outside = await openOutsideProvider(textIn(await referent.get(SETTINGS), 'redirectAddress'));
  const { id: clientId, secret } = CLIENT;
  const request = { label: 'ProConnect', issuer: outside.issuer, clientId, secret, version: 0 };
  succeeded(await referent.post(SETTINGS, request), 'It is asked for');
  const setUp = `/territoire/fournisseurs/${siren}/mettre-en-place`;
  succeeded(await operator.post(setUp, { version: 1 }), 'It is set up');
  expect((await enter({ sub: 'claire', email: MAYOR.email }, browserOf(referent), '?essai=oui')).status).toBe(303);
  succeeded(await referent.post(`${SETTINGS}/proposer`, { version: 2 }), 'It is offered');
});
afterAll(() => outside.close());

describe('a SIRET that the provider tells', () => {
  const nobody = (siret: string, sub = 'nobody'): OutsideAccount => ({ sub, email: 'agent@essai.test', siret });
  const proposal = ({ text }: Entered) => ({
    says: /Votre compte indique que vous travaillez pour ([^.<]*)\./.exec(text)?.[1],
    link: /href="(\/inscription\/[^"]*)"/.exec(text)?.[1],
  });
  const nothing = { says: undefined, link: undefined };

  it('proposes to ask the organisation that it speaks of, and opens nothing', async () => {
    const browser = new Browser();
    const here = await enter(nobody(siretOf(siren)), browser);
    expect(here.status).toBe(403);
    expect(browser.cookie('localhost', SESSION_COOKIE)).toBeUndefined();
    expect(proposal(here)).toEqual({ says: 'Fauillet', link: '/inscription/fauillet/rejoindre' });
    // Another's, which has joined: for it too, one asks.
    const verified = { ...nobody(siretOf(other)), email_verified: true };
    const elsewhere = { says: 'Tonneins', link: '/inscription/tonneins/rejoindre' };
    expect(proposal(await enter(verified))).toEqual(elsewhere);
    const asked = await referent.get('/organisation', { as: 'page' });
    expect(asked.text).not.toContain('agent@essai.test');
    // Hers already, as her own session says: there is nothing to ask.
    const colleague = { sub: 'thomas', email: stranger.email, siret: siretOf(other) };
    const hers = new Visitor(cloud.siteOrigin).withCookies(stranger.cookies);
    expect(proposal(await enter(colleague, browserOf(hers)))).toEqual(nothing);
    // A provider that names her learns nothing of where else she belongs.
    expect(proposal(await enter({ ...colleague, email_verified: true }))).toEqual(elsewhere);
  });

  it('proposes to sign up one that has not joined', async () => {
    const { json } = succeeded(await new Visitor(cloud.siteOrigin).get('/inscription/clairac'), 'The form');
    const { place } = z.object({ place: z.object({ siren: z.string() }) }).parse(json);
    const refused = await enter(nobody(siretOf(place.siren)));
    expect([refused.status, proposal(refused)]).toEqual([403, { says: 'Clairac', link: '/inscription/clairac' }]);
  });

  it('is as if it were not there when it is none, or the register knows it not', async () => {
    const right = siretOf(siren);
    const wrongKey = right.slice(0, 13) + String((Number(right[13]) + 1) % 10);
    const html = '<script>alert(1)</script>';
    for (const siret of ['', wrongKey, ` ${right}`, right.slice(0, 13), siretOf('732829320'), html, '1'.repeat(2048)]) {
      const refused = await enter(nobody(siret));
      expect([siret, refused.status, proposal(refused)]).toEqual([siret, 403, nothing]);
      expect(refused.text).not.toContain(html);
      expect(refused.text).toContain('Nous ne savons pas encore à qui est ce compte');
    }
  });

  it('changes nothing for a member, unless Cognito cannot keep it', async () => {
    const member = { sub: 'claire', email: MAYOR.email, email_verified: true };
    for (const siret of [siretOf(other), 'n’importe quoi', '<b>']) {
      expect((await enter({ ...member, siret })).status).toBe(303);
    }
    const tooLong = await enter({ ...member, siret: '1'.repeat(10_000) });
    expect([tooLong.status, tooLong.text.includes('n’a pas confirmé qui vous êtes')]).toEqual([403, true]);
    expect((await enter(member)).status).toBe(303);
  });
});
