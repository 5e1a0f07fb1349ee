import { describe, expect, it } from 'vitest';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildStatic } from '../../web/build.ts';
import { files } from '../../web/islands/files.ts';
import { inlineStyles, styleFile } from '../../web/style.ts';

describe('the static files', () => {
  it('have the names that the server knows; if not, run node web/build.ts', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parvis-static-'));
    try {
      expect(await buildStatic(folder)).toEqual(files);
      const built = await readdir(folder);
      for (const file of Object.values(files)) expect(built).toContain(file);
      expect(await readFile(join(folder, styleFile), 'utf8')).toBe(inlineStyles.member);
      const weightOf = async (isCounted: (file: string) => boolean): Promise<number> => {
        const counted = built.filter((file) => file.endsWith('.js') && isCounted(file));
        const weights = counted.map(async (file) => gzipSync(await readFile(join(folder, file))).length);
        return (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0);
      };
      const isAskedForLater = (file: string): boolean => /^(?:trix-editor|parts)-/.test(file);
      // All islands together, but for the editor itself, fetched when the reader touches a form that has one, and for
      // what sends large files, fetched when one is chosen.
      expect(await weightOf((file) => !isAskedForLater(file))).toBeLessThanOrEqual(9 * 1024);
      expect(await weightOf((file) => file.startsWith('parts-'))).toBeLessThanOrEqual(1.5 * 1024);
      expect((await stat(join(folder, files['editor.css']))).size).toBeGreaterThan(0);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
