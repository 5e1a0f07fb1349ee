/**
 * Every grant of the templates is used by somebody: `npm test` runs the cloud on one machine, which notes the
 * statement that allowed each call, and names the file of these notes in PARVIS_GRANTS.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';

const grant = z.object({ role: z.string(), statement: z.string(), action: z.string(), resourcePattern: z.string() });
const notes = z.object({ grants: z.array(grant), used: z.array(grant) });
type Grant = z.infer<typeof grant>;

/** Grants that AWS itself uses, in ways that one machine does not have. */
const USED_BY_AWS: Readonly<Record<string, string>> = {
  HearOfObjects: 'GuardDuty is told of objects from inside the host.',
  OwnBucket: 'GuardDuty checks it once, when the plan is made.',
  ProveAccess: 'GuardDuty checks it once, when the plan is made.',
  ManageRule: 'GuardDuty is told of objects from inside the host.',
  WatchRule: 'GuardDuty is told of objects from inside the host.',
  WriteOwnLogs: 'Lambda writes what a function prints; here it goes to a file.',
  SendTraces: 'X-Ray is not on this machine.',
  FindChanges: 'Lambda checks it once, when the stream is bound to the function.',
};

const named = ({ role, statement, action, resourcePattern }: Grant): string =>
  `${role} ${statement}: ${action} on ${resourcePattern}`;

const isOurs = ({ role, statement }: Grant): boolean =>
  !(statement in USED_BY_AWS) && !role.startsWith('CustomCDKBucketDeployment');

/** @returns the grants that no call used, by name. */
function unused({ grants, used }: z.infer<typeof notes>): string[] {
  const seen = new Set(used.map(named));
  return grants
    .filter(isOurs)
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
