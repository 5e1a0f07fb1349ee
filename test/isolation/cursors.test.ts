/** « Suite » addresses: each goes on with the list that it was made for, and with no other. */
import { beforeAll, describe, expect, it } from 'vitest';
import { newToken } from '../../platform/tokens.ts';
import { publishNews } from '../support/publishing.ts';
import { as, scene, type Scene } from '../support/territory.ts';

/** One more than a page of publications. */
const MORE_THAN_A_PAGE = 21;

let here: Scene;
let ofHome: string;

const nextOf = (json: unknown): string => {
  const next = typeof json === 'object' && json !== null && 'next' in json ? json.next : undefined;
  return new URL(String(next), 'http://localhost').searchParams.get('suite') ?? '';
};

beforeAll(async () => {
  here = await scene();
  const referent = as(here, here.territory.referent);
  const { json: first } = await referent.get('/publications?onglet=organisation');
  if (nextOf(first) === '') {
    for (let count = 0; count < MORE_THAN_A_PAGE; count += 1) {
      await publishNews(referent, { title: `Violette ${count}`, body: 'Une ligne.', audience: 'organisation' });
    }
  }
  const { json } = await referent.get('/publications?onglet=organisation');
  ofHome = nextOf(json);
});

describe('a cursor of the publications of an organisation', () => {
  it('goes on for its own members', async () => {
    const answer = await as(here, here.territory.reader).get(`/publications?onglet=organisation&suite=${ofHome}`);
    expect(ofHome).not.toBe('');
    expect(answer.status).toBe(200);
  });

  it.each([
    ['by a member of another organisation', 'stranger', '/publications?onglet=organisation'],
    ['in another list of the same organisation', 'reader', '/publications?onglet=tout'],
    ['with another filter', 'reader', '/publications?onglet=organisation&type=news'],
    ['in the documents', 'reader', '/documents?'],
    ['on a public page', 'stranger', '/c/marmande/publications?'],
    ['on the first page of the territory', 'stranger', '/?'],
  ] as const)('opens nothing %s', async (_where, who, address) => {
    const answer = await as(here, here.territory[who]).get(`${address}&suite=${ofHome}`);
    expect(answer.json).toMatchObject({ status: 400, type: '/problemes/bad-cursor' });
    expect(answer.text).not.toContain('Violette');
  });

  it('opens nothing once altered', async () => {
    const [position = '', signature = ''] = ofHome.split('.');
    const elsewhere = Buffer.from(position, 'base64url')
      .toString()
      .replace(/[a-z]/, (letter) => (letter === 'a' ? 'b' : 'a'));
    const forged = [
      `${Buffer.from(elsewhere).toString('base64url')}.${signature}`,
      `${position}.${newToken().slice(0, 22)}`,
      `${position}`,
      `${position}.${signature}.${signature}`,
      newToken(),
      `${'A'.repeat(1900)}.${signature}`,
    ];
    const reader = as(here, here.territory.reader);
    const answers = await Promise.all(
      forged.map((suite) => reader.get(`/publications?onglet=organisation&suite=${suite}`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(forged.map(() => 400));
  });

  it('opens nothing in the console of the operator', async () => {
    const operator = as(here, here.territory.operator);
    const answer = await operator.get(`/territoire/organisations?suite=${ofHome}`);
    expect(answer.json).toMatchObject({ status: 400, type: '/problemes/bad-cursor' });
  });

  it('says so in French on a page', async () => {
    const page = await as(here, here.territory.reader).get('/publications?suite=faux.faux', { as: 'page' });
    expect(page.status).toBe(400);
    expect(page.text).toContain('Reprenez la liste depuis le début');
  });
});
