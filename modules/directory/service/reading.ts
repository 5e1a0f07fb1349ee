/** What a member reads of another. */
import { type Member, networkScopeOf, organisationScopeOf } from '../../../platform/actor.ts';
import { Problem } from '../../../platform/problems.ts';
import type { Table } from '../../../platform/table.ts';
import { memberOf } from '../../organisations/index.ts';
import { functionHeld, shownTo } from '../rules.ts';
import { cardsNamed, cardsOf, particularsOf, type PersonCard } from '../store/people.ts';
import { type ShownUnit, unitsShown } from '../store/units.ts';

/** Somebody in one of her organisations, and the services there that name her. */
export interface SeenCard extends PersonCard {
  units: readonly string[];
}

/** Somebody in each of her organisations, as this reader may see her there. */
export async function personSeenBy(
  { table }: { table: Table },
  reader: Member,
  person: string,
): Promise<readonly SeenCard[]> {
  const cards = await cardsOf(table, networkScopeOf(reader), person);
  if (cards.length === 0) throw new Problem('not-found');
  return Promise.all(
    cards.map(async (card) => {
      const [seen, units] = await Promise.all([
        seenFrom(table, reader, card),
        unitsShown(table, networkScopeOf(reader), card.siren),
      ]);
      return { ...seen, units: unitsWith(units, person) };
    }),
  );
}

/** What the network reads of somebody in one organisation. Half a read unit. */
export async function cardShown(
  table: Table,
  reader: Member,
  named: { person: string; siren: string },
): Promise<PersonCard | undefined> {
  const [card] = await cardsNamed(table, networkScopeOf(reader), [named]);
  return card;
}

/** The services that name somebody. */
const unitsWith = (units: readonly ShownUnit[], person: string): string[] =>
  units
    .filter(({ lead, members }) => lead?.person === person || members.some((one) => one.person === person))
    .map(({ name }) => name);

/** Colleagues see more: what she shows to her organisation. */
async function seenFrom(table: Table, reader: Member, card: PersonCard): Promise<PersonCard> {
  if (reader.current?.organisation !== card.siren) return card;
  const scope = organisationScopeOf(reader);
  const member = await memberOf(table, scope, card.person);
  if (!member) return card;
  const particulars = await particularsOf(table, scope, member);
  return {
    ...card,
    ...shownTo(particulars, 'organisation'),
    ...functionHeld(particulars, member.position),
  };
}
