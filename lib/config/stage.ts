/**
 * What tells one deployment from another. A stage is one territory in one account: everything that is
 * not here is the same everywhere.
 */
import * as z from 'zod';

const hostName = z.string().regex(/^(?:[a-z0-9-]+\.)+[a-z]{2,}$/, 'a host name in lower case');

/** Retentions that CloudWatch Logs accepts, in days. */
const logDays = z.literal([7, 14, 30, 60, 90, 180, 365, 400]);

const shape = z.strictObject({
  /** Names the stacks and everything that has a name: `parvis-<stage>-…`. */
  stage: z.string().regex(/^[a-z][a-z0-9-]{1,15}$/, '2 to 16 lower-case letters, digits and dashes'),
  /** True: what holds data cannot be deleted with its stack. */
  production: z.boolean(),
  /** Where data rests. France by default of the examples, never of the code. */
  region: z.string().regex(/^[a-z]{2}-[a-z]+-\d$/),
  /** Host of the site, without scheme. */
  domain: hostName,
  /** CloudFront reads certificates in us-east-1 only. */
  certificateArn: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, 'a certificate in us-east-1'),
  /** `parameters`: each template takes the site's and the files' origins as parameters, so that one synthesis serves any port. */
  addresses: z.literal(['fixed', 'parameters']),
  territory: z.strictObject({
    /** Code of the département whose register is loaded: `47`, `2A`, `974`. */
    code: z.string().regex(/^(?:\d{2,3}|2[AB])$/),
    name: z.string().min(1).max(80),
    /** Colour of the interface: `#1c5546`. Light and dark tones are derived from it. */
    hue: z.string().regex(/^#[0-9a-f]{6}$/),
  }),
  mail: z.strictObject({
    /** Domain that SES signs for. */
    domain: hostName,
    /** Address that lists and codes are sent from; in the domain. */
    sender: z.email(),
  }),
  /** Who receives the first sign-in link of the operator. */
  operatorEmail: z.email(),
  /** Who is told of alarms; nobody when absent: the alarms then only show in CloudWatch. */
  alarmEmail: z.email().optional(),
  retention: z.strictObject({
    /** Days that logs are kept. */
    logs: logDays,
    /** Days that the access logs of buckets and of CloudFront are kept; they hold addresses of visitors. */
    accessLogs: z.int().min(1).max(365),
    /** Days that a document deleted or replaced can still be restored. */
    replacedDocuments: z.int().min(1).max(3650),
    /** Days that an organisation which has left may still come back, and its acts stay online: the law asks two months. */
    leftOrganisations: z.int().min(62).max(365),
  }),
  /** GiB that the documents of one organisation may take, all versions together. */
  documentsQuota: z.int().min(1),
  /** What the gateway lets through, over all visitors. */
  throttling: z.strictObject({
    /** Requests a second, sustained. */
    rate: z.int().min(1),
    /** Requests at once. */
    burst: z.int().min(1),
  }),
  /** True: an organisation's identity provider may be on this very machine, over http. Never in production. */
  loopbackProviders: z.boolean(),
  /** True: answers say how long they took and what they read (`Server-Timing`). */
  exposeTimings: z.boolean(),
});

export type StageConfig = z.infer<typeof shape>;

/**
 * Checks the configuration of a stage.
 * @throws {Error} that names the stage's file and every field that is wrong.
 */
export function stageConfig(config: z.input<typeof shape>): StageConfig {
  const { success, data, error } = shape
    .refine(({ mail }) => mail.sender.endsWith(`@${mail.domain}`), {
      path: ['mail', 'sender'],
      error: 'not in mail.domain',
    })
    .refine(({ production, loopbackProviders }) => !(production && loopbackProviders), {
      path: ['loopbackProviders'],
      error: 'not in production',
    })
    .safeParse(config);
  if (!success) throw new Error(`lib/config/${config.stage}.ts: ${z.prettifyError(error)}`);
  return data;
}
