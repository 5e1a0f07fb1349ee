import { given, letter, type MailTexts } from '../../platform/mail/letter.ts';
import { de } from '../../web/format.ts';

/** What is written about personal data: a copy is ready, an account is closed. */
export const mails = {
  'copy-ready': (parameters, context) =>
    letter(
      {
        subject: `La copie est prête : ${given(parameters, 'about')}`,
        paragraphs: [
          'Bonjour,',
          `La copie des données que vous avez demandée (${given(parameters, 'about')}) est prête. Vous pouvez la télécharger pendant sept jours.`,
        ],
        action: { label: 'Télécharger la copie', url: `${context.origin}${given(parameters, 'path')}` },
        after: [
          'Ce lien ne s’ouvre qu’avec votre compte. Passé ce délai, la copie est effacée ; vous pourrez en demander une autre.',
        ],
      },
      context,
    ),
  'folder-ready': (parameters, context) =>
    letter(
      {
        subject: `Le dossier « ${given(parameters, 'about')} » est prêt`,
        paragraphs: [
          'Bonjour,',
          `Les fichiers du dossier « ${given(parameters, 'about')} » sont réunis, dans leur version du moment. Vous pouvez les télécharger pendant sept jours.`,
        ],
        action: { label: 'Télécharger le dossier', url: `${context.origin}${given(parameters, 'path')}` },
        after: ['Ce lien ne s’ouvre qu’avec votre compte. Passé ce délai, vous pourrez le redemander.'],
      },
      context,
    ),
  'copy-on-leaving': (parameters, context) =>
    letter(
      {
        subject: `La copie des données ${de(given(parameters, 'about'))} est prête`,
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'about')} a quitté « ${context.territory} ». Voici la copie de tout ce que l’organisation y avait mis : publications, documents, membres, journal. Vous pouvez la télécharger pendant sept jours.`,
        ],
        action: { label: 'Télécharger la copie', url: `${context.origin}/u/copie/${given(parameters, 'token')}` },
        after: [
          'Ce lien s’ouvre sans mot de passe : ne le transmettez qu’à ceux qui doivent tout lire.',
          'Passé ce délai, la copie est effacée, et personne ne pourra en refaire une : conservez-la.',
        ],
      },
      context,
    ),
  'account-closed': (_parameters, context) =>
    letter(
      {
        subject: 'Votre compte est fermé',
        paragraphs: [
          'Bonjour,',
          'Comme vous l’avez demandé, votre compte est fermé et vos données sont effacées. Ce que vous avez publié reste à votre organisation, sans votre nom.',
          'Le journal de vos organisations garde votre nom un an au plus, comme la loi le permet, puis l’oublie.',
        ],
      },
      context,
    ),
} satisfies MailTexts;
