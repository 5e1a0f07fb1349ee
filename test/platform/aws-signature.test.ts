/** Our signatures, beside those of the SDK's own signer. */
import { describe, expect, it } from 'vitest';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { signerFor } from '../../platform/aws-signature.ts';
import { Sha256 } from '../../platform/sha256.ts';

const REGION = 'eu-west-3';
const SERVICES = ['dynamodb', 'secretsmanager', 'cognito-idp', 'sts'] as const;
const signers = new Map(SERVICES.map((service) => [service, signerFor(service, REGION)]));

const text = fc.string({ unit: 'grapheme', maxLength: 60 });
const asked = fc.record({
  service: fc.constantFrom(...SERVICES),
  host: fc.domain(),
  path: fc.constantFrom('/', '/aws'),
  target: fc.stringMatching(/^[A-Za-z0-9_.]{1,40}$/),
  body: text,
  at: fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
  credentials: fc.record(
    {
      accessKeyId: fc.stringMatching(/^[A-Z0-9]{16,20}$/),
      secretAccessKey: fc.stringMatching(/^[A-Za-z0-9/+]{20,40}$/),
      sessionToken: fc.base64String({ minLength: 4, maxLength: 200 }),
    },
    { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
  ),
});

describe('a signature', () => {
  it('is the one that the SDK makes', async () => {
    const every = fc.asyncProperty(asked, async ({ service, host, path, target, body, at, credentials }) => {
      const headers = { host, 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target };
      const theirs = await new SignatureV4({
        ...{ service, region: REGION, credentials, sha256: Sha256, applyChecksum: false },
      }).sign({ method: 'POST', protocol: 'https:', hostname: host, path, headers, body }, { signingDate: at });
      expect(signers.get(service)?.({ path, headers, body }, credentials, at)).toEqual(theirs.headers);
    });
    await fc.assert(every, { numRuns: 200 });
  });
});
