/** IAM and STS on one machine: who calls, and what the roles' synthesized policies let them do. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../aws.ts';
import { createAuthoriser } from './authoriser.ts';
import type { RecordingAuthoriser } from './authoriser.ts';
import { createCredentialRegistry } from './credentials.ts';
import type { CredentialRegistry } from './credentials.ts';
import type { Grant } from './documents.ts';
import { iamProviders } from './providers.ts';
import { createRoleRegistry } from './roles.ts';
import type { RoleRegistry } from './roles.ts';
import { createSts } from './sts.ts';

export { asQueryError } from './query-names.ts';
export { readSignature, verifySignature } from './signature.ts';
export type { Signature, SignedRequest } from './signature.ts';
export type { CredentialRegistry, Credentials } from './credentials.ts';
export type { Grant, PolicyDocument } from './documents.ts';
export type { RecordingAuthoriser } from './authoriser.ts';

export interface Iam extends Emulator, Pick<RoleRegistry, 'grants' | 'replacePolicy' | 'removeGrant'> {
  readonly credentials: CredentialRegistry;
  readonly authoriser: RecordingAuthoriser;
  usedGrants(): Grant[];
}

export interface IamOptions {
  /** Root of the local cloud's data: IAM keeps its own under `iam/`. */
  directory: string;
  region: string;
  /** Appends each grant to `iam/used.jsonl` the first time that it allows a call. */
  recordUsed?: boolean;
}

export async function createIam({ directory, region, recordUsed = false }: IamOptions): Promise<Iam> {
  const own = join(directory, 'iam');
  const credentials = createCredentialRegistry(own);
  const roles = createRoleRegistry();
  const record = (grant: Grant): void => appendFileSync(join(own, 'used.jsonl'), `${JSON.stringify(grant)}\n`);
  const authoriser = createAuthoriser(roles, region, recordUsed ? record : undefined);
  return {
    providers: iamProviders(roles),
    services: [createSts(roles, credentials, region)],
    credentials,
    authoriser,
    grants: roles.grants,
    usedGrants: authoriser.usedGrants,
    replacePolicy: roles.replacePolicy,
    removeGrant: roles.removeGrant,
    close: async () => undefined,
  };
}
