/** What comes at its hour: the letter of the morning, erasures at night, the register of the month. Run now, with the schedule's own role. */
import { DeleteCommand, UpdateCommand } from '../../platform/dynamodb/commands.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitMail, mailsTo } from '../../local/demo/mailbox.ts';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { subscriberEntities } from '../../modules/lists/store/entities.ts';
import { subscriberKey } from '../../modules/lists/store/subscriber.ts';
import { newId } from '../../platform/ids.ts';
import { subscriberScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { invoke } from '../support/cloud.ts';
import { justNow, visitorOf } from '../support/joining.ts';
import { publishNews } from '../support/publishing.ts';
import { until } from './support/await.ts';
import { COMMUNE, settle } from './support/commune.ts';
import { tableOf } from '../support/items.ts';
import { Machine } from './support/machine.ts';
import { depthOf } from './support/queues.ts';
import { addresses, confirmReaders } from './support/readers.ts';

let machine: Machine;
let table: Table;
beforeAll(async () => {
  machine = await Machine.start();
  table = tableOf(machine.cloud);
});

afterAll(async () => {
  await machine?.discard();
});

describe('at seven in the morning', () => {
  /** Marks every letter as unwanted: the simulator of SES tells so (local/ses). */
  const COMPLAINING = 'complaint+lectrice@essai.test';
  const [READER = ''] = addresses(1);
  let referent: Visitor;
  let operator: Visitor;

  beforeAll(async () => {
    ({ referent, operator } = await settle(machine.cloud));
    const page = succeeded(await operator.get(`/c/${COMMUNE.slug}`), 'The public page');
    await confirmReaders(machine.cloud, textIn(page, 'siren'), [READER, COMPLAINING]);
  });

  /** Publishes, then lets the letter go. @returns once the reader has it in hers. */
  async function letterWith(title: string, send: () => Promise<unknown>): Promise<void> {
    await publishNews(referent, { title, body: 'Tous les samedis.', audience: 'public' });
    const since = justNow();
    await send();
    const { mail } = await awaitMail(machine.cloud.mailboxesOrigin, READER, new RegExp(title), since);
    expect(mail.subject).toMatch(/^Votre lettre/);
  }

  it('the letter goes out with what is new', async () => {
    await letterWith('Marché de printemps', () => machine.started.runSchedule('DailyDigests'));
    await awaitMail(machine.cloud.mailboxesOrigin, COMPLAINING, /Marché de printemps/, 0);
  });

  it('it goes no more to whoever marked one as unwanted', async () => {
    const { profile } = subscriberEntities(table);
    const scope = subscriberScope(subscriberKey(COMPLAINING));
    await until('The complaint is noted', async () => {
      const { data } = await profile.get({ scope }).go({ consistent: true });
      return data?.state === 'stopped';
    });
    // The morning's run is made once a day: the operator asks for another.
    await letterWith('Bal de l’été', () => operator.post('/territoire/lettre/envoyer', { id: newId('run') }));
    await until('The mail queue is empty', async () => (await depthOf(machine.cloud, 'mail')) === 0);
    expect(await mailsTo(machine.cloud.mailboxesOrigin, COMPLAINING)).toHaveLength(1);
  });
});

describe('at three in the morning', () => {
  it('organisations whose delay is over are looked for', async () => {
    await machine.started.runSchedule('DailyErasures');
    await until('The word is heard', async () => (await depthOf(machine.cloud, 'departure')) === 0);
    expect(await depthOf(machine.cloud, 'departure-dead-letters')).toBe(0);
  });
});

describe('on the first of the month', () => {
  const PLACE = 'cocumont';
  const isFound = async (): Promise<boolean> => {
    const { text } = succeeded(await visitorOf(machine.cloud).get(`/inscription?q=${PLACE}`), 'Places are looked for');
    return text.includes(PLACE);
  };

  it('the register is loaded again when its edition is new', async () => {
    await invoke(machine.cloud, 'prepare-territory', {});
    expect(await isFound()).toBe(true);
    const { client, name: TableName } = table;
    await client.send(
      new UpdateCommand({
        TableName,
        Key: { pk: 'sys', sk: 'register#47' },
        UpdateExpression: 'SET edition = :old',
        ExpressionAttributeValues: { ':old': '0.0.0' },
        ConditionExpression: 'attribute_exists(pk)',
      }),
    );
    await client.send(new DeleteCommand({ TableName, Key: { pk: 'reg#47', sk: `slug#${PLACE}` } }));

    await machine.started.runSchedule('MonthlyRegister');
    const place = `/inscription/${PLACE}`;
    await until('The register is loaded', async () => (await visitorOf(machine.cloud).get(place)).status === 200);
    expect(await isFound()).toBe(true);
  });
});
