/** Reset and the look of bare elements. */
export const base = `
@layer reset {
  *, *::before, *::after { box-sizing: border-box; }
  body, h1, h2, h3, p, ul, ol, dl, dd, blockquote, fieldset { margin: 0; }
  ul[role=list], ol[role=list] { list-style: none; padding: 0; }
  fieldset { border: 0; padding: 0; min-width: 0; }
  legend { padding: 0; }
  button, input, select, textarea { font: inherit; color: inherit; }
  [hidden] { display: none !important; }
}
@layer base {
  html { font-size: clamp(16px, 15.2px + .25vw, 18px); -webkit-text-size-adjust: 100%; scroll-padding: var(--s5) 0 5rem; }
  body { min-height: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink); font: 1rem/1.5 var(--sans); overflow-wrap: break-word; }
  h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; overflow-wrap: anywhere; text-wrap: balance; }
  h1 { font-size: clamp(1.75rem, 1.4rem + 1.6vw, 2.5rem); font-weight: 500; letter-spacing: -.015em; }
  h2 { font-size: 1.4rem; }
  h3 { font-size: 1.15rem; }
  p { max-width: 42rem; }
  a { color: var(--hue); text-underline-offset: .2em; text-decoration-thickness: 1px; }
  a:hover { text-decoration-thickness: 2px; }
  :focus-visible { outline: 3px solid var(--ochre); outline-offset: 2px; border-radius: 3px; }
  [tabindex="-1"]:focus { outline: none; }
  svg { flex: none; }
}
`;
