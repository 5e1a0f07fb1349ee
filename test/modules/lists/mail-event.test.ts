/** Bounces and complaints as SES tells of them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subscriberKey, subscriberOf } from '../../../modules/lists/store/subscriber.ts';
import { NERAC, nextMorning, openWorld, subscribe, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.join(NERAC);
});
afterAll(() => world.close());

const stateOf = async (email: string) => {
  const { state, stopReason, softBounces } = (await subscriberOf(world.table, subscriberKey(email))) ?? {};
  return { state, stopReason, softBounces };
};

/** As Amazon SES publishes them to SNS. */
function bounceOf(
  address: string,
  bounceType: 'Permanent' | 'Transient' | 'Undetermined',
  tags: Record<string, string[]> = {},
): string {
  return JSON.stringify({
    eventType: 'Bounce',
    mail: { timestamp: world.now.at.toISOString(), messageId: 'm', destination: [address], tags },
    bounce: {
      bounceType,
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: address, action: 'failed', status: '5.1.1', diagnosticCode: 'smtp; 550' }],
      timestamp: world.now.at.toISOString(),
      feedbackId: 'f',
    },
  });
}

const complaintOf = (address: string): string =>
  JSON.stringify({
    eventType: 'Complaint',
    mail: { destination: [address], tags: {} },
    complaint: {
      complainedRecipients: [{ emailAddress: address }],
      complaintSubType: null,
      timestamp: world.now.at.toISOString(),
    },
  });

const wrapped = (message: string): string =>
  JSON.stringify({ Type: 'Notification', MessageId: '1', TopicArn: 'arn', Message: message });

const aDay = (): void => {
  world.now.at = new Date(world.now.at.getTime() + 86_400_000);
};

describe('an address', () => {
  it('stops at a hard bounce, raw or in the envelope of SNS, told once or twice', async () => {
    for (const [email, wrap] of [
      ['dur@exemple.fr', (text: string) => text],
      ['enveloppe@exemple.fr', wrapped],
    ] as const) {
      await subscribe(world, email);
      await world.mailEvent(wrap(bounceOf(email, 'Permanent')));
      await world.mailEvent(wrap(bounceOf(email, 'Permanent')));
      expect(await stateOf(email)).toMatchObject({ state: 'stopped', stopReason: 'bounce' });
    }
    expect(world.counted.AddressesStopped).toBe(2);
  });

  it('stops at a complaint, written otherwise by the relay', async () => {
    await subscribe(world, 'plainte@exemple.fr');
    await world.mailEvent(complaintOf('"Odile" <Plainte@Exemple.fr>'));
    expect(await stateOf('plainte@exemple.fr')).toMatchObject({ state: 'stopped', stopReason: 'complaint' });
  });

  it('is known by the tag of its message when the relay names another', async () => {
    await subscribe(world, 'renvoi@exemple.fr');
    await world.mailEvent(
      bounceOf('autre@ailleurs.fr', 'Permanent', { subscriber: [subscriberKey('renvoi@exemple.fr')] }),
    );
    expect(await stateOf('renvoi@exemple.fr')).toMatchObject({ state: 'stopped' });
  });

  it('is suspended at the fifth day of transient failures, one event told twice counting once', async () => {
    await subscribe(world, 'mou@exemple.fr');
    for (let day = 1; day <= 5; day += 1) {
      aDay();
      const event = bounceOf('mou@exemple.fr', day === 2 ? 'Undetermined' : 'Transient');
      await world.mailEvent(event);
      await world.mailEvent(event);
      expect(await stateOf('mou@exemple.fr')).toMatchObject({
        softBounces: day,
        state: day < 5 ? 'active' : 'suspended',
      });
    }
  });

  it('that stopped receives nothing, says why, and receives again after a new consent', async () => {
    await world.publish(NERAC, { title: 'Le marché déménage' });
    await nextMorning(world);
    expect(await world.sent()).toEqual([]);
    const token = await subscribe(world, 'mou@exemple.fr');
    expect(await stateOf('mou@exemple.fr')).toEqual({ state: 'active', stopReason: undefined, softBounces: 0 });
    expect((await world.visitor.get(`/u/preferences/${token}`)).text).not.toContain('nous n’écrivons plus');
    await world.publish(NERAC, { title: 'La piscine rouvre' });
    await nextMorning(world);
    expect((await world.sent()).map(({ to }) => to)).toEqual(['mou@exemple.fr']);
  });

  it('counts the messages that pass after a failure, and no others', async () => {
    await world.mailEvent(bounceOf('mou@exemple.fr', 'Transient'));
    for (let day = 0; day < 3; day += 1) {
      await world.publish(NERAC, { title: `Jour ${day}` });
      await nextMorning(world);
    }
    expect((await subscriberOf(world.table, subscriberKey('mou@exemple.fr')))?.sentSinceBounce).toBe(3);
  });

  it('that is not known changes nothing', async () => {
    await world.mailEvent(bounceOf('inconnu@exemple.fr', 'Permanent'));
    await world.mailEvent(complaintOf('inconnu@exemple.fr'));
    expect(await subscriberOf(world.table, subscriberKey('inconnu@exemple.fr'))).toBeUndefined();
  });

  it('is left alone by other events', async () => {
    await world.mailEvent(
      JSON.stringify({ eventType: 'Delivery', mail: { destination: ['mou@exemple.fr'], tags: {} }, delivery: {} }),
    );
    await world.mailEvent(
      JSON.stringify({
        eventType: 'Reject',
        mail: { destination: ['mou@exemple.fr'] },
        reject: { reason: 'Bad content' },
      }),
    );
    expect(await stateOf('mou@exemple.fr')).toMatchObject({ state: 'active' });
    await expect(world.mailEvent('not JSON')).rejects.toThrow();
  });
});
