export const TEXTS = {
  reasonNeeded: 'Écrivez la raison : elle est envoyée aux membres.',
  reasonTooLong: 'Raccourcissez la raison : 1 000 caractères au plus.',
  nameNeeded: 'Écrivez le nom de l’organisation pour confirmer.',
  otherName: (name: string) => `Écrivez « ${name} » pour confirmer.`,
  decidedMeanwhile: 'L’état de cette organisation a changé entre-temps : relisez avant de décider.',
  stillWithdrawing: 'Son retrait se termine : réessayez dans un instant.',
  tooLate: 'Son délai est passé : ses données sont en cours d’effacement.',
  hasProvider:
    'Elle se connecte avec un compte d’ailleurs (ProConnect, Microsoft…). L’opérateur retire d’abord ce fournisseur.',
} as const;
