import { randomInt } from 'node:crypto';
import * as z from 'zod';

/** GenerateSecretString of AWS::SecretsManager::Secret, with its defaults. */
export const generationSchema = z.object({
  PasswordLength: z.coerce.number().int().min(1).max(4096).default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  RequireEachIncludedType: z.boolean().default(true),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});

export type Generation = z.infer<typeof generationSchema>;

const LOWERCASE = 'abcdefghijklmnopqrstuvwxyz';
const UPPERCASE = LOWERCASE.toUpperCase();
const NUMBERS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const pick = (characters: string): string => characters[randomInt(characters.length)] ?? '';

function shuffled(characters: string[]): string[] {
  for (let last = characters.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [characters[last], characters[other]] = [characters[other] ?? '', characters[last] ?? ''];
  }
  return characters;
}

/** @throws {Error} when the exclusions leave no character, or fewer places than kinds of characters. */
function password(generation: Generation): string {
  const kinds = [
    generation.ExcludeLowercase ? '' : LOWERCASE,
    generation.ExcludeUppercase ? '' : UPPERCASE,
    generation.ExcludeNumbers ? '' : NUMBERS,
    generation.ExcludePunctuation ? '' : PUNCTUATION,
    generation.IncludeSpace ? ' ' : '',
  ]
    .map((kind) => [...kind].filter((character) => !generation.ExcludeCharacters.includes(character)).join(''))
    .filter((kind) => kind !== '');
  const all = kinds.join('');
  const required = generation.RequireEachIncludedType ? kinds : [];
  if (all === '' || required.length > generation.PasswordLength) {
    throw new Error('GenerateSecretString leaves no password that satisfies it.');
  }
  const rest = Array.from({ length: generation.PasswordLength - required.length }, () => pick(all));
  return shuffled([...required.map(pick), ...rest]).join('');
}

/** A new secret string: a password, or the template with the password under its key. */
export function generateSecretString(generation: Generation): string {
  const { SecretStringTemplate, GenerateStringKey } = generation;
  if (GenerateStringKey === undefined) return password(generation);
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(SecretStringTemplate ?? '{}'));
  return JSON.stringify({ ...template, [GenerateStringKey]: password(generation) });
}
