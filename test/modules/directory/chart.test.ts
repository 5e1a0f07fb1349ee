import { describe, expect, it } from 'vitest';
import {
  type Branch,
  chartOf,
  hasChildren,
  type Placed,
  possibleParents,
  wouldLoop,
} from '../../../modules/directory/chart.ts';

const UNITS: readonly Placed[] = [
  { id: 'mairie', name: 'Mairie' },
  { id: 'technique', name: 'Services techniques', parent: 'mairie' },
  { id: 'voirie', name: 'Voirie', parent: 'technique' },
  { id: 'ecole', name: 'École', parent: 'mairie' },
];

const outline = (branches: readonly Branch<Placed>[]): unknown =>
  branches.map(({ unit, children }) => (children.length > 0 ? [unit.name, outline(children)] : unit.name));

const idsIn = (branches: readonly Branch<Placed>[]): string[] =>
  branches.flatMap(({ unit, children }) => [unit.id, ...idsIn(children)]);

describe('a service', () => {
  it.each([
    ['voirie', 'mairie', false],
    ['voirie', undefined, false],
    ['voirie', 'voirie', true],
    ['technique', 'voirie', true],
    ['mairie', 'voirie', true],
    ['new', 'voirie', false],
  ])('%s placed in %s loops: %s', (id, parent, loops) => {
    expect(wouldLoop(UNITS, id, parent)).toBe(loops);
  });

  it('may be placed anywhere but in itself and in what it contains', () => {
    expect(possibleParents(UNITS, 'technique').map(({ id }) => id)).toEqual(['mairie', 'ecole']);
    expect(possibleParents(UNITS, undefined)).toHaveLength(4);
  });

  it('contains others or not', () => {
    expect([hasChildren(UNITS, 'technique'), hasChildren(UNITS, 'voirie')]).toEqual([true, false]);
  });
});

describe('the chart', () => {
  it('is nested, by name at each level', () => {
    expect(outline(chartOf(UNITS))).toEqual([['Mairie', ['École', ['Services techniques', ['Voirie']]]]]);
  });

  it('puts at the top what has lost its parent', () => {
    expect(outline(chartOf([...UNITS, { id: 'x', name: 'Archives', parent: 'gone' }]))).toEqual([
      'Archives',
      ['Mairie', ['École', ['Services techniques', ['Voirie']]]],
    ]);
  });

  it('holds every service once, whatever the parents say', () => {
    const count = 6;
    // Every way in which six services may point at each other or at nobody.
    for (let way = 0; way < (count + 1) ** 4; way += 1) {
      const units = Array.from({ length: count }, (_, at): Placed => {
        const parent = Math.floor(way / (count + 1) ** (at % 4)) % (count + 1);
        return { id: String(at), name: `Service ${at}`, ...(parent < count ? { parent: String(parent) } : {}) };
      });
      const ids = idsIn(chartOf(units)).sort();
      if (ids.join() !== '0,1,2,3,4,5') throw new Error(`${JSON.stringify(units)} draws ${ids.join()}`);
    }
    expect(idsIn(chartOf([{ id: '0', name: 'Seul', parent: '0' }]))).toEqual(['0']);
  });
});
