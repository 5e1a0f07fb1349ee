/** Buttons, panels, notices, lists, cards, tables and the small things in them. */
export const components = `
@layer components {
  .btn { display: inline-flex; align-items: center; justify-content: center; gap: var(--s2); min-height: 44px; padding: .4rem 1.15rem; border: 1px solid var(--hue); border-radius: var(--r); background: var(--hue); color: var(--on-hue); font: 600 1rem/1.3 var(--sans); text-align: center; text-decoration: none; cursor: pointer; transition: filter .15s; }
  .btn:hover { filter: brightness(1.12); }
  .btn.plain { background: var(--sheet); color: var(--hue); }
  .btn.plain:hover { background: var(--wash); filter: none; }
  .btn.quiet { padding-inline: var(--s2); margin-inline: calc(-1 * var(--s2)); border-color: transparent; background: none; color: var(--hue); text-decoration: underline; text-underline-offset: .2em; text-decoration-thickness: 1px; font-weight: 400; }
  .btn.danger { background: var(--sheet); border-color: var(--brick); color: var(--brick); }
  .btn.danger:hover { background: var(--brick-wash); filter: none; }
  .btn[aria-disabled=true], .btn:disabled { opacity: .6; cursor: progress; filter: none; }
  .icon { width: 1.25em; height: 1.25em; vertical-align: -.25em; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
  .toolbar { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s3) var(--s4); }
  .toolbar.end { justify-content: flex-end; }
  form > .toolbar { margin-top: var(--s6); }

  .panel { padding: clamp(16px, 3vw, 26px); background: var(--sheet); border: 1px solid var(--line); border-radius: var(--r); box-shadow: 0 1px 2px var(--shade), 0 6px 16px -10px var(--shade); }
  .panel > h2, .panel:not(.card) > h3 { margin-bottom: var(--s3); }
  .panel.todo { background: var(--ochre-wash); border-color: transparent; box-shadow: none; }
  .panel.soft-panel { background: var(--wash); border-color: transparent; box-shadow: none; }
  .panel.rows { padding-block: var(--s2); }
  section > :not(h2) + *, .panel:not(.rows, .card) > :not(h2) + * { margin-top: var(--s4); }
  .soft { color: var(--soft); }
  .small { font-size: .9rem; }

  .notice { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--s1) var(--s3); padding: var(--s4); border-radius: var(--r); background: var(--slate-wash); }
  .notice > .icon { width: 1.5rem; height: 1.5rem; color: var(--slate); }
  .notice b:first-child { display: block; }
  .notice.success { background: var(--leaf-wash); } .notice.success > .icon { color: var(--leaf); }
  .notice.warning { background: var(--ochre-wash); } .notice.warning > .icon { color: var(--ochre); }
  .notice.error { background: var(--brick-wash); } .notice.error > .icon { color: var(--brick); }
  .notice.error a { color: var(--brick); }
  .notice ul:not([role]) { padding-left: 1.1em; }
  .notice li a { display: inline-block; padding-block: .2em; }
  .empty { padding: var(--s6) var(--s5); text-align: center; border: 1px dashed var(--edge); border-radius: var(--r); }
  .empty p { margin: var(--s2) auto 0; color: var(--soft); }
  .empty .empty-title { margin-top: 0; color: var(--ink); font: 600 1.15rem/1.2 var(--serif); text-wrap: balance; }
  .empty .toolbar { justify-content: center; margin-top: var(--s4); }

  .rows > li { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; align-items: center; gap: var(--s1) var(--s4); padding-block: var(--s3); }
  .rows > li.bare { grid-template-columns: minmax(0, 1fr) auto; }
  .rows:not(.panel) > li:last-child { padding-bottom: 0; }
  .rows > li + li { border-top: 1px solid var(--line); }
  .todo .rows > li + li { border-top: 1px dotted var(--edge); }
  .rows > li > .icon { width: 1.6rem; height: 1.6rem; color: var(--hue); }
  .row-text > a, .row-text > b { font-weight: 600; }
  .row-text > .soft { display: block; font-size: .92rem; }
  .row-end { color: var(--soft); font-size: .92rem; text-align: right; }
  .row-end time { white-space: nowrap; }
  .two > :last-child .rows > li:not(.bare) { grid-template-columns: auto minmax(0, 1fr); align-items: start; }
  .two > :last-child .rows > li:not(.bare) > .row-end { grid-column: 2; text-align: left; }
  @media (max-width: 40rem) {
    .rows > li { align-items: start; grid-template-columns: auto minmax(0, 1fr); }
    .rows > li.bare { grid-template-columns: minmax(0, 1fr); }
    .rows > li:not(.bare) > .row-end { grid-column: 2; }
    .row-end { text-align: left; }
    .row-end .btn { margin-top: var(--s1); }
  }
  .day { min-width: 3rem; padding: 5px 0 4px; border-radius: var(--r); background: var(--accent-wash); color: var(--accent); font: 600 1.3rem/1.05 var(--serif); text-align: center; }
  .day small { display: block; font: .75rem/1.2 var(--sans); color: var(--soft); }

  .kind { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s1) 1.1em; max-width: none; font-size: .88rem; color: var(--soft); overflow-x: clip; }
  .kind > :not(.tag) + :not(.tag) { position: relative; }
  .kind > :not(.tag) + :not(.tag)::before { content: "·"; position: absolute; left: -.7em; }
  .tag { display: inline-flex; align-items: center; gap: .35em; padding: .1em .65em .1em .5em; border-radius: 99px; background: var(--wash); color: var(--hue); font-size: .85rem; font-weight: 600; }
  .tag .icon { width: 1.05em; height: 1.05em; }
  .tag.organisation, .tag.group { background: var(--sunk); color: var(--soft); }
  .tag.network { background: var(--slate-wash); color: var(--slate); }
  .tag.public { background: var(--leaf-wash); color: var(--leaf); }
  .tag.waiting { background: var(--ochre-wash); color: var(--ochre); }
  .tag.refused { background: var(--brick-wash); color: var(--brick); }
  .cards { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s4); }
  .card { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s2); }
  .card h3 a { color: var(--ink); text-decoration-color: var(--edge); }
  .card h3 a:hover { color: var(--hue); }

  .steps { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s2) var(--s3); color: var(--soft); font-size: .92rem; }
  .steps ol { display: flex; gap: var(--s1); }
  .steps li { width: 1.6rem; height: 5px; border-radius: 3px; background: var(--line); }
  .steps li.done { background: var(--hue); }
  .pager { margin-top: var(--s5); }

  .facts { display: grid; gap: 0 var(--s5); }
  .facts > div { padding-block: var(--s3); }
  .facts > div:first-child { padding-top: 0; }
  .facts > div:last-child { padding-bottom: 0; }
  .facts > div + div { border-top: 1px solid var(--line); }
  .facts dt { color: var(--soft); font-size: .92rem; }
  @media (min-width: 40rem) { .facts > div { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: var(--s4); align-items: baseline; } }

  .table { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--r); }
  .table caption { text-align: left; font-weight: 600; padding-bottom: var(--s2); }
  .table th, .table td { padding: var(--s3) var(--s4); text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
  .table thead th { font-size: .88rem; color: var(--soft); border-top: 0; vertical-align: bottom; }
  .table tbody th { font-weight: 600; }
  .table .number { text-align: right; font-variant-numeric: tabular-nums; }
  @media (max-width: 40rem) {
    .table, .table tbody, .table tr, .table th, .table td, .table caption { display: block; }
    .table { border: 0; background: none; }
    .table thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .table tbody tr { margin-bottom: var(--s3); padding: var(--s2) 0; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--r); }
    .table tbody th, .table tbody td { border: 0; padding: var(--s1) var(--s4); }
    .table tbody td[data-label] { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: var(--s2); text-align: left; }
    .table tbody td[data-label]::before { content: attr(data-label); color: var(--soft); font-size: .9rem; }
  }

  .filters { display: flex; flex-wrap: wrap; gap: var(--s2); margin-bottom: var(--s4); }
  .filters a { display: inline-flex; align-items: center; gap: .4em; min-height: 44px; padding: 0 var(--s4); border: 1px solid var(--line); border-radius: 99px; background: var(--sheet); color: var(--ink); text-decoration: none; }
  .filters a:hover { border-color: var(--hue); }
  .page { border: 1px solid var(--line); border-radius: var(--r); background: var(--sheet); }
  .filters a[aria-current] { border-color: var(--hue); background: var(--wash); color: var(--hue); font-weight: 600; }
}
`;
