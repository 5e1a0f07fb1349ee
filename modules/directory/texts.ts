/** What the directory says. */
export const TEXTS = {
  phone: 'Écrivez un numéro de téléphone, par exemple 05 53 69 00 00.',
  tooManySubjects: (most: number) => `Choisissez ${most} sujets au plus : ceux pour lesquels on peut vous appeler.`,
} as const;
