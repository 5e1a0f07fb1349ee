/** The few words that every island needs to write a page without a framework. */

type Attributes = Record<string, string | undefined>;

/** Makes an element; attributes that are undefined are left out, children may be text. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes?: Attributes,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag];
export function make(tag: string, attributes?: Attributes, ...children: (Node | string)[]): HTMLElement;
export function make(tag: string, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** A button that submits nothing. `of`: what it is about, when others of that label stand beside it. */
export function pressable(label: string, onPress: () => void, tone = 'plain', of?: string): HTMLButtonElement {
  const name = of && `${label} : ${of}`;
  const button = make('button', { type: 'button', class: `btn ${tone}`, 'aria-label': name }, label);
  button.addEventListener('click', onPress);
  return button;
}

/** Every element matching `selector` that is of the class expected; others are left alone. */
export function all<Kind extends Element>(
  selector: string,
  kind: abstract new () => Kind,
  within: ParentNode = document,
): Kind[] {
  return [...within.querySelectorAll(selector)].filter((element): element is Kind => element instanceof kind);
}

/** The first of them, if any. */
export function one<Kind extends Element>(
  selector: string,
  kind: abstract new () => Kind,
  within: ParentNode = document,
): Kind | undefined {
  return all(selector, kind, within)[0];
}

/** What an address answered: its JSON, or the sentence to show. `status` is 0 when nothing answered. */
export type Answer = { ok: true; body: unknown } | { ok: false; status: number; sentence: string };

/** What the reader is told when her session ended while she was writing. */
export const EXPIRED = 'Votre session a expiré ; votre texte est conservé. Reconnectez-vous dans un autre onglet.';

/** Asks for JSON, sending `body` as JSON when given. Never throws: a failure is a sentence in French. */
export async function ask(address: string, body?: unknown): Promise<Answer> {
  try {
    const response = await fetch(address, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const type = response.headers.get('content-type') ?? '';
    const found: unknown = type.includes('json') ? await response.json() : undefined;
    if (response.ok && found !== undefined) return { ok: true, body: found };
    if (response.status === 401 || response.redirected) return { ok: false, status: 401, sentence: EXPIRED };
    return {
      ok: false,
      status: response.status,
      sentence: text(found, 'detail') ?? text(found, 'title') ?? 'Le serveur n’a pas pu répondre. Réessayez.',
    };
  } catch {
    return { ok: false, status: 0, sentence: 'La ligne est coupée. Vérifiez votre connexion, puis réessayez.' };
  }
}

/** The text or number found under a name in an answer, as text. */
export function text(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
}

/** The texts of a record found under a name in an answer (form fields to send or to write). */
export function texts(value: unknown, name: string): [string, string][] {
  if (typeof value !== 'object' || value === null) return [];
  const found: unknown = Reflect.get(value, name);
  if (typeof found !== 'object' || found === null) return [];
  return Object.entries(found).map(([key, part]) => [key, String(part)]);
}
