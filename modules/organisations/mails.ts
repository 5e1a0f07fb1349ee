import { given, letter, type MailTexts } from '../../platform/mail/letter.ts';
import { de, formatDate } from '../../web/format.ts';
import { CODE_MINUTES, LINK_DAYS } from './rules.ts';
import { JOIN_LINK_DAYS, JOIN_REQUEST_DAYS } from './rules-joining.ts';
import { ROLE_TEXTS } from './texts.ts';

const roleName = (role: string): string =>
  Object.entries(ROLE_TEXTS)
    .find(([key]) => key === role)?.[1]
    .name.toLowerCase() ?? role;

/** What organisations write: codes, links, answers. */
export const mails = {
  'sign-up-code': (parameters, context) => {
    const code = given(parameters, 'code');
    const name = given(parameters, 'organisation');
    return letter(
      {
        subject: `${code} : votre code pour inscrire ${name}`,
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'person')} (${given(parameters, 'position')}) inscrit ${name} sur le site « ${context.territory} ». Pour confirmer que la mairie est d’accord, voici le code à recopier sur la page d’inscription :`,
        ],
        code,
        after: [
          `Ce code sert une fois, pendant ${CODE_MINUTES} minutes.`,
          'Vous n’avez rien demandé, ou vous ne connaissez pas cette personne ? Ne lui donnez pas ce code : sans lui, rien ne se passe.',
        ],
      },
      context,
    );
  },
  'sign-up-waiting': (parameters, context) =>
    letter(
      {
        subject: `Inscription à valider : ${given(parameters, 'organisation')}`,
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'person')} (${given(parameters, 'position')}) demande à inscrire ${given(parameters, 'organisation')}. ${given(parameters, 'why')}`,
        ],
        action: {
          label: 'Voir la demande',
          url: `${context.origin}/territoire/inscriptions/${given(parameters, 'id')}`,
        },
      },
      context,
    ),
  'sign-up-link': (parameters, context) =>
    letter(
      {
        subject: `Ouvrez l’espace de travail : ${given(parameters, 'organisation')}`,
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `L’inscription ${de(given(parameters, 'organisation'))} est acceptée. Il reste à choisir votre mot de passe.`,
        ],
        action: {
          label: 'Ouvrir l’espace',
          url: `${context.origin}/connexion/bienvenue/${given(parameters, 'token')}`,
        },
        after: [`Ce lien est personnel. Il sert une fois, pendant ${LINK_DAYS} jours.`],
      },
      context,
    ),
  'founder-invitation': (parameters, context) =>
    letter(
      {
        subject: `Ouvrez l’espace de travail : ${given(parameters, 'organisation')}`,
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `L’opérateur de « ${context.territory} » a préparé un espace pour ${given(parameters, 'organisation')} et vous propose d’en être référent : vous y inviterez vos collègues. Il reste à choisir votre mot de passe.`,
        ],
        action: {
          label: 'Ouvrir l’espace',
          url: `${context.origin}/connexion/bienvenue/${given(parameters, 'token')}`,
        },
        after: [
          `Ce lien est personnel. Il sert une fois, pendant ${LINK_DAYS} jours.`,
          'Ce n’est pas vous qui devriez le recevoir ? N’ouvrez pas ce lien : sans lui, rien ne se passe.',
        ],
      },
      context,
    ),
  'organisation-suspended': (parameters, context) =>
    letter(
      {
        subject: `${given(parameters, 'organisation')} est suspendue`,
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'by')}, opérateur de « ${context.territory} », a suspendu l’espace ${de(given(parameters, 'organisation'))}. Tout reste lisible ; rien de nouveau ne peut être ajouté. La raison donnée :`,
          given(parameters, 'reason'),
        ],
      },
      context,
    ),
  'organisation-active': (parameters, context) =>
    letter(
      {
        subject: `${given(parameters, 'organisation')} est de nouveau active`,
        paragraphs: [
          'Bonjour,',
          `L’espace ${de(given(parameters, 'organisation'))} sur « ${context.territory} » est de nouveau actif : ses membres peuvent écrire et publier.`,
        ],
        action: { label: 'Ouvrir l’espace', url: `${context.origin}/accueil` },
      },
      context,
    ),
  'organisation-left': (parameters, context) => {
    const name = given(parameters, 'organisation');
    const until = formatDate(given(parameters, 'until'));
    return letter(
      {
        subject: `${name} quitte « ${context.territory} »`,
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'by')} a décidé que ${name} quitte « ${context.territory} ». Son espace est fermé dès maintenant : vous n’y avez plus accès. La raison donnée :`,
          given(parameters, 'reason'),
          `Votre compte reste ouvert, ainsi que vos autres organisations. Une copie de toutes les données part aux référents.`,
          `Jusqu’au ${until}, l’opérateur du territoire peut tout rétablir. Ensuite, tout est effacé.`,
        ],
      },
      context,
    );
  },
  'organisation-back': (parameters, context) =>
    letter(
      {
        subject: `${given(parameters, 'organisation')} est de retour sur « ${context.territory} »`,
        paragraphs: [
          'Bonjour,',
          `L’opérateur de « ${context.territory} » a rétabli l’espace ${de(given(parameters, 'organisation'))} : ses membres, ses publications et ses documents sont de retour.`,
          'Les abonnés de ses lettres ont été retirés et prévenus : ceux qui le souhaitent s’abonneront de nouveau. Les invitations en attente sont à refaire.',
        ],
        action: { label: 'Ouvrir l’espace', url: `${context.origin}/accueil` },
      },
      context,
    ),
  'operator-message': (parameters, context) =>
    letter(
      {
        subject: given(parameters, 'subject'),
        paragraphs: given(parameters, 'text').split(/\n+/),
        after: [
          `Message de ${given(parameters, 'by')}, opérateur de « ${context.territory} », aux référents ${de(given(parameters, 'organisation'))}. Pour répondre : ${given(parameters, 'replyTo')}`,
        ],
      },
      context,
    ),
  'sign-up-refused': (parameters, context) =>
    letter(
      {
        subject: `Votre demande d’inscription : ${given(parameters, 'organisation')}`,
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `La demande d’inscription ${de(given(parameters, 'organisation'))} n’a pas été acceptée. Voici la raison donnée :`,
          given(parameters, 'reason'),
          'Vous pouvez faire une nouvelle demande quand ce point est réglé.',
        ],
        action: { label: 'Faire une nouvelle demande', url: `${context.origin}/inscription` },
      },
      context,
    ),
  invitation: (parameters, context) =>
    letter(
      {
        subject: `${given(parameters, 'inviter')} vous invite : ${given(parameters, 'organisation')}`,
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'inviter')} vous invite à rejoindre ${given(parameters, 'organisation')} sur « ${context.territory} », comme ${roleName(given(parameters, 'role'))}.`,
        ],
        action: {
          label: 'Accepter l’invitation',
          url: `${context.origin}/connexion/bienvenue/${given(parameters, 'token')}`,
        },
        after: [`Ce lien est personnel. Il sert une fois, pendant ${LINK_DAYS} jours.`],
      },
      context,
    ),
  'commune-invitation': (parameters, context) =>
    letter(
      {
        subject: `${given(parameters, 'body')} vous invite : ${given(parameters, 'organisation')} sur « ${context.territory} »`,
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'inviter')}, pour ${given(parameters, 'body')}, invite ${given(parameters, 'organisation')} à ouvrir son espace sur « ${context.territory} ». La commune y publie ses actes et ses nouvelles, et travaille avec les autres ; c’est gratuit.`,
          'Qui ouvre l’espace en devient le référent : faites suivre ce courriel à la personne qui s’en occupera.',
        ],
        action: {
          label: 'Ouvrir l’espace de la commune',
          url: `${context.origin}/inscription/invitation/${given(parameters, 'token')}`,
        },
        after: [
          `Ce lien sert une fois, pendant ${LINK_DAYS} jours.`,
          'Vous ne souhaitez pas vous inscrire ? N’ouvrez pas ce lien : sans lui, rien ne se passe.',
        ],
      },
      context,
    ),
  'join-confirmation': (parameters, context) =>
    letter(
      {
        subject: `Confirmez votre demande : ${given(parameters, 'organisation')}`,
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `Vous demandez à rejoindre l’espace ${de(given(parameters, 'organisation'))} sur « ${context.territory} ». Confirmez que cette adresse est bien la vôtre : la demande partira alors à ses référents.`,
        ],
        action: {
          label: 'Confirmer ma demande',
          url: `${context.origin}/inscription/rejoindre/${given(parameters, 'token')}`,
        },
        after: [
          `Ce lien sert pendant ${JOIN_LINK_DAYS} jours.`,
          'Vous n’avez rien demandé ? N’ouvrez pas ce lien : sans lui, rien ne se passe.',
        ],
      },
      context,
    ),
  'join-request': (parameters, context) =>
    letter(
      {
        subject: `${given(parameters, 'person')} demande à rejoindre ${given(parameters, 'organisation')}`,
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'person')} (${given(parameters, 'position')}) demande à rejoindre l’espace ${de(given(parameters, 'organisation'))}.`,
          'Vérifiez que vous connaissez cette personne avant de répondre. Les référents reçoivent tous ce courriel ; un seul répond.',
        ],
        action: {
          label: 'Voir la demande',
          url: `${context.origin}/organisation/demandes/${given(parameters, 'id')}`,
        },
        after: [`Sans réponse, la demande s’efface au bout de ${JOIN_REQUEST_DAYS} jours.`],
      },
      context,
    ),
  'join-accepted': (parameters, context) =>
    letter(
      {
        subject: `Votre demande est acceptée : ${given(parameters, 'organisation')}`,
        paragraphs: [
          'Bonjour,',
          `${given(parameters, 'inviter')} accepte votre demande : vous pouvez rejoindre ${given(parameters, 'organisation')} sur « ${context.territory} », comme ${roleName(given(parameters, 'role'))}.`,
        ],
        action: {
          label: 'Ouvrir mon espace',
          url: `${context.origin}/connexion/bienvenue/${given(parameters, 'token')}`,
        },
        after: [`Ce lien est personnel. Il sert une fois, pendant ${LINK_DAYS} jours.`],
      },
      context,
    ),
  'join-refused': (parameters, context) =>
    letter(
      {
        subject: `Votre demande : ${given(parameters, 'organisation')}`,
        paragraphs: [
          `Bonjour ${given(parameters, 'firstName')},`,
          `Votre demande de rejoindre l’espace ${de(given(parameters, 'organisation'))} n’a pas été acceptée. Voici la raison donnée :`,
          given(parameters, 'reason'),
        ],
      },
      context,
    ),
  'operator-link': (parameters, context) =>
    letter(
      {
        subject: `Vous opérez le territoire : ${context.territory}`,
        paragraphs: ['Bonjour,', `Ce lien ouvre la console de l’opérateur de « ${context.territory} ».`],
        action: {
          label: 'Ouvrir la console',
          url: `${context.origin}/connexion/bienvenue/${given(parameters, 'token')}`,
        },
        after: [`Ce lien est personnel. Il sert une fois, pendant ${LINK_DAYS} jours.`],
      },
      context,
    ),
} satisfies MailTexts;
