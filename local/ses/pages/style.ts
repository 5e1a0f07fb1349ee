import { createHash } from 'node:crypto';

/** Of the page itself and of nothing else: it belongs to the machine, not to the product. */
export const style = `
  :root { color-scheme: light dark; --paper: #f7f3ea; --sheet: #fffdf8; --line: #ddd4c1; --edge: #827b6c; --ink: #21282a; --soft: #5a5f5c;
    --hue: #1c5546; --on-hue: #fff; --wash: #e6eee6; --focus: #86470d; --s1: 4px; --s2: 8px; --s3: 12px; --s4: 16px; --s5: 24px; --s7: 56px; --r: 6px; }
  @media (prefers-color-scheme: dark) {
    :root { --paper: #16191a; --sheet: #1e2223; --line: #373f40; --edge: #7f8a89; --ink: #ece8df; --soft: #aab2af;
      --hue: #86cdb5; --on-hue: #11201b; --wash: #21332d; --focus: #eeb37c; }
  }
  *, *::before, *::after { box-sizing: border-box; }
  body, h1, h2, p, ul, ol, dl, dd { margin: 0; }
  ul[role=list], ol[role=list] { list-style: none; padding: 0; }
  button, input { font: inherit; color: inherit; }
  html { font-size: clamp(16px, 15.2px + .25vw, 18px); }
  body { min-height: 100vh; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
  h1, h2 { font-family: "Iowan Old Style", Palatino, "Noto Serif", Georgia, serif; font-weight: 500; line-height: 1.2; }
  h1 { font-size: clamp(1.75rem, 1.4rem + 1.6vw, 2.5rem); overflow-wrap: anywhere; }
  h2 { font-size: 1.4rem; }
  a { color: var(--hue); text-underline-offset: .2em; }
  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
  .top { background: var(--sheet); border-bottom: 1px solid var(--line); padding: var(--s3) var(--s4); }
  .top p { max-width: 60rem; margin: 0 auto; color: var(--soft); font-size: .9rem; }
  main { width: 100%; max-width: 62rem; margin: 0 auto; padding: var(--s5) var(--s4) var(--s7); display: grid; gap: var(--s5); }
  nav.trail { font-size: .9rem; }
  nav.trail ol { display: flex; flex-wrap: wrap; gap: var(--s2); }
  nav.trail li + li::before { content: "›"; margin-right: var(--s2); color: var(--soft); }
  .list { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--r); }
  .list li + li { border-top: 1px solid var(--line); }
  .list a { display: grid; grid-template-columns: 1fr auto; gap: var(--s1) var(--s4); padding: var(--s3) var(--s4); min-height: 44px; align-items: center; text-decoration: none; color: inherit; }
  .list a:hover { background: var(--wash); }
  .list strong { font-weight: 600; overflow-wrap: anywhere; }
  .list span, .list time { color: var(--soft); font-size: .9rem; }
  .list span { overflow-wrap: anywhere; }
  .search { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: end; }
  .search label { flex: 1 1 16rem; display: grid; gap: var(--s1); font-weight: 600; }
  .search input, .search button { min-height: 44px; padding: var(--s2) var(--s3); border: 1px solid var(--edge); border-radius: var(--r); background: var(--sheet); }
  .search button { background: var(--hue); color: var(--on-hue); border-color: var(--hue); cursor: pointer; }
  section { display: grid; gap: var(--s3); }
  .facts { display: grid; grid-template-columns: max-content 1fr; gap: var(--s1) var(--s4); }
  .facts dt { color: var(--soft); }
  .facts dd { overflow-wrap: anywhere; }
  .message { width: 100%; height: 36rem; border: 1px solid var(--line); border-radius: var(--r); background: #fff; resize: vertical; overflow: auto; }
  pre { margin: 0; padding: var(--s4); white-space: pre-wrap; overflow-wrap: anywhere; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--r); font: .9rem/1.5 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
  summary { min-height: 44px; display: list-item; padding: var(--s2) 0; cursor: pointer; font-weight: 600; }
  .links { display: flex; flex-wrap: wrap; gap: var(--s2) var(--s5); }
  .links a { padding: var(--s2) 0; min-height: 44px; }
  .empty { color: var(--soft); }
  @media (max-width: 40rem) {
    .list a { grid-template-columns: 1fr; }
    .facts { grid-template-columns: 1fr; }
    .facts dd { margin-bottom: var(--s2); }
    .message { height: 28rem; }
  }`;

/** Lets this style sheet and nothing else through: no script, no picture, nothing from elsewhere. */
export const PAGE_POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  `frame-src 'self'`,
  `form-action 'self'`,
  `base-uri 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

/** For the message itself: its own styles and enclosed pictures, links in a new tab, never a script. */
export const MESSAGE_POLICY = [
  `default-src 'none'`,
  `img-src data:`,
  `style-src 'unsafe-inline'`,
  `frame-ancestors 'self'`,
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');
