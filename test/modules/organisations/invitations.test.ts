import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { readTable, separatorOf } from '../../../modules/organisations/pasted-table.ts';
import {
  invitationIdIn,
  type KnownPeople,
  type PlannedLine,
  planInvitations,
  titleLineOf,
} from '../../../modules/organisations/rules-invitations.ts';
import { isId, newId } from '../../../platform/ids.ts';

const NOBODY: KnownPeople = { members: new Set(), invited: new Map() };
const batch = newId('inv');

const plan = async (text: string, known = NOBODY): Promise<PlannedLine[]> =>
  planInvitations(readTable(text), known, { batch, usual: 'reader' });

const shortly = async (text: string, known = NOBODY): Promise<string[]> =>
  (await plan(text, known)).map((line) =>
    'email' in line
      ? [line.line, line.outcome, line.firstName, line.lastName, line.email, line.role, line.position].join('|')
      : [line.line, line.outcome, line.found].join('|'),
  );

const CLAIRE = '1|invite|Claire|Morin|claire@nerac.test|publisher|Adjointe';

describe('a pasted list', () => {
  it.each([
    ['with semicolons', 'Claire;Morin;claire@nerac.test;Rédactrice;Adjointe'],
    ['with tabs', 'Claire\tMorin\tclaire@nerac.test\trédacteur\tAdjointe'],
    ['with commas', 'Claire,Morin,claire@nerac.test,publisher,Adjointe'],
    ['with quotation marks', '"Claire";"Morin";"Claire@Nerac.test";"REDACTEUR";"Adjointe"'],
    ['with spaces around', '  Claire ; Morin ; claire@nerac.test ; Rédacteur ; Adjointe '],
    ['from a file with a mark of its encoding', '\ufeffClaire;Morin;claire@nerac.test;Rédacteur;Adjointe\r\n'],
  ])('%s', async (_name, text) => {
    expect(await shortly(text)).toEqual([CLAIRE]);
  });

  it('has a line of titles, in any order, or none', async () => {
    const titled = 'Fonction;Courriel;NOM;Prénom;Rôle\nAdjointe;claire@nerac.test;Morin;Claire;Rédactrice';
    expect(await shortly(titled)).toEqual([CLAIRE.replace('1|', '2|')]);
    expect(await shortly('Nom;Adresse e-mail\nMorin;claire@nerac.test')).toEqual([
      '2|invite||Morin|claire@nerac.test|reader|',
    ]);
  });

  it('is given back under its titles, without which the lines would say something else', () => {
    expect(titleLineOf(readTable('Nom ; Prénom;Courriel\nMorin;Claire;claire@nerac'))).toBe('Nom ; Prénom;Courriel');
    expect(titleLineOf(readTable('Claire;Morin;claire@nerac.test'))).toBeUndefined();
    expect(titleLineOf([])).toBeUndefined();
  });

  it('may give addresses alone, one name, or addresses as mail programs write them', async () => {
    expect(await shortly('claire@nerac.test\nClaire Morin;c2@nerac.test\nClaire de Morin <c3@nerac.test>')).toEqual([
      '1|invite|||claire@nerac.test|reader|',
      '2|invite|Claire|Morin|c2@nerac.test|reader|',
      '3|invite|Claire|de Morin|c3@nerac.test|reader|',
    ]);
  });

  it('says which line is wrong and why, by the number that it has in the text', async () => {
    const text = [
      'Claire;Morin;claire@nerac.test',
      '',
      'Paul;Sans adresse',
      'Luc;Roux;luc@nerac',
      'Anne;Bois;anne@nerac.test;Présidente',
      `${'x'.repeat(81)};Bois;long@nerac.test`,
      'Zoé;Bois;zoe@nerac.test;constructor',
    ].join('\n');
    expect((await shortly(text)).map((line) => line.split('|').slice(0, 2).join('|'))).toEqual([
      '1|invite',
      '3|no-address',
      '4|wrong-address',
      '5|unknown-role',
      '6|too-long',
      '7|unknown-role',
    ]);
  });

  it('leaves out members, people invited already and lines that come twice', async () => {
    const known: KnownPeople = {
      members: new Set(['claire@nerac.test']),
      invited: new Map([
        ['paul@nerac.test', newId('inv')],
        ['luc@nerac.test', invitationIdIn(batch, 'luc@nerac.test')],
      ]),
    };
    const text = 'CLAIRE@nerac.test\npaul@nerac.test\nluc@nerac.test\nanne@nerac.test\nAnne@Nerac.Test';
    const lines = await plan(text, known);
    expect(lines.map(({ outcome }) => outcome)).toEqual(['member', 'invited', 'sent', 'invite', 'duplicate']);
    expect(lines.at(-1)).toMatchObject({ of: 4 });
  });

  it('with a quotation mark that is never closed is read as it stands', async () => {
    expect(await shortly('Claire "la secrétaire;Morin;claire@nerac.test')).toEqual([
      '1|invite|Claire "la secrétaire|Morin|claire@nerac.test|reader|',
    ]);
  });

  it('never breaks, whatever is pasted, and invites each address once', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('claire@nerac.test', 'Lecteur', '"', '"a', ';', '\n', '\t', '<', 'x@y.test', 'Courriel'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 8 }), async (rows) => {
        const lines = await plan(rows.map((cells) => cells.join(';')).join('\n'));
        const invited = lines.flatMap((line) => (line.outcome === 'invite' ? [line.email] : []));
        expect(new Set(invited).size).toBe(invited.length);
      }),
    );
  });
});

describe('a table', () => {
  it('is read as a CSV reader of long standing reads it, when it is well written', () => {
    const cell = fc.stringMatching(/^[a-zé "';,]{0,8}$/);
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }),
        fc.constantFrom('\n', '\r\n'),
        (rows, end) => {
          const written = rows.map((cells) => cells.map((one) => `"${one.replace(/"/g, '""')}"`).join(';'));
          const text = [...written, '""'].join(end);
          const tidy = (cells: unknown): string[] =>
            Array.isArray(cells) ? cells.map((one) => String(one).replace(/\s+/g, ' ').trim()) : [];
          const known: unknown = parse(text, { delimiter: separatorOf(text), relax_column_count: true });
          const expected = Array.isArray(known) ? known.map(tidy).filter((cells) => cells.some(Boolean)) : [];
          expect(readTable(text).map(({ cells }) => cells)).toEqual(expected);
        },
      ),
    );
  });

  it.each([
    ['Prénom,Nom,Courriel\nAna,Vidal,ana@nerac.test,,"Adjointe ; voirie"', ','],
    ['Prénom\tNom\tCourriel\nAna\tVidal ; née Lot\tana@nerac.test', '\t'],
    ['ana@nerac.test\nBob;Lot;bob@nerac.test', ';'],
    ['"Lot, Bob";bob@nerac.test', ';'],
    ['ana@nerac.test', ';'],
  ])('is cut where its first line is: %j', (text, separator) => {
    expect(separatorOf(text)).toBe(separator);
  });

  it('keeps the number of each line, after cells of several lines and empty lines too', () => {
    const text = 'a;"deux\nlignes"\r\n\r\n;;\nb;c';
    expect(readTable(text)).toEqual([
      { line: 1, raw: 'a;"deux\nlignes"', cells: ['a', 'deux lignes'] },
      { line: 5, raw: 'b;c', cells: ['b', 'c'] },
    ]);
  });

  it('of 200,000 signs that look for trouble is read at once', () => {
    for (const piece of ['"', '";""', '"a;', ' "', '""']) {
      // Of the processor alone: a machine that does much else is slow, not wrong.
      const began = process.cpuUsage();
      readTable(piece.repeat(200_000 / piece.length));
      expect(process.cpuUsage(began).user / 1000).toBeLessThan(1500);
    }
  });
});

describe('the id of an invitation', () => {
  it('is one of its batch and of its address', () => {
    const id = invitationIdIn(batch, 'claire@nerac.test');
    expect(isId('inv', id)).toBe(true);
    expect(invitationIdIn(batch, 'claire@nerac.test')).toBe(id);
    expect(invitationIdIn(batch, 'paul@nerac.test')).not.toBe(id);
    expect(invitationIdIn(newId('inv'), 'claire@nerac.test')).not.toBe(id);
  });
});
