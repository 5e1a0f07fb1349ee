/** One file on its way: checksum, deposit, transfer with its progress, then the server's own check. */
import { formatSize } from '../numbers.ts';
import { LARGEST_WHOLE } from '../../platform/part-sizes.ts';
import { ask, make, pressable, text, texts } from './dom.ts';
import type { Sent } from './parts.ts';

export type Destination = {
  /** Name of the hidden field that will carry the document's id. */
  name: string;
  depot: string;
  /** Address of the document's state, `{document}` standing for its id. */
  state: string;
  /** Where large files are sent in parts; they go whole without it. */
  parts: string | undefined;
  /** Bytes. */
  max: number;
  /** As in HTML: `.pdf,application/pdf`; empty accepts everything. */
  accept: string;
  /** What was received is where it goes: there is nothing left to take out of the form. */
  straight: boolean;
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
  /** Where a file that is on its way is given up. */
  let giveUp: string | undefined;
  let going = true;
  let gone = false;
  let settle: (received: boolean) => void = () => {};
  const settled = new Promise<boolean>((resolve) => (settle = resolve));

  /** Gives up what is not whole: nothing of it stays, and the room that it kept is another's. */
  const forget = async () => giveUp && ask(giveUp, {});

  const tell = (sentence: string) => {
    note.textContent = sentence;
    say(`${file.name} : ${sentence}`);
  };
  const remove = () => {
    gone = true;
    request?.abort();
    // Only what is not whole: what was received is left out of the form, and what is on its way gives up by itself.
    if (!going && !carried.value) void forget();
    going = false;
    element.remove();
    settle(false);
    say(`${file.name} : retiré.`);
  };
  const end = (sentence: string, received: boolean, again?: () => void) => {
    going = false;
    bar.hidden = true;
    note.className = received ? 'soft' : 'error-text';
    actions.replaceChildren(
      ...(again ? [pressable('Reprendre l’envoi', again, 'plain', file.name)] : []),
      ...(received && to.straight ? [] : [pressable('Retirer', remove, 'quiet', file.name)]),
    );
    tell(sentence);
    settle(received);
  };
  const keep = (document: string) => {
    carried.value = document;
    element.append(carried);
  };

  const advance = (percent: number) => {
    bar.value = percent;
    note.textContent = `Envoi en cours : ${percent} %`;
  };

  const inParts = async (address: string): Promise<Sent> => {
    tell('Envoi en cours…');
    const hold = (next: XMLHttpRequest) => (request = next);
    // Fetched for the few who send so much.
    const { sendInParts } = await import('./parts.ts');
    const outcome = await sendInParts(file, { address, hold, onProgress: advance, isGone: () => gone });
    giveUp = outcome.giveUp;
    return outcome.sent;
  };

  const whole = async (): Promise<Sent> => {
    const sha256 = await checksum(file);
    // Sent again after a cut: what was kept for it is given back first.
    await forget();
    const deposit = await ask(to.depot, {
      name: file.name,
      size: file.size,
      type: file.type || 'application/octet-stream',
      sha256,
    });
    if (!deposit.ok) return { sentence: deposit.sentence };
    const [url, document] = [text(deposit.body, 'url'), text(deposit.body, 'document')];
    if (!url || !document) return { sentence: 'Le serveur n’a pas préparé l’envoi. Réessayez.' };
    giveUp = text(deposit.body, 'giveUp');
    if (gone) return { sentence: '' };
    tell('Envoi en cours…');
    request = new XMLHttpRequest();
    const failed = await transfer(request, url, texts(deposit.body, 'fields'), file, advance);
    return failed === undefined ? { document } : { sentence: failed };
  };

  const run = async (): Promise<void> => {
    going = true;
    bar.hidden = false;
    bar.removeAttribute('value');
    note.className = 'soft';
    actions.replaceChildren(pressable('Annuler l’envoi', remove, 'quiet', file.name));
    const refusal = refusalOf(file, to);
    if (refusal) return end(refusal, false);
    note.textContent = 'Préparation…';
    const sent = to.parts && file.size > LARGEST_WHOLE ? await inParts(to.parts) : await whole();
    if (gone) return void forget();
    if ('sentence' in sent) return end(sent.sentence, false, () => void run());
    keep(sent.document);
    bar.removeAttribute('value');
    tell('Reçu. Vérification…');
    const verdict = await verdictOn(to.state.replace('{document}', encodeURIComponent(sent.document)), () => gone);
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
  const asked = kinds.filter((kind) => kind.startsWith('.')).map((kind) => kind.slice(1).toUpperCase());
  return fits ? undefined : `Ce document n’est pas du type attendu : ${asked.join(', ')}.`;
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
      const [pages, note] = [text(answer.body, 'pages'), text(answer.body, 'note')];
      return {
        accepted: true,
        sentence: `Reçu et vérifié${pages === undefined ? '' : `, ${pages} page${Number(pages) > 1 ? 's' : ''}`}.${note === undefined ? '' : ` ${note}`}`,
      };
    }
  }
  return { accepted: true, sentence: 'Reçu. La vérification dure : vous pouvez continuer, elle se fera sans vous.' };
}
