/**
 * GuardDuty Malware Protection for S3: scans what arrives in a protected bucket, and tags it.
 *
 * As on AWS: a scan begins when the object is made, with the plan's role, and its verdict is the tag
 * `GuardDutyMalwareScanStatus`. Known here: the test file that every scanner knows (EICAR), as it is or within a zip of
 * one level; nothing else. Events of EventBridge and findings are not provided.
 * https://docs.aws.amazon.com/guardduty/latest/ug/monitoring-malware-protection-s3-scans-gdu.html
 */
import * as z from 'zod';
import type { Authoriser, Emulator, ResourceProvider } from '../aws.ts';
import { arn } from '../aws.ts';
import type { ObjectScan, S3Emulator } from '../s3/index.ts';
import { holdsTestVirus } from './test-virus.ts';

export const SCAN_TAG = 'GuardDutyMalwareScanStatus';

const planSchema = z.object({
  Role: z.string(),
  Actions: z.object({ Tagging: z.object({ Status: z.literal('ENABLED') }) }),
  ProtectedResource: z.object({
    S3Bucket: z.object({ BucketName: z.string(), ObjectPrefixes: z.array(z.string()).default(['']) }),
  }),
});

/** It reads the object, and adds its tag to those that are there. */
const SCANS_WITH = ['', 'Version'].flatMap((version) => [
  `s3:GetObject${version}`,
  `s3:GetObject${version}Tagging`,
  `s3:PutObject${version}Tagging`,
]);

export interface GuardDutyOptions {
  region: string;
  s3: Pick<S3Emulator, 'scanObjects'>;
  authoriser: Authoriser;
}

export function createGuardDuty({ region, s3, authoriser }: GuardDutyOptions): Emulator {
  const providePlan: ResourceProvider = async ({ properties, defaultName }) => {
    const { Role: roleArn, ProtectedResource } = planSchema.parse(properties);
    const { BucketName: bucket, ObjectPrefixes: prefixes } = ProtectedResource.S3Bucket;
    const scan: ObjectScan = async ({ key, read }): Promise<Record<string, string>> => {
      if (!prefixes.some((prefix) => key.startsWith(prefix))) return {};
      const resource = `arn:aws:s3:::${bucket}/${key}`;
      try {
        await authoriser.authorise(
          { kind: 'role', roleArn, sessionName: 'GuardDutyMalwareProtection', tags: {} },
          SCANS_WITH.map((action) => ({ action, resource })),
        );
      } catch {
        return { [SCAN_TAG]: 'ACCESS_DENIED' };
      }
      return { [SCAN_TAG]: (await holdsTestVirus(read)) ? 'THREATS_FOUND' : 'NO_THREATS_FOUND' };
    };
    s3.scanObjects(bucket, scan);
    return {
      ref: defaultName,
      attributes: {
        MalwareProtectionPlanId: defaultName,
        Arn: arn('guardduty', region, `malware-protection-plan/${defaultName}`),
      },
    };
  };
  return { services: [], providers: { 'AWS::GuardDuty::MalwareProtectionPlan': providePlan }, close: async () => {} };
}
