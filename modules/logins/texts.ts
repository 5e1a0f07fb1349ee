import type { Role } from '../../platform/rules.ts';
import type { Asked, SignInMethod } from '../../platform/sign-in-policy.ts';

export const METHOD_TEXTS: Readonly<Record<SignInMethod, { title: string; explanation: string }>> = {
  password: {
    title: 'Avec leur mot de passe',
    explanation: 'Chacun a le sien, et peut en changer s’il l’oublie.',
  },
  code: {
    title: 'Avec un code reçu par courriel',
    explanation: 'Six chiffres envoyés à l’adresse de chacun à chaque connexion : aucun mot de passe à retenir.',
  },
  provider: {
    title: 'Avec le compte qu’ils ont déjà',
    explanation:
      'Celui que vous proposez (ProConnect, Microsoft…), et rien d’autre. Les référents gardent leur mot de passe, pour le jour où ce service ne répond pas.',
  },
};

/** Those who have the role, several of them. */
export const HOLDERS: Readonly<Record<Role, string>> = {
  reader: 'aux lecteurs',
  contributor: 'aux contributeurs',
  publisher: 'aux rédacteurs',
  referent: 'aux référents',
};

export const TEXTS = {
  chooseMethod: 'Choisissez comment vos membres se connectent.',
  notOffered:
    'Proposez d’abord ce compte à vos membres : « Mon organisation », « Se connecter avec un compte existant ».',
  changedMeanwhile: 'Quelqu’un a changé ces réglages entre-temps. Vos choix sont ci-dessous, pas encore enregistrés.',
  proveFirst: {
    code: 'Prouvez d’abord que vous recevez ces codes, pour ne pas vous retrouver dehors.',
    provider: 'Entrez d’abord vous-même avec ce compte.',
    totp: 'Donnez d’abord un code de votre propre application, pour ne pas vous retrouver dehors.',
  } satisfies Readonly<Record<Asked, string>>,
} as const;
