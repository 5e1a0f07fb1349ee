/**
 * Turns each EditorField into an editor. Trix (65 kB compressed) is fetched when the reader first touches the form,
 * or at once when the text already has formatting to show; until then, and if it never comes, the textarea works.
 */
import { all, one } from './dom.ts';
import { isFormatted } from './formatted.ts';

for (const field of all('[data-editor]', HTMLElement)) {
  const textarea = one('textarea', HTMLTextAreaElement, field);
  if (!textarea) continue;
  let asked = false;
  const start = () => {
    if (asked) return;
    asked = true;
    import('./trix-editor.ts').then(
      ({ mount }) => mount(field, textarea),
      () => (asked = false),
    );
  };
  // The island `draft` may put formatted text back just after this one runs.
  queueMicrotask(() => textarea.dataset['html'] !== undefined && start());
  // Gone back to, a page has what was sent put back by the browser, tags and all.
  window.addEventListener('pageshow', () => {
    if (textarea.value !== textarea.defaultValue && isFormatted(textarea.value)) start();
  });
  const touched = field.closest('form') ?? field;
  for (const event of ['focusin', 'pointerdown', 'pointerover', 'input'])
    touched.addEventListener(event, start, { once: true, passive: true });
}
