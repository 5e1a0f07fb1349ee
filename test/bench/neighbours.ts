/**
 * Hundreds of organisations, made in seconds: each is founded by the store function of the product itself (the
 * transaction that ends a sign-up), called with the host's rights in the place of the code, the mails and the password
 * that would take a second each; a session is opened for its référent in the same way, and all that she publishes then
 * goes through the site.
 */
import { Visitor } from '../../local/demo/visitor.ts';
import { createOrganisation } from '../../modules/organisations/store/organisation.ts';
import { linkEntity } from '../../modules/organisations/store/link.ts';
import { createSignUp, signUpScope } from '../../modules/organisations/store/sign-up.ts';
import { DAY, systemClock, timeToLive } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import { newAct } from '../../platform/journal.ts';
import { organisationScope, personScope, tokenScope } from '../../platform/scope.ts';
import { openSession, personEntities, SESSION_COOKIE } from '../../platform/sessions.ts';
import type { Table } from '../../platform/table.ts';
import { hashToken } from '../../platform/tokens.ts';
import type { TestCloud } from '../support/cloud.ts';
import { publishNews } from '../support/publishing.ts';

/** What each publishes for the network. */
const PUBLICATIONS = 2;
/** Calls under way at once. */
const ABREAST = 4;

/** Founds one organisation. @returns the cookie of its référent's session. */
async function found(table: Table, number: number): Promise<string> {
  const now = systemClock();
  const nowText = now.toISOString();
  const ttl = timeToLive(now, DAY);
  const organisation = {
    siren: String(900_000_000 + number),
    kind: 'commune',
    name: `Commune voisine ${number}`,
    slug: `commune-voisine-${number}`,
  } as const;
  const person = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const who = { firstName: 'Dominique', lastName: `Voisin ${number}`, email: `mairie@voisine-${number}.test` };
  const position = 'Secrétaire de mairie';
  const signUp = { id: newId('sgn', now), createdAt: nowText };
  const request = { ...signUp, ...organisation, ...who, position, updatedAt: nowText, ttl };
  const link = tokenScope(hashToken(`voisine ${number}`));
  await createSignUp(table, { ...request, state: 'link-sent', codeTries: 0, codesSent: 1 }, [], {
    name: nowText.slice(0, 10),
    ttl,
  });
  await linkEntity(table)
    .create({ scope: link, purpose: 'sign-up', ...organisation, ...who, position, ttl })
    .go();
  await personEntities(table)
    .profile.create({ scope: personScope(person), ...who, createdAt: nowText })
    .go();
  await createOrganisation(table, {
    organisation,
    referent: { person, ...who, position },
    contact: `Dominique Voisin ${number}, secrétaire de mairie`,
    signUp: { scope: signUpScope(signUp.id), ...signUp },
    link,
    now: nowText,
    act: newAct(
      organisationScope(organisation.siren),
      systemClock,
      { actor: { id: person, name: who.lastName }, from: undefined },
      [organisation.siren],
      { name: 'organisation-founded', about: organisation },
    ),
  });
  const { token } = await openSession(table, systemClock, {
    proofs: ['password'],
    person,
    organisation: organisation.siren,
  });
  return token;
}

/** Organisations from one number on and before another: founded, and each has published. */
export async function settleNeighbours(cloud: TestCloud, table: Table, from: number, before: number): Promise<void> {
  const numbers = Array.from({ length: before - from }, (_, index) => from + index).values();
  const settle = async (): Promise<void> => {
    for (const number of numbers) {
      const session = await found(table, number);
      const referent = new Visitor(cloud.siteOrigin).withCookies({ [SESSION_COOKIE]: session });
      for (let count = 1; count <= PUBLICATIONS; count += 1) {
        const title = `Nouvelles de la commune voisine ${number} (${count})`;
        await publishNews(referent, { title, body: 'La salle des fêtes se loue de nouveau.', audience: 'network' });
      }
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, settle));
}
