/** Sends files straight to S3 while the rest of the form is being written; see UploadField for its contract. */
import { all, make, one, pressable } from './dom.ts';
import { refusalOf, type Sending, startSending } from './sending.ts';

/** What every deposit field of a form waits for before it lets the form go. */
type Field = { sendings: Set<Sending>; drop: (files: Iterable<File>) => void };

function enhance(field: HTMLElement): Field | undefined {
  const zone = one('[data-drop]', HTMLElement, field);
  const input = one('input[type=file]', HTMLInputElement, field);
  const list = one('[data-sending]', HTMLElement, field);
  const status = one('[data-status]', HTMLElement, field);
  const { upload: name, depot, state, max, parts } = field.dataset;
  if (!zone || !input || !list || !status || !name || !depot || !state) return undefined;

  const sendings = new Set<Sending>();
  const straight = 'straight' in field.dataset;
  const to = { name, depot, state, parts, max: Number(max), accept: input.accept, straight };
  const carried = () =>
    all(`input[type=hidden][name="${CSS.escape(name)}"]`, HTMLInputElement, field)
      .map(({ value }) => value)
      .join(' ');
  let told = carried();
  /** A file that was refused is nothing that a draft would keep, and none is before its check. */
  const tellIfChanged = () => {
    if ([...sendings].some(({ busy }) => busy()) || told === (told = carried())) return;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  };
  // Files go by themselves: there is something to press only when one was refused beside others.
  const leaving = straight ? one('button[type=submit]', HTMLElement, input.form ?? field) : undefined;
  if (leaving) leaving.hidden = true;
  const drop = (files: Iterable<File>) => {
    for (const file of input.multiple ? files : [...files].slice(0, 1)) {
      // A file that cannot be sent does not take the place of one that was.
      if (!input.multiple && refusalOf(file, to) === undefined) {
        for (const sending of sendings) sending.remove();
        list.replaceChildren();
      }
      const sending = startSending(file, to, (said) => {
        status.textContent = said;
        tellIfChanged();
      });
      sendings.add(sending);
      list.append(sending.element);
    }
    if (!straight) return;
    void Promise.all([...sendings].map((sending) => sending.settled)).then((received) => {
      if (received.every(Boolean)) input.form?.requestSubmit();
      else if (leaving) leaving.hidden = !received.some(Boolean);
    });
  };

  one('[data-later]', HTMLElement, zone)?.remove();
  const [where, press] = input.multiple
    ? ['Déposez les documents ici, ou', 'Choisir des documents']
    : ['Déposez le document ici, ou', 'Choisir un document'];
  zone.hidden = false;
  zone.prepend(make('p', {}, where));
  input.after(make('label', { class: 'btn plain', for: input.id }, press));
  // Still in the page for the keyboard and for screen readers: the label is its face.
  input.classList.add('hide');
  input.hidden = false;
  input.disabled = false;
  input.addEventListener('change', (event) => {
    // The value chosen is not the form's business: what counts is the hidden field, once the file is received.
    event.stopPropagation();
    drop(input.files ?? []);
    input.value = '';
  });
  for (const present of all('li[data-document]', HTMLElement, list)) {
    present.append(
      make(
        'p',
        {},
        pressable('Retirer', () => present.remove(), 'quiet', one('b', HTMLElement, present)?.textContent),
      ),
    );
  }
  return { sendings, drop };
}

/** A form leaves when all its files have been received: a press before that is remembered. */
function hold(form: HTMLFormElement, fields: Field[]): void {
  let waiting = false;
  form.addEventListener('submit', (event) => {
    const under = fields.flatMap(({ sendings }) => [...sendings]).filter((sending) => sending.busy());
    if (under.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (waiting) return;
    waiting = true;
    const pressed = event.submitter instanceof HTMLElement ? event.submitter : null;
    pressed?.setAttribute('aria-disabled', 'true');
    const said = make('p', { role: 'status', class: 'saved' }, 'La page partira dès que le document sera reçu.');
    form.append(said);
    void Promise.all(under.map((sending) => sending.settled)).then((received) => {
      waiting = false;
      said.remove();
      pressed?.removeAttribute('aria-disabled');
      if (received.every(Boolean)) form.requestSubmit(pressed);
    });
  });
}

const forms = new Map<HTMLFormElement, Field[]>();
const fields: Field[] = [];
for (const element of all('[data-upload]', HTMLElement)) {
  const field = enhance(element);
  const form = element.closest('form');
  if (!field) continue;
  fields.push(field);
  if (form) forms.set(form, [...(forms.get(form) ?? []), field]);
}
for (const [form, own] of forms) hold(form, own);

// A file dropped beside the zone would replace the page and what is typed in it: the whole page takes it.
const zones = all('[data-drop]', HTMLElement);
const light = (over: boolean) => zones.forEach((zone) => zone.classList.toggle('over', over));
document.addEventListener('dragover', (event) => {
  if (!event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  light(true);
});
document.addEventListener('dragleave', () => light(false));
document.addEventListener('drop', (event) => {
  if (!event.dataTransfer?.files.length) return;
  event.preventDefault();
  light(false);
  const at = event.target instanceof Element ? event.target.closest('[data-upload]') : null;
  const index = at ? all('[data-upload]', HTMLElement).findIndex((element) => element === at) : 0;
  (fields[index] ?? fields[0])?.drop(event.dataTransfer.files);
});
