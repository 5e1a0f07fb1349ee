import { describe, expect, it } from 'vitest';
import {
  editedByHer,
  editedByReferent,
  forReferent,
  functionHeld,
  functionNamed,
  isOnPublicPage,
  isShownTo,
  NO_PARTICULARS,
  shownTo,
} from '../../../modules/directory/rules.ts';
import {
  FIELDS,
  ownBody,
  type Particulars,
  referentBody,
  SUBJECTS,
  subjectField,
  VISIBILITIES,
  type Visibility,
} from '../../../modules/directory/schema.ts';

const everywhere = (level: Visibility): Particulars['visibility'] => ({
  subjects: level,
  phone: level,
  mobile: level,
  email: level,
  hours: level,
});

const DETAILS = {
  function: 'maire',
  title: 'Maire',
  subjects: ['voirie'],
  phone: '05 53 64 00 00',
  mobile: '06 00 00 00 00',
  email: 'claire@vianne.test',
  hours: 'Le lundi',
} as const;

const particulars = (level: Visibility, chosenByHer = true): Particulars => ({
  ...DETAILS,
  visibility: everywhere(level),
  chosenByHer,
  version: 3,
});

describe('who sees a field', () => {
  const seen = (level: Visibility) =>
    (['organisation', 'network', 'public'] as const).filter((readers) => isShownTo(level, readers));

  it.each([
    ['nobody', []],
    ['organisation', ['organisation']],
    ['network', ['organisation', 'network']],
    ['public', ['organisation', 'network', 'public']],
  ] as const)('%s: %j', (level, readers) => {
    expect(seen(level)).toEqual(readers);
  });

  it.each(VISIBILITIES)('each field goes as far as %s, and name and function always', (level) => {
    for (const readers of ['organisation', 'network', 'public'] as const) {
      const { function: held, title, subjects, ...contacts } = shownTo(particulars(level), readers);
      const isShown = isShownTo(level, readers);
      expect({ held, title }).toEqual({ held: 'maire', title: 'Maire' });
      expect(subjects).toEqual(isShown ? ['voirie'] : []);
      expect(Object.values(contacts).filter(Boolean)).toHaveLength(isShown ? 4 : 0);
    }
  });

  it('shows each field for itself', () => {
    for (const field of FIELDS) {
      const one = { ...particulars('nobody'), visibility: { ...everywhere('nobody'), [field]: 'network' as const } };
      const { function: _held, title: _title, ...shown } = shownTo(one, 'network');
      const visible = Object.entries(shown).filter(([, value]) => value !== undefined && value.length > 0);
      expect(visible.map(([name]) => name)).toEqual([field]);
    }
  });

  it('shows nothing further than the organisation until she chooses', () => {
    const unchosen = { ...particulars('nobody', false), visibility: NO_PARTICULARS.visibility };
    expect(shownTo(unchosen, 'network')).toMatchObject({ subjects: [], phone: undefined, email: undefined });
  });

  it('names on the public page those alone who put something there', () => {
    expect(isOnPublicPage(particulars('network'))).toBe(false);
    expect(isOnPublicPage(particulars('public'))).toBe(true);
    expect(isOnPublicPage({ ...NO_PARTICULARS, visibility: everywhere('public') })).toBe(false);
  });
});

describe('her référent', () => {
  const edit = {
    details: { function: 'agent', title: undefined, subjects: ['eau'], phone: '05 53 64 11 11', hours: 'Le mardi' },
    visibility: { subjects: 'public', phone: 'public', hours: 'public' },
  } as const;

  it('fills the organisation’s fields, for the network at most, and never her mobile nor her address', () => {
    const after = editedByReferent(NO_PARTICULARS, edit);
    expect(after).toMatchObject({ function: 'agent', phone: '05 53 64 11 11', subjects: ['eau'], version: 1 });
    expect(after.visibility).toMatchObject({ phone: 'network', mobile: 'organisation', email: 'organisation' });
    expect(after.chosenByHer).toBe(false);
    expect(editedByReferent(particulars('network'), edit)).toMatchObject({
      mobile: DETAILS.mobile,
      email: DETAILS.email,
    });
  });

  it('never shows a field further than she has chosen', () => {
    for (const level of VISIBILITIES) {
      const { visibility } = editedByReferent(particulars(level), edit);
      expect(visibility.phone).toBe(level);
    }
    const narrowed = editedByReferent(particulars('network'), {
      ...edit,
      visibility: { ...edit.visibility, phone: 'organisation' },
    });
    expect(narrowed.visibility.phone).toBe('organisation');
  });

  it('neither reads nor changes what she keeps to herself', () => {
    const kept = particulars('nobody');
    expect(editedByReferent(kept, edit)).toMatchObject({ phone: DETAILS.phone, hours: DETAILS.hours });
    expect(JSON.stringify(forReferent(kept))).not.toContain(DETAILS.phone);
    expect(JSON.stringify(forReferent(particulars('organisation')))).toContain(DETAILS.phone);
    expect(JSON.stringify(forReferent(particulars('public')))).not.toContain(DETAILS.mobile);
  });

  it('is told nothing of mobile and address', () => {
    const { visibility } = forReferent(particulars('public'));
    expect(Object.keys(visibility).sort()).toEqual(['hours', 'phone', 'subjects']);
  });
});

describe('her own change', () => {
  it('is all hers, visibilities too', () => {
    const after = editedByHer(NO_PARTICULARS, { details: DETAILS, visibility: everywhere('network') });
    expect(after).toMatchObject({ ...DETAILS, chosenByHer: true, version: 1 });
  });
});

describe('the function that a position names', () => {
  it.each([
    ['Secrétaire de mairie', 'secretaire'],
    ['Maire', 'maire'],
    ['Première adjointe au maire', 'adjoint'],
    ['Vice-président de la communauté', 'vice-president'],
    ['Directrice générale des services', 'dgs'],
    ['Maire, délégué communautaire', 'maire'],
    ['Maïeuticien', undefined],
    ['', undefined],
  ])('%s: %s', (position, found) => {
    expect(functionNamed(position)).toBe(found);
  });

  it('is taken from when she joined, until she says another', () => {
    expect(functionHeld({}, 'Secrétaire de mairie')).toEqual({ function: 'secretaire', title: 'Secrétaire de mairie' });
    expect(functionHeld({ function: 'maire' }, 'Secrétaire')).toEqual({ function: 'maire', title: undefined });
    expect(functionHeld({ title: 'Agente d’accueil' }, 'Maire')).toMatchObject({ function: 'agent' });
  });
});

describe('what is typed', () => {
  it('is whole with nothing but the version', () => {
    expect(ownBody.parse({ version: '0' })).toMatchObject({ version: 0, visibility: everywhere('organisation') });
  });

  it('writes telephones as they are printed', () => {
    expect(ownBody.parse({ version: 0, phone: '0553640000' }).details.phone).toBe('05 53 64 00 00');
    expect(ownBody.parse({ version: 0, phone: '+33 5 53 64 00 00' }).details.phone).toBe('+33 5 53 64 00 00');
    expect(ownBody.safeParse({ version: 0, phone: '=1+1' }).success).toBe(false);
  });

  it('takes five subjects at most', () => {
    const ticks = (count: number) =>
      Object.fromEntries(SUBJECTS.slice(0, count).map((key) => [subjectField(key), 'oui']));
    expect(ownBody.parse({ version: 0, ...ticks(5) }).details.subjects).toHaveLength(5);
    expect(ownBody.safeParse({ version: 0, ...ticks(6) }).error?.issues[0]?.path).toEqual(['subjects']);
  });

  it('lets a référent send neither mobile nor address', () => {
    const { details } = referentBody.parse({ version: 0, mobile: '0600000000', email: 'x@y.fr' });
    expect(details).not.toHaveProperty('mobile');
    expect(details).not.toHaveProperty('email');
  });
});
