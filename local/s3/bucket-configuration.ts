/** What the properties of `AWS::S3::Bucket` and of CDK's notification resource say that is acted on here. */
import * as z from 'zod';

const corsRuleSchema = z.object({
  AllowedHeaders: z.array(z.string()).default([]),
  AllowedMethods: z.array(z.string()),
  AllowedOrigins: z.array(z.string()),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
});

const keyRulesSchema = z.array(z.object({ Name: z.string(), Value: z.string() })).default([]);

const unsupported = z.never({ error: 'only queues receive events of buckets here' }).optional();

/** As in the template of the bucket. */
const bucketNotificationsSchema = z.object({
  QueueConfigurations: z
    .array(
      z.object({
        Event: z.string(),
        Queue: z.string(),
        Filter: z.object({ S3Key: z.object({ Rules: keyRulesSchema }) }).optional(),
      }),
    )
    .default([]),
  // GuardDuty hears of objects from inside the host.
  EventBridgeConfiguration: z.unknown().optional(),
  LambdaConfigurations: unsupported,
  TopicConfigurations: unsupported,
});

/** As in `Custom::S3BucketNotifications`, which calls PutBucketNotificationConfiguration. */
const customNotificationsSchema = z.object({
  QueueConfigurations: z
    .array(
      z.object({
        Id: z.string().optional(),
        Events: z.array(z.string()),
        QueueArn: z.string(),
        Filter: z.object({ Key: z.object({ FilterRules: keyRulesSchema }) }).optional(),
      }),
    )
    .default([]),
  LambdaFunctionConfigurations: unsupported,
  TopicConfigurations: unsupported,
});

const bucketPropertiesSchema = z.object({
  BucketName: z.string().optional(),
  CorsConfiguration: z.object({ CorsRules: z.array(corsRuleSchema) }).optional(),
  VersioningConfiguration: z.object({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
  NotificationConfiguration: bucketNotificationsSchema.optional(),
});

export type CorsRule = z.infer<typeof corsRuleSchema>;

/** A queue that hears of the changes whose name and key fit. */
export interface NotificationRule {
  id: string;
  /** For example `s3:ObjectCreated:*`. */
  events: readonly string[];
  queueArn: string;
  prefix: string;
  suffix: string;
}

export interface BucketConfiguration {
  /** `Off` is a bucket that never kept versions. */
  versioning: 'Off' | 'Enabled' | 'Suspended';
  cors: readonly CorsRule[];
  notifications: readonly NotificationRule[];
}

const filterOf = (rules: z.infer<typeof keyRulesSchema>): { prefix: string; suffix: string } => {
  const valueOf = (name: string): string => rules.find((rule) => rule.Name.toLowerCase() === name)?.Value ?? '';
  return { prefix: valueOf('prefix'), suffix: valueOf('suffix') };
};

/** @throws {z.ZodError} for a configuration that the endpoint could not honour. */
export function bucketFromProperties(
  properties: Readonly<Record<string, unknown>>,
): BucketConfiguration & { name: string | undefined } {
  const parsed = bucketPropertiesSchema.parse(properties);
  return {
    name: parsed.BucketName,
    versioning: parsed.VersioningConfiguration?.Status ?? 'Off',
    cors: parsed.CorsConfiguration?.CorsRules ?? [],
    notifications: (parsed.NotificationConfiguration?.QueueConfigurations ?? []).map((rule, position) => ({
      id: `template-${position}`,
      events: [rule.Event],
      queueArn: rule.Queue,
      ...filterOf(rule.Filter?.S3Key.Rules ?? []),
    })),
  };
}

/** @throws {z.ZodError} for targets other than queues. */
export function notificationsFromCustomResource(properties: Readonly<Record<string, unknown>>): {
  bucket: string;
  rules: NotificationRule[];
} {
  const parsed = z
    .object({ BucketName: z.string(), NotificationConfiguration: customNotificationsSchema })
    .parse(properties);
  return {
    bucket: parsed.BucketName,
    rules: parsed.NotificationConfiguration.QueueConfigurations.map((rule, position) => ({
      id: rule.Id ?? `custom-${position}`,
      events: rule.Events,
      queueArn: rule.QueueArn,
      ...filterOf(rule.Filter?.Key.FilterRules ?? []),
    })),
  };
}
