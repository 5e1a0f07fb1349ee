/** Malware in files: GuardDuty scans each object that arrives, and tags it with what it found. */
import { setTimeout as wait } from 'node:timers/promises';
import { GetObjectTaggingCommand, type S3Client } from '@aws-sdk/client-s3';

export type ScanVerdict =
  | 'clean'
  | 'infected'
  /** The scanner skips such files. */
  | 'unscannable';

export interface Scanner {
  /** @throws when there is no verdict in time, or the scan has failed: to be asked again. */
  verdictOn(key: string, version: string | undefined): Promise<ScanVerdict>;
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/monitoring-malware-protection-s3-scans-gdu.html */
const TAG = 'GuardDutyMalwareScanStatus';
const VERDICTS: Readonly<Record<string, ScanVerdict>> = {
  NO_THREATS_FOUND: 'clean',
  THREATS_FOUND: 'infected',
  UNSUPPORTED: 'unscannable',
};

/** Scans take seconds, rarely more. In milliseconds. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 4_000;
const PATIENCE = 75_000;

/** Reads the verdict from the tags of the very version that is asked for, once it is there. */
export const guardDutyIn = (client: S3Client, bucket: string): Scanner => ({
  async verdictOn(key, version) {
    const until = performance.now() + PATIENCE;
    for (let pause = FIRST_WAIT; ; pause = Math.min(2 * pause, LONGEST_WAIT)) {
      const { TagSet = [] } = await client.send(
        new GetObjectTaggingCommand({ Bucket: bucket, Key: key, VersionId: version }),
      );
      const status = TagSet.find(({ Key }) => Key === TAG)?.Value;
      const verdict = status && VERDICTS[status];
      if (verdict) return verdict;
      if (status) throw new Error(`The scan ended with ${status}.`);
      if (performance.now() + pause > until) throw new Error('The scan has given no verdict yet.');
      await wait(pause);
    }
  },
});
