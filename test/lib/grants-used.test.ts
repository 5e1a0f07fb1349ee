/**
 * Every grant of the templates is used by somebody: `npm test` runs the cloud on one machine, which notes the
 * statement that allowed each call, and names the file of these notes in PARVIS_GRANTS.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';

const grant = z.object({ role: z.string(), statement: z.string(), action: z.string(), resourcePattern: z.string() });
const notes = z.object({ grants: z.array(grant), used: z.array(grant) });
type Grant = z.infer<typeof grant>;

/** Grants that AWS itself uses, in ways that one machine does not have. */
const USED_BY_AWS: Readonly<Record<string, string>> = {
  WriteOwnLogs: 'Lambda writes what a function prints; here it goes to a file.',
  SendTraces: 'X-Ray is not on this machine.',
  FindChanges: 'Lambda checks it once, when the stream is bound to the function.',
};

/**
 * Grants that are needed, and that no suite on the shared cloud exercises yet: by function, statement and action. Each
 * line is a test to write; nothing else may be left out.
 */
const NOT_TRIED_YET: Readonly<Record<string, string>> = {
  'OnMailEvent NoteBounces dynamodb:GetItem': 'Bounces are tried over the table alone (test/modules/lists).',
  'OnMailEvent NoteBounces dynamodb:UpdateItem': 'The same.',
  'OnMailEvent ConsumeOnMailEventQueue sqs:DeleteMessage': 'The same.',
  'DailyDigests StartDailyDigests sqs:SendMessage': 'The schedule of 7 h does not come during the tests.',
  'MonthlyRegister StartMonthlyRegister lambda:InvokeFunction': 'Nor does the first of the month.',
  'OnChange ReadDocuments s3:GetObject': 'Objects put before the bucket kept versions.',
  'OnChange KeepFailedChanges sqs:SendMessage': 'No change fails on the shared cloud.',
  'Operator ReadLinkKey secretsmanager:GetSecretValue': 'Signs the second page of a list: fifty organisations.',
  'Operator KnowTheOperator dynamodb:UpdateItem': 'A session is touched after an hour of use.',
};

const isNotTriedYet = ({ role, statement, action }: Grant): boolean =>
  `${role.replace(/Role[0-9A-F]{8}$/, '')} ${statement} ${action}` in NOT_TRIED_YET;

const named = ({ role, statement, action, resourcePattern }: Grant): string =>
  `${role} ${statement}: ${action} on ${resourcePattern}`;

const isOurs = ({ role, statement }: Grant): boolean =>
  !(statement in USED_BY_AWS) && !role.startsWith('CustomCDKBucketDeployment');

/** @returns the grants that no call used, by name. */
function unused({ grants, used }: z.infer<typeof notes>): string[] {
  const seen = new Set(used.map(named));
  return grants
    .filter((one) => isOurs(one) && !isNotTriedYet(one))
    .map(named)
    .filter((name) => !seen.has(name));
}

describe('a grant without use', () => {
  const read: Grant = {
    role: 'PublicRole',
    statement: 'ReadPublicData',
    action: 'dynamodb:Query',
    resourcePattern: 'arn:table',
  };

  it('is named, with its role and its statement', () => {
    const get = { ...read, action: 'dynamodb:GetItem' };
    expect(unused({ grants: [read, get], used: [read] })).toEqual([
      'PublicRole ReadPublicData: dynamodb:GetItem on arn:table',
    ]);
  });

  it('is left alone when AWS itself uses it', () => {
    const logs = { ...read, statement: 'WriteOwnLogs', action: 'logs:PutLogEvents' };
    expect(unused({ grants: [logs], used: [] })).toEqual([]);
  });
});

const file = process.env.PARVIS_GRANTS;
const whenNoted = file ? describe : describe.skip;

whenNoted('the grants of the templates (skipped without PARVIS_GRANTS, which npm test sets)', () => {
  it('are all used by at least one call', () => {
    const noted = notes.parse(JSON.parse(readFileSync(file ?? '', 'utf8')));
    expect(noted.grants.filter(isOurs).length).toBeGreaterThan(30);
    expect(unused(noted)).toEqual([]);
  });
});
