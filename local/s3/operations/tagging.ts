/** GetObjectTagging: tags are what a scan said of an object. */
import { objectArn } from '../endpoint.ts';
import { noSuchKey } from '../errors.ts';
import { versionHeader } from '../object-version.ts';
import { xmlDocument } from '../xml.ts';
import type { Operation } from './operation.ts';

export const getObjectTagging: Operation = {
  authorisations: ({ bucket, key, query }) => [
    {
      action: query.has('versionId') ? 's3:GetObjectVersionTagging' : 's3:GetObjectTagging',
      resource: objectArn(bucket, key),
    },
  ],
  async handle({ bucket: name, key, query }, endpoint) {
    const bucket = endpoint.bucket(name);
    const versionId = query.get('versionId');
    const object = versionId === undefined ? bucket.index.current(key) : bucket.version(key, versionId);
    if (object?.kind !== 'object') throw noSuchKey(key);
    const tags = Object.entries(bucket.tagsOf(object));
    return {
      status: 200,
      headers: { ...versionHeader(object) },
      body: xmlDocument('Tagging', { TagSet: { Tag: tags.map(([Key, Value]) => ({ Key, Value })) } }),
    };
  },
};
