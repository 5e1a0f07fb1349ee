import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createApp } from '../../../platform/http/app.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { Problem } from '../../../platform/problems.ts';
import { createTable } from '../../../platform/table.ts';
import { line } from '../../../platform/text.ts';
import { Page } from '../../../web/layout.tsx';

const SITE = 'https://parvis.example.org';
const KEY = 'origin-key';
const territory = { code: '47', name: 'Territoires du Lot-et-Garonne', hue: '#8a1c4a' };

// None of these routes reads the table; a client that is never called is enough.
const table = createTable('none', { region: 'eu-west-3' });

const view = (text: string) => (
  <Page title="Essai" chrome={{ kind: 'bare', territory }}>
    <p>{text}</p>
  </Page>
);

const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/essai',
    summary: 'Une page',
    access: 'anyone',
    handle: async () => page({ hello: 'monde' }, () => view('monde')),
  }),
  defineRoute({
    method: 'post',
    path: '/essai',
    summary: 'Un formulaire',
    access: 'anyone',
    body: z.object({ title: line('le titre', 20) }),
    handle: async ({ body }) => seeOther('/essai', { created: true, data: { title: body.title } }),
    again: async ({ typed }, errors) => page({}, () => view(`${typed.title}|${errors[0]?.message}`)),
  }),
  defineRoute({
    method: 'get',
    path: '/essai/:id',
    summary: 'Une chose',
    access: 'anyone',
    params: z.object({ id: z.string() }),
    handle: async () => page({}, () => view('x')),
  }),
  defineRoute({
    method: 'post',
    path: '/choix',
    summary: 'Un choix',
    access: 'anyone',
    body: z.object({ kind: z.enum(['un', 'deux']) }),
    handle: async () => seeOther('/essai'),
  }),
  ...['/essai/:id/envoyer', '/ailleurs/envoyer'].map((path) =>
    defineRoute({
      method: 'post',
      path,
      summary: 'Un formulaire sans page',
      access: 'anyone',
      handle: async () => seeOther('/essai'),
    }),
  ),
  defineRoute({
    method: 'get',
    path: '/panne',
    summary: 'Une panne',
    access: 'anyone',
    handle: async () => {
      throw new Error('secret detail');
    },
  }),
  defineRoute({
    method: 'get',
    path: '/perdu',
    summary: 'Rien',
    access: 'anyone',
    handle: async () => {
      throw new Problem('gone');
    },
  }),
  defineRoute({
    method: 'get',
    path: '/reserve',
    summary: 'Réservé',
    access: 'member',
    handle: async () => page({}, () => view('x')),
  }),
  defineRoute({
    method: 'post',
    path: '/reserve',
    summary: 'Réservé',
    access: 'member',
    handle: async () => page({}, () => view('x')),
  }),
];

const app = createApp(
  {
    table,
    clock: () => new Date(),
    origins: { site: SITE, files: undefined },
    territory,
    originKey: { values: async () => [KEY] },
    exposeTimings: false,
  },
  routes,
);

const ask = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
  app.request(`http://parvis.invalid${path}`, { ...init, headers: { 'x-origin-key': KEY, ...init.headers } });

const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
  method: 'POST',
  body: new URLSearchParams(fields).toString(),
  headers: { 'content-type': 'application/x-www-form-urlencoded', origin: SITE, ...headers },
});

describe('every answer', () => {
  it('is a page for people and JSON for programs', async () => {
    const forPeople = await ask('/essai', { headers: { accept: 'text/html' } });
    expect(forPeople.headers.get('content-type')).toContain('text/html');
    expect(await forPeople.text()).toMatch(/^<!doctype html>.*monde/is);
    const forPrograms = await ask('/essai', { headers: { accept: 'application/json' } });
    expect(await forPrograms.json()).toEqual({ hello: 'monde' });
  });

  it('shows the colour of the territory, in a style that its policy names', async () => {
    const answer = await ask('/essai');
    const styles = [...(await answer.text()).matchAll(/<style>([^<]*)<\/style>/g)].map(([, css = '']) => css);
    expect(styles.at(-1)).toContain('--hue:#');
    const policy = answer.headers.get('content-security-policy');
    for (const css of styles) expect(policy).toContain(`'sha256-${createHash('sha256').update(css).digest('base64')}'`);
  });

  it('carries a policy without inline script, and is not kept', async () => {
    const { headers } = await ask('/essai');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('is refused to who did not come through the front', async () => {
    const response = await app.request('http://parvis.invalid/essai');
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('monde');
  });
});

describe('forms', () => {
  it('go where they lead, and answer programs with what was made', async () => {
    const byForm = await ask('/essai', form({ title: ' Voirie ' }));
    expect([byForm.status, byForm.headers.get('location')]).toEqual([303, '/essai']);
    const byProgram = await ask('/essai', {
      method: 'POST',
      body: JSON.stringify({ title: 'Voirie' }),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
    });
    expect([byProgram.status, await byProgram.json()]).toEqual([201, { title: 'Voirie' }]);
  });

  it('give back what was typed when it is refused', async () => {
    const response = await ask('/essai', form({ title: 'Un titre beaucoup trop long' }));
    expect(response.status).toBe(422);
    expect(await response.text()).toContain('Un titre beaucoup trop long|Raccourcissez le titre');
  });

  it('escape what was typed', async () => {
    const response = await ask('/essai', form({ title: '<script>alert(1)</script>' }));
    expect(await response.text()).not.toContain('<script>alert');
  });

  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['no origin that it can name', { origin: 'null' }],
  ])('are refused from %s', async (_what, headers) => {
    const response = await ask('/essai', form({ title: 'Voirie' }, headers));
    expect(response.status).toBe(403);
  });

  it.each([
    ['{"title":', 'application/json', 400],
    ['[1]', 'application/json', 400],
    ['title=x', 'text/plain', 415],
    ['--x', 'multipart/form-data; boundary=x', 415],
    [`title=${'x'.repeat(600_000)}`, 'application/x-www-form-urlencoded', 413],
  ])('refuse %.20s as %s', async (body, type, status) => {
    const headers = { 'content-type': type, origin: SITE, accept: 'application/json' };
    const response = await ask('/essai', { method: 'POST', body, headers });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  });
});

describe('what goes wrong', () => {
  it('is a French page that gives nothing away', async () => {
    const response = await ask('/panne');
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain('Parvis a rencontré un problème');
    expect(text).not.toContain('secret detail');
  });

  it('is problem+json for programs, with the fields to correct', async () => {
    const response = await ask('/essai', { ...form({}), headers: { ...form({}).headers, accept: 'application/json' } });
    expect(await response.json()).toMatchObject({
      type: '/problemes/invalid',
      status: 422,
      errors: [{ field: 'title', message: 'Indiquez le titre.' }],
    });
  });

  it.each([
    ['/nulle-part', 'GET', 404],
    ['/perdu', 'GET', 410],
    ['/panne', 'POST', 405],
  ])('%s by %s is %d', async (path, method, status) => {
    expect((await ask(path, { method, headers: { origin: SITE } })).status).toBe(status);
  });

  it('says in French what a schema has no words for', async () => {
    const [missing, wrong] = await Promise.all(
      ['{}', '{"kind":"autre"}'].map(async (body) => {
        const headers = { origin: SITE, 'content-type': 'application/json', accept: 'application/json' };
        return (await ask('/choix', { method: 'POST', body, headers })).json();
      }),
    );
    expect(missing).toMatchObject({ errors: [{ field: 'kind', message: 'Cette information manque.' }] });
    expect(wrong).toMatchObject({ errors: [{ field: 'kind', message: 'Cette valeur n’est pas acceptée.' }] });
  });

  it('shows the page above a form’s own address to who opens it', async () => {
    const opened = await ask('/essai/42/envoyer?a=1', { headers: { accept: 'text/html' } });
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/essai/42']);
    const program = await ask('/essai/42/envoyer', { headers: { accept: 'application/json' } });
    expect(program.status).toBe(405);
    // Nothing is above it.
    expect((await ask('/ailleurs/envoyer', { headers: { accept: 'text/html' } })).status).toBe(405);
  });

  it('sends a reader to sign in, and back', async () => {
    const response = await ask('/reserve?page=2');
    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      '/connexion?retour=%2Freserve%3Fpage%3D2',
    ]);
  });

  it('keeps what a writer typed while she signs in again', async () => {
    const response = await ask('/reserve', form({ title: 'Un texte long', body: 'Bonjour "tous"' }));
    const text = await response.text();
    expect(response.status).toBe(401);
    expect(text).toContain('Votre texte est conservé');
    expect(text).toContain('Bonjour');
  });
});
