import { given, letter, type MailTexts } from '../../platform/mail/letter.ts';

/** What lists write, beside the letter itself. */
export const mails = {
  'confirm-subscription': (parameters, context) =>
    letter(
      {
        subject: `Confirmez votre abonnement : ${given(parameters, 'listName')}`,
        paragraphs: [
          'Bonjour,',
          `Cette adresse vient d’être donnée sur le site « ${context.territory} » pour recevoir « ${given(parameters, 'listName')} ».`,
          'Si c’est bien vous, confirmez : la page qui s’ouvre vous demande un dernier clic.',
        ],
        action: {
          label: 'Confirmer mon abonnement',
          url: `${context.origin}/u/confirmer/${given(parameters, 'token')}`,
        },
        after: [
          'Ce lien est bon pendant sept jours.',
          'Vous n’avez rien demandé ? Ne faites rien : vous ne recevrez pas d’autre message, et votre adresse sera oubliée.',
        ],
      },
      context,
    ),
  'organisation-left-readers': (parameters, context) => {
    const name = given(parameters, 'organisation');
    return letter(
      {
        subject: `${name} n’écrit plus par « ${context.territory} »`,
        paragraphs: [
          'Bonjour,',
          `${name} a quitté « ${context.territory} ». Vous ne recevrez plus ses publications : votre abonnement a pris fin.`,
          'Votre adresse n’est transmise à personne, et n’est abonnée à rien d’autre. Si vous recevez d’autres lettres, elles continuent.',
          'Si l’organisation revient un jour, elle ne vous écrira que si vous vous abonnez de nouveau.',
        ],
      },
      context,
    );
  },
} satisfies MailTexts;
