/** The environment of a function, read once at start. */

/** Raised when a function starts without what it needs: nothing is guessed, there is no default stage. */
export class ConfigError extends Error {
  readonly missing: readonly string[];

  constructor(missing: readonly string[]) {
    super(`Missing in the environment: ${missing.join(', ')}. The construct that made this function must set them.`);
    this.name = 'ConfigError';
    this.missing = missing;
  }
}

/**
 * Reads the named variables and reports every missing one at once.
 * @throws {ConfigError} when one is absent or empty.
 */
export function readConfig<const Name extends string>(
  names: readonly Name[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => !environment[name]);
  if (missing.length > 0) throw new ConfigError(missing);
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- fromEntries forgets which names it was given
  return Object.fromEntries(names.map((name) => [name, environment[name]])) as Record<Name, string>;
}
