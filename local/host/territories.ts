import departements from '@etalab/decoupage-administratif/data/departements.json' with { type: 'json' };

export interface Territory {
  code: string;
  name: string;
}

/** The département of a code. @throws {Error} With a sentence for the person, when there is none. */
export function territoryOf(code: string): Territory {
  const found = departements.find((departement) => departement.code === code);
  if (!found) throw new Error(`There is no département ${code}.`);
  return { code, name: found.nom };
}
