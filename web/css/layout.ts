/** The frame of every page: bars, title, footer. */
export const layout = `
@layer components {
  .wrap { width: 100%; max-width: 74rem; margin-inline: auto; padding-inline: clamp(16px, 4vw, 36px); }
  .skip { position: absolute; left: -999rem; }
  .skip:focus { left: var(--s4); top: var(--s3); z-index: 9; padding: var(--s3) var(--s4); background: var(--sheet); border-radius: var(--r); }

  .top { background: var(--sheet); }
  .top-row { display: flex; align-items: center; justify-content: space-between; gap: var(--s3) var(--s5); padding-block: var(--s3); }
  .brand { display: flex; align-items: center; gap: var(--s3); min-width: 0; min-height: 44px; color: var(--ink); text-decoration: none; text-wrap: balance; font: 600 1.15rem/1.15 var(--serif); }
  .brand svg { width: 40px; height: 40px; color: var(--hue); }
  .brand small { display: block; margin-top: 3px; font: .85rem/1.25 var(--sans); color: var(--soft); }
  .brand:hover > span { text-decoration: underline; text-underline-offset: .2em; text-decoration-thickness: 1px; }
  .links { display: flex; align-items: center; gap: var(--s2) var(--s5); }
  .links > a:not(.btn) { display: inline-flex; align-items: center; gap: 0 var(--s2); min-height: 44px; }

  .find { flex: 0 1 22rem; }
  .find .suggest { display: flex; }
  .find .input { margin: 0; padding-right: 44px; }
  .find button { width: 44px; margin-left: -44px; border: 0; background: none; color: var(--hue); }
  .find .links { display: none; }
  mark { background: var(--wash); color: inherit; }


  .band { background: var(--accent-wash); border-bottom: 1px solid var(--line); }
  .band.under { background: var(--sheet); }
  .band-row { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0 var(--s5); }
  .band-name { display: inline-flex; align-items: center; gap: var(--s2); min-height: 48px; font: 600 1.1rem var(--serif); color: var(--accent); text-decoration: none; }
  .logo { display: block; max-width: 160px; max-height: 36px; padding: 2px; background: var(--plate); border-radius: var(--r); }
  .logo.large { max-width: min(240px, 100%); max-height: 96px; padding: 4px; }
  .hero .logo { margin-bottom: var(--s4); }
  .band-name:hover { text-decoration: underline; }
  .band ul { display: flex; flex-wrap: wrap; gap: 0 var(--s5); }
  .band li a { display: inline-flex; align-items: center; min-height: 48px; color: var(--ink); text-decoration: none; border-bottom: 3px solid transparent; border-top: 3px solid transparent; }
  .band li a:hover { text-decoration: underline; }
  .band li a[aria-current] { border-bottom-color: var(--accent); font-weight: 600; }

  .hero { position: relative; overflow: hidden; background: var(--accent-wash); border-bottom: 1px solid var(--line); }
  .hero .wrap { position: relative; display: grid; gap: var(--s5); align-items: end; padding-block: var(--s6) 0; }
  .hero h1 { font-size: clamp(2.1rem, 1.6rem + 2.6vw, 3.3rem); color: var(--accent); }
  .hero .lead { max-width: 50rem; margin-top: var(--s3); font-size: 1.15rem; color: var(--ink); }
  .hero .action { margin-top: var(--s5); }
  .hero-text { padding-bottom: var(--s6); }
  .scene { display: block; width: 100%; height: auto; color: var(--accent); }
  .scene .w { fill: var(--sheet); }
  .scene .r, .scene .s { fill: currentColor; fill-opacity: .2; }
  .scene .s { fill-opacity: .4; stroke-width: 1; }

  main, .bare > .main { flex: 1 0 auto; }
  .bare main { flex: none; }
  .main { padding-block: var(--s5) var(--s7); }
  .crumbs ol { margin-bottom: var(--s3); font-size: .9rem; color: var(--soft); }
  .crumbs li { display: inline; }
  .crumbs li + li::before { content: "›"; margin-inline: var(--s2); }
  .crumbs a { color: inherit; line-height: 2; }
  .head { display: flex; flex-wrap: wrap; align-items: flex-start; justify-content: space-between; gap: var(--s4); margin-block: var(--s3) var(--s6); }
  .head > div:first-child { flex: 1 1 20rem; }
  .lead { max-width: 50rem; margin-top: var(--s2); color: var(--soft); font-size: 1.05rem; text-wrap: pretty; }
  .measure { max-width: 46rem; }
  .two { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s6) var(--s7); }
  @media (min-width: 60rem) { .two { grid-template-columns: minmax(0, 5fr) minmax(0, 3fr); } .hero .wrap { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
  .flow > * + *, .stack > * + * { margin-top: var(--s5); }
  .flow > * + section, .flow > * + .two, section + *, .stack > * + * { margin-top: var(--s6); }
  section > h2 { display: flex; align-items: baseline; gap: var(--s4); margin-bottom: var(--s4); }
  section:not(.panel) > h2::after { content: ""; flex: 1; border-top: 1px solid var(--line); transform: translateY(-.3em); }

  .foot { color: var(--soft); font-size: .9rem; }
  .foot svg.arcade { display: block; width: 100%; height: 32px; color: var(--line); }
  .foot > div { background: var(--sheet); }
  .foot .wrap { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--s1) var(--s5); padding-block: var(--s4); }
  .foot a { color: inherit; display: inline-block; padding-block: .4em; }

  .bare .main { display: flex; flex-direction: column; align-items: center; padding-block: clamp(24px, 7vh, 88px) 0; }
  .bare .brand { margin-bottom: var(--s5); }
  .bare .sheet { width: 100%; max-width: 34rem; padding: clamp(20px, 5vw, 44px); }
  .sheet.own { border-top: 4px solid var(--accent); }
  .sheet.own h1 { color: var(--accent); }
  .sheet .logo { margin-bottom: var(--s4); }
  .bare .foot svg.arcade { display: none; }
  .bare .head { margin: 0 0 var(--s5); }
  .bare .scene { width: 100%; max-width: 44rem; margin-top: auto; padding-top: var(--s6); color: var(--hue); opacity: .75; }

  @media (max-width: 40rem) {
    .brand svg { width: 34px; height: 34px; }
    .brand { font-size: 1.05rem; }
    .top-row { gap: var(--s3); }
    .find { flex: none; }
    .find .links { display: block; }
    .links a .icon { width: 1.4rem; height: 1.4rem; }
    .links > a:not(.btn) { flex-direction: column; justify-content: center; font-size: .75rem; white-space: nowrap; text-decoration: none; }
  }
}
`;
