/** The logo of an organisation, over a real table: what may be one, who chooses it, and what everybody sees. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentEntity } from '../../../modules/documents/index.ts';
import { onOrganisationChange } from '../../../modules/organisations/events.ts';
import { LARGEST_LOGO, logoRefusal, publicLogoKey } from '../../../modules/organisations/rules-logo.ts';
import {
  chooseLogo,
  type LogoDeps,
  ownLogo,
  ownPicture,
  publicLogo,
  publicPicture,
  takeLogoAway,
} from '../../../modules/organisations/service/logo.ts';
import { logoOf } from '../../../modules/organisations/store/logo.ts';
import { savePresentation } from '../../../modules/organisations/store/presentation.ts';
import { saveRegister } from '../../../modules/organisations/store/register.ts';
import type { Member } from '../../../platform/actor.ts';
import { newId } from '../../../platform/ids.ts';
import { actFor } from '../../../platform/journal.ts';
import { Problem } from '../../../platform/problems.ts';
import { organisationScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { failure } from '../../local/dynamodb/local-table.ts';
import { openRealTable, type RealTable } from '../../support/real-table.ts';
import { found, memberIn } from './founded.ts';

const LAPLUME = { siren: '214701377', kind: 'commune', name: 'Laplume', slug: 'laplume' } as const;
const OTHER = { siren: '214701781', kind: 'commune', name: 'Moncrabeau', slug: 'moncrabeau' } as const;
const scope = organisationScope(LAPLUME.siren);
const clock = () => new Date('2026-11-23T09:00:00.000Z');

let real: RealTable;
let table: Table;
let referent: Member;
let stranger: Member;
beforeAll(async () => {
  real = await openRealTable();
  ({ table } = real);
  for (const one of [LAPLUME, OTHER]) await found(table, one);
  const place = { ...LAPLUME, code: '47137', postalCodes: ['47310'], population: 1400 };
  await saveRegister(table, '47', [place]);
  referent = await memberIn(table, LAPLUME, 'referent', 'mairie@laplume.test');
  stranger = await memberIn(table, OTHER, 'referent', 'mairie@moncrabeau.test');
});
afterAll(() => real.close());

const deps = (): LogoDeps & { territory: { code: string } } => ({
  table,
  clock,
  files: { picture: async (key) => new TextEncoder().encode(key) },
  territory: { code: '47' },
});

/** A document as the check left it. */
async function document(more: { type?: string; size?: number; state?: 'ready' | 'checking' } = {}): Promise<string> {
  const id = newId('doc');
  const { type = 'image/png', size = 40_000, state = 'ready' } = more;
  const key = `org/${LAPLUME.siren}/${id}/logo.png`;
  const depositor = { id: referent.person.id, name: 'Référent Essai' };
  const checked = { type, size, state, key, objectVersion: `v-${id}`, sha256: 'a'.repeat(64) };
  await documentEntity(table)
    .create({ scope, id, name: 'logo.png', depositor, createdAt: clock().toISOString(), ...checked })
    .go();
  return id;
}

const versionNow = async (): Promise<number> => (await logoOf(table, scope))?.version ?? 0;
const choose = async (id: string, version?: number) =>
  chooseLogo(deps(), referent, { document: id, version: version ?? (await versionNow()) });
const kindOf = async (promise: Promise<unknown>): Promise<string> => {
  const error = await failure(promise);
  return error instanceof Problem ? error.kind : error.message;
};

describe('what may be a logo', () => {
  it.each([
    [{ type: 'image/png', size: LARGEST_LOGO }, undefined],
    [{ type: 'image/webp', size: 10 }, undefined],
    [{ type: 'image/jpeg', size: LARGEST_LOGO + 1 }, 'too-heavy'],
    [{ type: 'image/svg+xml', size: 10 }, 'not-a-picture'],
    [{ type: 'application/pdf', size: 10 }, 'not-a-picture'],
  ])('%j: %s', (found, refusal) => {
    expect(logoRefusal(found)).toBe(refusal);
  });

  it('is a picture of her own organisation, found to be one by reading it', async () => {
    expect(await kindOf(choose(await document({ type: 'application/pdf' })))).toBe('invalid');
    expect(await kindOf(choose(await document({ size: LARGEST_LOGO + 1 })))).toBe('invalid');
    expect(await kindOf(choose(await document({ state: 'checking' })))).toBe('invalid');
    const id = await document();
    expect(await kindOf(chooseLogo(deps(), stranger, { document: id, version: 0 }))).toBe('not-found');
    const writer = await memberIn(table, LAPLUME, 'publisher', 'redaction@laplume.test');
    expect(await kindOf(chooseLogo(deps(), writer, { document: id, version: 0 }))).toBe('forbidden');
    expect(await logoOf(table, scope)).toBeUndefined();
  });
});

describe('a logo', () => {
  it('is shown to everybody, until it is removed', async () => {
    expect(await kindOf(publicLogo(deps(), LAPLUME.slug))).toBe('not-found');
    const id = await document();
    await choose(id);
    const version = await versionNow();
    await choose(id, version - 1);
    expect(await versionNow()).toBe(version);
    expect(await publicLogo(deps(), LAPLUME.slug)).toBe(`/c/${LAPLUME.slug}/logo/${id}`);
    const shown = await publicPicture(deps(), LAPLUME.slug, id);
    expect([shown.type, new TextDecoder().decode(shown.bytes)]).toEqual([
      'image/png',
      publicLogoKey(LAPLUME.siren, id),
    ]);
    expect((await ownLogo(deps(), referent)).source).toBe(`/organisation/logo/${id}`);
    const own = await ownPicture(deps(), referent, id);
    expect(new TextDecoder().decode(own.bytes)).toContain(`org/${LAPLUME.siren}/${id}`);
    expect(await kindOf(ownPicture(deps(), stranger, id))).toBe('not-found');
    expect(await kindOf(publicPicture(deps(), LAPLUME.slug, await document()))).toBe('not-found');
    await takeLogoAway(deps(), referent, await versionNow());
    expect(await kindOf(publicLogo(deps(), LAPLUME.slug))).toBe('not-found');
    await takeLogoAway(deps(), referent, 1);
  });

  it('is not shown by a closed page', async () => {
    await choose(await document());
    const by = () => ({
      person: referent.person.id,
      now: clock().toISOString(),
      act: actFor(referent, clock, LAPLUME.siren, { name: 'page-changed' }),
    });
    await savePresentation(table, scope, LAPLUME.siren, { isPublic: false, version: 1 }, by());
    expect(await kindOf(publicLogo(deps(), LAPLUME.slug))).toBe('not-found');
    await savePresentation(table, scope, LAPLUME.siren, { isPublic: true, version: 2 }, by());
    expect(await publicLogo(deps(), LAPLUME.slug)).toContain(`/c/${LAPLUME.slug}/logo/doc_`);
  });

  it('is changed once when two référents choose at the same moment', async () => {
    const [one, other] = [await document(), await document()];
    const version = await versionNow();
    const answers = await Promise.allSettled([choose(one, version), choose(other, version)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await versionNow()).toBe(version + 1);
    expect(await kindOf(takeLogoAway(deps(), referent, version))).toBe('stale');
  });

  it('is copied for everybody, and the copy of the one before removed, told twice or not', async () => {
    const bucket = new Set<string>();
    const files = {
      copy: async (from: string, to: string, version?: string) => void bucket.add(`${to} of ${from} ${version ?? ''}`),
      remove: async (key: string) =>
        void [...bucket].filter((one) => one.startsWith(key)).map((one) => bucket.delete(one)),
    };
    const image = (id: string) => ({ siren: LAPLUME.siren, document: id, key: `org/${id}`, objectVersion: `v-${id}` });
    const tell = (before: string | undefined, after: string | undefined) =>
      onOrganisationChange(
        {
          kind: before ? (after ? 'modify' : 'remove') : 'insert',
          entity: 'logo',
          before: before ? image(before) : undefined,
          after: after ? image(after) : undefined,
          expired: false,
        },
        { table, clock, files },
      );
    await tell(undefined, 'doc_1');
    await tell('doc_1', 'doc_2');
    await tell('doc_1', 'doc_2');
    expect([...bucket]).toEqual([`${publicLogoKey(LAPLUME.siren, 'doc_2')} of org/doc_2 v-doc_2`]);
    await tell('doc_2', undefined);
    await tell('doc_2', undefined);
    expect(bucket.size).toBe(0);
  });
});
