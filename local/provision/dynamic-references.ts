/** `{{resolve:secretsmanager:…}}` in a property: the value is read when the resource is made. */
import { isRecord } from './values.ts';

export interface SecretReference {
  secretId: string;
  /** Key in a JSON secret; empty for the whole text. */
  jsonKey: string;
  versionStage: string;
  versionId: string;
}

/** Reads the text of a secret. @throws {Error} When there is no such secret. */
export type SecretReader = (reference: SecretReference) => Promise<string>;

// The secret's ARN has colons of its own, so it is told apart by its shape.
const REFERENCE =
  /\{\{resolve:secretsmanager:(arn:[^:]+:secretsmanager:[^:]*:[^:]*:secret:[^:}]+|[^:}]+)(?::SecretString)?(?::([^:}]*))?(?::([^:}]*))?(?::([^:}]*))?\}\}/g;

/** @throws {Error} For a reference to another store (`ssm`, `ssm-secure`), which nothing here provides. */
export async function resolveDynamicReferences(value: unknown, read: SecretReader): Promise<unknown> {
  if (typeof value === 'string') return value.includes('{{resolve:') ? resolveText(value, read) : value;
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolveDynamicReferences(item, read)));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(
    async ([key, item]) => [key, await resolveDynamicReferences(item, read)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function resolveText(text: string, read: SecretReader): Promise<string> {
  let resolved = '';
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const [whole, secretId = '', jsonKey = '', versionStage = '', versionId = ''] = match;
    const secret = await read({ secretId, jsonKey, versionStage, versionId });
    resolved += text.slice(end, match.index) + secret;
    end = match.index + whole.length;
  }
  resolved += text.slice(end);
  if (resolved.includes('{{resolve:')) throw new Error(`Dynamic reference of an unknown kind: ${text}`);
  return resolved;
}
