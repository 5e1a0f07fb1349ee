/** What a session has proved, and what it proves besides while it is open. */
import type { Member } from './actor.ts';
import { personEntities } from './person-entities.ts';
import { personScope } from './scope.ts';
import type { Proof } from './sign-in-policy.ts';
import { conditionFailed, type Table } from './table.ts';

/** What was proved in sessions that were opened before it was noted. */
export const SESSIONS_BEFORE: readonly Proof[] = ['password'];

export const proofsWith = (proofs: readonly Proof[], more: Proof): Proof[] => [...new Set([...proofs, more])];

/** Something more is proved in a session: two things at once are both. Nothing when it was closed meanwhile. */
export async function addProof(
  table: Table,
  { person, session: { hash } }: Pick<Member, 'person' | 'session'>,
  proof: Proof,
): Promise<void> {
  const { session } = personEntities(table);
  const key = { scope: personScope(person.id), hash };
  const isNoted = await unlessRefused(
    session
      .patch(key)
      .append({ proofs: [proof] })
      .where(({ proofs }, { exists, notContains }) => `${exists(proofs)} AND ${notContains(proofs, proof)}`)
      .go(),
  );
  if (isNoted) return;
  await unlessRefused(
    session
      .patch(key)
      .set({ proofs: proofsWith(SESSIONS_BEFORE, proof) })
      .where(({ proofs }, { notExists }) => notExists(proofs))
      .go(),
  );
}

async function unlessRefused(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}
