import { describe, expect, it } from 'vitest';
import { fileOfOrganisation, isAbout, NOBODY, shownItem, withoutName } from '../../../modules/privacy/rules.ts';

const [HER, OTHER] = ['aaaaaaaa-0000-4000-8000-000000000000', 'bbbbbbbb-0000-4000-8000-000000000000'];
const content = {
  pk: 'org#214701955',
  sk: 'content#pub_1',
  __edb_e__: 'content',
  title: 'Marché',
  author: { id: HER, name: 'Camille Dubreuil' },
  remarks: [{ by: { id: OTHER, name: 'Anne' } }],
};

describe('what is about somebody', () => {
  it('is what names her, at any depth, but not the machinery', () => {
    expect(isAbout(content, HER)).toBe(true);
    expect(isAbout(content, OTHER)).toBe(true);
    expect(isAbout({ ...content, __edb_e__: 'act' }, HER)).toBe(false);
    expect(isAbout({ title: `Lettre de ${HER}` }, HER)).toBe(false);
  });

  it('loses her name and keeps the rest', () => {
    expect(withoutName(content, HER)).toEqual({ ...content, author: { id: HER, name: NOBODY } });
    expect(withoutName({ ...content, author: { id: HER, name: NOBODY } }, HER)).toBeUndefined();
    expect(withoutName({ ...content, author: { id: OTHER, name: 'Anne' } }, HER)).toBeUndefined();
  });
});

describe('a copy', () => {
  it('shows no key nor anything that lets somebody in', () => {
    expect(shownItem({ pk: 'p', sk: 's', ttl: 1, hash: 'h', link: 'l', name: 'n' })).toEqual({ name: 'n' });
  });

  it('of an organisation leaves what members keep for themselves', () => {
    expect(['particulars', 'mail', 'act', 'link', 'session'].map(fileOfOrganisation)).toEqual(Array(5).fill(undefined));
    expect(fileOfOrganisation('member')).toBe('membres');
  });
});
