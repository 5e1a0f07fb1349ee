import { describe, expect, it } from 'vitest';
import { stageNamed, territoryServed } from '../../lib/config/index.ts';
import { stageConfig } from '../../lib/config/stage.ts';

const example = stageNamed('example');

describe('the configuration of a stage', () => {
  it.each([undefined, '', 'prod', null])('is never guessed: %p is refused with the stages that exist', (name) => {
    expect(() => stageNamed(name)).toThrow(/Name a stage with -c stage=…: example, local\./);
  });

  it('names its file and every wrong field at once', () => {
    const wrong = {
      ...example,
      domain: 'https://parvis.example.org',
      territory: { ...example.territory, code: '470' + '1' },
    };
    expect(() => stageConfig(wrong)).toThrow(/lib\/config\/example\.ts[^]*domain[^]*territory\.code/);
  });

  it('refuses a certificate that CloudFront cannot read', () => {
    const elsewhere = example.certificateArn.replace('us-east-1', 'eu-west-3');
    expect(() => stageConfig({ ...example, certificateArn: elsewhere })).toThrow(/us-east-1/);
  });

  it('refuses a sender that the domain does not sign for', () => {
    const mail = { ...example.mail, sender: 'mairie@autre.example.org' };
    expect(() => stageConfig({ ...example, mail })).toThrow(/mail\.sender/);
  });

  it('lets no production speak to providers on its own machine', () => {
    expect(() => stageConfig({ ...example, loopbackProviders: true })).toThrow(
      /not in production[^]*loopbackProviders/,
    );
    expect(stageNamed('local')).toMatchObject({ production: false, loopbackProviders: true });
  });

  it('takes another territory on a laptop, and never where one is deployed', () => {
    const seineMaritime = { code: '76', name: 'Seine-Maritime' };
    expect(territoryServed(stageNamed('local'), seineMaritime).territory).toMatchObject(seineMaritime);
    expect(() => territoryServed(example, seineMaritime)).toThrow(/lib\/config\/example\.ts/);
    expect(() => territoryServed(stageNamed('local'), { code: '4701', name: 'Nérac' })).toThrow(/territory\.code/);
  });
});
