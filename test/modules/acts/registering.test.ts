/** The one writer of a register, over a real table: what is appended, once, in order, and what shows it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onRegistered, register, registerMessagesOf } from '../../../modules/acts/index.ts';
import { actNumber, type Content } from '../../../modules/content/index.ts';
import { actsEntities } from '../../../modules/acts/store/entities.ts';
import { cardsOf, headOf, keyOfFile, lineOf, publicKeys } from '../../../modules/acts/store/index.ts';
import { awaitingOf } from '../../../modules/organisations/store/organisation.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { checkChain } from '../../../platform/register-chain.ts';
import { type Ground, openGround, SCOPE, SIREN } from './ground.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

const said = (row: { entry: string } | undefined): unknown => JSON.parse(row?.entry ?? 'null');
const all = () => cardsOf(ground.table, SCOPE, { list: 'all' }, { limit: 20 });
const check = async () =>
  checkChain(await ground.rows(), {
    register: SIREN,
    keys: await publicKeys(ground.table),
    last: await headOf(ground.table, SCOPE),
  });

describe('an act that goes online', () => {
  it('is entered once with its moment, its bytes and its author, told as often as one wants', async () => {
    const act = await ground.act('2026-001');
    await ground.tell(act);
    await ground.tell(act);
    const [row, ...more] = await ground.rows();
    expect(more).toEqual([]);
    const [file] = act.attachments;
    expect(said(row)).toEqual({
      v: 1,
      register: SIREN,
      seq: 1,
      previous: '0'.repeat(64),
      at: '2026-11-24T09:00:00.000Z',
      event: 'publication',
      act: {
        id: act.id,
        number: '2026-001',
        nature: 'deliberation',
        date: '2026-11-19',
        object: 'Objet de 2026-001',
        author: 'Odile Signataire',
        capacity: 'Maire',
        matter: '8.3',
      },
      files: [{ name: 'Délibération.pdf', sha256: file?.sha256, size: file?.size, type: 'application/pdf' }],
    });
    expect([...ground.bucket.objects.keys()]).toContain(`public/${SIREN}/${act.id}/${file?.document}`);
    expect(await keyOfFile(ground.table, SCOPE, file?.sha256 ?? '')).toBe('2026#000001');
    for (const list of ['all', 'n-deliberation', 't-8']) {
      expect((await cardsOf(ground.table, SCOPE, { list }, { limit: 20 })).cards).toHaveLength(1);
    }
    expect(await check()).toMatchObject({ position: { seq: 1 } });
  });

  it('is not, when it is not for everybody, is a draft, or has no number', async () => {
    const before = (await ground.rows()).length;
    for (const more of [{ audience: 'network' }, { state: 'draft' }, { particulars: {} }, { kind: 'news' }] as const) {
      await ground.tell(await ground.act('2026-900', more));
    }
    await ground.tell({ id: 'pub_01ARZ3NDEKTSV4RRFFQ69G5FAV' });
    expect(await ground.rows()).toHaveLength(before);
  });

  it('whose bytes are not those that were checked is not, and is tried again', async () => {
    const act = await ground.act('2026-901');
    ground.bucket.objects.set(act.attachments[0]?.key ?? '', Buffer.from('%PDF autre chose'));
    await expect(ground.tell(act)).rejects.toThrow('not what was checked');
    expect(await lineOf(ground.table, SCOPE, '2026#000901')).toBeUndefined();
  });

  it('has a moment that no clock puts before the one before', async () => {
    ground.now.at = new Date('2026-11-24T08:00:00Z');
    await ground.tell(await ground.act('2026-002'));
    expect((await headOf(ground.table, SCOPE))?.at).toBe('2026-11-24T09:00:00.000Z');
    ground.now.at = new Date('2026-11-24T10:00:00Z');
  });

  const awaited = async () => (await awaitingOf(ground.table, organisationScope(SIREN))).listsAwaited;

  /** What the stream tells of a line that came. */
  const told = async (act: Content) => {
    await ground.tell(act);
    const { number = '' } = act.particulars;
    const { data } = await actsEntities(ground.table)
      .line.get({ scope: SCOPE, key: actNumber(number)?.key ?? '' })
      .go();
    const after = { ...data, __edb_e__: 'register-line' };
    const change = { kind: 'insert', entity: 'register-line', before: undefined, after, expired: false } as const;
    await onRegistered(change, ground);
    await onRegistered(change, ground);
  };

  it('has the list of its session awaited, unless that list is online', async () => {
    await told(await ground.act('2026-800'));
    expect(await awaited()).toEqual(['2026-11-19']);
    const list = { others: [], isOnline: true, onlineAt: '', updatedAt: '', version: 1 };
    await actsEntities(ground.table)
      .sessionList.put({ scope: SCOPE, ...list, date: '2026-11-12' })
      .go();
    const earlier = await ground.act('2026-801');
    await told(await ground.put(earlier, { particulars: { ...earlier.particulars, sessionDate: '2026-11-12' } }));
    expect(await awaited()).toEqual(['2026-11-19']);
  });
});

describe('several acts told at the same time', () => {
  it('have entries that follow each other, whoever comes first', async () => {
    const acts = await Promise.all(['2026-010', '2026-011', '2026-012'].map((number) => ground.act(number)));
    // The queue gives one at a time; were it not so, those who lose try again.
    let left = acts;
    for (let tries = 0; left.length > 0 && tries < 10; tries += 1) {
      const told = await Promise.allSettled(left.map((act) => ground.tell(act)));
      left = left.filter((_, at) => told[at]?.status === 'rejected');
    }
    expect(left).toEqual([]);
    const seqs = (await ground.rows()).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, at) => at + 1));
    expect((await check()).fault).toBeUndefined();
  });
});

describe('an act taken away', () => {
  it('leaves its trace, with the reason, and its file leaves the public', async () => {
    const act = await ground.act('2026-020');
    await ground.tell(act);
    ground.now.at = new Date('2027-02-01T10:00:00Z');
    await ground.change(act, { state: 'withdrawn', withdrawal: 'Erreur de document.' });
    const rows = await ground.rows();
    expect(said(rows.at(-1))).toMatchObject({ event: 'withdrawal', reason: 'Erreur de document.', files: [] });
    const line = await lineOf(ground.table, SCOPE, '2026#000020');
    expect(line).toMatchObject({
      state: 'withdrawn',
      onlineAt: '2026-11-24T10:00:00.000Z',
      withdrawnAt: '2027-02-01T10:00:00.000Z',
    });
    expect(line?.history.map(({ event }) => event)).toEqual(['publication', 'withdrawal']);
    const copies = [...ground.bucket.objects.keys()].filter((key) => key.startsWith(`public/${SIREN}/${act.id}`));
    // Its certificates stay: the first, and the one that tells its withdrawal.
    expect(copies).toEqual([
      expect.stringMatching(/certificat-\d+\.pdf$/),
      expect.stringMatching(/certificat-\d+\.pdf$/),
    ]);
    const { cards } = await all();
    expect(cards.find(({ number }) => number === '2026-020')).toMatchObject({ state: 'withdrawn' });
    await ground.tell(act);
    expect(await ground.rows()).toHaveLength(rows.length);
  });

  it('undone, then published again under the same number or another, is told as it was', async () => {
    const act = await ground.act('2026-021');
    await ground.tell(act);
    const undone = await ground.change(act, { state: 'draft', attachments: [] });
    expect(said((await ground.rows()).at(-1))).toMatchObject({ reason: expect.stringContaining('annulée') });
    const again = await ground.change(undone, { state: 'published', attachments: act.attachments });
    const line = await lineOf(ground.table, SCOPE, '2026#000021');
    expect(line?.history.map(({ event }) => event)).toEqual(['publication', 'withdrawal', 'publication']);
    // Undone and renumbered before anybody looked.
    const particulars = { ...act.particulars, number: '2026-022' };
    await ground.change(again, { particulars });
    expect(await lineOf(ground.table, SCOPE, '2026#000021')).toMatchObject({ state: 'withdrawn' });
    expect(await lineOf(ground.table, SCOPE, '2026#000022')).toMatchObject({ state: 'online' });
    expect((await check()).fault).toBeUndefined();
  });
});

describe('a document replaced by a redacted one', () => {
  it('is another entry with the reason; the first copy leaves the public', async () => {
    const act = await ground.act('2026-030');
    await ground.tell(act);
    const { attachments } = await ground.act('2026-931', { audience: 'organisation' });
    const redaction = {
      reason: 'Adresse d’une habitante.',
      at: act.createdAt,
      by: act.author,
      replaced: act.attachments[0]?.document ?? '',
    };
    await ground.change(act, { attachments, redaction });
    expect(said((await ground.rows()).at(-1))).toMatchObject({
      event: 'replacement',
      reason: 'Adresse d’une habitante.',
      files: [{ sha256: attachments[0]?.sha256 }],
    });
    const isCopy = (key: string) => key.startsWith(`public/${SIREN}/${act.id}/doc_`);
    const copies = [...ground.bucket.objects.keys()].filter(isCopy);
    expect(copies).toEqual([`public/${SIREN}/${act.id}/${attachments[0]?.document}`]);
    expect(await lineOf(ground.table, SCOPE, '2026#000030')).toMatchObject({ onlineAt: act.publishedAt });
  });
});

describe('a writer killed at any step', () => {
  const STEPS = ['copy', 'read', 'publicKey', 'sign', 'remove'] as const;
  it.each(STEPS)('at %s, resumes and enters once', async (step) => {
    const act = await ground.act(`2026-04${STEPS.indexOf(step)}`);
    if (step === 'remove') await ground.tell(act);
    const before = (await ground.rows()).length;
    const { files, signatory } = ground.deps;
    const killed = () => Promise.reject(new Error('killed'));
    const isSigning = step === 'publicKey' || step === 'sign';
    // Those methods are of a class: what is left out is still found through the prototype.
    const dying = {
      ...ground.deps,
      files: isSigning ? files : Object.assign(Object.create(files), { [step]: killed }),
      signatory: isSigning ? { ...signatory, [step]: killed } : signatory,
    };
    const gone = step === 'remove' ? await ground.put(act, { state: 'withdrawn' }) : act;
    const message = JSON.stringify({ siren: SIREN, content: gone.id });
    await expect(register(dying, message)).rejects.toThrow('killed');
    await register(ground.deps, message);
    await register(ground.deps, message);
    expect(await ground.rows()).toHaveLength(before + 1);
    expect((await check()).fault).toBeUndefined();
  });
});

describe('the stream', () => {
  const item = { scope: `org#${SIREN}`, id: 'pub_1', kind: 'deliberation', version: 2, audience: 'public' };
  const change = (before: object | undefined, after: object | undefined, entity = 'content') =>
    registerMessagesOf({
      kind: 'modify',
      entity,
      expired: false,
      before: before && { ...item, ...before },
      after: after && { ...item, ...after },
    });

  it('tells what everybody reads, or did, and nothing else', () => {
    expect(change({ state: 'draft' }, { state: 'published' })).toEqual([
      {
        queue: 'register',
        body: JSON.stringify({ siren: SIREN, content: 'pub_1' }),
        group: SIREN,
        id: 'pub_1-2',
      },
    ]);
    expect(change({ state: 'published' }, { state: 'withdrawn' })).toHaveLength(1);
    expect(change({ state: 'published' }, { state: 'draft' })).toHaveLength(1);
    expect(change({ state: 'draft' }, { state: 'draft' })).toEqual([]);
    expect(change(undefined, { state: 'published', audience: 'network' })).toEqual([]);
    expect(change(undefined, { state: 'published', kind: 'news' })).toEqual([]);
    expect(change(undefined, { state: 'published' }, 'shown-content')).toEqual([]);
    expect(change({ state: 'published' }, undefined)).toEqual([]);
  });
});
