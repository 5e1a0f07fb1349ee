/**
 * Decides as IAM would, with the roles' synthesized policies, and notes which statement allowed:
 * a missing, too wide or useless grant shows on the laptop, not after the deployment.
 * The simulator is AGPL: it stays in `local/` and tests, never in a bundle.
 */
import { runSimulation } from '@cloud-copilot/iam-simulate';
import type { RunSimulationResults, Simulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT, AwsError } from '../aws.ts';
import type { AuthorisationRequest, Authoriser, Principal } from '../aws.ts';
import { mayConcern } from './documents.ts';
import type { Grant, PolicyDocument } from './documents.ts';
import { likenessFor } from './likeness.ts';
import type { Likeness } from './likeness.ts';
import type { PlacedStatement, RoleRegistry } from './roles.ts';

type RolePrincipal = Extract<Principal, { kind: 'role' }>;
type Context = Record<string, string | string[]>;
type Decision = { allowed: true; grant: Grant } | { allowed: false; reason: string };

export interface RecordingAuthoriser extends Authoriser {
  /** Grants that allowed at least one call since the start, each once. */
  usedGrants(): Grant[];
}

/** More decisions than this are forgotten all at once: resources differ from call to call. */
const MAX_DECISIONS = 20_000;

/** @param onFirstUse told the first time that a grant allows a call. */
export function createAuthoriser(
  roles: RoleRegistry,
  region: string,
  onFirstUse: (grant: Grant) => void = () => undefined,
): RecordingAuthoriser {
  const decisions = new Map<string, Decision>();
  const likenesses = new Map<string, Likeness>();
  const used = new Map<string, Grant>();
  let version = roles.version;

  const likeness = ({ roleArn, tags }: RolePrincipal): Likeness => {
    const name = JSON.stringify([roleArn, tags]);
    const known = likenesses.get(name) ?? likenessFor(roles.statements(roleArn), tags);
    likenesses.set(name, known);
    return known;
  };
  const decide = async (principal: RolePrincipal, request: AuthorisationRequest): Promise<Decision> => {
    if (version !== roles.version || decisions.size >= MAX_DECISIONS) {
      decisions.clear();
      likenesses.clear();
      version = roles.version;
    }
    const name = JSON.stringify([principal, request.action, request.resource, likeness(principal)(request.context)]);
    const kept = decisions.get(name);
    if (kept !== undefined) return kept;
    const made = await evaluate(roles, region, principal, request);
    decisions.set(name, made);
    return made;
  };

  return {
    async authorise(principal, requests) {
      if (principal.kind === 'host') return;
      for (const request of requests) {
        if (principal.kind === 'anonymous') {
          throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 400);
        }
        const decision = await decide(principal, request);
        if (!decision.allowed) throw new AwsError('AccessDeniedException', decision.reason, 400);
        const name = JSON.stringify(decision.grant);
        if (used.has(name)) continue;
        used.set(name, decision.grant);
        onFirstUse(decision.grant);
      }
    },
    usedGrants: () => [...used.values()],
  };
}

/** `arn:aws:sts::…:assumed-role/<role>/<session>`: how AWS names a session of a role. */
export function sessionArn({ roleArn, sessionName }: Pick<RolePrincipal, 'roleArn' | 'sessionName'>): string {
  return `arn:aws:sts::${ACCOUNT}:assumed-role/${roleArn.slice(roleArn.lastIndexOf('/') + 1)}/${sessionName}`;
}

/** Context keys that IAM adds to every request of a session. */
export function principalContext(principal: RolePrincipal, region: string): Context {
  return {
    'aws:PrincipalArn': principal.roleArn,
    'aws:PrincipalAccount': ACCOUNT,
    'aws:RequestedRegion': region,
    ...Object.fromEntries(Object.entries(principal.tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
  };
}

async function evaluate(
  roles: RoleRegistry,
  region: string,
  principal: RolePrincipal,
  { action, resource, context = {}, resourcePolicy }: AuthorisationRequest,
): Promise<Decision> {
  const role = roles.role(principal.roleArn);
  const placed = roles.statements(principal.roleArn).filter(({ statement }) => mayConcern(statement, action));
  const given = Object.fromEntries(
    Object.entries(context).map(([key, value]) => [key, typeof value === 'string' ? value : [...value]]),
  );
  const results = await simulate({
    request: {
      principal: sessionArn(principal),
      action,
      resource: { resource: concrete(resource), accountId: ACCOUNT },
      contextVariables: { ...given, ...principalContext(principal, region) },
    },
    sessionPolicy: principal.sessionPolicy === undefined ? undefined : JSON.parse(principal.sessionPolicy),
    identityPolicies: placed.map(({ statement }, index) => ({ name: String(index), policy: alone(statement) })),
    ...(resourcePolicy !== undefined && { resourcePolicy }),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  });
  const analyses = results.resultType === 'single' ? [results.result] : results.results;
  const identity = analyses[0]?.analysis.identityAnalysis;
  const who = `User: ${sessionArn(principal)} is not authorized to perform: ${action} on resource: ${resource}`;
  if (results.overallResult === 'ExplicitlyDenied') {
    return { allowed: false, reason: `${who} with an explicit deny in an identity-based policy` };
  }
  if (results.overallResult !== 'Allowed') {
    const kind = identity?.result === 'Allowed' ? 'session' : 'identity-based';
    return { allowed: false, reason: `${who} because no ${kind} policy allows the ${action} action` };
  }
  // The first statement that allows is the one used: another that says the same again can be removed.
  const decisive = identity?.allowStatements[0];
  const statement = placed[Number(decisive?.policyId)];
  if (decisive === undefined || statement === undefined) {
    throw new Error(`${action} on ${resource} was allowed by no statement of ${role.logicalId}`);
  }
  return { allowed: true, grant: { role: role.logicalId, ...grantUsed(statement, decisive.explain) } };
}

/** @throws {Error} when a policy or the request itself is not valid: a fault of the template or of an emulator. */
export async function simulate(
  simulation: Simulation,
): Promise<Exclude<RunSimulationResults, { resultType: 'error' }>> {
  const results = await runSimulation(simulation, {});
  if (results.resultType !== 'error') return results;
  const { action, resource } = simulation.request;
  throw new Error(`IAM cannot evaluate ${action} on ${resource.resource}: ${JSON.stringify(results.errors)}`);
}

/** A star in the name of a real resource (an object's key) is a letter like another, not a pattern. */
function concrete(resource: string): string {
  return resource === '*' ? resource : resource.replaceAll('*', '-');
}

const alone = (statement: PolicyDocument['Statement'][number]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [statement],
});

interface Explained {
  actions?: Match<'action'>;
  notActions?: Match<'action'>;
  resources?: Match<'resource'>;
  notResources?: Match<'resource'>;
}
type Matching<Name extends string> = Record<Name, string> & { matches: boolean };
type Match<Name extends string> = Matching<Name> | Matching<Name>[];

function grantUsed({ policy, label }: PlacedStatement, explain: Explained): Omit<Grant, 'role'> {
  const action = [explain.actions ?? []].flat().find(({ matches }) => matches)?.action;
  const resource = [explain.resources ?? []].flat().find(({ matches }) => matches)?.resource;
  const [notAction] = [explain.notActions ?? []].flat();
  const [notResource] = [explain.notResources ?? []].flat();
  return {
    policy,
    statement: label,
    action: action ?? `not ${notAction?.action}`,
    resourcePattern: resource ?? `not ${notResource?.resource}`,
  };
}
