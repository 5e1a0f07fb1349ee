import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { Person, ReadMessage } from '../reading.ts';
import { dateTime, several, size } from './french.ts';
import { style } from './style.ts';

/** Its content is hashed in the policy of the page: not a blank may be added to it. */
const styleElement = raw(`<style>${style}</style>`);

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

/** Addresses of the pages: where each thing of a mailbox is found. */
export interface Places {
  list: string;
  mailbox(address: string): string;
  message(address: string, id: string): string;
  /** The HTML of a message alone, for its frame. */
  content(address: string, id: string): string;
  original(address: string, id: string): string;
  attachment(address: string, id: string, number: number): string;
}

interface Step {
  label: string;
  href?: string;
}

function breadcrumb(trail: readonly Step[]): Html {
  const steps = trail.map(({ label, href }) =>
    href === undefined
      ? html`<li><span aria-current="page">${label}</span></li>`
      : html`<li><a href="${href}">${label}</a></li>`,
  );
  return html`<nav class="trail" aria-label="Fil d’Ariane">
    <ol role="list">
      ${steps}
    </ol>
  </nav>`;
}

function page(title: string, trail: readonly Step[], body: Html): Html {
  return html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${styleElement}
      </head>
      <body>
        <header class="top">
          <p>Courriels de démonstration : rien n’est envoyé sur Internet, tout ce qui part se lit ici.</p>
        </header>
        <main>${trail.length > 1 ? breadcrumb(trail) : ''} ${body}</main>
      </body>
    </html>`;
}

const when = (date: Date): Html => html`<time datetime="${date.toISOString()}">${dateTime(date)}</time>`;

const person = ({ name, address }: Person): string => (name === '' ? address : `${name} <${address}>`);

export function listPage(
  mailboxes: readonly { address: string; count: number; lastAt: number }[],
  { places, search, more }: { places: Places; search: string; more: number },
): Html {
  const items = mailboxes.map(
    ({ address, count, lastAt }) =>
      html`<li>
        <a href="${places.mailbox(address)}">
          <strong>${address}</strong>
          <span>${several(count, 'message', 'messages')}, dernier reçu ${when(new Date(lastAt))}</span>
        </a>
      </li>`,
  );
  const none =
    search === ''
      ? html`<p class="empty">
          Aucun courriel n’est encore parti. Dès qu’un code, une invitation ou une lettre est envoyé, sa boîte apparaît
          ici.
        </p>`
      : html`<p class="empty">
          Aucune boîte ne contient « ${search} ». <a href="${places.list}">Voir toutes les boîtes</a>
        </p>`;
  return page(
    'Boîtes aux lettres',
    [{ label: 'Boîtes aux lettres' }],
    html`<h1>Boîtes aux lettres</h1>
      <form class="search" method="get" action="${places.list}" role="search">
        <label>Chercher une adresse <input type="search" name="q" value="${search}" autocomplete="off" /></label>
        <button type="submit">Chercher</button>
      </form>
      ${
        items.length === 0
          ? none
          : html`<ul class="list" role="list">
              ${items}
            </ul>`
      }
      ${more > 0 ? html`<p class="empty">Et ${several(more, 'autre boîte', 'autres boîtes')} : précisez la recherche.</p>` : ''}`,
  );
}

export function mailboxPage(
  address: string,
  messages: readonly ReadMessage[],
  { places, older }: { places: Places; older: string | undefined },
): Html {
  const items = messages.map(
    (message) =>
      html`<li>
        <a href="${places.message(address, message.id)}">
          <strong>${message.subject || '(sans objet)'}</strong>
          ${when(message.receivedAt)}
          <span>${message.from ? person(message.from) : ''}</span>
        </a>
      </li>`,
  );
  return page(
    `Courriels de ${address}`,
    [{ label: 'Boîtes aux lettres', href: places.list }, { label: address }],
    html`<h1>${address}</h1>
      ${
        items.length === 0
          ? html`<p class="empty">Cette boîte est vide. Revenez quand un courriel lui a été envoyé.</p>`
          : html`<ul class="list" role="list">
              ${items}
            </ul>`
      }
      ${older === undefined ? '' : html`<p><a href="${places.mailbox(address)}?avant=${older}">Messages plus anciens</a></p>`}`,
  );
}

export function messagePage(address: string, message: ReadMessage, bytes: number, places: Places): Html {
  const { id, subject, attachments } = message;
  const title = subject || '(sans objet)';
  const facts: [string, string][] = [
    ['De', message.from ? person(message.from) : ''],
    ['À', message.to.map(person).join(', ')],
    ['Copie', message.cc.map(person).join(', ')],
    ['Répondre à', message.replyTo.map(person).join(', ')],
  ];
  const shown = facts
    .filter(([, value]) => value !== '')
    .map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    );
  const enclosed = attachments.map(
    ({ filename, content }, index) =>
      html`<li>
        <a href="${places.attachment(address, id, index)}"
          ><strong>${filename}</strong><span>${size(content.length)}</span></a
        >
      </li>`,
  );
  return page(
    title,
    [
      { label: 'Boîtes aux lettres', href: places.list },
      { label: address, href: places.mailbox(address) },
      { label: title },
    ],
    html`<h1>${title}</h1>
      <dl class="facts">
        ${shown}
        <dt>Reçu</dt>
        <dd>${when(message.receivedAt)}</dd>
      </dl>
      ${message.html === undefined ? '' : html`<iframe class="message" title="Contenu du message" src="${places.content(address, id)}" sandbox="allow-popups allow-popups-to-escape-sandbox" referrerpolicy="no-referrer"></iframe>`}
      ${
        enclosed.length === 0
          ? ''
          : html`<section>
              <h2>${several(enclosed.length, 'pièce jointe', 'pièces jointes')}</h2>
              <ul class="list" role="list">
                ${enclosed}
              </ul>
            </section>`
      }
      <details ${message.html === undefined ? 'open' : ''}>
        <summary>Texte seul</summary>
        <pre>${message.text}</pre>
      </details>
      <details>
        <summary>En-têtes</summary>
        <pre>${message.headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</pre>
      </details>
      <p class="links"><a href="${places.original(address, id)}">Télécharger l’original (${size(bytes)})</a></p>`,
  );
}

export function notFoundPage(places: Places): Html {
  return page(
    'Introuvable',
    [{ label: 'Boîtes aux lettres', href: places.list }, { label: 'Introuvable' }],
    html`<h1>Ce courriel est introuvable</h1>
      <p>
        Il n’existe pas, ou les données de démonstration ont été effacées.
        <a href="${places.list}">Voir toutes les boîtes</a>
      </p>`,
  );
}

/** The HTML part of a message for its frame: links open in a new tab, enclosed pictures are put in. */
export function messageContent({ html: content = '', attachments }: ReadMessage): string {
  const target = '<base target="_blank">';
  const withPictures = attachments.reduce(
    (text, { contentId, mimeType, content: bytes }) =>
      contentId ? text.replaceAll(`cid:${contentId}`, `data:${mimeType};base64,${bytes.toString('base64')}`) : text,
    content,
  );
  return /<head[^>]*>/i.test(withPictures)
    ? withPictures.replace(/<head[^>]*>/i, (head) => head + target)
    : target + withPictures;
}
