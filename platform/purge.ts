/** Files taken away for good from S3, every version of them: what nothing can bring back. For one worker. */
import { DeleteObjectsCommand, ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';

export interface PurgedFiles {
  /** Removes every version under a prefix, a thousand at most. @returns false when something is left. */
  purge(prefix: string): Promise<boolean>;
}

/** @throws {Error} when a version could not be removed: it is to be done again. */
export function purgedFilesIn(client: S3Client, bucket: string): PurgedFiles {
  return {
    async purge(prefix) {
      const listed = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix }));
      const found = [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])];
      const Objects = found.flatMap(({ Key, VersionId }) => (Key ? [{ Key, VersionId }] : []));
      if (Objects.length > 0) {
        const { Errors = [] } = await client.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        );
        const [refused] = Errors;
        if (refused) throw new Error(`${Errors.length} files under ${prefix} stay: ${refused.Code ?? 'unknown'}.`);
      }
      return listed.IsTruncated !== true;
    },
  };
}
