/** What somebody who leaves held or alone could read goes to whoever goes on. Everything here may happen twice. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import type { Clock } from '../../platform/clock.ts';
import { organisationScope, type Scope } from '../../platform/scope.ts';
import { settled } from '../../platform/settled.ts';
import type { Table } from '../../platform/table.ts';
import { MEMBER_ENTITY, successorOf } from '../organisations/index.ts';
import type { Person } from './schema.ts';
import { fileById, forgetHeld, heldBy, replaceReader, roomsIn, setLock } from './store/index.ts';

type Org = Scope<'org'>;

const gone = z.object({ scope: z.string().startsWith('org#'), person: z.string() });

/** When a member leaves: her files are her organisation's, and what she held goes to who was named, or back to all. */
export async function onMemberGone(change: Change, { table, clock }: { table: Table; clock: Clock }): Promise<void> {
  if (change.entity !== MEMBER_ENTITY || change.kind !== 'remove') return;
  const { scope: partition, person } = gone.parse(change.before);
  const scope = organisationScope(partition.slice('org#'.length));
  const successor = await successorOf(table, scope, person);
  const to = successor && { id: successor.person, name: `${successor.firstName} ${successor.lastName}`.trim() };
  await handOverFiles(table, scope, person, to, clock().toISOString());
  await settled(() => handOverRooms(table, scope, person, to));
}

async function handOverFiles(
  table: Table,
  scope: Org,
  person: string,
  to: Person | undefined,
  at: string,
): Promise<void> {
  for (const id of await heldBy(table, scope, person)) {
    await settled(async () => {
      const file = await fileById(table, scope, id, { consistent: true });
      if (file?.lock?.id !== person || file.trashedAt) await forgetHeld(table, scope, person, id);
      else await setLock(table, scope, file, to && { ...to, at });
    });
  }
}

/** Folders that some persons read: who goes on reads those that she read. */
async function handOverRooms(table: Table, scope: Org, person: string, to: Person | undefined): Promise<void> {
  for (const room of await roomsIn(table, scope, { consistent: true })) {
    if (!room.persons.includes(person)) continue;
    const others = room.persons.filter((one) => one !== person && one !== to?.id);
    await replaceReader(table, scope, room, to ? [...others, to.id] : others);
  }
}
