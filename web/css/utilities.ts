/** Rich text, helpers, and what changes on paper, with less motion or in forced colours. */
export const utilities = `
@layer components {
  .prose { max-width: 42rem; }
  .prose > * + * { margin-top: 1em; }
  .prose h2, .prose h3 { margin-top: 1.6em; }
  .prose ul, .prose ol { padding-left: 1.4em; }
  .prose li + li { margin-top: .3em; }
  .prose li::marker { color: var(--hue); }
  .prose blockquote { padding-left: var(--s4); border-left: 3px solid var(--line); font-family: var(--serif); font-style: italic; color: var(--soft); }
  .prose, code { overflow-wrap: anywhere; }
}
@layer utilities {
  .hide { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  @media (max-width: 40rem) { .wide-only { display: none !important; } }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { transition: none !important; animation: none !important; } }
  @media (forced-colors: active) {
    svg { color: CanvasText !important; }
    .nav a:not(.btn):not([aria-current]), .band li a:not([aria-current]) { border-color: Canvas; }
    .btn, .tag, .badge, .notice, .day { border: 1px solid; } .steps li.done { background: Highlight; } .choice:has(:checked) { outline: 2px solid Highlight; }
  }
  @media print {
    :root { --paper: #fff; --sheet: #fff; --ink: #000; --soft: #333; --line: #999; --wash: #fff; --ochre-wash: #fff; }
    html { font-size: 11pt; }
    .nav, .band ul, .links, .menu, .skip, .action, .btn, form, .toolbar, .foot svg, .foot a, .filters, .pager, .crumbs, .scene { display: none !important; }
    .panel { box-shadow: none; break-inside: avoid; }
    .main { padding-block: var(--s4) 0; }
    .prose a[href^=http]::after { content: " (" attr(href) ")"; font-size: .85em; }
  }
}
`;
