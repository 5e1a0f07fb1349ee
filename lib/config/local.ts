import { stageConfig } from './stage.ts';

/** The cloud on one machine: `npm start` and the tests. Its addresses are given when it starts. */
export const local = stageConfig({
  stage: 'local',
  production: false,
  region: 'eu-west-3',
  domain: 'territoire.test',
  certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/00000000-0000-4000-8000-000000000000',
  addresses: 'parameters',
  territory: { code: '47', name: 'Lot-et-Garonne', hue: '#1c5546' },
  mail: { domain: 'territoire.test', sender: 'lettre@territoire.test' },
  operatorEmail: 'operateur@territoire.test',
  retention: { logs: 7, accessLogs: 7, replacedDocuments: 7, leftOrganisations: 62 },
  documentsQuota: 5,
  throttling: { rate: 1000, burst: 2000 },
  loopbackProviders: true,
  exposeTimings: true,
});
