/** The machine dies while publications are under way: each is whole or not there, and what was answered is there. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { type Audience, newsFields, putDocument, SIGNATORY } from '../support/publishing.ts';
import { awaited } from './support/await.ts';
import { chance, say } from './support/chance.ts';
import { COMMUNE, settle } from './support/commune.ts';
import { itemsOf } from '../support/items.ts';
import { Machine } from './support/machine.ts';
import { halves, PUBLICATION_ENTITIES, published } from './support/publications.ts';

const KILLS = 2;
/** Forms sent at the same time. */
const HANDS = 6;
/** Publications that are sent before a kill, at least and at most. */
const [FEWEST, MOST] = [8, 24];

const AUDIENCES: readonly Audience[] = ['organisation', 'network', 'public'];

/** A form that somebody sends. */
interface Form {
  id: string;
  path: string;
  fields: Readonly<Record<string, string | number>>;
  audience: Audience;
}

const { seed, between } = chance();
let machine: Machine;
let referent: Visitor;
let document: string;

beforeAll(async () => {
  machine = await Machine.start();
  ({ referent } = await settle(machine.cloud));
  document = await putDocument(referent, 'Tarifs.pdf');
});

afterAll(async () => {
  await machine?.discard();
});

/** News for everybody in turn, and acts for the public, whose file is copied by a worker afterwards. */
function newForm(order: number): Form {
  const audience = AUDIENCES[order % AUDIENCES.length] ?? 'public';
  const news = newsFields(`Nouvelle ${order}`, 'Un texte pour tous.', audience);
  if (order % 4 !== 0)
    return { id: news.id, path: '/publier/actualite', fields: { ...news, action: 'publish' }, audience };
  const fields = {
    id: newId('pub'),
    version: 0,
    title: `Délibération ${order}`,
    document,
    sessionDate: '2024-11-19',
    ...SIGNATORY,
    audience: 'public',
    action: 'publish',
  } as const;
  return { id: fields.id, path: '/publier/deliberation', fields, audience: 'public' };
}

/** Sends forms with many hands until the machine is dead, which is at a moment that chance decides. */
async function publishUntilKilled(): Promise<{ sent: Form[]; answered: Set<string> }> {
  const sent: Form[] = [];
  const answered = new Set<string>();
  const last = between(FEWEST, MOST);
  const later = between(0, 30);
  let killed: Promise<void> | undefined;
  const kill = async (): Promise<void> => {
    await pause(later);
    await machine.kill();
  };
  const work = async (): Promise<void> => {
    const hand = referent.twin();
    for (;;) {
      const form = newForm(sent.length);
      sent.push(form);
      try {
        const { status } = await hand.post(form.path, form.fields);
        if (status < 400) answered.add(form.id);
      } catch {
        // Nobody answers any more.
        return;
      }
      if (answered.size >= last) killed ??= kill();
    }
  };
  await Promise.all(Array.from({ length: HANDS }, work));
  await killed;
  return { sent, answered };
}

/** The file of an act as the public has it, once the worker has made it. */
const publicFile = (act: string): Promise<string> =>
  awaited(`The public file of ${act}`, async () => {
    const answer = await referent.get(`/c/${COMMUNE.slug}/fichiers/${document}?publication=${act}`);
    return answer.status < 400 ? textIn(answer, 'url') : undefined;
  });

describe('publications under way when the machine dies', () => {
  it.each(Array.from({ length: KILLS }, (_, index) => index + 1))('are whole or not there (kill %i)', async (kill) => {
    const { sent, answered } = await publishUntilKilled();
    await machine.restart();

    const found = await itemsOf(machine.cloud, ...PUBLICATION_ENTITIES);
    expect(halves(found)).toEqual([]);
    const online = published(found);
    expect([...answered].filter((id) => !online.has(id))).toEqual([]);
    const unheard = sent.filter(({ id }) => !answered.has(id));
    const kept = unheard.filter(({ id }) => online.has(id)).length;
    say(
      `kill ${kill} (seed ${seed}): ${answered.size} publications answered, all there; ` +
        `${unheard.length} without an answer, of which ${kept} were kept whole and ${unheard.length - kept} not at all.`,
    );

    // Whoever got no answer sends the same form again.
    for (const { path, fields } of unheard) succeeded(await referent.post(path, fields), 'The form is sent again');
    const settled = await itemsOf(machine.cloud, ...PUBLICATION_ENTITIES);
    expect(halves(settled)).toEqual([]);
    const all = published(settled);
    expect(sent.filter(({ id }) => !all.has(id))).toEqual([]);

    const acts = sent.filter(({ path }) => path.endsWith('/deliberation'));
    expect(acts.length).toBeGreaterThan(0);
    for (const { id } of acts) {
      const file = await fetch(await publicFile(id));
      expect([id, file.status]).toEqual([id, 200]);
    }
  });

  it('are told to be half when they are', async () => {
    const items = await itemsOf(machine.cloud, ...PUBLICATION_ENTITIES);
    const truth = items.find(({ __edb_e__: entity, audience }) => entity === 'content' && audience === 'network');
    const id = String(truth?.id);
    expect(halves(items.filter((item) => item.id !== id || item.pk !== 'net'))).toEqual([
      `missing: ${id}: card in net`,
      `missing: ${id}: shown-content in net`,
    ]);
    expect(halves(items.filter((item) => item !== truth))).toContain(`without truth: ${id}: card in net`);
  });
});
