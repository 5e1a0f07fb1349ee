/**
 * Turns each EditorField into an editor. Trix (65 kB compressed) is fetched when the reader first touches the form,
 * or at once when the text already has formatting to show; until then, and if it never comes, the textarea works.
 */
import { all, one } from './dom.ts';

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
  // Once the island `draft`, or a browser that goes back, has put formatted text back, tags and all.
  addEventListener('pageshow', () => (textarea.dataset['html'] ?? textarea.value)[0] === '<' && start());
  const touched = field.closest('form') ?? field;
  for (const event of ['focusin', 'pointerdown', 'pointerover', 'input'])
    touched.addEventListener(event, start, { once: true, passive: true });
}
