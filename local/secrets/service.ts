import * as z from 'zod';
import { AwsError, arn } from '../aws.ts';
import type { AuthorisationRequest, AwsRequest, AwsResponse, AwsService } from '../aws.ts';
import { jsonAnswer, jsonError, jsonInput, jsonOperation } from '../protocols/json.ts';
import type { Vault } from './vault.ts';

const secretId = { SecretId: z.string().min(1) };
const getInput = z.object({ ...secretId, VersionStage: z.string().optional(), VersionId: z.string().optional() });
const putInput = z.object({
  ...secretId,
  SecretString: z.string().min(1),
  ClientRequestToken: z.string().optional(),
  VersionStages: z.array(z.string()).optional(),
});
const createInput = z.object({
  Name: z.string().regex(/^[\w/+=.@-]{1,512}$/),
  SecretString: z.string().min(1),
  Description: z.string().optional(),
});
const deleteInput = z.object({ ...secretId, ForceDeleteWithoutRecovery: z.literal(true) });
const rotateInput = z.object({ ...secretId, ClientRequestToken: z.string().optional() });

/** Secrets Manager in AWS JSON 1.1: reading, writing, rotating, and making and removing at run time. */
export class SecretsService implements AwsService {
  readonly signingName = 'secretsmanager';
  readonly #vault: Vault;
  readonly #region: string;

  constructor(vault: Vault, region: string) {
    this.#vault = vault;
    this.#region = region;
  }

  authorisations(request: AwsRequest): AuthorisationRequest[] {
    const { SecretId, VersionStage } =
      jsonOperation(request) === 'CreateSecret'
        ? { SecretId: jsonInput(request, createInput).Name, VersionStage: undefined }
        : jsonInput(request, getInput);
    // One that does not exist is judged by its name, so that a stranger does not learn whether it does.
    const resource =
      this.#vault.find(SecretId)?.arn ??
      (SecretId.startsWith('arn:') ? SecretId : arn('secretsmanager', this.#region, `secret:${SecretId}`));
    const context = {
      'secretsmanager:SecretId': resource,
      ...(VersionStage !== undefined && { 'secretsmanager:VersionStage': VersionStage }),
    };
    return [{ action: `secretsmanager:${jsonOperation(request)}`, resource, context }];
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    return jsonAnswer('1.1', await this.#answer(request));
  }

  error(error: AwsError): AwsResponse {
    return jsonError('1.1', error);
  }

  async #answer(request: AwsRequest): Promise<object> {
    const operation = jsonOperation(request);
    switch (operation) {
      case 'GetSecretValue': {
        const { SecretId, VersionStage, VersionId } = jsonInput(request, getInput);
        const secret = this.#vault.get(SecretId);
        const version = this.#vault.version(secret, { stage: VersionStage, id: VersionId });
        return {
          ARN: secret.arn,
          Name: secret.name,
          VersionId: version.id,
          SecretString: version.value,
          VersionStages: version.stages,
          CreatedDate: version.createdAt / 1000,
        };
      }
      case 'PutSecretValue': {
        const input = jsonInput(request, putInput);
        const secret = this.#vault.get(input.SecretId);
        const { id, stages } = await this.#vault.put(secret, {
          value: input.SecretString,
          id: input.ClientRequestToken,
          stages: input.VersionStages,
        });
        return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages: stages };
      }
      case 'CreateSecret': {
        const { Name, SecretString } = jsonInput(request, createInput);
        const secret = await this.#vault.create(Name, SecretString);
        return { ARN: secret.arn, Name, VersionId: this.#vault.version(secret, {}).id };
      }
      // Deleting with a delay, which can be taken back, is not emulated: it asks for ForceDeleteWithoutRecovery.
      case 'DeleteSecret': {
        const secret = this.#vault.get(jsonInput(request, deleteInput).SecretId);
        await this.#vault.remove(secret);
        return { ARN: secret.arn, Name: secret.name, DeletionDate: Date.now() / 1000 };
      }
      case 'RotateSecret': {
        const { SecretId, ClientRequestToken } = jsonInput(request, rotateInput);
        const secret = this.#vault.get(SecretId);
        const { id } = await this.#vault.rotate(secret, ClientRequestToken);
        return { ARN: secret.arn, Name: secret.name, VersionId: id };
      }
      default:
        throw new AwsError('UnknownOperationException', `Secrets Manager has no operation ${operation} here.`);
    }
  }
}
