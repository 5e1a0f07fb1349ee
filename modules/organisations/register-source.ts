/** The State's register of communes and intercommunal bodies (COG, Etalab, Licence Ouverte), for one département. */
import * as z from 'zod';
import { slugsOf } from './rules.ts';
import type { RegisterEntry } from './store/register.ts';

const commune = z.object({
  type: z.string(),
  code: z.string(),
  nom: z.string(),
  departement: z.string().optional(),
  siren: z.string().optional(),
  codesPostaux: z.array(z.string()).default([]),
  population: z.number().default(0),
});

const epci = z.object({
  code: z.string(),
  nom: z.string(),
  populationMunicipale: z.number().default(0),
  membres: z.array(z.object({ code: z.string() })),
});

/**
 * Communes of the département and the EPCI that touch it.
 * A commune without SIREN (94 overseas ones) cannot be an organisation here and is left out.
 */
export function registerOf(departement: string, source: { communes: unknown; epci: unknown }): RegisterEntry[] {
  const communes = z
    .array(commune)
    .parse(source.communes)
    .filter(({ type, departement: its }) => type === 'commune-actuelle' && its === departement);
  const codes = new Set(communes.map(({ code }) => code));
  const bodies = z
    .array(epci)
    .parse(source.epci)
    .filter(({ membres }) => membres.some(({ code }) => codes.has(code)));
  const bodyOf = new Map(bodies.flatMap((body) => body.membres.map(({ code }) => [code, body.nom] as const)));
  const slugs = slugsOf([
    ...communes.map(({ code, nom }) => ({ code, name: nom })),
    ...bodies.map(({ code, nom }) => ({ code, name: nom })),
  ]);
  return [
    ...communes.flatMap(({ code, nom, siren, codesPostaux, population }): RegisterEntry[] =>
      siren
        ? [
            {
              siren,
              kind: 'commune',
              name: nom,
              slug: slugs.get(code) ?? code,
              code,
              postalCodes: codesPostaux,
              population,
              epciName: bodyOf.get(code),
            },
          ]
        : [],
    ),
    ...bodies.map(({ code, nom, populationMunicipale }): RegisterEntry => ({
      siren: code,
      kind: 'epci',
      name: nom,
      slug: slugs.get(code) ?? code,
      code,
      postalCodes: [],
      population: populationMunicipale,
    })),
  ];
}
