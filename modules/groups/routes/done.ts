/** What has just been done, said on the page that follows. */
const DONE = {
  ouvert: 'Votre groupe est ouvert. Invitez maintenant ses membres.',
  entre: 'Vous êtes dans le groupe.',
  demande: 'Votre demande est envoyée aux animateurs.',
  reglages: 'Les réglages sont enregistrés.',
  archive: 'Le groupe est archivé.',
  rouvert: 'Le groupe est rouvert.',
  accepte: 'C’est fait : cette personne est dans le groupe.',
  refuse: 'La demande est refusée ; la personne en est avertie.',
  role: 'C’est enregistré.',
  retrait: 'C’est fait : cette personne n’a plus accès au groupe.',
  invite: 'L’invitation est partie.',
  organisation: 'L’organisation est invitée : ses référents sont avertis.',
  annulation: 'L’invitation est annulée.',
  reponse: 'Votre réponse est enregistrée.',
  anime: 'Vous animez maintenant ce groupe.',
} as const;

export type Done = keyof typeof DONE;

const isDone = (text: string): text is Done => text in DONE;

/** The sentence for `?fait=…`, if it is one. */
export const doneText = (fait: string | undefined): string | undefined =>
  fait !== undefined && isDone(fait) ? DONE[fait] : undefined;

/** A page of a group, that will say what was done. */
export const groupAddress = (id: string, done: Done, part = ''): string => `/groupes/${id}${part}?fait=${done}`;
