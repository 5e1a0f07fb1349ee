/**
 * Draws every page of the gallery, wide and narrow, light and dark: `node test/web/gallery/draw.ts [folder] [page…]`.
 * Not a test: for people to look at. The browser is CHROMIUM, else /usr/bin/chromium.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';

const [folder = '/tmp/parvis-gallery', ...only] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const bundle = join(folder, 'pages.mjs');
await build({
  entryPoints: [join(import.meta.dirname, 'pages.tsx')],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
});
const { pages }: { pages: Record<string, string> } = await import(pathToFileURL(bundle).href);

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
for (const [width, height] of [
  [1280, 900],
  [360, 740],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    for (const [name, html] of Object.entries(pages)) {
      if (only.length > 0 && !only.includes(name)) continue;
      await page.setContent(html);
      const path = join(folder, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true });
      process.stdout.write(`${path}\n`);
    }
    await page.close();
  }
}
await browser.close();
