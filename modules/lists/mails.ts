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
} satisfies MailTexts;
