import { describe, expect, it } from 'vitest';
import { createServer } from 'node:http';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forget, keepTerritory } from '../../../local/host/data.ts';
import { explain } from '../../../local/host/explain.ts';
import { listen, mustBeFree } from '../../../local/host/listen.ts';
import { DirectoryInUse, LOCK, lockDirectory } from '../../../local/host/lock.ts';
import { startOptions } from '../../../local/host/options.ts';
import { run } from '../../../local/host/run.ts';
import { isSynthesized, sourcesHash } from '../../../local/host/synthesis.ts';
import { territoryOf } from '../../../local/host/territories.ts';
import { temporaryFolder } from '../lambda/function-folder.ts';

describe('npm start', () => {
  it('takes its options from the arguments and the environment', () => {
    expect(startOptions([], {})).toEqual({ territory: '47', empty: false, reset: false, port: 4747 });
    expect(startOptions(['--territory', '2A', '--empty', '--reset'], { PORT: '8080' })).toEqual({
      territory: '2A',
      empty: true,
      reset: true,
      port: 8080,
    });
  });

  it.each([
    [['--territory', 'Gers'], {}, 'is not the code of a département'],
    [['--what'], {}, "Unknown option '--what'"],
    [['--what'], {}, '--empty          without the demonstration'],
    [[], { PORT: '99999' }, 'PORT=99999 is not a port'],
    [[], { PORT: 'http' }, 'PORT=http is not a port'],
  ])('refuses %j %j', (args, environment, sentence) => {
    expect(() => startOptions(args, environment)).toThrow(sentence);
  });

  it('knows the name of a territory', () => {
    expect(territoryOf('76')).toEqual({ code: '76', name: 'Seine-Maritime' });
    expect(() => territoryOf('20')).toThrow('There is no département 20');
  });
});

describe('what goes wrong at the start', () => {
  it('says which port is taken, and how to choose others', async () => {
    const [one, other] = [createServer(), createServer()];
    const { port, close } = await listen(one, '127.0.0.1', 0);
    const failure: unknown = await listen(other, '127.0.0.1', port).catch((error: unknown) => error);
    expect(explain(failure)).toBe(
      `Port ${port} is taken by another program. Choose others with PORT, for example: PORT=${port + 1000} npm start`,
    );
    const early: unknown = await mustBeFree('127.0.0.1', [port]).catch((error: unknown) => error);
    expect(explain(early)).toBe(explain(failure));
    await close();
    await expect(mustBeFree('127.0.0.1', [port])).resolves.toBeUndefined();
  });

  it('says what a program said before it failed', async () => {
    const command = run(process.execPath, ['-e', 'console.log("because"); process.exit(2)'], { cwd: '.' });
    expect(explain(await command.catch((error: unknown) => error))).toMatch(/^because\n\n.* failed\.$/);
  });
});

describe('the folder of the data', () => {
  it('belongs to one process at a time', async () => {
    const directory = await temporaryFolder();
    // Process 1 always runs.
    writeFileSync(join(directory, LOCK), '1');
    expect(() => lockDirectory(directory)).toThrow(DirectoryInUse);
  });

  it('is taken over from a process that is no more, and given back', async () => {
    const directory = await temporaryFolder();
    writeFileSync(join(directory, LOCK), '999999999');
    const unlock = lockDirectory(directory);
    expect(readFileSync(join(directory, LOCK), 'utf8')).toBe(String(process.pid));
    unlock();
    expect(existsSync(join(directory, LOCK))).toBe(false);
  });

  it('belongs to one territory', async () => {
    const directory = await temporaryFolder();
    keepTerritory(directory, '47');
    keepTerritory(directory, '47');
    expect(() => keepTerritory(directory, '76')).toThrow('Start with --territory 47, or with --reset');
  });

  it('is forgotten but for its lock', async () => {
    const directory = await temporaryFolder();
    await mkdir(join(directory, 's3'));
    await writeFile(join(directory, LOCK), '1');
    keepTerritory(directory, '47');
    forget(directory);
    expect(existsSync(join(directory, 's3'))).toBe(false);
    expect(existsSync(join(directory, LOCK))).toBe(true);
    keepTerritory(directory, '76');
  });
});

describe('the synthesis', () => {
  it('is done again for other sources and for another territory', async () => {
    const root = await temporaryFolder();
    for (const folder of ['bin', 'lib', 'functions', 'modules', 'platform', 'web', 'cdk.out']) {
      await mkdir(join(root, folder));
    }
    for (const file of ['cdk.json', 'package-lock.json', 'tsconfig.json']) await writeFile(join(root, file), '{}');
    const synthesis = { root, output: 'cdk.out', territory: territoryOf('47') };
    expect(await isSynthesized(synthesis)).toBe(false);
    await writeFile(join(root, 'cdk.out/.sources'), await sourcesHash(synthesis));
    expect(await isSynthesized(synthesis)).toBe(true);
    expect(await isSynthesized({ ...synthesis, territory: territoryOf('76') })).toBe(false);
    await writeFile(join(root, 'web/page.tsx'), '');
    expect(await isSynthesized(synthesis)).toBe(false);
  });
});
