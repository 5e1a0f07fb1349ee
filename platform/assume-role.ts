/**
 * The one call to STS that Parvis makes, without the SDK's client of it, which weighs 50 kB in each function that answers
 * pages.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
import * as z from 'zod';
import { postToAws } from './aws-post.ts';
import { type AwsCredentials, signerFor } from './aws-signature.ts';

export interface RoleSession {
  roleArn: string;
  /** What AWS's own journals call it: `[\w+=,.@-]{2,64}`. */
  name: string;
  tags: Readonly<Record<string, string>>;
  /** In seconds: from 900 to 3,600, for a role that is itself assumed. */
  duration: number;
}

/** Where STS is, and who asks it. */
export interface StsPlace {
  /** `https://sts.eu-west-3.amazonaws.com` */
  address: string;
  region: string;
  credentials: () => Promise<AwsCredentials>;
}

/** Raised when STS refuses or does not answer. */
export class AssumeRoleError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AssumeRoleError';
  }
}

/** A page waits for it: a call that was not answered is made again once. In milliseconds. */
const LONGEST_WAIT = 3000;
const TRIES = 2;

/** @throws {AssumeRoleError} */
export async function assumeRole(session: RoleSession, place: StsPlace): Promise<z.infer<typeof assumed>> {
  const { region, credentials } = place;
  const body = bodyOf(session).toString();
  const address = new URL(place.address);
  const headers = { host: address.host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  const signed = signerFor('sts', region);
  for (let attempt = 1; ; attempt += 1) {
    const signedHeaders = signed({ path: '/', headers, body }, await credentials(), new Date());
    try {
      const { status, text } = await postToAws(address, signedHeaders, body, LONGEST_WAIT);
      if (status === 200) return credentialsIn(text);
      const error = new AssumeRoleError(`STS answered ${status} ${inside(text, 'Code') ?? ''}`);
      if (status < 500 || attempt === TRIES) throw error;
    } catch (cause) {
      if (cause instanceof AssumeRoleError) throw cause;
      if (attempt === TRIES) throw new AssumeRoleError('STS did not answer', { cause });
    }
  }
}

function bodyOf({ roleArn, name, tags, duration }: RoleSession): URLSearchParams {
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: roleArn,
    RoleSessionName: name,
    DurationSeconds: String(duration),
  });
  for (const [at, [key, value]] of Object.entries(tags).entries()) {
    body.set(`Tags.member.${at + 1}.Key`, key);
    body.set(`Tags.member.${at + 1}.Value`, value);
  }
  return body;
}

/** What an element of the answer holds: none of those that are read here has children or entities. */
const inside = (xml: string, element: string): string | undefined =>
  new RegExp(`<${element}>([^<&]+)</${element}>`).exec(xml)?.[1];

/** Temporary credentials of a role. */
const assumed = z.object({ accessKeyId: z.string(), secretAccessKey: z.string(), sessionToken: z.string() });

function credentialsIn(xml: string): z.infer<typeof assumed> {
  const read = assumed.safeParse({
    accessKeyId: inside(xml, 'AccessKeyId'),
    secretAccessKey: inside(xml, 'SecretAccessKey'),
    sessionToken: inside(xml, 'SessionToken'),
  });
  if (!read.success) throw new AssumeRoleError('STS answered something else than credentials', { cause: read.error });
  return read.data;
}
