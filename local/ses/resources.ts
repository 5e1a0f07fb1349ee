import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { ProvisionedResource, ResourceProvider } from '../aws.ts';
import type { SesAccount } from './account.ts';

const identitySchema = z.object({
  EmailIdentity: z.string(),
  ConfigurationSetAttributes: z.object({ ConfigurationSetName: z.string().optional() }).optional(),
});

const configurationSetSchema = z.object({ Name: z.string().optional() });

const destinationSchema = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Name: z.string().optional(),
    Enabled: z.boolean().default(true),
    MatchingEventTypes: z.array(z.string()),
    SnsDestination: z.object({ TopicARN: z.string() }, { error: 'Events go to SNS topics alone on one machine.' }),
  }),
});

/** The three DKIM records that SES asks to be put into the DNS of a domain. */
function dkimAttributes(identity: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const number of [1, 2, 3]) {
    const token = createHash('sha256').update(`${identity}/${number}`).digest('hex').slice(0, 32);
    attributes[`DkimDNSTokenName${number}`] = `${token}._domainkey.${identity}`;
    attributes[`DkimDNSTokenValue${number}`] = `${token}.dkim.amazonses.com`;
  }
  return attributes;
}

/** The resources of SES that templates declare. An identity counts as verified from the start. */
export function sesProviders(account: SesAccount): Readonly<Record<string, ResourceProvider>> {
  const answer = (ref: string, attributes: Record<string, string> = {}): Promise<ProvisionedResource> =>
    Promise.resolve({ ref, attributes });
  return {
    'AWS::SES::EmailIdentity': ({ properties }) => {
      const { EmailIdentity, ConfigurationSetAttributes } = identitySchema.parse(properties);
      account.verify(EmailIdentity, ConfigurationSetAttributes?.ConfigurationSetName);
      return answer(EmailIdentity, dkimAttributes(EmailIdentity));
    },
    'AWS::SES::ConfigurationSet': ({ properties, defaultName }) => {
      const name = configurationSetSchema.parse(properties).Name ?? defaultName.slice(0, 64);
      account.addConfigurationSet(name);
      return answer(name);
    },
    'AWS::SES::ConfigurationSetEventDestination': ({ properties, defaultName }) => {
      const { ConfigurationSetName, EventDestination } = destinationSchema.parse(properties);
      const name = EventDestination.Name ?? defaultName;
      account.addDestination(ConfigurationSetName, name, {
        eventTypes: EventDestination.Enabled
          ? EventDestination.MatchingEventTypes.map((type) => type.toLowerCase())
          : [],
        topicArn: EventDestination.SnsDestination.TopicARN,
      });
      return answer(`${ConfigurationSetName}|${name}`, { Id: `${ConfigurationSetName}|${name}` });
    },
  };
}
