/**
 * Saves a form while it is being written: two seconds after the last key, to the address in `data-autosave`, as JSON.
 * The answer is `{ savedAt?, fields?, autosave? }`: `fields` are written in the form's hidden fields (the draft's id,
 * the version just written), `autosave` replaces the address. As long as something is not saved, a copy stays in
 * the session's storage, is found again after a log-in, and leaving the page is asked about.
 */
import { all, ask, EXPIRED, make, one, text, texts } from './dom.ts';

/** Milliseconds of silence before saving, and before trying again after a failure. */
const IDLE = 2000;
const RETRY = 15_000;

type Draft = Record<string, string | string[]>;

/** What is typed, files and passwords left out. A field that comes several times is a list. */
function read(form: HTMLFormElement): Draft {
  const draft: Draft = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string' || one(`input[type=password][name="${CSS.escape(name)}"]`, HTMLInputElement, form))
      continue;
    const before = draft[name];
    draft[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return draft;
}

/** Puts a copy back: texts and choices; hidden fields belong to the server and keep what it wrote. */
function write(form: HTMLFormElement, draft: Draft): void {
  for (const field of form.elements) {
    const isText = field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;
    if (!isText && !(field instanceof HTMLInputElement)) continue;
    const kept = draft[field.name];
    if (kept === undefined || field.type === 'hidden' || field.type === 'file') continue;
    if (field instanceof HTMLInputElement && (field.type === 'radio' || field.type === 'checkbox')) {
      field.checked = Array.isArray(kept) ? kept.includes(field.value) : kept === field.value;
    } else if (typeof kept === 'string') {
      field.value = kept;
      if (field instanceof HTMLTextAreaElement && draft[`${field.name}Format`] === 'html') {
        // The island `editor` reads its formatted text from here, and starts at this event.
        field.dataset['html'] = kept;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }
  }
}

function isDraft(value: unknown): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function enhance(form: HTMLFormElement): void {
  const shelf = `brouillon:${location.pathname}`;
  const saved =
    one('[data-saved]', HTMLElement, form) ?? form.appendChild(make('p', { role: 'status', class: 'saved' }));
  let timer = 0;
  let unsaved = false;
  let leaving = false;
  let saving = false;

  const hour = () => new Date().toLocaleTimeString('fr-FR', { hour: 'numeric', minute: '2-digit' }).replace(':', ' h ');
  const shelve = () => sessionStorage.setItem(shelf, JSON.stringify(read(form)));
  const later = (pause: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void save(), pause);
  };
  const save = async () => {
    const address = form.dataset['autosave'];
    if (saving || leaving || !address) return;
    saving = true;
    unsaved = false;
    const answer = await ask(address, read(form));
    saving = false;
    if (leaving) return;
    if (answer.ok) {
      for (const [name, value] of texts(answer.body, 'fields')) writeHidden(form, name, value);
      form.dataset['autosave'] = text(answer.body, 'autosave') ?? address;
      if (unsaved) return later(IDLE);
      sessionStorage.removeItem(shelf);
      saved.textContent = `Brouillon enregistré à ${hour()}.`;
      return;
    }
    unsaved = true;
    shelve();
    saved.textContent = answer.status === 401 ? EXPIRED : `Brouillon pas encore enregistré. ${answer.sentence}`;
    // A refusal that time cannot cure waits for the next key.
    if (answer.status === 0 || answer.status === 401 || answer.status >= 500) later(RETRY);
  };
  const touched = () => {
    unsaved = true;
    shelve();
    later(IDLE);
  };

  const kept = sessionStorage.getItem(shelf);
  if (kept !== null) {
    const draft: unknown = JSON.parse(kept);
    if (isDraft(draft)) {
      write(form, draft);
      saved.textContent = 'Votre texte a été retrouvé.';
      touched();
    }
  }
  form.addEventListener('input', touched);
  form.addEventListener('change', touched);
  window.addEventListener('beforeunload', (event) => {
    if (unsaved && !leaving) event.preventDefault();
  });
  // After every other listener: a submission that is put off must leave the draft alone.
  document.addEventListener('submit', (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    leaving = true;
    clearTimeout(timer);
    sessionStorage.removeItem(shelf);
  });
  window.addEventListener('pageshow', () => (leaving = false));
}

function writeHidden(form: HTMLFormElement, name: string, value: string): void {
  const field = one(`input[type=hidden][name="${CSS.escape(name)}"]`, HTMLInputElement, form);
  if (field) field.value = value;
  else form.append(make('input', { type: 'hidden', name, value }));
}

all('form[data-autosave]', HTMLFormElement).forEach(enhance);
