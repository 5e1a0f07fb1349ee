import { de } from '../../web/format.ts';
import { given, letter, type MailTexts } from '../../platform/mail/letter.ts';

/** What is written about an organisation's own way in: to the operator who is asked, to the référents who asked. */
export const mails = {
  'provider-asked': (parameters, context) =>
    letter(
      {
        subject: `Connexion à mettre en place : ${given(parameters, 'organisation')}`,
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'by')} demande que les membres ${de(given(parameters, 'organisation'))} entrent avec un compte qu’ils ont déjà (${given(parameters, 'label')}). Vérifiez auprès de la mairie que ce service est bien le sien.`,
        ],
        action: {
          label: 'Voir et vérifier',
          url: `${context.origin}/territoire/fournisseurs/${given(parameters, 'siren')}`,
        },
      },
      context,
    ),
  'provider-ready': (parameters, context) =>
    letter(
      {
        subject: `${given(parameters, 'label')} est en place : essayez-le`,
        paragraphs: [
          'Bonjour,',
          `L’opérateur a mis en place la connexion avec ${given(parameters, 'label')} pour ${given(parameters, 'organisation')}. Essayez-la vous-même, puis proposez-la à vos collègues.`,
        ],
        action: { label: 'Essayer', url: `${context.origin}/organisation/fournisseur` },
      },
      context,
    ),
  'provider-refused': (parameters, context) =>
    letter(
      {
        subject: `${given(parameters, 'label')} n’est pas mis en place`,
        paragraphs: [
          'Bonjour,',
          `L’opérateur n’a pas mis en place la connexion avec ${given(parameters, 'label')} pour ${given(parameters, 'organisation')}. Rien ne change : chacun se connecte comme avant.`,
          ...said(parameters),
        ],
        action: { label: 'Refaire la demande', url: `${context.origin}/organisation/fournisseur` },
      },
      context,
    ),
  'provider-withdrawn': (parameters, context) =>
    letter(
      {
        subject: `${given(parameters, 'label')} est retiré`,
        paragraphs: [
          'Bonjour,',
          `L’opérateur a retiré la connexion avec ${given(parameters, 'label')} ${de(given(parameters, 'organisation'))}. Les membres gardent leur compte : chacun entre avec son mot de passe, ou en choisit un par « Mot de passe oublié ».`,
          ...said(parameters),
        ],
        action: { label: 'Choisir comment se connecter', url: `${context.origin}/organisation/connexion` },
      },
      context,
    ),
} satisfies MailTexts;

/** What the operator wrote, if she did. */
const said = (parameters: Readonly<Record<string, string>>): string[] => {
  const reason = given(parameters, 'reason');
  return reason ? [`« ${reason} »`] : [];
};
