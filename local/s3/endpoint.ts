/** What the operations stand on: the buckets of the endpoint, and the authoriser in the words of S3. */
import { AwsError } from '../aws.ts';
import type { AuthorisationRequest, Authoriser, Principal } from '../aws.ts';
import type { Bucket } from './bucket.ts';
import { accessDenied, noSuchBucket, noSuchKey } from './errors.ts';
import type { S3Request } from './exchange.ts';
import type { ChangeCause } from './notifications.ts';

export class Endpoint {
  readonly buckets = new Map<string, Bucket>();
  readonly #authoriser: Authoriser;

  constructor(authoriser: Authoriser) {
    this.#authoriser = authoriser;
  }

  /** @throws {AwsError} `NoSuchBucket`. */
  bucket(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (!bucket) throw noSuchBucket(name);
    return bucket;
  }

  /** @throws {AwsError} `AccessDenied`, with the sentence of the authoriser. */
  async authorise(principal: Principal, requests: readonly AuthorisationRequest[]): Promise<void> {
    if (principal.kind === 'anonymous') throw accessDenied();
    try {
      await this.#authoriser.authorise(principal, requests);
    } catch (error) {
      throw error instanceof AwsError && error.code === 'AccessDeniedException' ? accessDenied(error.message) : error;
    }
  }

  /** What to say of a key that is not there: only who may list the bucket learns that it is not. */
  async absent(principal: Principal, bucket: string, key: string): Promise<AwsError> {
    try {
      await this.authorise(principal, [{ action: 's3:ListBucket', resource: bucketArn(bucket) }]);
      return noSuchKey(key);
    } catch (error) {
      if (error instanceof AwsError && error.code === 'AccessDenied') return error;
      throw error;
    }
  }
}

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;

export const objectArn = (bucket: string, key: string): string => `${bucketArn(bucket)}/${key}`;

export const causeOf = (request: Pick<S3Request, 'principal' | 'id' | 'remoteAddress'>): ChangeCause => ({
  principal: request.principal,
  requestId: request.id,
  remoteAddress: request.remoteAddress,
});
