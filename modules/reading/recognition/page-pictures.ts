/** Pages as pictures in which Tesseract finds words. */
import type { OpenedPdf } from '../text/pdf.ts';
import type { PagePicture } from './recogniser.ts';

/** Dots an inch: more takes longer and finds no more. Measured on real acts: 200 reads as well as 300. */
const RESOLUTION = 200;
const POINTS_AN_INCH = 72;

/** Of a page drawn larger than A2. In pixels. */
const MOST_PIXELS = 16_000_000;

/** A page of a PDF, from 1, as it is seen. */
export async function pictureOfPage(pdf: OpenedPdf, number: number): Promise<PagePicture> {
  const page = pdf.page(number);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const most = Math.sqrt(MOST_PIXELS / Math.max(1, originalWidth * originalHeight));
  const scale = Math.min(RESOLUTION / POINTS_AN_INCH, most);
  const { width, height, data } = await page.render({ scale, colorSpace: 'Gray', render: 'bitmap' });
  return { width, height, data };
}

/** Pixels that are not paper, of a thousand, below which a page is empty: dust of a scanner. */
const LEAST_INK = 0.2;
const DARK = 160;

/** Nothing is drawn on it. One pixel in seven is looked at. */
export function isBlank({ data }: PagePicture): boolean {
  let dark = 0;
  for (let at = 0; at < data.length; at += 7) if ((data[at] ?? 255) < DARK) dark += 1;
  return (dark * 7 * 1000) / data.length < LEAST_INK;
}
