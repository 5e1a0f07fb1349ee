/** Readers of a list: others' référents reach none of them, and nobody sees an address. */
import { beforeAll, describe, expect, it } from 'vitest';
import { succeeded } from '../../local/demo/visitor.ts';
import { hashToken } from '../../platform/tokens.ts';
import { as, scene, type Scene } from '../support/territory.ts';
import { keysOfReaders } from './rows/lists.ts';

let here: Scene;
beforeAll(async () => {
  here = await scene();
});

describe('a reader of a list', () => {
  it('stays when the référent of another organisation removes her key', async () => {
    const [key = ''] = await keysOfReaders(here);
    const stranger = as(here, here.territory.stranger);
    succeeded(await stranger.post(`/listes/principale/abonnes/${key}/retirer`), 'It is asked for');
    expect(await keysOfReaders(here)).toContain(key);
  });

  it('is known to her organisation without her address', async () => {
    const referent = as(here, here.territory.referent);
    const answer = await referent.get('/listes/principale');
    const page = await referent.get('/listes/principale', { as: 'page' });
    expect(answer.text).toContain('•••@essai.test');
    expect(answer.text + page.text).not.toContain(here.territory.subscriber);
  });

  it.each(['../principale', 'autre', 'principale#abonnee', 'PRINCIPALE'])('is not found in %j', async (list) => {
    const answer = await as(here, here.territory.referent).get(`/listes/${encodeURIComponent(list)}`);
    expect(answer.status).toBe(404);
  });

  it('is told nothing about another’s link', async () => {
    const forged = hashToken('autre').slice(0, 43);
    const answer = await as(here, here.territory.referent).get(`/u/${forged}.${'A'.repeat(22)}`);
    expect(answer.status).toBe(410);
  });
});
