import { given, letter, type MailTexts } from '../../platform/mail/letter.ts';
import { de } from '../../web/format.ts';

/** What is written about links. */
export const mails = {
  'files-deposited': (parameters, context) => {
    const [from, message, folder] = ['from', 'message', 'folder'].map((name) => given(parameters, name));
    return letter(
      {
        subject: `${from} vous envoie des fichiers`,
        paragraphs: [
          'Bonjour,',
          `${from} envoie des fichiers par le lien de dépôt que vous avez donné. Ils arrivent dans le dossier « ${folder} » ${de(given(parameters, 'organisation'))}, une fois vérifiés.`,
          ...(message ? [`Son message : « ${message} »`] : []),
        ],
        action: { label: 'Ouvrir le dossier', url: `${context.origin}/documents/dossiers/${given(parameters, 'id')}` },
        after: ['Ce nom et ce message ont été écrits par la personne elle-même : nous ne les avons pas vérifiés.'],
      },
      context,
    );
  },
} satisfies MailTexts;
