/**
 * Proposals under a field while typing (the WAI-ARIA combobox with a list): arrows choose, Enter goes, Escape closes.
 * Enter without a choice searches, as without script. See SuggestField.
 */
import { all, ask, make, one, text } from './dom.ts';

type Proposal = { value: string; label: string; hint: string; url: string | undefined };

/** Milliseconds of silence before asking. */
const PAUSE = 150;

function proposalsIn(answer: unknown): Proposal[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((item: unknown) => {
    const label = text(item, 'label');
    if (label === undefined) return [];
    return [{ label, value: text(item, 'value') ?? label, hint: text(item, 'hint') ?? '', url: text(item, 'url') }];
  });
}

/** Fetches a style sheet, once. */
function wear(href: string | undefined): void {
  if (href === undefined || document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(make('link', { rel: 'stylesheet', href }));
}

function enhance(frame: HTMLElement): void {
  const input = one('input', HTMLInputElement, frame);
  const status = one('[data-status]', HTMLElement, frame);
  const address = frame.dataset['suggest'];
  if (!input || !status || !address) return;
  const list = make('ul', { class: 'options', role: 'listbox', id: `${input.id}-choix`, 'aria-label': 'Propositions' });
  list.hidden = true;
  frame.append(list);
  // Its look comes with the first letters: pages that nobody searches from do without.
  input.addEventListener('focus', () => wear(frame.dataset['style']), { once: true });
  if (document.activeElement === input) wear(frame.dataset['style']);
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-expanded': 'false',
    'aria-controls': list.id,
  })) {
    input.setAttribute(name, value);
  }

  let proposals: Proposal[] = [];
  let active = -1;
  let timer = 0;
  let asked = 0;

  const open = (shown: boolean) => {
    list.hidden = !shown;
    input.setAttribute('aria-expanded', String(shown));
    if (!shown) activate(-1);
  };
  const activate = (at: number) => {
    active = at;
    const options = all('li', HTMLLIElement, list);
    options.forEach((option, index) => option.setAttribute('aria-selected', String(index === at)));
    const chosen = options[at];
    if (chosen) {
      input.setAttribute('aria-activedescendant', chosen.id);
      chosen.scrollIntoView({ block: 'nearest' });
    } else input.removeAttribute('aria-activedescendant');
  };
  const choose = (proposal: Proposal) => {
    input.value = proposal.label;
    open(false);
    if (proposal.url !== undefined) location.assign(proposal.url);
    else input.form?.requestSubmit();
  };
  const show = () => {
    list.replaceChildren(
      ...proposals.map((proposal, at) => {
        const option = make(
          'li',
          { role: 'option', id: `${input.id}-choix-${at}`, 'aria-selected': 'false' },
          make('span', {}, proposal.label),
          make('small', {}, proposal.hint),
        );
        // Before the field loses the focus, which would close the list.
        option.addEventListener('mousedown', (event) => event.preventDefault());
        option.addEventListener('click', () => choose(proposal));
        return option;
      }),
    );
    open(proposals.length > 0);
    const count = proposals.length;
    status.textContent =
      count === 0 ? 'Aucune proposition.' : `${count} proposition${count > 1 ? 's' : ''}. Flèche bas pour choisir.`;
  };
  const look = async () => {
    const typed = input.value.trim();
    const mine = ++asked;
    if (typed.length < 2) {
      proposals = [];
      status.textContent = '';
      open(false);
      return;
    }
    const answer = await ask(`${address}${address.includes('?') ? '&' : '?'}q=${encodeURIComponent(typed)}`);
    // An answer that arrives after a later question is of no use; a failed one leaves the plain search form.
    if (mine !== asked || !answer.ok) return;
    proposals = proposalsIn(answer.body);
    show();
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => void look(), PAUSE);
  });
  input.addEventListener('blur', () => open(false));
  input.addEventListener('keydown', (event) => {
    const last = proposals.length - 1;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (last < 0) return;
      event.preventDefault();
      if (list.hidden) open(true);
      const next = event.key === 'ArrowDown' ? active + 1 : active - 1;
      activate(next > last ? 0 : next < 0 ? last : next);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      open(false);
    } else if (event.key === 'Enter') {
      const chosen = list.hidden ? undefined : proposals[active];
      if (!chosen) return;
      event.preventDefault();
      choose(chosen);
    }
  });
}

all('[data-suggest]', HTMLElement).forEach(enhance);
