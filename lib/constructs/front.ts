import { Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  HttpVersion,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { acknowledge } from './acknowledge.ts';
import type { HttpApi } from './http-api.ts';
import { SecurityHeaders } from './security-headers.ts';
import type { SecretKey } from './secret-key.ts';

export interface FrontProps {
  stage: StageConfig;
  api: HttpApi;
  assets: IBucket;
  accessLogs: IBucket;
  originKey: SecretKey;
}

/** CloudFront: the only door. Why each path is kept or not: docs/adr/0002-what-cloudfront-keeps.md. */
export class Front extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { stage, api, assets, accessLogs, originKey }: FrontProps) {
    super(scope, id);
    const headers = new SecurityHeaders(this, 'Headers', stage);
    const pages: Omit<BehaviorOptions, 'cachePolicy' | 'originRequestPolicy'> = {
      origin: new HttpOrigin(api.host, {
        // A reference that CloudFormation resolves: the key itself is in no template.
        customHeaders: { 'x-origin-key': originKey.secret.secretValue.unsafeUnwrap() },
        readTimeout: Duration.seconds(30),
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: headers.ofPages,
      functionAssociations: [{ eventType: FunctionEventType.VIEWER_REQUEST, function: this.viewerAddress() }],
    };
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `Parvis ${stage.territory.name} (${stage.stage})`,
      domainNames: [stage.domain],
      certificate: Certificate.fromCertificateArn(this, 'Certificate', stage.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      logBucket: accessLogs,
      logFilePrefix: 'site/',
      logIncludesCookies: false,
      defaultBehavior: {
        ...pages,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
      additionalBehaviors: {
        '/c/*': {
          ...pages,
          cachePolicy: this.keptAsTheOriginSays(),
          originRequestPolicy: this.withoutCookies(),
        },
        '/static/*': {
          origin: S3BucketOrigin.withOriginAccessControl(assets),
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          responseHeadersPolicy: headers.ofFiles,
        },
      },
    });
    acknowledge(this.distribution, 'AwsSolutions-CFR1', 'Residents and delegates read from anywhere, abroad too.');
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR2',
      'A web ACL costs every month without a visitor. The gateway throttles, and sign-in and codes count failures themselves.',
    );
  }

  /** `max-age` of the answer decides, between nothing and an hour; one copy for each format and query. */
  private keptAsTheOriginSays(): CachePolicy {
    return new CachePolicy(this, 'PublicPages', {
      comment: 'Public pages of the communes: the same for everybody',
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.hours(1),
      headerBehavior: CacheHeaderBehavior.allowList('Accept'),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  /** What the origin is not told, it cannot put in a copy that everybody gets. */
  private withoutCookies(): OriginRequestPolicy {
    return new OriginRequestPolicy(this, 'PublicRequests', {
      comment: 'All but cookies and Host',
      cookieBehavior: OriginRequestCookieBehavior.none(),
      headerBehavior: OriginRequestHeaderBehavior.denyList('Host'),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
    });
  }

  /** Writes the visitor's address over whatever the visitor sent under that name. */
  private viewerAddress(): EdgeFunction {
    return new EdgeFunction(this, 'ViewerAddress', {
      comment: 'x-viewer-address: who is at the other end',
      code: FunctionCode.fromInline(
        [
          'function handler(event) {',
          "  event.request.headers['x-viewer-address'] = { value: event.viewer.ip };",
          '  return event.request;',
          '}',
        ].join('\n'),
      ),
    });
  }
}
