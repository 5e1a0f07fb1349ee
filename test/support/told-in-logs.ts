/** What functions wrote about people, over a whole run of the tests: there must be nothing. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestCloud } from './cloud.ts';
import { PASSWORD } from './joining.ts';
import { PRIVATE } from './territory.ts';

/** The first word of each text that only some may know stands nowhere else. */
const SECRETS = Object.values(PRIVATE)
  .flatMap((texts) => Object.values(texts))
  .map((text) => text.split(/[ ,]/, 1)[0] ?? text);

/** Addresses, passwords, links that open something, and texts that somebody typed. */
const PERSONAL: readonly [what: string, pattern: RegExp][] = [
  ['an address', /[\w.%+'-]+@[\w-]+(?:\.[\w-]+)+/],
  ['a password', new RegExp(PASSWORD)],
  ['a link', /\/(?:connexion\/bienvenue|u|l)\/[\w-]{20,}/],
  ['a session', /__Host-/],
  ['what was typed', new RegExp(SECRETS.join('|'))],
];

export interface Told {
  /** The log, as its function is called. */
  log: string;
  what: string;
  line: string;
}

/** What of a log is about somebody: the first line of each kind. */
export function toldIn(log: string, text: string): Told[] {
  const lines = text.split('\n');
  return PERSONAL.flatMap(([what, pattern]) => {
    const line = lines.find((one) => pattern.test(one));
    return line === undefined ? [] : [{ log, what, line }];
  });
}

export async function toldInLogs({ directory }: TestCloud): Promise<Told[]> {
  const folder = join(directory, 'logs');
  const names = await readdir(folder);
  const told = names.map(async (name) => toldIn(name, await readFile(join(folder, name), 'utf8')));
  return (await Promise.all(told)).flat();
}
