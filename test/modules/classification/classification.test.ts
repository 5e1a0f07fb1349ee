import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readClassification } from '../../../modules/classification/reading.ts';
import {
  individualMatters,
  matterInWords,
  mattersToChoose,
  secondLevelOf,
  themeOf,
  themesOf,
} from '../../../modules/classification/rules.ts';
import { classificationXml } from '../../../local/demo/classification.ts';
import { sharedData } from '../../support/shared-data.ts';

const read = await readClassification(classificationXml());

describe('a classification', () => {
  it('has its date, its natures and its matters, one within another', () => {
    expect(read.date).toBe('2026-01-01');
    expect(read.natures.map(({ code }) => code)).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(themesOf(read)).toHaveLength(9);
    expect(mattersToChoose(read)).toContainEqual({ code: '7.5', label: 'Subventions' });
    expect(matterInWords(read, '8.3')).toBe('Domaines de compétences par thèmes / Voirie');
    expect(matterInWords(read, '8.99')).toBeUndefined();
  });

  it('says itself which matters are those of individual decisions', () => {
    expect([...individualMatters(read)].sort()).toEqual(['2.2', '4.1', '4.2']);
  });

  it('is cut at its levels', () => {
    expect([themeOf('8.4.1'), secondLevelOf('8.4.1'), secondLevelOf('8')]).toEqual(['8', '8.4', '8']);
  });

  it.each([
    ['no XML', 'Une classification'],
    ['a file of another kind', '<?xml version="1.0"?><rss><channel/></rss>'],
    ['one cut short', classificationXml().slice(0, 900)],
    ['one without matters', classificationXml().replace(/<actes:Matieres>.*<\/actes:Matieres>/s, '')],
    ['one of another namespace', classificationXml().replaceAll('v1.1-20040216', 'v9')],
    ['entities of its own', `<!DOCTYPE a [<!ENTITY e "x">]>${classificationXml()}`],
    ['a day that is none', classificationXml().replace('2026-01-01', 'hier')],
  ])('is refused: %s', async (_what, xml) => {
    await expect(readClassification(xml)).rejects.toMatchObject({ kind: 'invalid' });
  });
});

const SERVED = sharedData('actes/pastell');
const served = existsSync(SERVED) ? it : it.skip;

describe('the classifications that operators serve (skipped where they are not)', () => {
  served.each([
    ['classification-exemple.xml', '2019-03-01'],
    ['999-1234----7-2_7.xml', ''],
    ['actes-generique-classification.xml', '2017-11-13'],
    ['fakeTdt-classification.xml', ''],
  ])('%s is read', async (name, date) => {
    const xml = readFileSync(`${SERVED}/${name}`).toString('latin1');
    const { date: found, matters, natures } = await readClassification(xml);
    if (date) expect(found).toBe(date);
    expect(natures.length).toBeGreaterThanOrEqual(4);
    expect(matters.length).toBeGreaterThan(10);
  });
});
