/** Session cookies made by hand, out of what an attacker may know: somebody's id, and a session of her own. */
import { beforeAll, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../../platform/sessions.ts';
import { newToken } from '../../platform/tokens.ts';
import { visitorOf } from '../support/joining.ts';
import { scene, type Scene } from '../support/territory.ts';

let here: Scene;
beforeAll(async () => {
  here = await scene();
});

interface Parts {
  victim: string;
  ownId: string;
  ownSecret: string;
  victimsSecret: string;
}

function parts({ territory }: Scene): Parts {
  const [, victimsSecret = ''] = (territory.referent.cookies[SESSION_COOKIE] ?? '').split('.');
  const [ownId = '', ownSecret = ''] = (territory.stranger.cookies[SESSION_COOKIE] ?? '').split('.');
  return { victim: territory.referent.person, ownId, ownSecret, victimsSecret };
}

const openedBy = async (cookie: string): Promise<number> =>
  (
    await visitorOf(here.cloud)
      .withCookies({ [SESSION_COOKIE]: cookie })
      .get('/accueil')
  ).status;

describe('a cookie made by hand', () => {
  it('is made of the parts of true ones', async () => {
    const { victim, victimsSecret, ownId, ownSecret } = parts(here);
    expect(await openedBy(`${victim}.${victimsSecret}`)).toBe(200);
    expect(await openedBy(`${ownId}.${ownSecret}`)).toBe(200);
  });

  it.each<[what: string, cookie: (parts: Parts) => string]>([
    ['the id of somebody with the secret of another', ({ victim, ownSecret }) => `${victim}.${ownSecret}`],
    ['the id of somebody with a secret at random', ({ victim }) => `${victim}.${newToken()}`],
    ['the id of somebody alone', ({ victim }) => victim],
    ['a secret alone', ({ victimsSecret }) => victimsSecret],
    ['a secret of another partition', ({ victimsSecret }) => `org#214701575.${victimsSecret}`],
    ['a secret cut short', ({ victim, victimsSecret }) => `${victim}.${victimsSecret.slice(0, -1)}`],
    ['a secret made longer', ({ victim, victimsSecret }) => `${victim}.${victimsSecret}A`],
    ['two secrets', ({ victim, ownSecret, victimsSecret }) => `${victim}.${ownSecret}.${victimsSecret}`],
    ['an id in capitals', ({ victim, victimsSecret }) => `${victim.toUpperCase()}.${victimsSecret}`],
    ['nothing', () => ''],
  ])('of %s opens nothing', async (_what, cookie) => {
    expect(await openedBy(cookie(parts(here)))).toBe(401);
  });
});
