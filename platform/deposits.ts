/** How a file comes into the bucket: by a form that the browser posts there, never through a function. */
import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { type DepositForm, type Files, filesIn, LARGEST_FILE } from './files.ts';

export interface DepositRequest {
  key: string;
  /** Media type as the browser said it; what the file really is is found by reading it. */
  type: string;
  /** Base64 SHA-256, when the browser could compute it: S3 then refuses anything else. */
  sha256?: string | undefined;
  /** Where a browser without script goes after the post. */
  redirect?: string | undefined;
  /** Metadata kept with the object; S3 sends them to whoever reads it. */
  metadata?: Readonly<Record<string, string>>;
}

/** Files that may also be put: what the functions of members are given. */
export interface DepositFiles extends Files {
  deposit(request: DepositRequest): Promise<DepositForm>;
}

/** How long a form may be posted. In seconds. */
const DEPOSIT_LIFE = 60 * 60;

export const depositFilesIn = (client: S3Client, bucket: string): DepositFiles => ({
  ...filesIn(client, bucket),
  async deposit({ key, type, sha256, redirect, metadata }) {
    const fields: Record<string, string> = { 'Content-Type': type };
    if (sha256) {
      fields['x-amz-checksum-algorithm'] = 'SHA256';
      fields['x-amz-checksum-sha256'] = sha256;
    }
    if (redirect) fields.success_action_redirect = redirect;
    for (const [name, value] of Object.entries(metadata ?? {})) fields[`x-amz-meta-${name}`] = value;
    return createPresignedPost(client, {
      Bucket: bucket,
      Key: key,
      Expires: DEPOSIT_LIFE,
      Fields: fields,
      Conditions: [['content-length-range', 1, LARGEST_FILE]],
    });
  },
});
