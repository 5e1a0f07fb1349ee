/** What a new edition of the register changes, and what it leaves. */
import { describe, expect, it } from 'vitest';
import { refreshed } from '../../../modules/organisations/rules.ts';
import type { RegisterEntry } from '../../../modules/organisations/store/register.ts';

const place = (siren: string, name: string, more: Partial<RegisterEntry> = {}): RegisterEntry => ({
  siren,
  kind: 'commune',
  name,
  slug: name.toLowerCase(),
  code: siren.slice(-5),
  postalCodes: ['47600'],
  population: 100,
  ...more,
});

const NERAC = place('214701955', 'Nerac');
const edition = (...entries: RegisterEntry[]) => ({ name: '7.0.0', entries });

describe('a new edition', () => {
  it('refreshes facts and keeps the address', () => {
    const renamed = place(NERAC.siren, 'Nerac-sur-Baise', { population: 120, epciName: 'Albret' });
    expect(refreshed([NERAC], edition(renamed))).toEqual([{ ...renamed, slug: 'nerac' }]);
  });

  it('keeps what it lacks, marked with the first edition that lacked it', () => {
    const [gone] = refreshed([NERAC], edition());
    expect(gone).toEqual({ ...NERAC, goneIn: '7.0.0' });
    expect(refreshed([gone ?? NERAC], { name: '8.0.0', entries: [] })).toEqual([gone]);
  });

  it('takes back what comes back', () => {
    expect(refreshed([{ ...NERAC, goneIn: '6.0.0' }], edition(NERAC))).toEqual([NERAC]);
  });

  it('leaves alone what the operator added', () => {
    const added = place('991000004', 'Syndicat', { kind: 'syndicat', isAdded: true });
    expect(refreshed([added], edition(NERAC))).toEqual([NERAC]);
  });

  it('takes over what the operator added once it has it', () => {
    const added = place(NERAC.siren, 'Ville', { isAdded: true });
    expect(refreshed([added], edition(NERAC))).toEqual([{ ...NERAC, slug: 'ville' }]);
  });

  it('never gives an address that another has', () => {
    const added = place('991000004', 'Nerac', { isAdded: true });
    expect(refreshed([added], edition(NERAC))).toEqual([{ ...NERAC, slug: `nerac-${NERAC.siren}` }]);
  });
});
