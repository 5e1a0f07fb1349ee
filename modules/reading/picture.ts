/** Documents that are pictures themselves, scans and photographs of pages: opened, made smaller, made grey. */
import { readFile } from 'node:fs/promises';
import decodeJpeg, { init as initJpeg } from '@jsquash/jpeg/decode.js';
import decodePng, { init as initPng } from '@jsquash/png/decode.js';
import type { PagePicture } from './recognition/recogniser.ts';

/** Four bytes a pixel: red, green, blue, opacity. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

/** Where the decoders are: nothing is fetched at run time. */
export interface PictureDecoders {
  jpeg: string;
  png: string;
}

/** Opens the picture of a file, upright. @throws when it cannot be opened. */
export type OpenPicture = (path: string, type: string) => Promise<Picture>;

/** Types of pictures that are opened. */
export const isOpened = (type: string): boolean => type === 'image/jpeg' || type === 'image/png';

/** Opens pictures of up to 100 million pixels, which is what the check lets through: 400 MB, twice for a moment. */
export const picturesWith = ({ jpeg, png }: PictureDecoders): OpenPicture => {
  let pngReady: Promise<unknown> | undefined;

  return async (path, type) => {
    const { buffer } = await ownBytes(path);
    if (type === 'image/png') {
      pngReady ??= ownBytes(png).then((bytes) => initPng(bytes));
      await pngReady;
      return decodePng(buffer);
    }
    // Started anew each time, as PDFium is: a hostile file may leave it broken.
    // What it says of a file it would say to the log.
    await initJpeg({ wasmBinary: (await ownBytes(jpeg)).buffer, printErr: () => undefined });
    return decodeJpeg(buffer, { preserveOrientation: true });
  };
};

/** Bytes in a buffer of their own: small files share one. */
const ownBytes = async (path: string): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await readFile(path));

/** Of a picture that Tesseract is given: a page at 200 to 300 dots an inch has 4 to 9 million. In pixels. */
const MOST_RECOGNISED_PIXELS = 9_000_000;

/** The picture on white paper, no larger than asked. In pixels. */
export function reduced(picture: Picture, most: { width: number; height: number }): Picture {
  const scale = Math.min(1, most.width / picture.width, most.height / picture.height);
  return atScale(picture, scale);
}

/** As Tesseract reads it. */
export function greyPage(picture: Picture): PagePicture {
  const scale = Math.min(1, Math.sqrt(MOST_RECOGNISED_PIXELS / (picture.width * picture.height)));
  const { width, height, data } = atScale(picture, scale);
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) {
    const from = at * 4;
    // ITU-R BT.601
    grey[at] = 0.299 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.114 * (data[from + 2] ?? 0);
  }
  return { width, height, data: grey };
}

/** Each pixel is the mean of those that it stands for. @param scale at most 1. */
function atScale({ width, height, data }: Picture, scale: number): Picture {
  const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const small = new Uint8ClampedArray(across * down * 4);
  for (let y = 0; y < down; y += 1) {
    const [top, bottom] = span(y, down, height);
    for (let x = 0; x < across; x += 1) {
      const [left, right] = span(x, across, width);
      let [red, green, blue] = [0, 0, 0];
      for (let row = top; row < bottom; row += 1) {
        for (let at = (row * width + left) * 4; at < (row * width + right) * 4; at += 4) {
          const opacity = (data[at + 3] ?? 0) / 255;
          red += 255 + ((data[at] ?? 0) - 255) * opacity;
          green += 255 + ((data[at + 1] ?? 0) - 255) * opacity;
          blue += 255 + ((data[at + 2] ?? 0) - 255) * opacity;
        }
      }
      const count = (bottom - top) * (right - left);
      small.set([red / count, green / count, blue / count, 255], (y * across + x) * 4);
    }
  }
  return { width: across, height: down, data: small };
}

/** What the pixel `at` of `of` stands for, of `length`: one at least. */
function span(at: number, of: number, length: number): [number, number] {
  const from = Math.floor((at * length) / of);
  return [from, Math.max(from + 1, Math.floor(((at + 1) * length) / of))];
}
