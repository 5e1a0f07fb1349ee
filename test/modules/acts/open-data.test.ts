/** The délibérations as open data, by every rule of the schema, where its file is. */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { actsFeed, deliberationsCsv, matterName, SCDL_COLUMNS } from '../../../modules/acts/open-data.ts';
import type { ActCard } from '../../../modules/acts/schema.ts';
import { sharedData } from '../../support/shared-data.ts';

const card = (number: string, more: Partial<ActCard> = {}): ActCard => ({
  key: `2026#${number}`,
  number: `2026-${number}`,
  address: `2026-${number}`,
  kind: 'deliberation',
  title: 'Convention, « voirie » "et" talus\net fossés',
  particulars: {
    matter: '8.3.1',
    matterLabel: 'Domaines de compétences, par thèmes / Voirie (communale) / Divers',
    members: '19',
    present: '16',
    inFavour: '14',
    against: '2',
    abstained: '1',
  },
  date: '2026-11-19',
  state: 'online',
  onlineAt: '2026-11-24T09:00:00.000Z',
  ...more,
});

const CARDS = [
  card('001'),
  card('002', { particulars: { matter: '7.5', matterLabel: 'Finances locales / Subventions' } }),
  // Neither of these is told.
  card('003', { state: 'withdrawn' }),
  card('004', { kind: 'arrete' }),
  card('005', { particulars: {} }),
];
const organisation = { name: 'Nérac', slug: 'nerac', siret: '21860194600013' };
const csv = deliberationsCsv(organisation, CARDS, 'https://parvis.example');
const rowsOf = (text: string) => z.array(z.record(z.string(), z.string())).parse(parse(text, { columns: true }));

describe('the table of délibérations', () => {
  it('has the columns of the schema, and tells délibérations that are online, with their matter', () => {
    expect(csv.split('\r\n')[0]).toBe(SCDL_COLUMNS.join(','));
    const rows = rowsOf(csv);
    expect(rows.map(({ DELIB_ID: id }) => id)).toEqual(['2026-001', '2026-002']);
    expect(rows[0]).toMatchObject({
      DELIB_MATIERE_CODE: '8.3',
      DELIB_MATIERE_NOM: 'domaines de compétences par thèmes/voirie communale',
      DELIB_OBJET: 'Convention, « voirie » "et" talus et fossés',
      VOTE_EFFECTIF: '19',
      VOTE_REEL: '17',
      DELIB_URL: 'https://parvis.example/c/nerac/actes/2026-001',
    });
    expect(rows[1]).toMatchObject({ VOTE_EFFECTIF: '', VOTE_REEL: '' });
    const formula = deliberationsCsv(organisation, [card('003', { title: '=HYPERLINK("https://mal.test")' })], '');
    expect(rowsOf(formula)[0]?.DELIB_OBJET).toBe(`'=HYPERLINK("https://mal.test")`);
    expect(matterName('Finances locales / Emprunts (dette), garanties')).toBe(
      'finances locales/emprunts dette garanties',
    );
  });
});

const SCHEMA = sharedData('scdl/scdl-deliberations.schema.json');
/** The schema and its example are Etalab's, beside the project: the columns and their rules are tested above in any case. */
const withSchema = existsSync(SCHEMA) ? it : it.skip;

const schemaShape = z.object({
  version: z.string(),
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['string', 'date', 'integer']),
      format: z.string().optional(),
      constraints: z.object({ required: z.boolean().optional(), pattern: z.string().optional() }).optional(),
    }),
  ),
  custom_checks: z.array(
    z.object({
      name: z.string(),
      params: z.object({
        column: z.string(),
        op: z.string().optional(),
        column2: z.string().optional(),
        columns: z.array(z.string()).optional(),
        othercolumns: z.array(z.string()).optional(),
      }),
    }),
  ),
});

/** The Luhn key that SIREN and SIRET carry. */
function hasLuhnKey(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

type Line = Readonly<Record<string, string>>;

/** What a line says against the schema: types, constraints, and each of its custom checks. */
function faultsOf(line: Line, schema: z.output<typeof schemaShape>): string[] {
  const value = (name = ''): string => line[name] ?? '';
  const faults = schema.fields.flatMap(({ name, type, format, constraints }) => {
    const text = value(name);
    if (text === '') return constraints?.required ? [`${name} is required`] : [];
    const isRight =
      (type === 'date' && z.iso.date().safeParse(text).success) ||
      (type === 'integer' && /^-?\d+$/.test(text)) ||
      (type === 'string' && (format !== 'uri' || URL.canParse(text)));
    const matches = constraints?.pattern === undefined || new RegExp(constraints.pattern).test(text);
    return isRight && matches ? [] : [`${name}: ${text}`];
  });
  const custom = schema.custom_checks.flatMap(({ name, params }) => {
    const { column, column2, columns = [], othercolumns = [] } = params;
    const left = value(column);
    const isRight = (): boolean => {
      switch (name) {
        case 'french-siret-value':
          return hasLuhnKey(left) && hasLuhnKey(left.slice(0, 9));
        case 'year-interval-value':
          return left === '' || /^\d{4}(\/\d{4})?$/.test(left);
        case 'cohesive-columns-value':
          return othercolumns.every((other) => (value(other) === '') === (left === ''));
        case 'compare-columns-value': {
          const right = value(column2);
          if (left === '' || right === '') return true;
          return /^\d+$/.test(left) ? Number(left) >= Number(right) : left >= right;
        }
        case 'sum-columns-value':
          return left === '' || Number(left) === columns.reduce((sum, one) => sum + Number(value(one)), 0);
        case 'nomenclature-actes-value':
          return /^[^A-Z,()]+\/[^A-Z,()]+$/.test(left);
        default:
          return false;
      }
    };
    return isRight() ? [] : [`${name}: ${column} is ${left}`];
  });
  return [...faults, ...custom];
}

describe('SCDL délibérations 2.1.5 (skipped where its schema is not)', () => {
  withSchema('takes the table by every one of its rules', () => {
    const schema = schemaShape.parse(JSON.parse(readFileSync(SCHEMA, 'utf8')));
    expect(schema.version).toBe('2.1.5');
    expect(schema.fields.map(({ name }) => name)).toEqual(SCDL_COLUMNS);
    expect(rowsOf(csv).map((line) => faultsOf(line, schema))).toEqual([[], []]);
  });

  withSchema('sees what is wrong: a table that is dirty on purpose', () => {
    const schema = schemaShape.parse(JSON.parse(readFileSync(SCHEMA, 'utf8')));
    const dirty = sharedData('scdl/exemple-deliberations-saint-etienne-metropole-extrait.csv');
    const found = rowsOf(readFileSync(dirty, 'utf8')).map((line) => faultsOf(line, schema));
    for (const faults of found) expect(faults).toContain('DELIB_MATIERE_CODE is required');
    expect(found.flat().join()).toContain('sum-columns-value');
  });
});

describe('the feed of acts', () => {
  it('tells those that are online, at their permanent addresses', async () => {
    const xml = await actsFeed(organisation, CARDS, 'https://parvis.example');
    expect(xml).toContain('<id>https://parvis.example/c/nerac/actes/2026-001</id>');
    expect(xml).not.toContain('2026-003');
    expect(await actsFeed(organisation, [], 'https://parvis.example')).toContain('1970-01-01');
  });
});
