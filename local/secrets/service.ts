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
const rotateInput = z.object({ ...secretId, ClientRequestToken: z.string().optional() });

/** Secrets Manager in AWS JSON 1.1: reading, writing and rotating. */
export class SecretsService implements AwsService {
  readonly signingName = 'secretsmanager';
  readonly #vault: Vault;
  readonly #region: string;

  constructor(vault: Vault, region: string) {
    this.#vault = vault;
    this.#region = region;
  }

  authorisations(request: AwsRequest): AuthorisationRequest[] {
    const { SecretId, VersionStage } = jsonInput(request, getInput);
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
