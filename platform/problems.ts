/**
 * Every way in which Parvis says no: a closed union, each rendered as a French page for people and as
 * problem+json (RFC 9457) for programs. Unknown errors are faults and become `fault`.
 */
export const PROBLEM_STATUS = {
  malformed: 400,
  'bad-cursor': 400,
  'sign-in-needed': 401,
  forbidden: 403,
  'cross-site': 403,
  'no-longer-member': 403,
  'proof-needed': 403,
  suspended: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'not-acceptable': 406,
  conflict: 409,
  stale: 409,
  gone: 410,
  'too-large': 413,
  'wrong-type': 415,
  invalid: 422,
  'too-many': 429,
  fault: 500,
  unavailable: 503,
} as const satisfies Record<string, number>;

export type ProblemKind = keyof typeof PROBLEM_STATUS;

/** A field that was refused, and the French sentence that says what to do. */
export interface FieldError {
  field: string;
  message: string;
}

export interface ProblemDetails {
  /** A French sentence: what happened, what was kept, what to do. Replaces the general one of the kind. */
  detail?: string;
  fields?: readonly FieldError[];
  /** Seconds after which a new try may succeed. */
  retryAfter?: number;
  /** Members added to problem+json: both versions of a lost race, for example. */
  extra?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

/** Thrown by services and routes; the HTTP layer alone turns it into an answer. */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly details: ProblemDetails;

  constructor(kind: ProblemKind, details: ProblemDetails = {}) {
    super(details.detail ?? kind, { cause: details.cause });
    this.name = 'Problem';
    this.kind = kind;
    this.details = details;
  }

  get status(): number {
    return PROBLEM_STATUS[this.kind];
  }
}

/** Refuses one field of what was typed. */
export const refuseField = (field: string, message: string): Problem =>
  new Problem('invalid', { detail: message, fields: [{ field, message }] });

/** What a page says when nothing more precise was said. */
export const PROBLEM_TEXTS: Readonly<Record<ProblemKind, { title: string; detail: string }>> = {
  malformed: {
    title: 'Cette demande n’est pas lisible',
    detail: 'Les données reçues ne sont pas complètes. Revenez à la page précédente et recommencez.',
  },
  'bad-cursor': {
    title: 'Cette suite de liste n’existe pas',
    detail: 'L’adresse de cette page a été modifiée ou a expiré. Reprenez la liste depuis le début.',
  },
  'sign-in-needed': {
    title: 'Connectez-vous',
    detail: 'Cette page est réservée aux membres. Connectez-vous pour la voir.',
  },
  forbidden: {
    title: 'Vous n’avez pas accès à cette page',
    detail: 'Votre rôle ne permet pas cette action. Le référent de votre organisation peut le changer.',
  },
  'cross-site': {
    title: 'Cette demande vient d’un autre site',
    detail: 'Par sécurité, elle n’a pas été prise en compte. Ouvrez la page dans Parvis et recommencez.',
  },
  'no-longer-member': {
    title: 'Vous n’avez plus accès',
    detail: 'Vous n’êtes plus membre de cette organisation. Son référent peut vous inviter de nouveau.',
  },
  'proof-needed': {
    title: 'Votre organisation en demande plus',
    detail: 'Pour y entrer, il vous reste une étape. Ce que vous avez écrit est conservé ci-dessous.',
  },
  suspended: {
    title: 'Votre organisation est suspendue',
    detail:
      'L’opérateur du territoire l’a suspendue : vous pouvez tout lire, rien de nouveau ne peut être ajouté. Votre référent en a reçu la raison par courriel.',
  },
  'not-found': {
    title: 'Cette page n’existe pas',
    detail: 'L’adresse est peut-être incomplète, ou ce qu’elle montrait a été retiré.',
  },
  'method-not-allowed': {
    title: 'Cette action n’est pas possible ici',
    detail: 'Revenez à la page précédente et recommencez.',
  },
  'not-acceptable': { title: 'Ce format n’est pas proposé', detail: 'Cette adresse répond en page ou en JSON.' },
  conflict: {
    title: 'C’est déjà fait',
    detail: 'Quelqu’un l’a fait avant vous. Rechargez la page pour voir où en sont les choses.',
  },
  stale: {
    title: 'Ce texte a changé entre-temps',
    detail: 'Une autre personne l’a modifié pendant que vous écriviez. Vos changements sont conservés ci-dessous.',
  },
  gone: { title: 'Ce lien ne sert plus', detail: 'Il a expiré ou a déjà été utilisé. Demandez-en un nouveau.' },
  'too-large': {
    title: 'C’est trop volumineux',
    detail: 'Ce que vous envoyez dépasse la taille acceptée. Raccourcissez le texte ou joignez un fichier.',
  },
  'wrong-type': { title: 'Ce format n’est pas accepté', detail: 'Envoyez un formulaire ou du JSON.' },
  invalid: {
    title: 'Il manque quelque chose',
    detail: 'Corrigez les points signalés ; ce que vous avez écrit est conservé.',
  },
  'too-many': { title: 'Trop d’essais', detail: 'Attendez un peu avant de recommencer.' },
  fault: {
    title: 'Parvis a rencontré un problème',
    detail: 'Ce n’est pas de votre fait. Rien n’a été publié. Recommencez dans un instant.',
  },
  unavailable: {
    title: 'Parvis est momentanément indisponible',
    detail: 'Recommencez dans un instant ; rien n’est perdu.',
  },
};
