/** A member who was removed while her page was open. */
import { beforeAll, describe, expect, it } from 'vitest';
import { as, scene, type Scene } from '../support/territory.ts';

let here: Scene;
beforeAll(async () => {
  here = await scene();
});

describe('a removed member', () => {
  it.each(['/accueil', '/publications', '/documents', '/compte'])(
    'is told so at her next click on %s',
    async (path) => {
      const page = await as(here, here.territory.removed).get(path, { as: 'page' });
      expect(page.status).toBe(403);
      expect(page.text).toContain('Vous n’avez plus accès');
      expect(page.text).not.toContain('Marmande');
    },
  );

  it('is told so as a program, with the kind of the problem', async () => {
    const answer = await as(here, here.territory.removed).get('/accueil');
    expect(answer.json).toMatchObject({ type: '/problemes/no-longer-member', status: 403 });
  });

  it('still finds the page where one signs in', async () => {
    const page = await as(here, here.territory.removed).get('/connexion', { as: 'page' });
    expect(page.status).toBe(200);
    expect(page.text).toContain('name="password"');
  });

  it('may sign out', async () => {
    const page = await as(here, here.territory.removed).get('/accueil', { as: 'page' });
    expect(page.text).toContain('/deconnexion');
  });
});
