import { stageConfig } from './stage.ts';

/** A territory to copy: nothing is deployed under this name. See docs/deploying.md. */
export const example = stageConfig({
  stage: 'example',
  production: true,
  region: 'eu-west-3',
  domain: 'parvis.example.org',
  certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000000',
  addresses: 'fixed',
  territory: { code: '47', name: 'Lot-et-Garonne', hue: '#1c5546' },
  mail: { domain: 'parvis.example.org', sender: 'lettre@parvis.example.org' },
  operatorEmail: 'operateur@example.org',
  alarmEmail: 'exploitation@example.org',
  retention: { logs: 90, accessLogs: 90, replacedDocuments: 90, leftOrganisations: 62 },
  documentsQuota: 20,
  throttling: { rate: 50, burst: 100 },
  loopbackProviders: false,
  exposeTimings: false,
});
