/** Where a service of AWS answers: as the SDK's own clients find it, at another address on one machine. */

/** Those whose variable is not named as their addresses. */
const VARIABLES: Readonly<Record<string, string>> = {
  'cognito-idp': 'COGNITO_IDENTITY_PROVIDER',
  secretsmanager: 'SECRETS_MANAGER',
};

/** @param service as in its addresses: `sts`, `dynamodb`, `secretsmanager`. */
export function awsAddress(service: string, region: string): string {
  const { env } = process;
  const variable = VARIABLES[service] ?? service.toUpperCase();
  return env[`AWS_ENDPOINT_URL_${variable}`] ?? env.AWS_ENDPOINT_URL ?? `https://${service}.${region}.amazonaws.com`;
}
