import { CommandFailed } from './run.ts';
import { hasCode } from './system-error.ts';

/** What went wrong, in a sentence for the person who started, with what to do. */
export function explain(error: unknown): string {
  if (error instanceof CommandFailed) return `${error.output}\n${error.message}`;
  if (hasCode(error, 'EADDRINUSE') && typeof error === 'object' && error !== null && 'port' in error) {
    const port = Number(error.port);
    return `Port ${port} is taken by another program. Choose others with PORT, for example: PORT=${port + 1000} npm start`;
  }
  return error instanceof Error ? error.message : String(error);
}
