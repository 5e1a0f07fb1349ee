/** The directory as a suite meets it: others' cards follow from the stream, a moment after the change. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type Fields, succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';

const LONGEST_WAIT_MS = 60_000;
const LOOK_EVERY_MS = 150;

/** Asks until the answer is as wanted. @throws {Error} with the last answer, when it never is. */
export async function eventually(visitor: Visitor, path: string, wanted: (answer: Answer) => boolean): Promise<Answer> {
  const until = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const answer = await visitor.get(path);
    if (wanted(answer)) return answer;
    if (Date.now() > until) throw new Error(`${path} still answers ${answer.status}: ${answer.text.slice(0, 500)}`);
    await pause(LOOK_EVERY_MS);
  }
}

export const personPath = (person: string): string => `/annuaire/personnes/${person}`;

/** Waits until somebody is in the directory. @returns the path of her page. */
export async function inDirectory(visitor: Visitor, person: string): Promise<string> {
  await eventually(visitor, personPath(person), ({ status }) => status === 200);
  return personPath(person);
}

/** The subject of a visitor's own login. */
export async function ownPerson(visitor: Visitor): Promise<string> {
  return textIn(await visitor.get('/compte/fiche'), 'person');
}

/** A service of a référent's organisation. @returns its id. */
export async function newUnit(referent: Visitor, unit: Fields & { name: string }): Promise<string> {
  const id = newId('unt');
  succeeded(await referent.post('/organisation/services', { id, ...unit }), `The service ${unit.name} is created`);
  return id;
}
