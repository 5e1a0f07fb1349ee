/** `{{resolve:secretsmanager:…}}` in a property: the value is read when the resource is made. */
import { isRecord } from './values.ts';

/** Replaces the references in a text by what they name. @throws {Error} When there is no such secret. */
export type ReferenceReader = (text: string) => Promise<string>;

/** @throws {Error} For a reference to another store (`ssm`, `ssm-secure`), which nothing here provides. */
export async function resolveDynamicReferences(value: unknown, read: ReferenceReader): Promise<unknown> {
  if (typeof value === 'string') return value.includes('{{resolve:') ? resolveText(value, read) : value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolveDynamicReferences(item, read)));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(
    async ([key, item]) => [key, await resolveDynamicReferences(item, read)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function resolveText(text: string, read: ReferenceReader): Promise<string> {
  const resolved = await read(text);
  if (resolved.includes('{{resolve:')) throw new Error(`Dynamic reference of an unknown kind: ${text}`);
  return resolved;
}
