/** A commune at work on the machine. */
import type { Visitor } from '../../../local/demo/visitor.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { importMailboxes, joinByCode, operatorOf, prepareTerritory } from '../../support/joining.ts';

export const COMMUNE = { name: 'Marmande', slug: 'marmande' };

export interface Commune {
  operator: Visitor;
  referent: Visitor;
}

/** The operator signed in, and the référent of Marmande. */
export async function settle(cloud: TestCloud): Promise<Commune> {
  await prepareTerritory(cloud);
  const operator = await operatorOf(cloud);
  await importMailboxes(operator, [COMMUNE]);
  const who = { firstName: 'Agnès', lastName: 'Delbos', position: 'Maire', email: 'agnes.delbos@essai.test' };
  return { operator, referent: await joinByCode(cloud, COMMUNE.slug, who) };
}
