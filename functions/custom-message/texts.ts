/** The mails that Cognito sends, as people read them. The code stands where Cognito's placeholder is. */

export interface Mail {
  subject: string;
  /** HTML: Cognito sends nothing else. */
  message: string;
}

interface Occasion {
  /** Cognito's placeholder of the code. */
  code: string;
  /** Cognito's placeholder of the address, which it asks for in invitations. */
  address: string | null;
  /** Name of the territory, as people know it. */
  territory: string;
  /** Scheme and host of the site. */
  site: string;
}

/** Somebody forgot her password, or the operator had it changed. */
export const forgottenPassword = ({ code, territory, site }: Occasion): Mail => ({
  subject: `${territory} : votre code pour changer de mot de passe`,
  message: page([
    'Bonjour,',
    `Vous avez demandé à changer votre mot de passe sur <a href="${site}">Parvis ${escaped(territory)}</a>.`,
    `Votre code : <strong style="font-size:1.5em;letter-spacing:.1em">${code}</strong>`,
    'Il est valable une heure. Tapez-le sur la page restée ouverte, avec votre nouveau mot de passe.',
    'Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même. Ne donnez ce code à personne.',
  ]),
});

/** Any other code: a new address to confirm, a second step. */
export const anyCode = ({ code, address, territory, site }: Occasion): Mail => ({
  subject: `${territory} : votre code de vérification`,
  message: page([
    address ? `Bonjour ${address},` : 'Bonjour,',
    `Votre code pour <a href="${site}">Parvis ${escaped(territory)}</a> : <strong style="font-size:1.5em;letter-spacing:.1em">${code}</strong>`,
    'Si vous n’avez rien demandé, ne faites rien. Ne donnez ce code à personne.',
  ]),
});

const page = (paragraphs: readonly string[]): string =>
  `<!doctype html><html lang="fr"><body style="font-family:sans-serif;line-height:1.5">${paragraphs.map((text) => `<p>${text}</p>`).join('')}</body></html>`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
