/** The editor itself, fetched by the island `editor`: Trix with the few tools we keep, in French. */
import Trix from 'trix';
import { iconMarkup, type EditorIcon } from './editor-icons.ts';
import { all, make, one } from './dom.ts';
import { fromPlainText, isFormatted, paragraphs } from './editor-text.ts';

Trix.config.blockAttributes.heading1.tagName = 'h2';
Object.assign(Trix.config.lang, {
  bold: 'Gras',
  italic: 'Italique',
  link: 'Poser le lien',
  unlink: 'Retirer le lien',
  heading1: 'Intertitre',
  bullets: 'Liste à puces',
  numbers: 'Liste numérotée',
  quote: 'Citation',
  undo: 'Annuler',
  redo: 'Rétablir',
  url: 'Adresse du lien',
  urlPlaceholder: 'https://',
});

type Tool = { icon: EditorIcon; word: string; trix: string };

const tools: Tool[] = [
  { icon: 'bold', word: 'Gras', trix: 'data-trix-attribute="bold" data-trix-key="b"' },
  { icon: 'italic', word: 'Italique', trix: 'data-trix-attribute="italic" data-trix-key="i"' },
  { icon: 'link', word: 'Lien', trix: 'data-trix-attribute="href" data-trix-action="link" data-trix-key="k"' },
  { icon: 'heading', word: 'Intertitre', trix: 'data-trix-attribute="heading1"' },
  { icon: 'bullets', word: 'Liste à puces', trix: 'data-trix-attribute="bullet"' },
  { icon: 'numbers', word: 'Liste numérotée', trix: 'data-trix-attribute="number"' },
  { icon: 'quote', word: 'Citation', trix: 'data-trix-attribute="quote"' },
  { icon: 'undo', word: 'Annuler', trix: 'data-trix-action="undo" data-trix-key="z"' },
  { icon: 'redo', word: 'Rétablir', trix: 'data-trix-action="redo" data-trix-key="shift+z"' },
];

Trix.config.toolbar.getDefaultHTML = () => `
<div class="tools" role="toolbar" aria-label="Mise en forme" data-trix-button-row>
  ${tools.map(({ icon, word, trix }) => `<button type="button" ${trix} title="${word}" aria-label="${word}">${iconMarkup(icon)}</button>`).join('')}
</div>
<div data-trix-dialogs>
  <div class="link-dialog" data-trix-dialog="href" data-trix-dialog-attribute="href">
    <input class="input" type="url" name="href" placeholder="https://" aria-label="Adresse du lien" required data-trix-input data-trix-validate-href>
    <input class="btn" type="button" value="Poser le lien" data-trix-method="setAttribute">
    <input class="btn plain" type="button" value="Retirer" data-trix-method="removeAttribute">
  </div>
</div>`;

/** Files go in fields of their own: none can be dropped or pasted in a text. */
document.addEventListener('trix-file-accept', (event) => event.preventDefault());

/**
 * Replaces the textarea, which stays in the form, hidden, and carries the HTML; the field `<name>Format` then says
 * `html`. What was typed before Trix came is kept, and the caret stays in the text when it was there.
 */
export async function mount(field: HTMLElement, textarea: HTMLTextAreaElement): Promise<void> {
  const label = one('label', HTMLLabelElement, field);
  const format = one(`input[name="${CSS.escape(textarea.name)}Format"]`, HTMLInputElement, field);
  if (!label || !format || format.value === 'html') return;
  await addStyle(field.dataset['style']);
  const { id } = textarea;
  const hadFocus = document.activeElement === textarea;
  const formatted = textarea.dataset['html'];
  // Formatted text is what was saved; plain text is what has just been typed over it, if it was.
  const typedOver = textarea.value !== textarea.defaultValue && textarea.value !== formatted;
  const source = make('input', { type: 'hidden', id: `${id}-source` });
  if (typedOver) source.value = isFormatted(textarea.value) ? textarea.value : fromPlainText(textarea.value);
  else source.value = formatted ?? fromPlainText(textarea.value);

  textarea.id = `${id}-texte`;
  textarea.hidden = true;
  textarea.required = false;
  const toolbar = make('trix-toolbar', { id: `${id}-outils` });
  const editor = make('trix-editor', {
    id,
    input: source.id,
    toolbar: toolbar.id,
    class: 'input prose',
    'aria-labelledby': label.id,
    'aria-describedby': textarea.getAttribute('aria-describedby') ?? undefined,
    'aria-invalid': textarea.getAttribute('aria-invalid') ?? undefined,
  });
  const carry = () => {
    format.value = 'html';
    textarea.value = paragraphs(source.value);
  };
  editor.addEventListener('trix-initialize', () => {
    carry();
    if (hadFocus) editor.focus();
    // Only what is typed from now on is a change worth saving.
    editor.addEventListener('trix-change', () => {
      carry();
      textarea.dispatchEvent(new Event('input', { bubbles: true }));
    });
  });
  editor.addEventListener('trix-attachment-add', (event) => {
    const attachment: unknown = Reflect.get(event, 'attachment');
    if (typeof attachment === 'object' && attachment !== null) {
      const remove: unknown = Reflect.get(attachment, 'remove');
      if (typeof remove === 'function') remove.call(attachment);
    }
  });
  // Trix shows a pressed tool by a class alone.
  editor.addEventListener('trix-attributes-change', () => requestAnimationFrame(() => sayPressed(toolbar)));
  field.append(source, toolbar, editor);
  label.addEventListener('click', () => editor.focus());
}

function sayPressed(toolbar: HTMLElement): void {
  for (const button of all('button[data-trix-attribute]', HTMLButtonElement, toolbar)) {
    button.setAttribute('aria-pressed', String(button.classList.contains('trix-active')));
  }
}

/** The editor's own style sheet, asked for with it; a failure leaves it plain but working. */
function addStyle(address: string | undefined): Promise<void> {
  if (!address || one(`link[href="${CSS.escape(address)}"]`, HTMLLinkElement)) return Promise.resolve();
  const link = make('link', { rel: 'stylesheet', href: address });
  return new Promise((resolve) => {
    link.addEventListener('load', () => resolve());
    link.addEventListener('error', () => resolve());
    document.head.append(link);
  });
}
