import { given, letter, type MailTexts } from '../../platform/mail/letter.ts';

/** Where the demand came from, so that somebody who made none knows. */
const askedFrom = (parameters: Readonly<Record<string, string>>): string =>
  `Demandé depuis ${given(parameters, 'device')}, réseau ${given(parameters, 'from')}.`;

const whereFrom = (parameters: Readonly<Record<string, string>>): string =>
  `depuis ${given(parameters, 'device')}, réseau ${given(parameters, 'from')}`;

const NOT_YOU =
  'Ce n’est pas vous ? Quelqu’un connaît votre mot de passe : changez-le tout de suite (« Mot de passe oublié », qui ferme toutes vos connexions), et prévenez votre référent.';

/** What signing in writes. None holds a link: whoever asks for a click in such a mail is not Parvis. */
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
  'recovery-code-used': (parameters, context) =>
    letter(
      {
        subject: 'Un code de secours a servi',
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `Un de vos codes de secours vient de servir à la place de votre téléphone, ${whereFrom(parameters)}. Il vous en reste ${given(parameters, 'left')}.`,
          'Votre téléphone est perdu ou changé ? « Mon compte », « Changer de téléphone » le remplace et renouvelle vos codes.',
        ],
        after: [NOT_YOU],
        unlinked: true,
      },
      context,
    ),
  'recovery-codes-renewed': (parameters, context) =>
    letter(
      {
        subject: 'Vos codes de secours sont renouvelés',
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `Vous avez reçu de nouveaux codes de secours, ${whereFrom(parameters)}. Ceux d’avant ne servent plus.`,
        ],
        after: [NOT_YOU],
        unlinked: true,
      },
      context,
    ),
  'second-factor-changed': (parameters, context) =>
    letter(
      {
        subject: 'Votre double vérification a changé de téléphone',
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `Une autre application donne désormais les codes de votre double vérification, ${whereFrom(parameters)}. L’ancienne et vos anciens codes de secours ne servent plus.`,
        ],
        after: [NOT_YOU],
        unlinked: true,
      },
      context,
    ),
} satisfies MailTexts;
