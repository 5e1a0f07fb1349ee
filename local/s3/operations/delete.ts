/** DeleteObject and DeleteObjects. */
import { AwsError } from '../../aws.ts';
import type { Deletion } from '../bucket.ts';
import { causeOf, objectArn } from '../endpoint.ts';
import type { Endpoint } from '../endpoint.ts';
import { malformedXml } from '../errors.ts';
import type { S3Request } from '../exchange.ts';
import { readXmlBody } from '../request-body.ts';
import { childText, xmlDocument } from '../xml.ts';
import type { XmlValue } from '../xml.ts';
import type { Operation } from './operation.ts';

const MOST_KEYS = 1000;

interface Target {
  key: string;
  versionId: string | undefined;
}

const permission = (bucket: string, { key, versionId }: Target): { action: string; resource: string } => ({
  action: versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion',
  resource: objectArn(bucket, key),
});

function remove(request: S3Request, endpoint: Endpoint, { key, versionId }: Target): Promise<Deletion> {
  const bucket = endpoint.bucket(request.bucket);
  return versionId === undefined
    ? bucket.delete(key, causeOf(request))
    : bucket.deleteVersion(key, versionId, causeOf(request));
}

export const deleteObject: Operation = {
  authorisations: (request) => [
    permission(request.bucket, { key: request.key, versionId: request.query.get('versionId') }),
  ],
  async handle(request, endpoint) {
    const target = { key: request.key, versionId: request.query.get('versionId') };
    const { versionId, deleteMarker } = await remove(request, endpoint, target);
    return {
      status: 204,
      headers: {
        ...(versionId === undefined || versionId === 'null' ? {} : { 'x-amz-version-id': versionId }),
        ...(deleteMarker ? { 'x-amz-delete-marker': 'true' } : {}),
      },
    };
  },
};

/** Each key is authorised on its own, so one refused does not hold up the others. */
export const deleteObjects: Operation = {
  authorisations: () => [],
  async handle(request, endpoint) {
    endpoint.bucket(request.bucket);
    const body = await readXmlBody(request);
    const targets: Target[] = body.children
      .filter((child) => child.name === 'Object')
      .map((child) => ({ key: childText(child, 'Key') ?? '', versionId: childText(child, 'VersionId') }));
    if (body.name !== 'Delete' || targets.length === 0 || targets.length > MOST_KEYS) throw malformedXml();
    if (targets.some(({ key }) => key === '')) throw malformedXml();
    const deleted: XmlValue[] = [];
    const errors: XmlValue[] = [];
    for (const target of targets) {
      try {
        await endpoint.authorise(request.principal, [permission(request.bucket, target)]);
        deleted.push(deletedElement(target, await remove(request, endpoint, target)));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        errors.push({ Key: target.key, VersionId: target.versionId, Code: error.code, Message: error.message });
      }
    }
    const quiet = childText(body, 'Quiet') === 'true';
    return { status: 200, body: xmlDocument('DeleteResult', { Deleted: quiet ? undefined : deleted, Error: errors }) };
  },
};

const deletedElement = (target: Target, deletion: Deletion): XmlValue => ({
  Key: target.key,
  VersionId: target.versionId,
  ...(deletion.deleteMarker ? { DeleteMarker: true, DeleteMarkerVersionId: deletion.versionId } : {}),
});
