/** Forms: one column, labels above, help under the label, errors beside the field. */
export const forms = `
@layer components {
  .form { max-width: 46rem; }
  .field { display: grid; grid-template-columns: minmax(0, 1fr); gap: var(--s1); justify-items: start; margin-bottom: var(--s5); min-width: 0; }
  .form > .field:last-child { margin-bottom: 0; }
  .form > :is(details, .notice) { margin-bottom: var(--s5); }
  .form.filter { display: flex; flex-wrap: wrap; gap: 0 var(--s4); align-items: end; margin-bottom: var(--s5); }
  .filter > .field { flex: 1 1 14rem; margin-bottom: var(--s4); }
  .filter > .field:has(select, [type=date]) { flex-basis: 9rem; }
  .filter > .btn { margin-bottom: var(--s4); }
  .filter > p { flex: 1 1 100%; margin: 0; }
  .filter .optional { display: none; }
  .label { font-weight: 600; }
  .optional { font-weight: 400; color: var(--soft); }
  .help { color: var(--soft); font-size: .94rem; }
  .error-text { display: flex; gap: var(--s2); color: var(--brick); font-weight: 600; font-size: .94rem; }
  .error-text .icon { margin-top: .1em; }
  .input { width: 100%; min-height: 46px; margin-top: var(--s1); padding: .5rem .8rem; border: 1px solid var(--edge); border-radius: var(--r); background: var(--sheet); color: var(--ink); }
  .input.short { max-width: 10rem; }
  .input.medium { max-width: 22rem; }
  textarea.input { min-height: 8rem; resize: vertical; line-height: 1.5; }
  ::file-selector-button { min-height: 34px; margin-right: var(--s3); padding: 0 .9rem; border: 1px solid var(--hue); border-radius: var(--r); background: var(--sheet); color: var(--hue); font: 600 1rem var(--sans); cursor: pointer; }
  select.input { padding-right: var(--s2); }
  .input:focus-visible, .choice:focus-within { outline: 3px solid var(--ochre); outline-offset: 1px; border-radius: var(--r); }
  .input[aria-invalid=true] { border: 2px solid var(--brick); }
  .input.code { max-width: 11.5rem; font: 600 1.7rem/1.2 var(--sans); font-variant-numeric: tabular-nums; letter-spacing: .22em; }
  .group { margin-bottom: var(--s5); }
  .group > legend { font-weight: 600; margin-bottom: var(--s1); }
  .group > legend h2 { display: block; }
  .choice { display: flex; align-items: flex-start; gap: var(--s3); margin-top: var(--s2); padding: var(--s4); border: 1px solid var(--line); border-radius: var(--r); background: var(--sheet); cursor: pointer; }
  .choice:hover { border-color: var(--edge); }
  .choice:has(:checked) { border-color: var(--hue); background: var(--wash); box-shadow: inset 0 0 0 1px var(--hue); }
  .choice input:focus-visible, .check input:focus-visible { outline-offset: 3px; }
  .choice:focus-within input:focus-visible { outline: none; }
  .choice input, .check input { flex: none; width: 22px; height: 22px; margin: 1px 0 0; accent-color: var(--hue); }
  .choice b { display: block; }
  .choice .help { display: block; }
  .choice .icon { margin-left: auto; width: 1.5rem; height: 1.5rem; color: var(--hue); }
  .pair { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 var(--s5); align-items: end; margin-bottom: var(--s5); }
  .pair > .field { margin-bottom: var(--s3); }
  @media (min-width: 40rem) { .pair { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
  .check { display: flex; align-items: flex-start; gap: var(--s3); min-height: 44px; padding-block: var(--s2); cursor: pointer; }


  .suggest { position: relative; width: 100%; }
  .suggest-row { display: flex; flex-wrap: wrap; gap: var(--s2); align-items: stretch; margin-top: var(--s1); }
  .suggest-row .input { flex: 1 1 12rem; margin: 0; font-size: 1.1rem; min-height: 52px; }
}
`;
