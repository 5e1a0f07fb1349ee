/**
 * What the cloud itself refuses of files: with the credentials that the search works with for one organisation, neither
 * the index of another is read, nor the text or the picture of a document, even by code that asks for them.
 */
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assumeRole } from '../../platform/assume-role.ts';
import type { AwsCredentials } from '../../platform/aws-json.ts';
import { asHost, resourceNamed } from '../support/cloud.ts';
import { scene, type Scene } from '../support/territory.ts';

let here: Scene;
let bucket: string;
const clients: S3Client[] = [];

function s3With(credentials: AwsCredentials): S3Client {
  const { filesOrigin, region } = here.cloud;
  const client = new S3Client({ region, credentials, endpoint: filesOrigin, forcePathStyle: true });
  clients.push(client);
  return client;
}

/** The search, on behalf of an organisation or of nobody. */
async function searching(tags: Record<string, string>): Promise<S3Client> {
  const { cloud } = here;
  const role = resourceNamed(cloud, 'AWS::IAM::Role', 'SearchOrganisationRole');
  const { awsEndpoint: address, region, hostCredentials } = cloud;
  return s3With(
    await assumeRole(
      { roleArn: `arn:aws:iam::000000000000:role/${role}`, name: 'attack', tags, duration: 900 },
      { address, region, credentials: async () => hostCredentials },
    ),
  );
}

const outcome = (client: S3Client, Key: string): Promise<string> =>
  client.send(new GetObjectCommand({ Bucket: bucket, Key })).then(
    async ({ Body }) => (await Body?.transformToString()) ?? '',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );

/** Objects that are there, each with its own words: what is refused is refused, not absent. */
const OBJECTS = (own: string, theirs: string, document: string): Readonly<Record<string, string>> => ({
  published: 'search/pub/territoire/attack',
  own: `search/org/${own}/attack`,
  'of another': `search/org/${theirs}/attack`,
  'the text of another': `text/${theirs}/${document}`,
  'the picture of another': `thumb/${theirs}/${document}`,
});

let objects: Readonly<Record<string, string>>;
beforeAll(async () => {
  here = await scene();
  bucket = resourceNamed(here.cloud, 'AWS::S3::Bucket', 'Documents');
  const { home, other } = here.territory;
  objects = OBJECTS(other.siren, home.siren, 'doc_attack');
  const host = new S3Client({ ...asHost(here.cloud), endpoint: here.cloud.filesOrigin, forcePathStyle: true });
  clients.push(host);
  for (const [what, Key] of Object.entries(objects)) {
    await host.send(new PutObjectCommand({ Bucket: bucket, Key, Body: what }));
  }
});
afterAll(() => {
  for (const client of clients) client.destroy();
});

async function outcomes(tags: Record<string, string>): Promise<Record<string, string>> {
  const client = await searching(tags);
  const seen: Record<string, string> = {};
  for (const [what, key] of Object.entries(objects)) seen[what] = await outcome(client, key);
  return seen;
}

/** Of the objects, those named are read, each as it was written. */
const only = (...read: string[]) =>
  Object.fromEntries(Object.keys(objects).map((what) => [what, read.includes(what) ? what : 'AccessDenied']));

describe('the credentials of the search', () => {
  it('reach the index of their organisation and what is published, and nothing of another', async () => {
    expect(await outcomes({ organisation: here.territory.other.siren })).toEqual(only('published', 'own'));
  });

  it('reach what is published alone when they are for nobody', async () => {
    expect(await outcomes({})).toEqual(only('published'));
  });

  it('take a tag for a name, never for a pattern', async () => {
    for (const organisation of ['*********', '?????????', `${here.territory.home.siren.slice(0, 8)}*`]) {
      expect(await outcomes({ organisation })).toEqual(only('published'));
    }
  });
});
