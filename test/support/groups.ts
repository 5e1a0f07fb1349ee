/** Groups of a test's territory, opened and entered over HTTP. */
import { succeeded, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';

export interface GroupFields {
  name: string;
  purpose: string;
  kind: 'working' | 'steering' | 'class';
  access: 'open' | 'request' | 'closed';
}

export const groupFields = (group: Partial<GroupFields> = {}): GroupFields => ({
  name: 'Primevère',
  purpose: 'Une ligne.',
  kind: 'working',
  access: 'open',
  ...group,
});

/** Opens a group. @returns its id. */
export async function openGroup(facilitator: Visitor, group: Partial<GroupFields> = {}): Promise<string> {
  const id = newId('grp');
  succeeded(await facilitator.post('/groupes', { id, ...groupFields(group) }), 'A group is opened');
  return id;
}

export async function enterGroup(visitor: Visitor, id: string): Promise<void> {
  succeeded(await visitor.post(`/groupes/${id}/entrer`), 'She enters the group');
}

/** Asks, and is accepted by a facilitator. */
export async function joinOnRequest(facilitator: Visitor, asking: Visitor, id: string, person: string): Promise<void> {
  succeeded(await asking.post(`/groupes/${id}/demande`), 'She asks to enter');
  succeeded(await facilitator.post(`/groupes/${id}/demandes/${person}/accepter`), 'She is accepted');
}
