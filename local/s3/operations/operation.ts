import type { AuthorisationRequest } from '../../aws.ts';
import type { Endpoint } from '../endpoint.ts';
import type { S3Request, S3Response } from '../exchange.ts';

/** One call of the API of S3: what it needs to be allowed, and what it does. */
export interface Operation {
  authorisations(request: S3Request): AuthorisationRequest[];
  handle(request: S3Request, endpoint: Endpoint): Promise<S3Response>;
}
