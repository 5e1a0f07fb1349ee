/** The letter of the morning, from publications to mailboxes, over a real table. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { prepareDigests, sendQueued } from '../../../modules/lists/index.ts';
import { lastRuns, runOf } from '../../../modules/lists/store/run.ts';
import { subscriberKey } from '../../../modules/lists/store/subscriber.ts';
import { savePresentation } from '../../../modules/organisations/store/presentation.ts';
import { newId } from '../../../platform/ids.ts';
import { newAct } from '../../../platform/journal.ts';
import { MailNotTaken } from '../../../platform/mail/transport.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { AGEN, NERAC, nextMorning, openWorld, ORIGIN, subscribe, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await openWorld();
  await world.join(NERAC);
  await world.join(AGEN);
});
afterEach(() => world.close());

const later = (minutes: number): void => {
  world.now.at = new Date(world.now.at.getTime() + minutes * 60_000);
};

const headersOf = (mail: { headers: readonly { key: string; value: string }[] }): Map<string, string> =>
  new Map(mail.headers.map(({ key, value }) => [key, value]));

describe('the letter', () => {
  it('has the headers of a list, and both parts', async () => {
    const token = await subscribe(world, 'odile@exemple.fr');
    await world.publish(NERAC, {
      kind: 'deliberation',
      title: 'Convention d’entretien de la voirie',
      particulars: { sessionDate: '2026-11-19', number: '2026-014' },
      file: { type: 'application/pdf', size: 397_312, pages: 3 },
    });
    await nextMorning(world);
    const [letter, ...others] = await world.sent();
    expect(others).toEqual([]);
    expect(letter?.to).toBe('odile@exemple.fr');
    const { mail, raw = '' } = letter ?? {};
    if (!mail) throw new Error('No letter left');
    expect(mail.subject).toBe('Votre lettre du mardi 24 novembre 2026');
    expect(mail.from).toEqual({ name: 'Lot-et-Garonne (via Parvis)', address: 'lettre@territoire.test' });
    const headers = headersOf(mail);
    expect(Object.fromEntries(headers)).toMatchObject({
      'list-id': 'Votre lettre, Lot-et-Garonne <lettre.lists.territoire.test>',
      'list-unsubscribe': `<${ORIGIN}/u/${token}>`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'list-post': 'NO',
      'list-archive': `<${ORIGIN}/>`,
      precedence: 'list',
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      references: '<lettre@lists.territoire.test>',
      'in-reply-to': '<lettre@lists.territoire.test>',
    });
    for (const part of [mail.text ?? '', mail.html ?? '']) {
      expect(part).toContain('Convention d’entretien de la voirie');
      expect(part).toContain(`${ORIGIN}/c/nerac/actes/`);
      expect(part.split(`${ORIGIN}/u/${token}`)).toHaveLength(3);
      expect(part.split('Actes et actualités de Nérac')).toHaveLength(3);
      expect(part).toContain(`${ORIGIN}/u/preferences/${token}`);
    }
    expect(mail.html).not.toMatch(/<img|src=/);
    expect(mail.text?.replaceAll('\u00a0', ' ')).toContain(
      'Séance du jeudi 19 novembre 2026, n° 2026-014 · PDF, 388 Ko',
    );
    const lines = raw.split('\r\n');
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998);
    const bodies = raw.slice(raw.indexOf('\r\n\r\n')).split('\r\n');
    expect(bodies.filter((line) => line.length > 76)).toEqual([]);
    expect(raw).toMatch(/^[\r\n\t -~]+$/);
  });

  it('is grouped by organisation, then by kind, newest first', async () => {
    await subscribe(world, 'odile@exemple.fr');
    await subscribe(world, 'odile@exemple.fr', AGEN);
    await world.publish(NERAC, { title: 'Actualité ancienne' });
    later(10);
    await world.publish(NERAC, { kind: 'deliberation', title: 'Un acte' });
    later(10);
    await world.publish(NERAC, { title: 'Actualité récente' });
    later(10);
    await world.publish(AGEN, { title: 'La piscine rouvre' });
    await nextMorning(world);
    const [letter] = await world.sent();
    const text = letter?.mail.text ?? '';
    const order = [
      'AGEN',
      'La piscine rouvre',
      'NÉRAC',
      'Un acte',
      'Actualités',
      'Actualité récente',
      'Actualité ancienne',
    ];
    const positions = order.map((words) => text.indexOf(words, text.indexOf('AGEN')));
    expect(positions).not.toContain(-1);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  it('never leaves empty, and tells each publication once', async () => {
    await subscribe(world, 'odile@exemple.fr');
    await subscribe(world, 'paul@exemple.fr', AGEN);
    await world.publish(NERAC, { title: 'Le marché déménage' });
    await nextMorning(world);
    expect((await world.sent()).map(({ to }) => to)).toEqual(['odile@exemple.fr']);
    await nextMorning(world);
    expect(await world.sent()).toEqual([]);
    await world.publish(AGEN, { title: 'La piscine rouvre' });
    await nextMorning(world);
    const letters = await world.sent();
    expect(letters.map(({ to }) => to)).toEqual(['paul@exemple.fr']);
    expect(letters[0]?.mail.text).not.toContain('Le marché déménage');
  });

  it('says nothing of an organisation whose page is closed by then, and speaks of it again once it is open', async () => {
    await subscribe(world, 'odile@exemple.fr');
    await subscribe(world, 'odile@exemple.fr', AGEN);
    await subscribe(world, 'paul@exemple.fr');
    const open = async (isPublic: boolean, version: number): Promise<void> => {
      const scope = organisationScope(NERAC.siren);
      const nobody = { actor: undefined, from: undefined };
      const act = newAct(scope, () => world.now.at, nobody, [NERAC.siren], { name: 'page-changed' });
      const by = { person: 'x', now: world.now.at.toISOString(), act };
      await savePresentation(world.table, scope, NERAC.siren, { isPublic, version }, by);
    };
    await world.publish(NERAC, { title: 'Le marché déménage' });
    await world.publish(AGEN, { title: 'La piscine rouvre' });
    await open(false, 1);
    await nextMorning(world);
    const [letter, ...others] = await world.sent();
    expect([letter?.to, others.length]).toEqual(['odile@exemple.fr', 0]);
    expect(letter?.mail.text).toContain('La piscine rouvre');
    expect(letter?.mail.text).not.toMatch(/Le marché déménage|NÉRAC/);
    await open(true, 2);
    await world.publish(NERAC, { title: 'Le marché revient' });
    await nextMorning(world);
    expect((await world.sent()).map(({ to }) => to).toSorted()).toEqual(['odile@exemple.fr', 'paul@exemple.fr']);
  });

  it('leaves once, however often each message comes', async () => {
    await subscribe(world, 'odile@exemple.fr');
    await world.publish(NERAC, { title: 'Le marché déménage' });
    world.now.at = new Date('2026-11-24T06:00:00Z');
    for (let time = 0; time < 2; time += 1)
      world.queue('digest', JSON.stringify({ run: 'daily', at: '2026-11-24T06:00:00Z' }));
    await world.settle({ twice: true });
    expect(await world.sent()).toHaveLength(1);
    expect(world.counted).toMatchObject({ MailSent: 2, DigestsPrepared: 1 });
    expect(world.counted.MailRepeated).toBeUndefined();
  });

  it('is not sent to whoever left after it was prepared', async () => {
    const token = await subscribe(world, 'odile@exemple.fr');
    await world.publish(NERAC, { title: 'Le marché déménage' });
    later(600);
    await prepareDigests(world.deps, JSON.stringify({ run: 'daily', at: world.now.at.toISOString() }));
    await world.visitor.post(`/u/${token}`, { 'List-Unsubscribe': 'One-Click' });
    await world.settle();
    expect(await world.sent()).toEqual([]);
  });

  it('shows titles as they were typed, whatever is in them', async () => {
    await subscribe(world, 'odile@exemple.fr');
    const title = '<script>alert(1)</script> & "l’été" =3D =?UTF-8?Q?a?= .\u00a0fin';
    await world.publish(NERAC, { title });
    await nextMorning(world);
    const [letter] = await world.sent();
    expect(letter?.mail.text).toContain(title);
    expect(letter?.mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;l’été&quot;');
    expect(letter?.mail.html).not.toContain('<script>');
  });
});

describe('a run', () => {
  it('goes on where it was when its worker is killed: nobody twice, nobody forgotten', async () => {
    const readers = Array.from({ length: 8 }, (_, at) => `lecteur-${at}@exemple.fr`);
    for (const reader of readers) {
      world.now.at = new Date(world.now.at.getTime() + 3_600_000);
      await subscribe(world, reader);
    }
    await world.publish(NERAC, { title: 'Le marché déménage' });
    later(60);
    const message = JSON.stringify({ run: 'daily', at: world.now.at.toISOString() });
    let handed = 0;
    const killed = {
      ...world.deps,
      queueMails: async (bodies: readonly string[]) => {
        await world.deps.queueMails(bodies);
        handed += bodies.length;
        // After the messages, before the mark: the worst moment.
        if (handed >= 4) throw new Error('killed');
      },
    };
    await expect(prepareDigests(killed, message)).rejects.toThrow('killed');
    await prepareDigests(world.deps, message);
    await world.settle();
    expect((await world.sent()).map(({ to }) => to).sort()).toEqual(readers.toSorted());
    const [run] = await lastRuns(world.table, 5);
    expect(run).toMatchObject({ state: 'done', readers: 8, publications: 1, organisations: 1, shard: 10 });
  });

  it('of two workers at the same one, one goes on', async () => {
    await subscribe(world, 'odile@exemple.fr');
    await world.publish(NERAC, { title: 'Le marché déménage' });
    later(60);
    const message = JSON.stringify({ run: 'daily', at: world.now.at.toISOString() });
    const both = await Promise.allSettled([prepareDigests(world.deps, message), prepareDigests(world.deps, message)]);
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    await prepareDigests(world.deps, message);
    await world.settle();
    expect(await world.sent()).toHaveLength(1);
  });

  it('covers what comes between it and the one before, whenever each is asked for', async () => {
    await subscribe(world, 'odile@exemple.fr');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('publish', 'run'), { minLength: 1, maxLength: 8 }), async (steps) => {
        await world.sent();
        let waiting = 0;
        for (const step of [...steps, 'run']) {
          later(7);
          if (step === 'publish') {
            waiting += 1;
            await world.publish(NERAC, { title: `Publication ${waiting} à ${world.now.at.toISOString()}` });
            continue;
          }
          const id = newId('run', world.now.at);
          const operator = await world.operator();
          await operator.post('/territoire/lettre/envoyer', { id });
          await world.settle();
          expect((await runOf(world.table, id))?.publications).toBe(waiting);
          const letters = await world.sent();
          expect(letters).toHaveLength(waiting > 0 ? 1 : 0);
          waiting = 0;
        }
      }),
      { numRuns: 3 },
    );
  });

  it('that nobody asked for is an error; a message that is none too', async () => {
    await expect(prepareDigests(world.deps, JSON.stringify({ run: newId('run') }))).rejects.toThrow('never asked for');
    await expect(prepareDigests(world.deps, JSON.stringify({ run: 'daily' }))).rejects.toThrow();
    await expect(prepareDigests(world.deps, 'daily')).rejects.toThrow();
  });
});

describe('the operator', () => {
  it('sees what will leave and to how many, sends it now, and sees it gone', async () => {
    const operator = await world.operator();
    expect((await operator.get('/territoire/lettre')).text).toContain('Aucune lettre n’est encore partie');
    await subscribe(world, 'odile@exemple.fr');
    await subscribe(world, 'paul@exemple.fr');
    await world.publish(NERAC, { title: 'Le marché déménage' });
    later(1);
    const preview = await operator.get('/territoire/lettre/apercu');
    expect(preview.text).toContain('Le marché déménage');
    const page = await operator.get('/territoire/lettre/envoyer');
    expect(page.text).toMatch(/2.lecteurs/);
    const id = /name="id" value="(run_[0-9A-Z]+)"/.exec(page.text)?.[1] ?? '';
    for (let time = 0; time < 2; time += 1)
      expect((await operator.post('/territoire/lettre/envoyer', { id })).location).toBe(
        '/territoire/lettre?fait=demande',
      );
    await world.settle();
    expect((await world.sent()).map(({ to }) => to).sort()).toEqual(['odile@exemple.fr', 'paul@exemple.fr']);
    const after = await operator.get('/territoire/lettre', 'application/json');
    expect(JSON.parse(after.text)).toMatchObject({
      next: { publications: 0, readersAtMost: 0 },
      runs: [{ id, state: 'done', publications: 1, organisations: 1, readers: 2 }],
    });
  });

  it('previews exactly what is sent', async () => {
    const token = await subscribe(world, 'odile@exemple.fr');
    await world.publish(NERAC, { title: 'Le marché déménage' });
    later(1);
    const operator = await world.operator();
    const { text } = await operator.get('/territoire/lettre/apercu', 'application/json');
    await operator.post('/territoire/lettre/envoyer', { id: newId('run', world.now.at) });
    await world.settle();
    const [letter] = await world.sent();
    const preview: { subject: string; text: string; html: string } = JSON.parse(text);
    expect(preview.subject).toBe(letter?.mail.subject);
    expect(preview.text.trim()).toBe(letter?.mail.text?.replaceAll(token, 'apercu').trim());
    expect(preview.html.trim()).toBe(letter?.mail.html?.replaceAll(token, 'apercu').trim());
  });

  it('alone may', async () => {
    const referent = await world.member(NERAC, 'referent');
    for (const path of ['/territoire/lettre', '/territoire/lettre/envoyer', '/territoire/lettre/apercu']) {
      expect((await referent.get(path)).status).toBe(403);
    }
    expect((await referent.post('/territoire/lettre/envoyer', { id: newId('run') })).status).toBe(403);
  });

  it('may not name a run otherwise', async () => {
    const operator = await world.operator();
    expect((await operator.post('/territoire/lettre/envoyer', { id: 'daily-2026-11-24' })).status).toBe(422);
  });
});

describe('sending', () => {
  /** Id of a message of the queue. */
  const MESSAGE = '5fea7756-0ea4-451a-a703-a558b933e274';
  const ANOTHER = '219f8380-5770-4cc2-8c3e-5c715e145f5e';

  /** A digest that waits in the mail queue. */
  async function waiting(): Promise<string> {
    await subscribe(world, 'odile@exemple.fr');
    await world.publish(NERAC, { title: 'Le marché déménage' });
    later(60);
    await prepareDigests(world.deps, JSON.stringify({ run: 'daily', at: world.now.at.toISOString() }));
    const [message = ''] = world.queues.mail.splice(0);
    expect(JSON.parse(message)).toMatchObject({ subscriber: subscriberKey('odile@exemple.fr') });
    return message;
  }

  it('after a crash between SES and the mark is counted as a possible repeat', async () => {
    const message = await waiting();
    const { transport } = world;
    world.transport = { send: () => Promise.reject(new Error('connection lost')) };
    await expect(sendQueued(message, world.deps, MESSAGE)).rejects.toThrow('connection lost');
    world.transport = transport;
    await sendQueued(message, world.deps, MESSAGE);
    expect(await world.sent()).toHaveLength(1);
    expect(world.counted.MailRepeated).toBe(1);
    await sendQueued(message, world.deps, MESSAGE);
    expect(await world.sent()).toEqual([]);
  });

  it('is left to the message that has it, until that one is certainly lost', async () => {
    const message = await waiting();
    const { transport } = world;
    world.transport = { send: () => Promise.reject(new Error('connection lost')) };
    await expect(sendQueued(message, world.deps, MESSAGE)).rejects.toThrow('connection lost');
    world.transport = transport;
    await sendQueued(message, world.deps, ANOTHER);
    expect(await world.sent()).toEqual([]);
    later(10);
    await sendQueued(message, world.deps, ANOTHER);
    expect(await world.sent()).toHaveLength(1);
    expect(world.counted.MailRepeated).toBe(1);
  });

  it('that SES does not take now is tried again, and is no repeat', async () => {
    const message = await waiting();
    const { transport } = world;
    world.transport = { send: () => Promise.reject(new MailNotTaken(false, undefined)) };
    await expect(sendQueued(message, world.deps, MESSAGE)).rejects.toThrow(MailNotTaken);
    world.transport = transport;
    await sendQueued(message, world.deps, MESSAGE);
    expect(await world.sent()).toHaveLength(1);
    expect(world.counted.MailRepeated).toBeUndefined();
  });

  it('that SES refuses for good ends there', async () => {
    const message = await waiting();
    const { transport } = world;
    world.transport = { send: () => Promise.reject(new MailNotTaken(true, undefined)) };
    await sendQueued(message, world.deps, MESSAGE);
    world.transport = transport;
    await sendQueued(message, world.deps, MESSAGE);
    expect(await world.sent()).toEqual([]);
    expect(world.counted.MailRefused).toBe(1);
  });

  it('of a mail of the outbox is once too', async () => {
    await world.visitor.post('/c/nerac/s-abonner', { email: 'paul@exemple.fr' });
    await world.settle({ twice: true });
    expect(await world.sent()).toHaveLength(1);
    await sendQueued(JSON.stringify({ scope: 'org#214701955', id: newId('mel') }), world.deps, MESSAGE);
    expect(await world.sent()).toEqual([]);
  });
});
