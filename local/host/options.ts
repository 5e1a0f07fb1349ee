/** What `npm start` may be told. */
import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Code of a département. */
  territory: string;
  /** No demonstration. */
  empty: boolean;
  /** Forgets all data first. */
  reset: boolean;
  /** Of the site; the three ports after it are used too. */
  port: number;
}

const DEFAULT_TERRITORY = '47';
const DEFAULT_PORT = 4747;
const ADDRESSES = 4;

export const USAGE = `npm start [-- options]

  --territory NN   département whose register is loaded (default ${DEFAULT_TERRITORY})
  --empty          without the demonstration
  --reset          forgets all data first
  PORT=NNNN        port of the site, by the environment (default ${DEFAULT_PORT}); the three after it are used too`;

/** @throws {Error} With a sentence for the person, for an option that is not known or not right. */
export function startOptions(args: readonly string[], environment: { PORT?: string | undefined }): StartOptions {
  const values = valuesOf(args);
  if (!/^(\d{2,3}|2[AB])$/.test(values.territory)) {
    throw new Error(`"${values.territory}" is not the code of a département: two digits, 2A or 2B, or 971 to 976.`);
  }
  const port = Number(environment.PORT || DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535 - ADDRESSES) {
    throw new Error(`PORT=${environment.PORT} is not a port.`);
  }
  return { territory: values.territory, empty: values.empty, reset: values.reset, port };
}

function valuesOf(args: readonly string[]): Pick<StartOptions, 'territory' | 'empty' | 'reset'> {
  try {
    return parseArgs({
      args: [...args],
      options: {
        territory: { type: 'string', default: DEFAULT_TERRITORY },
        empty: { type: 'boolean', default: false },
        reset: { type: 'boolean', default: false },
      },
    }).values;
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`, { cause });
  }
}
