/**
 * What stands on pages of members alone: their bar and navigation, files being sent and read, charts, and the map, where
 * a third shows by its mark and its edge, not by its colour alone. Public pages and those of whoever is not signed in are
 * sent without it, but for those that ask for it (`isTool`).
 */
export const members = `
@layer components {
  .menu { position: relative; }
  .menu > summary { display: flex; white-space: nowrap; align-items: center; gap: var(--s2); min-height: 44px; padding: 0 var(--s3); margin-right: calc(-1 * var(--s3)); border-radius: var(--r); cursor: pointer; list-style: none; color: var(--hue); }
  .menu > summary::-webkit-details-marker { display: none; }
  .menu > summary:hover, .menu[open] > summary { background: var(--wash); }
  .menu[open] > summary .icon:last-child { transform: rotate(180deg); }
  .menu > div { position: absolute; right: 0; top: calc(100% + 6px); z-index: 5; width: max-content; min-width: 15rem; max-width: min(22rem, 90vw); padding: var(--s2) 0; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--r); box-shadow: 0 8px 28px var(--shade), 0 1px 3px var(--shade); }
  .menu-title { padding: var(--s2) var(--s4) var(--s1); color: var(--soft); font-size: .85rem; }
  .menu-title b { display: block; color: var(--ink); font-size: 1rem; }
  .menu a, .menu button { display: flex; width: 100%; align-items: center; gap: var(--s3); min-height: 44px; padding: var(--s1) var(--s4); border: 0; background: none; color: var(--ink); text-align: left; text-decoration: none; cursor: pointer; }
  .menu a:hover, .menu button:hover { background: var(--wash); }
  .menu a .icon, .menu button .icon { color: var(--hue); }
  .menu :focus-visible { outline-offset: -3px; }
  .menu form + form, .menu ul { border-top: 1px solid var(--line); margin-top: var(--s2); padding-top: var(--s2); }

  .nav { background: var(--sheet); border-bottom: 1px solid var(--line); }
  .nav ul { display: flex; align-items: stretch; gap: var(--s1); margin-inline: calc(-1 * var(--s3)); }
  .nav li { display: flex; align-items: center; }
  .nav li.end { margin-left: auto; padding-right: var(--s3); }
  .nav a:not(.btn) { display: flex; align-items: center; gap: var(--s2); min-height: 48px; padding: 0 var(--s3); color: var(--ink); text-decoration: none; border-bottom: 3px solid transparent; border-top: 3px solid transparent; white-space: nowrap; }
  .nav a .icon { color: var(--hue); }
  .nav a:not(.btn):hover { border-bottom-color: var(--line); }
  .nav a[aria-current]:not(.btn) { border-bottom-color: var(--hue); font-weight: 600; }
  .many ul { flex-wrap: wrap; }
  .nav .btn { min-height: 44px; margin-block: 3px 7px; }
  .nav .btn .icon { color: inherit; }
  .badge { min-width: 1.5em; padding: 0 .4em; border-radius: 99px; background: var(--ochre); color: var(--sheet); font: 600 .8rem/1.5 var(--sans); text-align: center; }

  .drop { width: 100%; margin-top: var(--s1); padding: var(--s5); border: 2px dashed var(--edge); border-radius: var(--r); background: var(--sheet); text-align: center; }
  .drop p { margin-inline: auto; }
  .drop.over { border-color: var(--hue); background: var(--wash); }
  .drop .btn { margin-top: var(--s3); }
  .drop input:focus-visible + .btn { outline: 3px solid var(--ochre); outline-offset: 2px; }
  .sending, .sending > li { display: grid; gap: var(--s2); width: 100%; }
  .sending > li { margin-top: var(--s2); padding: var(--s4); }
  .sending > li, .preview { border: 1px solid var(--line); border-radius: var(--r); background: var(--sheet); }
  progress { display: block; width: 100%; height: 8px; border: 0; border-radius: 4px; background: var(--line); accent-color: var(--hue); overflow: hidden; }
  progress::-webkit-progress-bar { background: var(--line); }
  progress::-webkit-progress-value { background: var(--hue); transition: width .2s; }
  progress::-moz-progress-bar { background: var(--hue); }
  .saved { min-height: 1.5em; margin-top: var(--s3); color: var(--soft); font-size: .92rem; }
  .boxes { columns: 15rem; margin-top: var(--s2); }
  .boxes > .field { margin: 0; break-inside: avoid; }

  .preview { display: block; max-width: 100%; margin-top: var(--s5); }
  iframe.preview { width: 100%; height: 85vh; }
  .preview.text { max-height: 70vh; padding: var(--s4); overflow: auto; white-space: pre-line; }
  .first-page { display: none; }
  .qr { max-width: 15rem; border-radius: var(--r); overflow: hidden; }
  .qr svg { display: block; width: 100%; height: auto; }

  .chart, .chart ul { margin: 0; padding: 0 0 0 var(--s4); list-style: none; border-left: 2px solid var(--line); }
  .chart li { margin-top: var(--s4); break-inside: avoid; }
  .bars { max-width: 40rem; font-size: 15px; overflow: visible; }
  .bars rect { fill: var(--hue); }
  .bars text { fill: var(--ink); }

  .map > div { columns: 21rem; gap: var(--s6); }
  .map section { break-inside: avoid; }
  .map ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: var(--s1); }
  .map li > *, .map b { display: flex; align-items: center; gap: var(--s2); min-height: 44px; height: 100%; padding: 0 var(--s2); border: 1px dashed var(--edge); border-radius: var(--r); color: var(--soft); font: .85rem/1.2 var(--sans); text-decoration: none; }
  .map i { position: absolute; clip-path: inset(50%); }
  .map a:hover { text-decoration: underline; }
  .map .v, .map .r, .map .h { border: 1px solid var(--hue); background: var(--wash); color: var(--ink); }
  .map .v { background: var(--hue); color: var(--on-hue); }
  .map .h { border-color: var(--ochre); background: var(--ochre-wash); }
  .map ::before { font-size: 1.3em; }
  .map .v::before { content: "●"; content: "●" / ""; }
  .map .r::before { content: "◐"; content: "◐" / ""; }
  .map .h::before { content: "○"; content: "○" / ""; }
  @media print { .map .v { background: none; color: var(--ink); } }

  @media (max-width: 40rem) {
    .menu > summary { flex-direction: column; justify-content: center; gap: 0; font-size: .75rem; padding: 0 var(--s2); margin-right: calc(-1 * var(--s2)); }
    .menu > summary .icon:last-child { display: none; }
    .nav .wrap { padding-inline: 0; }
    .nav ul { gap: 0; margin: 0; justify-content: space-around; }
    .nav li, .nav li.end { flex: 1 1 auto; margin: 0; padding: 0; justify-content: center; }
    .nav a:not(.btn), .nav a.btn { position: relative; flex: 1; flex-direction: column; justify-content: center; gap: 2px; min-height: 56px; margin: 0; padding: 2px; border: 0; border-top: 3px solid transparent; border-radius: 0; background: none; color: var(--ink); font: .75rem/1.2 var(--sans); }
    .nav a.btn { color: var(--hue); font-weight: 600; }
    .nav a[aria-current] { border-top-color: var(--hue) !important; }
    .nav a .icon, .menu > summary .icon { width: 1.4rem; height: 1.4rem; }
    .nav .badge { position: absolute; top: 2px; left: calc(50% + 6px); line-height: 1.35; font-size: .72rem; }
    .first-page { display: block; }
    .first-page + .preview { display: none; }
  }
  @media (max-width: 40rem) and (min-height: 30rem) {
    .nav:not(.many) { position: fixed; inset: auto 0 0; z-index: 4; border: 0; border-top: 1px solid var(--line); box-shadow: 0 -2px 12px var(--shade); padding-bottom: env(safe-area-inset-bottom); }
    .member .foot > div { padding-bottom: 4.5rem; }
    .has-nav .top { border-bottom: 1px solid var(--line); }
  }
}
`;
