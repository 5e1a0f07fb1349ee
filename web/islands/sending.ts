/** One file on its way: checksum, deposit, transfer with its progress, then the server's own check. */
import { formatSize } from '../numbers.ts';
import { ask, make, pressable, text, texts } from './dom.ts';

export type Destination = {
  /** Name of the hidden field that will carry the document's id. */
  name: string;
  depot: string;
  /** Address of the document's state, `{document}` standing for its id. */
  state: string;
  /** Bytes. */
  max: number;
  /** As in HTML: `.pdf,application/pdf`; empty accepts everything. */
  accept: string;
};

export type Sending = {
  element: HTMLElement;
  /** Still going: the form should wait. */
  busy: () => boolean;
  /** True when the document may go with the form; false when it was refused, cancelled or cut. */
  settled: Promise<boolean>;
  remove: () => void;
};

/** Milliseconds between two looks at the state, the last one repeated; then how many looks in all (about a minute). */
const PAUSES = [400, 600, 1000, 1500, 2000, 3000];
const LOOKS = 24;

/** Starts at once. `say` receives each sentence worth announcing. */
export function startSending(file: File, to: Destination, say: (sentence: string) => void): Sending {
  const note = make('p', { class: 'soft' });
  const bar = make('progress', { max: '100', 'aria-label': `Envoi de ${file.name}` });
  const actions = make('p', { class: 'toolbar' });
  const carried = make('input', { type: 'hidden', name: to.name });
  const element = make(
    'li',
    {},
    make('p', {}, make('b', {}, file.name), ` · ${formatSize(file.size)}`),
    bar,
    note,
    actions,
  );
  let request: XMLHttpRequest | undefined;
  let going = true;
  let gone = false;
  let settle: (received: boolean) => void = () => {};
  const settled = new Promise<boolean>((resolve) => (settle = resolve));

  const tell = (sentence: string) => {
    note.textContent = sentence;
    say(`${file.name} : ${sentence}`);
  };
  const remove = () => {
    gone = true;
    going = false;
    request?.abort();
    element.remove();
    settle(false);
    say(`${file.name} : retiré.`);
  };
  const end = (sentence: string, received: boolean, again?: () => void) => {
    going = false;
    bar.hidden = true;
    note.className = received ? 'soft' : 'error-text';
    actions.replaceChildren(
      ...(again ? [pressable('Reprendre l’envoi', again)] : []),
      pressable('Retirer', remove, 'quiet'),
    );
    tell(sentence);
    settle(received);
  };
  const keep = (document: string) => {
    carried.value = document;
    element.append(carried);
  };

  const run = async (): Promise<void> => {
    going = true;
    bar.hidden = false;
    bar.removeAttribute('value');
    note.className = 'soft';
    actions.replaceChildren(pressable('Annuler l’envoi', remove, 'quiet'));
    const refusal = refusalOf(file, to);
    if (refusal) return end(refusal, false);
    note.textContent = 'Préparation…';
    const sha256 = await checksum(file);
    const deposit = await ask(to.depot, {
      name: file.name,
      size: file.size,
      type: file.type || 'application/octet-stream',
      sha256,
    });
    if (gone) return;
    if (!deposit.ok) return end(deposit.sentence, false, () => void run());
    const [url, document] = [text(deposit.body, 'url'), text(deposit.body, 'document')];
    if (!url || !document) return end('Le serveur n’a pas préparé l’envoi. Réessayez.', false, () => void run());
    tell('Envoi en cours…');
    request = new XMLHttpRequest();
    const outcome = await transfer(request, url, texts(deposit.body, 'fields'), file, (percent) => {
      bar.value = percent;
      note.textContent = `Envoi en cours : ${percent} %`;
    });
    if (gone) return;
    if (outcome !== undefined) return end(outcome, false, () => void run());
    keep(document);
    bar.removeAttribute('value');
    tell('Reçu. Vérification…');
    const verdict = await verdictOn(to.state.replace('{document}', encodeURIComponent(document)), () => gone);
    if (gone) return;
    if (!verdict.accepted) carried.remove();
    end(verdict.sentence, verdict.accepted);
  };

  void run();
  return { element, busy: () => going, settled, remove };
}

/** Why a file is not even sent: empty, too large, or not of a kind that is asked for. */
export function refusalOf(file: File, { max, accept }: Destination): string | undefined {
  if (file.size === 0) return 'Ce document est vide : choisissez-en un autre.';
  if (max > 0 && file.size > max) return `Ce document est trop lourd : ${formatSize(max)} au plus.`;
  const kinds = accept.split(',').map((kind) => kind.trim().toLowerCase());
  const fits = kinds.some((kind) =>
    kind.startsWith('.') ? file.name.toLowerCase().endsWith(kind) : kind === '' || kind === file.type,
  );
  return fits ? undefined : `Ce document n’est pas du type attendu : ${accept.replaceAll(',', ', ')}.`;
}

/** The SHA-256 of the whole file in base64, as S3 checks it; undefined when the browser cannot (the server then does). */
async function checksum(file: File): Promise<string | undefined> {
  try {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
    return btoa(String.fromCharCode(...digest));
  } catch {
    return undefined;
  }
}

/** Posts the form that S3 expects, the file last. Resolves to the sentence of what failed, undefined when received. */
function transfer(
  request: XMLHttpRequest,
  url: string,
  fields: [string, string][],
  file: File,
  onProgress: (percent: number) => void,
): Promise<string | undefined> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  form.append('file', file);
  let percent = 0;
  return new Promise((resolve) => {
    request.upload.addEventListener('progress', (event) => {
      percent = Math.floor((event.loaded / Math.max(1, event.total)) * 100);
      onProgress(percent);
    });
    request.addEventListener('load', () =>
      resolve(
        request.status < 300 ? undefined : 'Le dépôt a refusé ce document : il a changé, ou la demande a trop attendu.',
      ),
    );
    request.addEventListener('error', () => resolve(`La ligne a été coupée à ${percent} %. Votre texte est conservé.`));
    request.addEventListener('abort', () => resolve('Envoi annulé.'));
    request.open('POST', url);
    request.send(form);
  });
}

/** Looks at the document's state until it is known. A check that lasts does not hold the form back. */
async function verdictOn(state: string, left: () => boolean): Promise<{ accepted: boolean; sentence: string }> {
  for (let look = 0; look < LOOKS && !left(); look += 1) {
    await new Promise((resume) => setTimeout(resume, PAUSES[Math.min(look, PAUSES.length - 1)]));
    const answer = await ask(state);
    if (!answer.ok) continue;
    const found = text(answer.body, 'state');
    if (found === 'refused') {
      return {
        accepted: false,
        sentence: text(answer.body, 'reason') ?? 'Ce document a été refusé à la vérification.',
      };
    }
    if (found === 'ready') {
      const pages = text(answer.body, 'pages');
      return {
        accepted: true,
        sentence: `Reçu et vérifié${pages === undefined ? '' : `, ${pages} page${Number(pages) > 1 ? 's' : ''}`}.`,
      };
    }
  }
  return { accepted: true, sentence: 'Reçu. La vérification dure : vous pouvez continuer, elle se fera sans vous.' };
}
