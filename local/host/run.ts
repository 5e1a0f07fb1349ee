import { spawn } from 'node:child_process';

export class CommandFailed extends Error {
  readonly output: string;

  constructor(command: string, output: string) {
    super(`${command} failed.`);
    this.name = 'CommandFailed';
    this.output = output;
  }
}

export interface RunOptions {
  cwd: string;
  env?: Record<string, string | undefined>;
}

/** Runs a program to its end and keeps what it says for when it fails. @throws {CommandFailed} */
export async function run(program: string, args: readonly string[], { cwd, env }: RunOptions): Promise<string> {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const output = Buffer.concat(said).toString();
  if (code !== 0) throw new CommandFailed([program, ...args].join(' '), output);
  return output;
}
