import { given, letter, type MailTexts } from '../../platform/mail/letter.ts';

/** Where the demand came from, so that somebody who made none knows. */
const askedFrom = (parameters: Readonly<Record<string, string>>): string =>
  `Demandé depuis ${given(parameters, 'device')}, réseau ${given(parameters, 'from')}.`;

/** What signing in writes. Neither holds a link: whoever asks for a click in such a mail is not Parvis. */
export const mails = {
  'sign-in-code': (parameters, context) =>
    letter(
      {
        subject: 'Votre code de connexion',
        paragraphs: [`Bonjour ${given(parameters, 'firstName')},`, 'Voici votre code de connexion à Parvis :'],
        code: given(parameters, 'code'),
        after: [
          `Il sert une fois, pendant ${given(parameters, 'minutes')} minutes, dans le navigateur resté ouvert.`,
          askedFrom(parameters),
          'Si ce n’est pas vous, ne faites rien et ne donnez ce code à personne : Parvis ne le demande jamais.',
        ],
        unlinked: true,
      },
      context,
    ),
  'sign-in-elsewhere': (parameters, context) => {
    const organisations = given(parameters, 'organisations');
    return letter(
      {
        subject: 'Comment vous connecter',
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          organisations
            ? `Vous êtes membre de : ${organisations}.`
            : 'Votre compte existe, mais aucune organisation ne vous compte plus parmi ses membres.',
          'On s’y connecte avec cette adresse et votre mot de passe (ou, si sa page de connexion le propose, avec le compte que vous y avez), pas avec un code. S’il est oublié, choisissez « Mot de passe oublié » sur la page de connexion.',
        ],
        after: [askedFrom(parameters), 'Si ce n’est pas vous, ne faites rien : personne n’est entré.'],
        unlinked: true,
      },
      context,
    );
  },
} satisfies MailTexts;
