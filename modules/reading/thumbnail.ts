/** A small picture of a document's first page, for phones, which show no PDF within a page. */
import { readFile } from 'node:fs/promises';
import encode, { init } from '@jsquash/webp/encode.js';
import { type Picture, reduced } from './picture.ts';
import type { OpenedPdf } from './text/pdf.ts';

/** Twice the width of a small phone's page, in pixels; higher pages are cut by their height. */
const WIDTH = 640;
const HEIGHT = 1000;

/** Letters stay clear, at 20 to 40 kB. */
const QUALITY = 55;

/** Makes thumbnails, as WebP. */
export interface Thumbnails {
  ofPdf(pdf: OpenedPdf): Promise<Uint8Array>;
  ofPicture(picture: Picture): Promise<Uint8Array>;
}

/** Makes thumbnails with the encoder at this path. */
export function thumbnailsWith(encoder: string): Thumbnails {
  let ready: Promise<unknown> | undefined;

  async function encoded({ width, height, data }: Picture): Promise<Uint8Array> {
    ready ??= readFile(encoder).then(async (bytes) => init({ wasmBinary: new Uint8Array(bytes).buffer }));
    await ready;
    const picture = { width, height, data: new Uint8ClampedArray(data), colorSpace: 'srgb' as const };
    return new Uint8Array(await encode(picture, { quality: QUALITY }));
  }

  return {
    async ofPdf(pdf) {
      const page = pdf.page(1);
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const scale = Math.min(WIDTH / originalWidth, HEIGHT / originalHeight);
      const { width, height, data } = await page.render({ scale, render: 'bitmap' });
      return encoded({ width, height, data: new Uint8ClampedArray(data) });
    },
    ofPicture: (picture) => encoded(reduced(picture, { width: WIDTH, height: HEIGHT })),
  };
}
