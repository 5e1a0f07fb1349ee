/** The register is loaded again over a real table: facts follow, what was edited and what was found stays. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisationBySlug } from '../../../modules/organisations/index.ts';
import { prepareTerritory } from '../../../modules/organisations/service/prepare-territory.ts';
import { savePresentation } from '../../../modules/organisations/store/presentation.ts';
import {
  placeBySiren,
  placeBySlug,
  placesBeginning,
  type RegisterEntry,
  saveRegister,
} from '../../../modules/organisations/store/register.ts';
import { organisationEntities } from '../../../modules/organisations/store/entities.ts';
import { newAct } from '../../../platform/journal.ts';
import { organisationScope, publicScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { type LocalTable, openLocalTable } from '../../local/dynamodb/local-table.ts';

const CODE = '47';
const NERAC: RegisterEntry = {
  siren: '214701955',
  kind: 'commune',
  name: 'Nérac',
  slug: 'nerac',
  code: '47195',
  postalCodes: ['47600'],
  population: 6900,
};
const MONCRABEAU: RegisterEntry = {
  ...NERAC,
  siren: '214701740',
  name: 'Moncrabeau',
  slug: 'moncrabeau',
  code: '47174',
};

let local: LocalTable;
let table: Table;
beforeAll(async () => {
  local = await openLocalTable();
  ({ table } = local);
});
afterAll(() => local.close());

const load = (edition: string, entries: readonly RegisterEntry[]) =>
  prepareTerritory(
    {
      table,
      clock: () => new Date('2026-11-24T10:00:00Z'),
      territory: { code: CODE, name: 'Lot-et-Garonne' },
      operatorEmail: 'operateur@territoire.test',
    },
    { edition, entries: () => Promise.resolve([...entries]) },
  );

const found = async (letters: string): Promise<string[]> =>
  (await placesBeginning(table, CODE, letters, 8)).map(({ name }) => name);

describe('another edition of the register', () => {
  beforeAll(async () => {
    await load('1.0.0', [NERAC, MONCRABEAU]);
    await organisationEntities(table)
      .publicProfile.create({
        scope: publicScope(NERAC.siren),
        siren: NERAC.siren,
        kind: 'commune',
        name: 'Nérac',
        slug: 'nerac',
        joinedAt: '2026-01-01T10:00:00.000Z',
        contact: 'Claire Martin, secrétaire de mairie',
      })
      .go();
    const nobody = { actor: undefined, from: undefined };
    const act = newAct(organisationScope(NERAC.siren), () => new Date(), nobody, [NERAC.siren], {
      name: 'page-changed',
    });
    await savePresentation(
      table,
      organisationScope(NERAC.siren),
      NERAC.siren,
      { telephone: '05 53 00 00 00', accent: '#7a1f4b', isPublic: true, version: 1 },
      { person: 'somebody', now: '2026-02-01T10:00:00.000Z', act },
    );
    const added: RegisterEntry = {
      ...NERAC,
      siren: '991000004',
      kind: 'syndicat',
      name: 'Eaux',
      slug: 'eaux',
      isAdded: true,
    };
    await saveRegister(table, CODE, [added]);
    const renamed = {
      ...NERAC,
      name: 'Nérac-en-Albret',
      slug: 'nerac-en-albret',
      population: 7100,
      epciName: 'Albret',
    };
    await load('2.0.0', [renamed]);
  });

  it('brings its facts, at the same address, and leaves what was edited', async () => {
    expect(await organisationBySlug(table, CODE, 'nerac')).toMatchObject({
      name: 'Nérac-en-Albret',
      facts: { population: 7100, epciName: 'Albret' },
      presented: { telephone: '05 53 00 00 00', accent: '#7a1f4b' },
    });
    expect(await placeBySlug(table, CODE, 'nerac-en-albret')).toBeUndefined();
    expect(await placeBySiren(table, CODE, NERAC.siren)).toMatchObject({ slug: 'nerac' });
  });

  it('is found by its new name', async () => {
    expect(await found('albret')).toEqual(['Nérac-en-Albret']);
    expect(await found('nerac')).toEqual(['Nérac-en-Albret']);
  });

  it('no longer proposes what it lacks, whose page stays', async () => {
    expect(await found('moncrabeau')).toEqual([]);
    expect(await placeBySlug(table, CODE, 'moncrabeau')).toMatchObject({ goneIn: '2.0.0' });
  });

  it('leaves alone what the operator added', async () => {
    expect(await placeBySlug(table, CODE, 'eaux')).toMatchObject({ kind: 'syndicat', isAdded: true });
    expect(await found('eaux')).toEqual(['Eaux']);
  });

  it('changes nothing when it is loaded again', async () => {
    expect(await load('2.0.0', [])).toMatchObject({ loaded: false });
    expect(await placeBySlug(table, CODE, 'nerac')).toMatchObject({ population: 7100 });
  });
});
