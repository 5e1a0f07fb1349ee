/** The name of an organisation that has joined, wherever a copy of it is kept for its members and for everybody. */
import { organisationScope, personScope, publicScope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { organisationEntities, TERRITORY } from './entities.ts';
import { everyMember } from './member.ts';

/** Gone or left meanwhile: nothing is to be renamed. */
async function ifThere(change: () => Promise<unknown>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/**
 * Carries the name that the register has now; nothing when the organisation has not joined. What it published keeps
 * the name under which it did. Idempotent: the profile comes last, so that a name half carried is carried again; what
 * everybody reads comes first, so that whoever joins meanwhile joins under the new name.
 */
export async function carryName(
  table: Table,
  { siren, slug, name }: { siren: string; slug: string; name: string },
): Promise<void> {
  const scope = organisationScope(siren);
  const { profile, publicProfile, listed, membership } = organisationEntities(table);
  const { data: present } = await profile.get({ scope }).go({ consistent: true });
  if (!present || present.name === name) return;
  await ifThere(() =>
    publicProfile
      .patch({ scope: publicScope(siren) })
      .set({ name })
      .go(),
  );
  await ifThere(() => listed.patch({ scope: TERRITORY, slug }).set({ name }).go());
  for (const { person } of await everyMember(table, scope)) {
    await ifThere(() =>
      membership
        .patch({ scope: personScope(person), organisation: siren })
        .set({ name })
        .go(),
    );
  }
  await profile.patch({ scope }).set({ name }).go();
}
