import { given, letter, type MailTexts } from '../../platform/mail/letter.ts';
import { CHANGE_HOURS } from './rules.ts';

const link = (parameters: Readonly<Record<string, string>>, origin: string): string =>
  `${origin}/connexion/adresse/${given(parameters, 'token')}`;

const NOT_YOU =
  'Si vous n’avez rien demandé, quelqu’un connaît sans doute votre mot de passe : changez-le (« Mot de passe oublié » sur la page de connexion) et prévenez votre référent.';

/** What both mailboxes are written about an address that changes, and about a second factor that is removed. */
export const mails = {
  'address-to-confirm': (parameters, context) =>
    letter(
      {
        subject: 'Confirmez votre nouvelle adresse',
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'person')} demande à se connecter à Parvis avec cette adresse. Si c’est vous, confirmez qu’elle est la vôtre.`,
          'L’adresse actuelle est prévenue, et doit donner son accord.',
        ],
        action: { label: 'Voir et confirmer', url: link(parameters, context.origin) },
        after: [
          `Ce lien est valable ${CHANGE_HOURS} heures.`,
          'Vous ne connaissez pas cette personne ? Ne faites rien : sans votre confirmation, rien ne change.',
        ],
      },
      context,
    ),
  'address-taken': (_parameters, context) =>
    letter(
      {
        subject: 'Cette adresse a déjà un compte',
        paragraphs: [
          'Bonjour,',
          'Quelqu’un a demandé à se connecter à Parvis avec cette adresse, depuis un autre compte. Elle en a déjà un : rien n’a changé, et rien ne peut changer ainsi.',
          'Si c’est vous, vous avez deux comptes : connectez-vous avec cette adresse-ci, ou fermez d’abord ce compte-ci (« Mon compte », « Mes données »).',
        ],
        after: ['Si ce n’est pas vous, ne faites rien.'],
        unlinked: true,
      },
      context,
    ),
  'address-to-leave': (parameters, context) =>
    letter(
      {
        subject: 'Votre adresse de connexion va changer',
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `Vous demandez à vous connecter désormais avec l’adresse ${given(parameters, 'after')}, au lieu de celle-ci. Donnez votre accord, ou arrêtez tout si ce n’est pas vous.`,
        ],
        action: { label: 'Accepter ou refuser', url: link(parameters, context.origin) },
        after: [
          `Demandé depuis ${given(parameters, 'device')}, réseau ${given(parameters, 'from')}. Ce lien est valable ${CHANGE_HOURS} heures.`,
          NOT_YOU,
        ],
      },
      context,
    ),
  'address-vouched': (parameters, context) =>
    letter(
      {
        subject: 'Votre adresse de connexion va changer',
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `${given(parameters, 'by')} s’est porté garant de vous, à la place de cette adresse : vous vous connecterez avec ${given(parameters, 'after')} dès que cette nouvelle adresse aura confirmé.`,
        ],
        action: { label: 'Ce n’est pas moi', url: link(parameters, context.origin) },
        after: [NOT_YOU],
      },
      context,
    ),
  'address-cancelled': (parameters, context) =>
    letter(
      {
        subject: 'Le changement d’adresse est annulé',
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `Le changement vers ${given(parameters, 'after')} est annulé : vous vous connectez comme avant.`,
        ],
        after: [NOT_YOU],
        unlinked: true,
      },
      context,
    ),
  'address-changed': (parameters, context) =>
    letter(
      {
        subject: 'Votre adresse de connexion est changée',
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `Vous vous connectez désormais avec ${given(parameters, 'after')} ; ${given(parameters, 'before')} n’ouvre plus votre compte. Vos autres connexions sont fermées.`,
          'Vos abonnements aux lettres des communes n’ont pas changé : ils restent à l’adresse où vous les avez pris. L’adresse de votre fiche dans l’annuaire non plus : c’est vous qui l’écrivez.',
        ],
        after: [
          'Ce n’est pas vous ? Prévenez tout de suite votre référent, ou l’opérateur du territoire : ils verront dans le journal ce qui s’est passé.',
        ],
      },
      context,
    ),
  'address-refused': (parameters, context) =>
    letter(
      {
        subject: 'Votre adresse de connexion n’a pas changé',
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `L’adresse ${given(parameters, 'after')} a reçu un autre compte entre-temps : une adresse n’en ouvre qu’un. Vous vous connectez comme avant, avec ${given(parameters, 'before')}.`,
        ],
      },
      context,
    ),
  'second-factor-removed': (parameters, context) =>
    letter(
      {
        subject: 'Votre double vérification est retirée',
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `${given(parameters, 'by')} a retiré la double vérification de votre compte, pour que vous puissiez entrer sans votre téléphone. Toutes vos connexions sont fermées.`,
          'À votre prochaine connexion, votre mot de passe suffit ; mettez ensuite en place la double vérification avec votre nouveau téléphone (« Mon compte »).',
        ],
        after: [
          'Vous n’avez rien demandé ? Changez tout de suite de mot de passe (« Mot de passe oublié »), et parlez-en à cette personne.',
        ],
      },
      context,
    ),
} satisfies MailTexts;
