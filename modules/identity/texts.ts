import type { Proof } from '../../platform/sign-in-policy.ts';

/** What sign-in says. The same words whether or not an address is known. */
export const TEXTS = {
  wrong: 'L’adresse ou le mot de passe ne correspond pas. Vérifiez-les, ou choisissez « Mot de passe oublié ».',
  locked: (minutes: number) =>
    `Trop d’essais : par sécurité, la connexion avec cette adresse est fermée pendant ${minutes} minute${minutes > 1 ? 's' : ''}. Réessayez ensuite, ou choisissez « Mot de passe oublié ».`,
  weak: 'Choisissez un mot de passe d’au moins 12 caractères, qui ne soit ni une suite (azerty, 123456) ni un mot courant. Une phrase entière convient très bien.',
  wrongCode: 'Ce code ne correspond pas. Vérifiez les six chiffres ; un code ne sert qu’une fois.',
  staleCode: 'Ce code a expiré. Demandez-en un nouveau.',
  codeForm: 'Écrivez les six chiffres du code.',
  eitherForm: 'Écrivez les six chiffres du code, ou un code de secours entier.',
  wrongRecovery:
    'Ce code de secours ne correspond pas, ou il a déjà servi. S’il est bon, attendez une minute et recommencez par votre mot de passe.',
  noneToRecover: 'Un code de secours remplace la double vérification : mettez-la d’abord en place.',
  presentCode: 'Donnez un code de votre application actuelle, ou un code de secours.',
  different: 'Les deux mots de passe sont différents.',
  codeOver: 'Ce code ne sert plus : il a expiré, a déjà servi ou a été essayé cinq fois. Demandez-en un autre.',
  codeOfAnotherBrowser: 'Un code sert dans le navigateur qui l’a demandé. Demandez-en un autre ici.',
  tooManyCodes: 'Trop de codes demandés. Réessayez dans une heure.',
  tooMany: 'Trop de demandes pour cette adresse. Attendez un quart d’heure.',
} as const;

/** How a session was opened: « avec … ». */
export const PROOF_TEXTS: Readonly<Record<Proof, string>> = {
  password: 'le mot de passe',
  code: 'un code reçu par courriel',
  link: 'un lien reçu par courriel',
  totp: 'le code de l’application',
  recovery: 'un code de secours',
  provider: 'le compte de votre organisation',
};
