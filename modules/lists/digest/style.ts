import { dark, light, onDark } from '../../../platform/mail/colours.ts';

/** The letter's few colours, in one element of the head: without it, it reads as plain headings and lists. */
export const letterStyle = [
  ':root{color-scheme:light dark}',
  `body{margin:0;background:${light('paper')};color:${light('ink')};font:16px/1.5 system-ui,sans-serif}`,
  'main{display:block;max-width:600px;margin:0 auto;padding:24px 20px;overflow-wrap:break-word}',
  'h1{margin:24px 0 0;font-size:26px;line-height:1.2}',
  `h2{margin:36px 0 8px;padding-bottom:6px;border-bottom:2px solid ${light('hue')};font-size:20px;line-height:1.25}`,
  `h3{margin:20px 0 8px;color:${light('soft')};font-size:15px;font-weight:600}`,
  'ul{margin:0;padding:0;list-style:none}',
  'li{margin:0 0 14px}',
  `a{color:${light('hue')}}`,
  'li a{font-weight:600;font-size:17px}',
  `li span,.territory,.why{color:${light('soft')};font-size:14px}`,
  '.territory{margin:4px 0 0}',
  '.why{margin:0 0 12px}',
  `.end{margin-top:40px;padding-top:16px;border-top:1px solid ${light('line')}}`,
  onDark(
    [
      `body{background:${dark('paper')};color:${dark('ink')}}`,
      `a{color:${dark('hue')}}`,
      `h2{border-color:${dark('hue')}}`,
      `h3,li span,.territory,.why{color:${dark('soft')}}`,
      `.end{border-color:${dark('line')}}`,
    ].join(''),
  ),
].join('');
