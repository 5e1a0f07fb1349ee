import { given, letter, type MailContext, type MailTexts } from '../../platform/mail/letter.ts';
import { LIMITS } from './texts.ts';

type Parameters = Readonly<Record<string, string>>;

const groupPage = (parameters: Parameters, { origin }: MailContext): string =>
  `${origin}/groupes/${given(parameters, 'group')}`;

/** What groups write: requests to answer, answers, invitations. */
export const mails = {
  'group-request': (parameters, context) => {
    const [person, name] = [given(parameters, 'person'), given(parameters, 'name')];
    return letter(
      {
        subject: `${person} demande à entrer dans « ${name} »`,
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `${person} (${given(parameters, 'organisation')}) demande à entrer dans le groupe « ${name} », que vous animez.`,
        ],
        action: { label: 'Répondre', url: `${groupPage(parameters, context)}/membres` },
      },
      context,
    );
  },
  'group-accepted': (parameters, context) =>
    letter(
      {
        subject: `Vous êtes dans le groupe « ${given(parameters, 'name')} »`,
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `Votre demande est acceptée : vous êtes membre du groupe « ${given(parameters, 'name')} ».`,
        ],
        action: { label: 'Ouvrir le groupe', url: groupPage(parameters, context) },
      },
      context,
    ),
  'group-refused': (parameters, context) =>
    letter(
      {
        subject: `Votre demande : « ${given(parameters, 'name')} »`,
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `Les animateurs du groupe « ${given(parameters, 'name')} » n’ont pas accepté votre demande.`,
        ],
        action: { label: 'Voir les groupes du réseau', url: `${context.origin}/groupes` },
      },
      context,
    ),
  'group-invitation': (parameters, context) =>
    letter(
      {
        subject: `${given(parameters, 'inviter')} vous invite dans « ${given(parameters, 'name')} »`,
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'inviter')} (${given(parameters, 'organisation')}) vous invite dans le groupe « ${given(parameters, 'name')} » sur « ${context.territory} » :`,
          given(parameters, 'purpose'),
        ],
        action: { label: 'Voir l’invitation', url: groupPage(parameters, context) },
        after: [
          `Connectez-vous avec cette adresse pour y entrer${parameters.picked ? '' : '. Vous n’avez pas encore d’accès ? Demandez une invitation au référent de votre commune'}.`,
          `Cette invitation vaut ${LIMITS.invitationDays} jours.`,
        ],
      },
      context,
    ),
  'group-organisation-invited': (parameters, context) =>
    letter(
      {
        subject: `Votre organisation est invitée dans « ${given(parameters, 'name')} »`,
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `${given(parameters, 'inviter')} invite votre organisation dans le groupe « ${given(parameters, 'name')} ». Si vous acceptez, chacun de ses membres pourra y entrer.`,
        ],
        action: { label: 'Répondre', url: groupPage(parameters, context) },
      },
      context,
    ),
} satisfies MailTexts;
