/** The mails that Cognito sends, as people read them. The code stands where Cognito's placeholder is. */
import { type Letter, letter } from '../../platform/mail/letter.ts';

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

function written(content: Letter, { territory, site }: Occasion): Mail {
  const { subject, html } = letter(content, { origin: site, territory });
  return { subject, message: html };
}

/** Somebody forgot her password, or the operator had it changed. */
export const forgottenPassword = (occasion: Occasion): Mail =>
  written(
    {
      subject: `${occasion.territory} : votre code pour changer de mot de passe`,
      paragraphs: [
        'Bonjour,',
        `Vous avez demandé à changer votre mot de passe sur le site « ${occasion.territory} ». Voici le code à recopier sur la page restée ouverte, avec votre nouveau mot de passe :`,
      ],
      code: occasion.code,
      after: [
        'Il est valable une heure.',
        'Vous n’avez rien demandé ? Ne faites rien : votre mot de passe reste le même. Ne donnez ce code à personne.',
      ],
    },
    occasion,
  );

/** Any other code: a new address to confirm, a second step. */
export const anyCode = (occasion: Occasion): Mail =>
  written(
    {
      subject: `${occasion.territory} : votre code de vérification`,
      paragraphs: [
        occasion.address ? `Bonjour ${occasion.address},` : 'Bonjour,',
        `Voici votre code pour le site « ${occasion.territory} » :`,
      ],
      code: occasion.code,
      after: ['Vous n’avez rien demandé ? Ne faites rien, et ne donnez ce code à personne.'],
    },
    occasion,
  );
