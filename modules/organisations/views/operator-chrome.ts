import type { Member } from '../../../platform/actor.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import type { Chrome, OperatorNavKey } from '../../../web/layout.tsx';

/** The console around a page of the operator. */
export const operatorChrome = (
  territory: Territory,
  { person: { firstName, lastName } }: Member,
  current: OperatorNavKey,
  nonce: string,
): Chrome => ({ kind: 'operator', territory, person: { name: `${firstName} ${lastName}` }, current, nonce });
