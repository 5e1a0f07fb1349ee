/** Groups across organisations: coming in, going out, and what follows from leaving an organisation. */
import { beforeAll, describe, expect, it } from 'vitest';
import { awaitMail } from '../../local/demo/mailbox.ts';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { enterGroup, groupFields, joinOnRequest, openGroup } from '../support/groups.ts';
import { importMailboxes, joinByCode, justNow, operatorOf, welcome } from '../support/joining.ts';
import { isOnHome, publishedUnder } from '../support/newest.ts';
import { wordsOf } from '../support/pages.ts';
import { newsFields, publishNews } from '../support/publishing.ts';
import type { TestCloud } from '../support/cloud.ts';
import { scene } from '../support/territory.ts';

let cloud: TestCloud;
/** Référent of Seyches, who opens the groups. */
let host: Visitor;
/** Référent of Lauzun, and one of its readers. */
let neighbour: Visitor;
let reader: Visitor;

const referent = (firstName: string, slug: string) => ({
  firstName,
  lastName: 'Groupe',
  position: 'Secrétaire de mairie',
  email: `${firstName.toLowerCase()}@${slug}-groupe.test`,
});

beforeAll(async () => {
  // The territory first: its operator has accepted her link once it is made.
  ({ cloud } = await scene());
  await importMailboxes(await operatorOf(cloud), [
    { name: 'Seyches', slug: 'seyches' },
    { name: 'Lauzun', slug: 'lauzun' },
  ]);
  [host, neighbour] = await Promise.all([
    joinByCode(cloud, 'seyches', referent('Solange', 'seyches')),
    joinByCode(cloud, 'lauzun', referent('Lucette', 'lauzun')),
  ]);
  reader = await member('lectrice');
});

let guests = 0;
async function member(firstName: string, role: 'reader' | 'publisher' = 'reader'): Promise<Visitor> {
  guests += 1;
  const email = `${firstName}-${guests}@lauzun-groupe.test`;
  return welcome(cloud, neighbour, { firstName, lastName: 'Lauzun', email, role });
}

async function personOf(visitor: Visitor): Promise<{ id: string; email: string }> {
  const { json } = succeeded(await visitor.get('/compte'), 'Her account');
  const person = typeof json === 'object' && json !== null && 'person' in json ? json.person : undefined;
  if (typeof person !== 'object' || person === null || !('id' in person) || !('email' in person)) {
    throw new Error('The account does not say who she is.');
  }
  return { id: String(person.id), email: String(person.email) };
}

/** Asks until the answer is as expected: what follows from a change takes a moment. */
async function eventually(look: () => Promise<unknown>, expected: unknown): Promise<void> {
  const until = Date.now() + 60_000;
  let seen = await look();
  while (Date.now() < until && JSON.stringify(seen) !== JSON.stringify(expected)) seen = await look();
  expect(seen).toEqual(expected);
}

const countOf = async (visitor: Visitor, id: string): Promise<unknown> => {
  const { json } = await visitor.get(`/groupes/${id}`);
  if (typeof json !== 'object' || json === null || !('group' in json)) return undefined;
  const { group } = json;
  return typeof group === 'object' && group !== null && 'memberCount' in group ? group.memberCount : undefined;
};

describe('an open group', () => {
  it('is opened once by a form posted twice, and listed for the network', async () => {
    const fields = { id: newId('grp'), ...groupFields({ name: 'Voirie intercommunale' }) };
    const answers = await Promise.all([host.twin().post('/groupes', fields), host.twin().post('/groupes', fields)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const { text } = await neighbour.get('/groupes');
    expect(text.split(fields.id)).toHaveLength(2);
  });

  it('lets a member of another organisation in at once, and shows her organisation', async () => {
    const id = await openGroup(host, { name: 'Cantines' });
    expect((await reader.get(`/groupes/${id}`)).json).toMatchObject({ may: 'enter', group: { memberCount: 1 } });
    await enterGroup(reader, id);
    const page = await host.get(`/groupes/${id}/membres`, { as: 'page' });
    expect(wordsOf(page.text)).toContain('lectrice');
    expect(wordsOf(page.text)).toContain('Lauzun');
    expect(await countOf(host, id)).toBe(2);
  });

  it('counts somebody who enters from two tabs once', async () => {
    const id = await openGroup(host);
    const twice = await Promise.all([1, 2, 3].map(() => reader.twin().post(`/groupes/${id}/entrer`)));
    expect(twice.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await countOf(host, id)).toBe(2);
  });

  it('is left, and seen from outside again', async () => {
    const id = await openGroup(host);
    await enterGroup(reader, id);
    succeeded(await reader.post(`/groupes/${id}/quitter`), 'She leaves');
    expect((await reader.get(`/groupes/${id}`)).json).toMatchObject({ may: 'enter', group: { memberCount: 1 } });
    expect((await reader.get(`/groupes/${id}/membres`)).status).toBe(404);
  });
});

describe('a group on request', () => {
  it('tells its facilitators by mail, and the person what they answered', async () => {
    const id = await openGroup(host, { name: 'Mutualiser une balayeuse', access: 'request' });
    const since = justNow();
    const { id: person, email } = await personOf(reader);
    succeeded(await reader.post(`/groupes/${id}/demande`), 'She asks');
    succeeded(await reader.post(`/groupes/${id}/demande`), 'She asks again, in vain');
    await awaitMail(cloud.mailboxesOrigin, (await personOf(host)).email, /Mutualiser une balayeuse/, since);
    expect((await host.get(`/groupes/${id}`)).json).toMatchObject({ group: { requestCount: 1 } });
    succeeded(await host.post(`/groupes/${id}/demandes/${person}/accepter`), 'She is accepted');
    await awaitMail(cloud.mailboxesOrigin, email, /Votre demande est acceptée/, since);
    expect((await reader.get(`/groupes/${id}`)).json).toMatchObject({ standing: 'member' });
    expect((await host.post(`/groupes/${id}/demandes/${person}/refuser`)).status).toBe(409);
  });

  it('forgets a request that is taken back', async () => {
    const id = await openGroup(host, { access: 'request' });
    succeeded(await reader.post(`/groupes/${id}/demande`), 'She asks');
    succeeded(await reader.post(`/groupes/${id}/demande/annuler`), 'She thinks better of it');
    expect((await host.get(`/groupes/${id}`)).json).toMatchObject({ group: { requestCount: 0 } });
  });

  it('does not take in somebody who has left her organisation meanwhile', async () => {
    const id = await openGroup(host, { access: 'request' });
    const leaving = await member('partante');
    const { id: person } = await personOf(leaving);
    succeeded(await leaving.post(`/groupes/${id}/demande`), 'She asks');
    succeeded(await neighbour.post(`/organisation/membres/${person}/retirer`), 'She is removed');
    expect((await host.post(`/groupes/${id}/demandes/${person}/accepter`)).status).toBe(409);
    expect((await host.post(`/groupes/${id}/demandes/${person}/refuser`)).status).toBe(200);
  });
});

describe('a closed group', () => {
  it('is known to who is invited by her address alone, and to nobody else', async () => {
    const id = await openGroup(host, { name: 'Fusion à l’étude', access: 'closed' });
    const since = justNow();
    const { email } = await personOf(reader);
    expect((await reader.get(`/groupes/${id}`)).status).toBe(404);
    succeeded(await host.post(`/groupes/${id}/invitations`, { email: email.toUpperCase() }), 'She is invited');
    expect((await host.post(`/groupes/${id}/invitations`, { email })).status).toBe(422);
    await awaitMail(cloud.mailboxesOrigin, email, new RegExp(`/groupes/${id}`), since);
    expect((await reader.get(`/groupes/${id}`)).json).toMatchObject({ may: 'enter' });
    expect((await neighbour.get(`/groupes/${id}`)).status).toBe(404);
    await enterGroup(reader, id);
    expect((await host.get(`/groupes/${id}/invitations`)).json).toMatchObject({ persons: [] });
    expect((await neighbour.get('/groupes')).text).not.toContain('Fusion à l’étude');
  });

  it('lets the members of an organisation in once its référent has accepted, and no longer once declined', async () => {
    const id = await openGroup(host, { name: 'Schéma de mobilité', access: 'closed' });
    const since = justNow();
    const found = await host.get(`/groupes/${id}/invitations?q=Lauz`);
    expect(found.json).toMatchObject({ found: [{ name: 'Lauzun' }] });
    const siren = textIn(succeeded(await host.get('/c/lauzun'), 'Its page'), 'siren');
    succeeded(await host.post(`/groupes/${id}/organisations`, { siren }), 'It is invited');
    await awaitMail(cloud.mailboxesOrigin, (await personOf(neighbour)).email, /Schéma de mobilité/, since);
    expect((await reader.get(`/groupes/${id}`)).json).toMatchObject({ may: 'shut', offered: { state: 'invited' } });
    expect((await reader.post(`/groupes/${id}/entrer`)).status).toBe(409);
    expect((await reader.post(`/groupes/${id}/organisation`, { answer: 'accept' })).status).toBe(403);
    succeeded(await neighbour.post(`/groupes/${id}/organisation`, { answer: 'accept' }), 'It is accepted');
    expect((await reader.get('/groupes')).text).toContain('Schéma de mobilité');
    await enterGroup(reader, id);
    const other = await member('autre');
    succeeded(await neighbour.post(`/groupes/${id}/organisation`, { answer: 'decline' }), 'No longer');
    expect((await other.get(`/groupes/${id}`)).status).toBe(404);
    expect((await reader.get(`/groupes/${id}`)).status).toBe(200);
  });
});

describe('facilitators', () => {
  it('do not all leave: the last one hands over first', async () => {
    const id = await openGroup(host);
    await enterGroup(reader, id);
    const [first, second] = [await personOf(host), await personOf(reader)];
    const refused = await host.post(`/groupes/${id}/quitter`);
    expect(refused.json).toMatchObject({ status: 422, errors: [{ field: 'standing' }] });
    // She is told so herself, with both ways out.
    const { text } = await host.get(`/groupes/${id}/quitter`, { as: 'page' });
    expect(wordsOf(text)).toContain('Vous êtes le dernier animateur.');
    for (const way of ['membres', 'reglages']) expect(text).toContain(`href="/groupes/${id}/${way}"`);
    expect((await host.post(`/groupes/${id}/membres/${first.id}/role`, { standing: 'member' })).status).toBe(422);
    succeeded(await host.post(`/groupes/${id}/membres/${second.id}/role`, { standing: 'facilitator' }), 'Handed over');
    succeeded(await host.post(`/groupes/${id}/quitter`), 'She leaves');
    expect((await reader.get(`/groupes/${id}`)).json).toMatchObject({
      standing: 'facilitator',
      group: { facilitatorCount: 1, memberCount: 1 },
      facilitators: [{ person: second.id }],
    });
  });

  it('who step down at the same moment leave one of them', async () => {
    const id = await openGroup(host);
    await enterGroup(reader, id);
    const { id: person } = await personOf(reader);
    succeeded(await host.post(`/groupes/${id}/membres/${person}/role`, { standing: 'facilitator' }), 'Two of them');
    const answers = await Promise.all([
      host.twin().post(`/groupes/${id}/quitter`),
      reader.twin().post(`/groupes/${id}/quitter`),
    ]);
    const stays = answers[0].status === 200 ? reader : host;
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422]);
    expect((await stays.get(`/groupes/${id}`)).json).toMatchObject({ group: { facilitatorCount: 1, memberCount: 1 } });
  });

  it('who describe it at the same moment lose nothing: the second is told', async () => {
    const id = await openGroup(host, { name: 'Avant' });
    succeeded(await host.post(`/groupes/${id}/reglages`, { ...groupFields({ name: 'Après' }), version: 1 }), 'First');
    const second = await host.post(`/groupes/${id}/reglages`, { ...groupFields({ name: 'Trop tard' }), version: 1 });
    expect(second.json).toMatchObject({ type: '/problemes/stale', stored: { name: 'Après', version: 2 } });
  });
});

describe('an archived group', () => {
  it('is read by its members, takes nobody in, and reopens as it was', async () => {
    const id = await openGroup(host, { name: 'Centenaire' });
    const alone = await host.get(`/groupes/${id}/reglages`, { as: 'page' });
    expect(wordsOf(alone.text)).toContain('Vous, son seul membre, pourrez encore le lire.');
    await enterGroup(reader, id);
    succeeded(await host.post(`/groupes/${id}/archiver`), 'Archived');
    expect(wordsOf((await reader.get(`/groupes/${id}`, { as: 'page' })).text)).toContain('Ce groupe est archivé');
    expect((await neighbour.get(`/groupes/${id}`)).status).toBe(404);
    expect((await neighbour.get('/groupes')).text).not.toContain('Centenaire');
    succeeded(await host.post(`/groupes/${id}/rouvrir`), 'Reopened');
    expect((await neighbour.get(`/groupes/${id}`)).json).toMatchObject({ may: 'enter', group: { memberCount: 2 } });
  });
});

describe('leaving an organisation', () => {
  it('ends at once the groups that she was in through it, and clears her away', async () => {
    const id = await openGroup(host, { access: 'request' });
    const leaving = await member('sortante');
    const { id: person } = await personOf(leaving);
    await joinOnRequest(host, leaving, id, person);
    expect(await countOf(host, id)).toBe(2);
    succeeded(await neighbour.post(`/organisation/membres/${person}/retirer`), 'She is removed');
    expect((await leaving.get(`/groupes/${id}`)).status).toBe(403);
    await eventually(() => countOf(host, id), 1);
    expect((await host.get(`/groupes/${id}/membres/${person}`)).status).toBe(404);
  });

  it('leaves a group without facilitator, which a member who may open groups takes over', async () => {
    const opener = await member('ouvreuse', 'publisher');
    const { id: person } = await personOf(opener);
    const id = await openGroup(opener, { name: 'Orphelin' });
    await Promise.all([enterGroup(host, id), enterGroup(reader, id)]);
    expect((await host.post(`/groupes/${id}/animer`)).status).toBe(409);
    succeeded(await neighbour.post(`/organisation/membres/${person}/retirer`), 'She is removed');
    await eventually(() => countOf(host, id), 2);
    expect((await reader.post(`/groupes/${id}/animer`)).status).toBe(403);
    succeeded(await host.post(`/groupes/${id}/animer`), 'She takes over');
    expect((await host.get(`/groupes/${id}`)).json).toMatchObject({ standing: 'facilitator' });
  });
});

describe('a new name', () => {
  it('is the one that members and invited organisations see', async () => {
    const id = await openGroup(host, { name: 'Ancien nom', access: 'closed' });
    const siren = textIn(succeeded(await host.get('/c/lauzun'), 'Its page'), 'siren');
    succeeded(await host.post(`/groupes/${id}/organisations`, { siren }), 'It is invited');
    const fields = { ...groupFields({ name: 'Nouveau nom', access: 'closed' }), version: 1 };
    succeeded(await host.post(`/groupes/${id}/reglages`, fields), 'Renamed');
    await eventually(async () => (await neighbour.get('/groupes')).text.includes('Nouveau nom'), true);
  });
});

describe('what is published in a group', () => {
  const news = (id: string, title: string) => ({ title, body: 'Une ligne.', audience: `group:${id}` }) as const;

  it('is read by its members of other organisations, and shown to nobody else', async () => {
    const id = await openGroup(host, { name: 'Assainissement' });
    await enterGroup(reader, id);
    const title = 'Station commune';
    const content = await publishNews(host, news(id, title));
    const address = `/groupes/${id}/publications/${content}`;
    expect((await reader.get(address)).json).toMatchObject({
      title,
      audience: 'group',
      group: { name: 'Assainissement' },
    });
    expect((await reader.get(`/groupes/${id}`)).text).toContain(title);
    expect(await isOnHome(reader, publishedUnder(title, (await reader.get(`/groupes/${id}`)).json))).toBe(true);
    for (const path of ['/accueil', '/publications', '/groupes', `/groupes/${id}`]) {
      expect((await neighbour.get(path)).text).not.toContain(title);
    }
    expect((await neighbour.get(address)).status).toBe(404);
    for (const path of ['/', '/c/seyches', '/c/seyches/publications', '/c/seyches/publications.atom']) {
      expect((await neighbour.get(`${path}?vu=${content}`)).text).not.toContain(title);
    }
    expect((await host.get('/publications?onglet=organisation')).text).not.toContain(title);
  });

  it('is gone for all once withdrawn', async () => {
    const id = await openGroup(host);
    await enterGroup(reader, id);
    const content = await publishNews(host, news(id, 'À retirer'));
    succeeded(await host.post(`/publications/${content}/retirer`), 'It is withdrawn');
    expect((await reader.get(`/groupes/${id}/publications/${content}`)).status).toBe(404);
    expect((await reader.get(`/groupes/${id}`)).text).not.toContain('À retirer');
  });

  it('is out of reach at the next click of who is removed from the group', async () => {
    const id = await openGroup(host);
    await enterGroup(reader, id);
    const content = await publishNews(host, news(id, 'Réservé'));
    const { id: person } = await personOf(reader);
    succeeded(await host.post(`/groupes/${id}/membres/${person}/retirer`), 'She is removed');
    expect((await reader.get(`/groupes/${id}/publications/${content}`)).status).toBe(404);
    expect((await reader.get('/accueil')).text).not.toContain('Réservé');
  });

  it('is still read once the group is archived, and nothing is added to it', async () => {
    const id = await openGroup(host);
    await enterGroup(reader, id);
    const content = await publishNews(host, news(id, 'Avant la fin'));
    succeeded(await host.post(`/groupes/${id}/archiver`), 'Archived');
    expect((await reader.get(`/groupes/${id}/publications/${content}`)).status).toBe(200);
    const late = { ...newsFields('Trop tard', 'Une ligne.', `group:${id}`), action: 'publish' };
    expect((await host.post('/publier/actualite', late)).json).toMatchObject({ errors: [{ field: 'audience' }] });
  });

  it('is listed by pages', async () => {
    const id = await openGroup(host);
    await Promise.all(Array.from({ length: 22 }, (_, at) => publishNews(host.twin(), news(id, `Note ${at}`))));
    const first = await host.get(`/groupes/${id}`);
    expect(first.text.match(/"title":"Note /g)).toHaveLength(20);
    const next = /"next":"([^"]+)"/.exec(first.text)?.[1] ?? '';
    expect((await host.get(next)).text.match(/"title":"Note /g)).toHaveLength(2);
  });

  it('is proposed with the number of people whom it reaches', async () => {
    const id = await openGroup(host, { name: 'Éclairage' });
    await enterGroup(reader, id);
    const page = await host.get(`/publier/actualite?groupe=${id}`, { as: 'page' });
    expect(wordsOf(page.text)).toContain('Le groupe Éclairage 2 personnes');
    expect(page.text).toMatch(new RegExp(`value="group:${id}"[^>]*checked|checked[^>]*value="group:${id}"`));
  });
});
