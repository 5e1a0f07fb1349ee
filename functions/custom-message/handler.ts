/** Cognito asks how to say what it is about to send. */
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type { CustomMessageTriggerEvent } from 'aws-lambda';
import { readConfig } from '../../platform/config.ts';
import { logger } from '../../platform/log.ts';
import { anyCode, forgottenPassword } from './texts.ts';

const { SITE_ORIGIN, TERRITORY_NAME } = readConfig(['SITE_ORIGIN', 'TERRITORY_NAME']);

export const handler = middy(async (event: CustomMessageTriggerEvent): Promise<CustomMessageTriggerEvent> => {
  const { codeParameter: code, usernameParameter: address } = event.request;
  const write = event.triggerSource === 'CustomMessage_ForgotPassword' ? forgottenPassword : anyCode;
  const { subject, message } = write({ code, address, territory: TERRITORY_NAME, site: SITE_ORIGIN });
  event.response.emailSubject = subject;
  event.response.emailMessage = message;
  return event;
}).use(injectLambdaContext(logger));
