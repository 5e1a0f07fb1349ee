import { given, letter, type MailTexts } from '../../platform/mail/letter.ts';
import { draftAddress } from './addresses.ts';

/** What is written to who sent a text to be read again: it appeared, or it comes back. */
export const mails = {
  'publication-approved': (parameters, context) =>
    letter(
      {
        subject: `Publié : ${given(parameters, 'title')}`,
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `${given(parameters, 'by')} a relu et publié votre texte « ${given(parameters, 'title')} ».`,
        ],
        action: {
          label: 'Voir la publication',
          url: `${context.origin}/publications/${given(parameters, 'id')}`,
        },
      },
      context,
    ),
  'publication-sent-back': (parameters, context) =>
    letter(
      {
        subject: `À reprendre : ${given(parameters, 'title')}`,
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `${given(parameters, 'by')} vous renvoie votre texte « ${given(parameters, 'title')} », avec cette remarque :`,
          given(parameters, 'remark'),
          'Rien n’est publié ; votre texte est redevenu un brouillon.',
        ],
        action: { label: 'Reprendre le texte', url: `${context.origin}${draftAddress(given(parameters, 'id'))}` },
      },
      context,
    ),
} satisfies MailTexts;
