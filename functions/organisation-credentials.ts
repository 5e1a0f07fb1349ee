/** Whom the functions that work for organisations sign their calls to the table as. */
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { assumeRole } from '../platform/assume-role.ts';
import { awsAddress } from '../platform/aws-address.ts';
import { readConfig } from '../platform/config.ts';
import { type Assume, confinedCredentials, CREDENTIALS_LAST, type SigningProvider } from '../platform/confinement.ts';

/**
 * Signs calls to the table for the organisation on whose behalf they are made, with the role that the function may
 * assume for one organisation at a time.
 */
export function credentialsOfOrganisations(): SigningProvider {
  const { ORGANISATION_ROLE_ARN: roleArn, AWS_REGION: region } = readConfig(['ORGANISATION_ROLE_ARN', 'AWS_REGION']);
  const credentials = fromEnv();
  const assume: Assume = (organisation) =>
    assumeRole(
      {
        roleArn,
        name: organisation ?? 'nobody',
        tags: organisation === undefined ? {} : { organisation },
        duration: CREDENTIALS_LAST,
      },
      { address: awsAddress('sts', region), region, credentials },
    );
  return confinedCredentials(assume, credentials);
}
