/** Where a list goes on: opaque, signed, bound to the query it came from. */
import { Problem } from './problems.ts';
import type { Signer } from './secrets.ts';

/** Binds a cursor to the list, its scope and its filters: it opens no other list. */
export type CursorBinding = readonly string[];

const bound = (binding: CursorBinding, position: string): string => JSON.stringify([...binding, position]);

export async function sealCursor(
  signer: Signer,
  binding: CursorBinding,
  position: string | null | undefined,
): Promise<string | undefined> {
  if (!position) return undefined;
  const signature = await signer.sign('cursor', bound(binding, position));
  return `${Buffer.from(position).toString('base64url')}.${signature.slice(0, 22)}`;
}

/** @throws {Problem} `bad-cursor` when forged, altered, or made for another list. */
export async function openCursor(
  signer: Signer,
  binding: CursorBinding,
  cursor: string | undefined,
): Promise<string | null> {
  if (!cursor) return null;
  const [encoded, signature, ...more] = cursor.split('.');
  if (!encoded || signature?.length !== 22 || more.length > 0) throw new Problem('bad-cursor');
  const position = Buffer.from(encoded, 'base64url').toString();
  if (!(await signer.verifyPrefix('cursor', bound(binding, position), signature))) throw new Problem('bad-cursor');
  return position;
}
