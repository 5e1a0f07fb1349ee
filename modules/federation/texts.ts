import type { Check, ProviderState } from './rules.ts';

export const TEXTS = {
  issuer: 'Écrivez l’adresse de l’émetteur comme votre service informatique vous l’a donnée, par exemple https://…',
  secret: 'Copiez le secret client en entier : huit caractères au moins.',
  changedMeanwhile: 'Quelqu’un d’autre a changé cette demande entre-temps. Relisez-la, puis recommencez.',
  unreachable: 'Cette adresse ne répond pas comme un service de connexion. Vérifiez-la avec la mairie.',
  forbiddenAddress: 'Cette adresse n’est pas une adresse publique en https : Parvis ne s’y connecte pas.',
  noSecret: 'Le secret n’est plus là : demandez au référent de l’écrire de nouveau.',
  notTried: 'Essayez d’abord la connexion vous-même : le bouton est juste au-dessus.',
  otherBrowser:
    'Cette connexion a été commencée dans un autre navigateur, ou ses cookies sont bloqués. Recommencez ici, du début.',
  used: 'Cette connexion a déjà servi ou a duré plus de dix minutes. Recommencez du début.',
  closed: 'Cette façon de se connecter vient d’être arrêtée. Connectez-vous avec votre mot de passe.',
  refused: 'Le service de connexion n’a pas confirmé qui vous êtes. Recommencez, ou prévenez votre référent.',
  unknown:
    'Nous ne savons pas encore à qui est ce compte dans cette organisation. Si vous en êtes membre, entrez une fois avec votre mot de passe : le compte est relié pour la suite. Sinon, son référent peut vous inviter.',
  otherAddress:
    'Ce compte a une autre adresse que la vôtre. Fermez la session ouverte chez ce service, puis recommencez avec le vôtre.',
  notInvited:
    'Cette invitation n’est pas pour l’adresse de ce compte, ou elle a déjà servi. Ouvrez de nouveau le lien de votre courriel, et choisissez un mot de passe.',
  tellsSiret:
    'Il dit pour quel établissement chacun travaille (SIRET) : Parvis le lui demandera, pour proposer la bonne organisation à qui n’est pas membre. Cela n’ouvre rien.',
  notMember: 'Vous n’êtes pas membre de cette organisation. Son référent peut vous inviter.',
} as const;

export const STATE_TEXTS: Readonly<Record<ProviderState, { name: string; tone: 'waiting' | 'info' | 'done' }>> = {
  asked: { name: 'À vérifier par l’opérateur', tone: 'waiting' },
  ready: { name: 'En place, à essayer', tone: 'info' },
  offered: { name: 'Proposée aux membres', tone: 'done' },
};

/** What each check says when it holds, and what to do when it does not. */
export const CHECK_TEXTS: Readonly<Record<Check, { holds: string; fails: string }>> = {
  issuer: {
    holds: 'Le service dit être cet émetteur.',
    fails: 'Le service dit être un autre émetteur : l’adresse doit être écrite exactement comme il l’écrit.',
  },
  addresses: {
    holds: 'Toutes ses adresses sont publiques, en https, sur le port habituel.',
    fails: 'Une de ses adresses n’est pas publique, pas en https, ou sur un port inhabituel.',
  },
  code: { holds: 'Il répond par un code.', fails: 'Il ne sait pas répondre par un code (response_type « code »).' },
  signature: {
    holds: 'Il signe ce qu’il dit.',
    fails: 'Il ne signe pas d’une façon reconnue (RS256, PS256 ou ES256).',
  },
  secret: {
    holds: 'Il accepte un secret dans le formulaire.',
    fails: 'Il n’accepte pas le secret dans le formulaire (client_secret_post) : à permettre de son côté.',
  },
  keys: {
    holds: 'Ses clés publiques ont chacune un nom.',
    fails: 'Ses clés publiques manquent, ou n’ont pas de nom (kid).',
  },
};
