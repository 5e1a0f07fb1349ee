/** Where publications are read and written. */
import { KINDS } from './kinds/index.ts';
import type { Card } from './schema.ts';

type Named = Pick<Card, 'id' | 'kind' | 'organisation' | 'slug'>;

/** Its page for a member who works for `organisation`: her own publications have more to do on them. */
export function memberAddress(card: Named & Pick<Card, 'group'>, organisation: string): string {
  if (card.organisation === organisation) return `/publications/${card.id}`;
  return card.group ? groupAddress(card.group.id, card.id) : `/publications/${card.organisation}/${card.id}`;
}

/** Its page for the members of the group that reads it. */
export const groupAddress = (group: string, id: string): string => `/groupes/${group}/publications/${id}`;

/** Its page for everybody. */
export const publicAddress = ({ slug, kind, id }: Named): string => `/c/${slug}/${KINDS[kind].section}/${id}`;

/** A public document: the publication says which one it is. */
export const publicFileAddress = ({ slug, id }: Pick<Named, 'slug' | 'id'>, document: string): string =>
  `/c/${slug}/fichiers/${document}?publication=${id}`;

/** Where a draft is finished. */
export const draftAddress = (id: string): string => `/publications/${id}/modifier`;

/** An address with the parameters that are given. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
