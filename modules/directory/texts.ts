/** What the directory says. */
export const TEXTS = {
  phone: 'Écrivez un numéro de téléphone, par exemple 05 53 69 00 00.',
  tooManySubjects: (most: number) => `Choisissez ${most} sujets au plus : ceux pour lesquels on peut vous appeler.`,
  noParent: 'Ce service n’existe plus. Choisissez-en un autre.',
  loop: 'Un service ne peut pas être placé dans lui-même, ni dans un service qu’il contient.',
  noMember: 'Cette personne n’est plus membre de l’organisation. Choisissez-en une autre.',
  tooManyUnits: (most: number) => `Une organisation a ${most} services au plus.`,
  notEmpty: 'Ce service en contient d’autres : déplacez-les ou supprimez-les d’abord.',
  tooManyInUnit: (most: number) => `Un service nomme ${most} personnes au plus.`,
  tooManyUses: {
    look: (most: number, minutes: number) =>
      `L’annuaire se consulte ${most} fois par heure au plus, pour que personne ne le recopie. Il s’ouvre de nouveau pour vous dans ${minutes} minute${minutes > 1 ? 's' : ''}.`,
    export: (most: number) =>
      `Vous avez téléchargé ${most} fichiers aujourd’hui : c’est la limite, pour que personne ne recopie l’annuaire. Recommencez demain.`,
  },
} as const;
