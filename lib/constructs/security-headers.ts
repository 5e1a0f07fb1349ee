import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type IResponseHeadersPolicy,
  type ResponseHeadersContentSecurityPolicy,
  ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';

/** What every answer says to the browser, whatever answered. */
export class SecurityHeaders extends Construct {
  readonly ofPages: IResponseHeadersPolicy;
  readonly ofFiles: IResponseHeadersPolicy;
  private readonly stage: StageConfig;

  constructor(scope: Construct, id: string, stage: StageConfig) {
    super(scope, id);
    this.stage = stage;
    // A page names its own styles by hash; this one stands only where an answer has no policy, as the
    // gateway's own errors.
    this.ofPages = this.policy('Pages', {
      contentSecurityPolicy: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      override: false,
    });
    this.ofFiles = this.policy('Files', {
      contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'",
      override: true,
    });
  }

  private policy(id: string, contentSecurityPolicy: ResponseHeadersContentSecurityPolicy): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, id, {
      responseHeadersPolicyName: `parvis-${this.stage.stage}-${id.toLowerCase()}`,
      securityHeadersBehavior: {
        contentSecurityPolicy,
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        // Not `no-referrer`: browsers would then post forms with `Origin: null`, which are refused.
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: false, override: true },
      },
      customHeadersBehavior: {
        customHeaders: [
          { header: 'permissions-policy', value: 'camera=(), geolocation=(), microphone=()', override: true },
        ],
      },
      removeHeaders: ['apigw-requestid'],
    });
  }
}
