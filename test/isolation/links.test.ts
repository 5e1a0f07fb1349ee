/** Links that only one person was sent: used, replaced, withdrawn, altered, or in other hands. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { succeeded } from '../../local/demo/visitor.ts';
import { invite, justNow, PASSWORD, visitorOf, welcome, welcomeLink } from '../support/joining.ts';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
beforeAll(async () => {
  here = await scene();
});

const guest = (name: string) => ({
  firstName: 'Solange',
  lastName: 'Lien',
  email: `${name}-${randomUUID().slice(0, 8)}@essai.test`,
  role: 'reader' as const,
});

const referent = () => as(here, here.territory.referent);

/** What becomes of whoever opens it, and of whoever sends the form that was open already. */
async function opened(link: string): Promise<{ shown: number; accepted: number; cookies: string }> {
  const visitor = visitorOf(here.cloud);
  const shown = await visitor.get(link, { as: 'page' });
  const accepted = await visitor.post(link, { password: PASSWORD });
  return { shown: shown.status, accepted: accepted.status, cookies: visitor.cookies };
}

const GONE = { shown: 410, accepted: 410, cookies: '' };

describe('an invitation’s link', () => {
  it('serves once', async () => {
    const { link } = await invite(here.cloud, referent(), guest('une-fois'));
    succeeded(await visitorOf(here.cloud).post(link, { password: PASSWORD }), 'The invitation is accepted');
    expect(await opened(link)).toEqual(GONE);
  });

  it('makes one member when two browsers open it at the same moment', async () => {
    const person = guest('deux-a-la-fois');
    const { link } = await invite(here.cloud, referent(), person);
    const accept = async () => (await visitorOf(here.cloud).post(link, { password: PASSWORD })).status;
    const statuses = await Promise.all([accept(), accept()]);
    const { text } = await referent().get('/organisation');
    expect(statuses.filter((status) => status < 400)).toHaveLength(1);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
    expect(text.split(`"${person.email}"`).length - 1).toBeGreaterThan(0);
  });

  it('no longer serves once the invitation is withdrawn', async () => {
    const { id, link } = await invite(here.cloud, referent(), guest('annulee'));
    succeeded(await referent().post(`/organisation/invitations/${id}/annuler`), 'It is withdrawn');
    expect(await opened(link)).toEqual(GONE);
  });

  it('no longer serves once another was sent in its place', async () => {
    const person = guest('renvoyee');
    const { id, link } = await invite(here.cloud, referent(), person);
    const since = justNow();
    succeeded(await referent().post(`/organisation/invitations/${id}/renvoyer`), 'It is sent again');
    const second = await welcomeLink(here.cloud, person.email, since);
    expect(second).not.toBe(link);
    expect(await opened(link)).toEqual(GONE);
  });

  it('is nothing with one letter changed', async () => {
    const { link } = here.territory.invitation;
    const altered = link.endsWith('A') ? `${link.slice(0, -1)}B` : `${link.slice(0, -1)}A`;
    // The last letter of 43 carries four bits: another one may stand for the same 32 bytes, never for the same text.
    expect(await opened(altered)).toEqual(GONE);
  });

  it('takes nobody in by the role that the form asks for', async () => {
    const person = guest('sans-promotion');
    const { link } = await invite(here.cloud, referent(), person);
    const visitor = visitorOf(here.cloud);
    succeeded(await visitor.post(link, { password: PASSWORD, role: 'referent' }), 'The invitation is accepted');
    expect((await visitor.get('/organisation')).status).toBe(403);
  });

  it('gives an existing account only to who knows its password', async () => {
    const { cloud, territory } = here;
    const person = guest('deja-connue');
    await welcome(cloud, referent(), person);
    const { link } = await invite(cloud, as(here, territory.stranger), person);
    const thief = visitorOf(cloud);
    const refused = await thief.post(link, { password: 'Un autre mot de passe 47' });
    expect({ status: refused.status, cookies: thief.cookies }).toEqual({ status: 422, cookies: '' });
  });
});
