/**
 * Refuses the second press of a form's button while the first is on its way. The button is not disabled, which would
 * drop its name and value from what is sent. It listens on the document: after the form's own listeners, so that a
 * submission put off by another island does not count.
 */
import { all } from './dom.ts';

function release(form: HTMLFormElement): void {
  delete form.dataset['sent'];
  for (const button of all('button[aria-disabled]', HTMLButtonElement, form)) button.removeAttribute('aria-disabled');
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset['once'] === undefined || event.defaultPrevented) return;
  if (form.dataset['sent'] !== undefined) {
    event.preventDefault();
    return;
  }
  form.dataset['sent'] = '';
  if (event instanceof SubmitEvent) event.submitter?.setAttribute('aria-disabled', 'true');
});

// Coming back with the browser's button shows the page as it was left: its form may be sent again.
window.addEventListener('pageshow', () => all('form[data-sent]', HTMLFormElement).forEach(release));
