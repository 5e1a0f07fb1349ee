import { Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
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

/** CloudFront: the only door. What it keeps and why: docs/adr/0002-what-cloudfront-keeps.md. */
export class Front extends Construct {
  readonly distribution: Distribution;

  constructor(scope: Construct, id: string, { stage, api, assets, accessLogs, originKey }: FrontProps) {
    super(scope, id);
    const headers = new SecurityHeaders(this, 'Headers', stage);
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
        origin: new HttpOrigin(api.host, {
          // A reference that CloudFormation resolves: the key itself is in no template.
          customHeaders: { 'x-origin-key': originKey.secret.secretValue.unsafeUnwrap() },
          readTimeout: Duration.seconds(30),
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        responseHeadersPolicy: headers.ofPages,
        cachePolicy: this.keptAsTheFunctionSays(),
        originRequestPolicy: this.whatFunctionsRead(),
      },
      additionalBehaviors: {
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

  /**
   * `Cache-Control` of the answer decides, between nothing and an hour. All that an answer may depend on is
   * in the key, cookies first: a copy is only ever given to whom the function would have answered the same.
   */
  private keptAsTheFunctionSays(): CachePolicy {
    return new CachePolicy(this, 'Pages', {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.hours(1),
      headerBehavior: CacheHeaderBehavior.allowList('Accept'),
      cookieBehavior: CacheCookieBehavior.all(),
      queryStringBehavior: CacheQueryStringBehavior.all(),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  /** Never Host: the gateway knows itself by its own. The visitor's address, only CloudFront knows. */
  private whatFunctionsRead(): OriginRequestPolicy {
    return new OriginRequestPolicy(this, 'Requests', {
      cookieBehavior: OriginRequestCookieBehavior.all(),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
      // Ten at most.
      headerBehavior: OriginRequestHeaderBehavior.allowList(
        'Accept',
        'CloudFront-Viewer-Address',
        'Content-Type',
        'If-None-Match',
        'Origin',
        'Referer',
        'Sec-Fetch-Site',
        'User-Agent',
      ),
    });
  }
}
