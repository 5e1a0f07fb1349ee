import { beforeAll, describe, expect, it } from 'vitest';
import { type Assembly, assemblyOf, SYNTHESIS } from './support/assembly.ts';
import { at, flat, functionsOf, named, type Permission, permissionsOf, places } from './support/reading.ts';

/** Wildcards that stand: objects are named at run time, X-Ray has no resources to name. */
const INDEXES = /^<[^<>]+>\/search\/(?:org\/\$\{aws:PrincipalTag\/organisation\}|net|grp|pub)\/\*$/;
const WILDCARDS = [
  /:rule\/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3\*$/,
  /:secret:parvis-example\/provider\/\*$/,
  /^<[^<>]+>\/(?:org|public|exports|text|thumb|search)\/\*$/,
  INDEXES,
  /^\*$/,
];

/** A partition of the organisation that the role is assumed for. */
const OWN_SCOPE = /^(?:(?:org|pub|jnl|idp)#|case#org_)\$\{aws:PrincipalTag\/organisation\}$/;

const describeOf = ({ role, Sid, Action, Resource }: Permission): string =>
  `${role} ${Sid}: ${Action.join(', ')} on ${Resource.map(flat).join(', ')}`;

describe('permissions', () => {
  let assembly: Assembly;
  let permissions: Permission[];

  beforeAll(async () => {
    assembly = await assemblyOf('example');
    permissions = permissionsOf(assembly);
  }, SYNTHESIS);

  const violating = (wrong: (permission: Permission) => boolean): string[] => permissions.filter(wrong).map(describeOf);

  it('are given to each function by a role of its own', () => {
    const roles = functionsOf(assembly).map(({ properties }) => named(at(properties, 'Role')));
    expect(roles).not.toContain(undefined);
    expect(new Set(roles).size).toBe(19);
  });

  it('come from no managed policy', () => {
    const managed = assembly
      .ofType('AWS::IAM::Role')
      .filter(({ id, properties }) => properties.ManagedPolicyArns !== undefined && !id.startsWith('CustomCDK'));
    expect(places(managed)).toEqual([]);
  });

  it('say what for', () => {
    expect(violating(({ Sid }) => !/^[A-Z][A-Za-z]+$/.test(Sid ?? ''))).toEqual([]);
  });

  it('name exact actions, and never Scan', () => {
    expect(
      violating(({ Action }) => Action.some((action) => action.includes('*') || action.endsWith(':Scan'))),
    ).toEqual([]);
  });

  it('name exact resources, but for objects under a prefix and traces', () => {
    const exact = (resource: unknown): boolean =>
      !flat(resource).includes('*') || WILDCARDS.some((wildcard) => wildcard.test(flat(resource)));
    expect(violating(({ Resource }) => !Resource.every(exact))).toEqual([]);
    const everything = permissions.filter(({ Resource }) => Resource.some((resource) => flat(resource) === '*'));
    expect(new Set(everything.map(({ Sid }) => Sid))).toEqual(new Set(['SendTraces']));
  });

  it('on the table are bound to scopes, and a call without a key satisfies none', () => {
    const items = permissions.filter(
      ({ Action, Sid }) =>
        Action.some((action) => action.startsWith('dynamodb:')) && !/^(?:Read|Find)Changes$/.test(Sid ?? ''),
    );
    expect(items.length).toBeGreaterThan(15);
    const unbound = items.filter(({ Condition }) => {
      const like = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
      const own = Condition?.['ForAllValues:StringEquals']?.['dynamodb:LeadingKeys'];
      const every = (scopes: unknown, shape: RegExp): boolean =>
        Array.isArray(scopes) && scopes.length > 0 && scopes.every((scope) => shape.test(scope));
      const scoped =
        own === undefined
          ? every(like, /^(?:net|sys|pub#territoire|[a-z]+#\*)$/)
          : like === undefined && every(own, OWN_SCOPE);
      return !scoped || Condition?.Null?.['dynamodb:LeadingKeys'] !== 'false';
    });
    expect(unbound.map(describeOf)).toEqual([]);
  });

  it('on leading keys always come with Null: false', () => {
    const keyed = permissions.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes('LeadingKeys'));
    expect(keyed.length).toBeGreaterThan(0);
    expect(
      keyed.filter(({ Condition }) => Condition?.Null?.['dynamodb:LeadingKeys'] !== 'false').map(describeOf),
    ).toEqual([]);
  });

  it('let journals be added to by one function, erased with their organisation by one, and changed by none', () => {
    const onJournals = permissions.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes('jnl#'));
    expect(onJournals.map(({ role, Action }) => [role.replace(/Role[0-9A-F]{8}$/, ''), Action]).sort()).toEqual([
      ['FollowDeparturesOrganisation', ['dynamodb:Query', 'dynamodb:BatchWriteItem']],
      ['IntranetOrganisation', ['dynamodb:Query']],
      ['MakeCopies', ['dynamodb:Query']],
      ['OnChange', ['dynamodb:PutItem']],
      ['Operator', ['dynamodb:Query']],
    ]);
    const anything = permissions.filter(({ Condition, Action }) => {
      const scopes = Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
      const writes = Action.some((action) => /dynamodb:(?:Put|Update|Delete|BatchWrite|PartiQL)/.test(action));
      return (
        writes &&
        Array.isArray(scopes) &&
        scopes.some((scope) => !/^(?:net|sys|pub#territoire|[a-z]{3,4}#\*)$/.test(String(scope)))
      );
    });
    expect(anything.map(describeOf)).toEqual([]);
  });

  it('give pages what is private to organisations one at a time, by a role that their function assumes', () => {
    const onOrganisations = permissions.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes('"org#'));
    const byPages = onOrganisations.filter(({ role }) => /^(?:Intranet|Repository|Search|Public)/.test(role));
    expect(byPages.map(({ role, Sid }) => `${role.replace(/[0-9A-F]{8}$/, '')} ${Sid}`).sort()).toEqual([
      'IntranetOrganisationRole WorkInOrganisation',
      'PublicOrganisationRole FoundOrJoinOrganisation',
      'RepositoryOrganisationRole KeepDocuments',
      'SearchOrganisationRole SearchOrganisation',
    ]);
    expect(byPages.map(({ Condition }) => Condition?.['ForAllValues:StringEquals']?.['dynamodb:LeadingKeys'])).toEqual([
      ['org#${aws:PrincipalTag/organisation}'],
      ['org#${aws:PrincipalTag/organisation}'],
      ['org#${aws:PrincipalTag/organisation}'],
      ['org#${aws:PrincipalTag/organisation}'],
    ]);
    // For all organisations together, the operator counts readers; everything else is done by workers.
    const acrossAll = onOrganisations.filter((one) => !byPages.includes(one) && /^Operator/.test(one.role));
    expect(acrossAll.map(({ Sid, Action }) => [Sid, Action])).toEqual([['CountReaders', ['dynamodb:BatchGetItem']]]);
  });

  it('let roles of organisations be assumed by their own function alone, with one tag', () => {
    const roles = assembly.ofType('AWS::IAM::Role').filter(({ id }) => /OrganisationRole/.test(id));
    expect(roles).toHaveLength(6);
    for (const { id, properties } of roles) {
      const trust = at(properties, 'AssumeRolePolicyDocument', 'Statement');
      expect(trust).toMatchObject([
        {
          Action: ['sts:AssumeRole', 'sts:TagSession'],
          Condition: {
            'ForAllValues:StringEquals': { 'aws:TagKeys': ['organisation'] },
            StringLikeIfExists: { 'aws:RequestTag/organisation': '?????????' },
          },
        },
      ]);
      const callers = permissions.filter(
        ({ Action, Resource }) => Action.includes('sts:AssumeRole') && Resource.some((one) => named(one) === id),
      );
      expect(callers.map(({ role }) => role.replace(/Role[0-9A-F]{8}$/, ''))).toEqual([
        id.replace(/OrganisationRole[0-9A-F]{8}$/, ''),
      ]);
      expect(named(at(trust, '0', 'Principal', 'AWS'))).toBe(callers[0]?.role);
    }
  });

  it('keep what is private to organisations from the public function', () => {
    const reads = permissions.filter(
      ({ role, Action, Condition }) =>
        role.startsWith('Public') &&
        Action.some((action) => /:(?:GetItem|BatchGetItem|Query|ConditionCheckItem)$/.test(action)) &&
        /"(?:org#\*|net)"/.test(JSON.stringify(Condition)),
    );
    expect(reads.map(describeOf)).toEqual([]);
    const files = permissions.filter(
      ({ role, Resource }) => role.startsWith('Public') && Resource.some((one) => flat(one).endsWith('/org/*')),
    );
    expect(files.map(describeOf)).toEqual([]);
  });

  it('let traces be sent by workers only, where tracing is on', () => {
    const traced = functionsOf(assembly).filter(
      ({ properties }) => at(properties, 'TracingConfig', 'Mode') === 'Active',
    );
    expect(traced.map(({ properties }) => properties.FunctionName).sort()).toEqual(
      [
        'follow-departures',
        'index-search',
        'make-copies',
        'on-change',
        'on-mail-event',
        'on-upload',
        'prepare-digests',
        'prepare-territory',
        'read-documents',
        'recognise-text',
        'register-acts',
        'send-mail',
      ].map((name) => `parvis-example-${name}`),
    );
    const roles = traced.map(({ properties }) => named(properties.Role)).sort();
    expect(
      permissions
        .filter(({ Sid }) => Sid === 'SendTraces')
        .map(({ role }) => role)
        .sort(),
    ).toEqual(roles);
  });
});
